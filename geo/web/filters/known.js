// @ts-check
/**
 * Known as of: a day; what no source had told by its end is hidden. The server does the hiding (geo/model/dataset.py).
 * @import {Filter, Store} from "../core/types.js"
 */
import { h, uid } from "../core/dom.js";
import { shortDate } from "../core/dates.js";
import { ALLOWED, readDate } from "../timeline/typed.js";
import { createBlock } from "./block.js";
import { typedInput } from "./typed_input.js";

const MS = 86_400_000;

/** @param {string} iso */
const dayOf = (iso) => Date.parse(iso) / MS;

/** @param {number} day */
const isoOf = (day) => new Date(day * MS).toISOString().slice(0, 10);

/** @param {Store} store @param {(filter: Filter) => void} change */
export function createKnown(store, change) {
  const id = uid("known");
  const words = { "aria-label": "Known as of (date)", "aria-describedby": `${id}-hint ${id}-problem`, placeholder: "3 Jan 2020" };
  const input = typedInput({ ...words, class: "ia-input ia-known-date", maxlength: 24 }, read, write);
  const earlier = step("One day earlier", "←", -1);
  const later = step("One day later", "→", 1);
  const clear = h("button", { type: "button", class: "ia-link ia-known-clear", onclick: () => choose(null) }, "Show all that is known");
  const problem = h("p", { class: "ia-problem", id: `${id}-problem`, role: "alert" });
  const block = createBlock(
    { name: "known", title: "Known as of", open: store.get().filter.knownOn !== null },
    h("div", { class: "ia-known-row" }, input, earlier, later),
    problem,
    h(
      "p",
      { class: "ia-hint", id: `${id}-hint` },
      "Hides every statement, figure and incident that no source had reported by the end of this day. " +
        "Titles and summaries stay as written today.",
    ),
    clear,
  );

  /** @param {string} label @param {string} sign @param {number} by */
  function step(label, sign, by) {
    const act = () => {
      const { knownOn } = store.get().filter;
      if (knownOn) choose(dayOf(knownOn) + by);
    };
    return h("button", { type: "button", class: "ia-known-step", "aria-label": label, title: label, onclick: act }, sign);
  }

  function read() {
    const text = input.value.trim();
    const { filter, window } = store.get();
    const read = text ? readDate(text, "end", filter.knownOn ? dayOf(filter.knownOn) : window.end) : null;
    const wrong = text !== "" && read === null;
    problem.textContent = wrong ? `“${text}” is not a date. ${ALLOWED}` : "";
    input.toggleAttribute("aria-invalid", false);
    if (wrong) input.setAttribute("aria-invalid", "true");
    else choose(read?.day ?? null);
  }

  /** @param {number|null} day */
  function choose(day) {
    const { filter } = store.get();
    const knownOn = day === null ? null : isoOf(day);
    if (knownOn !== filter.knownOn) change({ ...filter, knownOn });
    else write();
  }

  function write() {
    const { knownOn } = store.get().filter;
    input.value = knownOn ? shortDate(dayOf(knownOn)) : "";
    problem.textContent = "";
    input.removeAttribute("aria-invalid");
  }

  let shown = store.get().filter.knownOn;
  return {
    element: block.element,
    draw() {
      const { knownOn } = store.get().filter;
      earlier.disabled = later.disabled = knownOn === null;
      clear.hidden = knownOn === null;
      block.chosen(knownOn ? 1 : 0);
      if (knownOn && knownOn !== shown) block.unfold();
      if (knownOn !== shown || document.activeElement !== input) write();
      shown = knownOn;
    },
  };
}
