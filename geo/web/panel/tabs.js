// @ts-check
/** Tabs over one panel; the arrow keys go from one to the next. */
import { h, retext, uid } from "../core/dom.js";
import { numberWords } from "../core/words.js";

/**
 * @param {[string, string][]} tabs value and label
 * @param {() => void} changed
 */
export function createTabs(tabs, changed) {
  let chosen = tabs[0][0];
  /** @type {HTMLElement|null} */
  let panel = null;
  const numbers = new Map(tabs.map(([value]) => [value, h("span", { class: "ia-tab-count" })]));
  const buttons = new Map(
    tabs.map(([value, label]) => [
      value,
      h(
        "button",
        {
          type: "button",
          role: "tab",
          class: "ia-tab",
          id: uid("tab"),
          "data-tab": value,
          onclick: () => choose(value),
        },
        label,
        " ",
        numbers.get(value),
      ),
    ]),
  );
  const element = h("div", { class: "ia-tabs", role: "tablist", onkeydown: step }, [...buttons.values()]);

  function draw() {
    for (const [value, button] of buttons) {
      const on = value === chosen;
      button.setAttribute("aria-selected", String(on));
      button.tabIndex = on ? 0 : -1;
    }
  }

  /** @param {string} value */
  function choose(value) {
    if (value === chosen) return;
    chosen = value;
    draw();
    changed();
  }

  /** @param {KeyboardEvent} event */
  function step(event) {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const values = [...buttons.keys()];
    const next = (values.indexOf(chosen) + (event.key === "ArrowRight" ? 1 : -1) + values.length) % values.length;
    choose(values[next]);
    buttons.get(chosen)?.focus();
    event.preventDefault();
  }

  draw();
  return {
    element,
    choose,
    get chosen() {
      return chosen;
    },
    /** The element whose content the tabs choose. @param {HTMLElement} target */
    panel(target) {
      panel = target;
      panel.id ||= uid("tabpanel");
      for (const button of buttons.values()) button.setAttribute("aria-controls", panel.id);
    },
    /** @param {Record<string, number>} counts */
    counts(counts) {
      for (const [value, span] of numbers) retext(span, numberWords(counts[value] ?? 0));
    },
  };
}
