// @ts-check
/** A field for a number or a date as it is typed: Enter reads it, Escape brings back what holds. */
import { h } from "../core/dom.js";

/** @param {Record<string, unknown>} attributes  its own @param {() => void} read @param {() => void} write */
export const typedInput = (attributes, read, write) =>
  h("input", {
    type: "text",
    class: "ia-input",
    autocomplete: "off",
    spellcheck: "false",
    onchange: () => read(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter") read();
      if (event.key === "Escape") write();
    },
    ...attributes,
  });
