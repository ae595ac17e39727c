// @ts-check
/**
 * Options to tick, each with the number of incidents that it would leave. The number stands beside the label,
 * not in it.
 * @import {Option} from "../core/types.js"
 */
import { h, bidi, refill, uid } from "../core/dom.js";
import { numberWords } from "../core/words.js";
import { fold, matches } from "../core/fold.js";

const SHORT = 8; // options of a list that is folded

/**
 * @param {object} setup
 * @param {Option[]} setup.options
 * @param {string} setup.name of the list, for who can't see it
 * @param {(value: string) => void} setup.toggle
 * @param {(option: Option) => Node|null} [setup.symbol]
 */
export function createOptions({ options, name, toggle, symbol = () => null }) {
  let wide = false;
  let query = "";
  /** @type {string[]} */
  let chosen = [];
  const items = options.map((option) => {
    const id = uid("count");
    const input = h("input", {
      type: "checkbox",
      class: "ia-opt-box",
      "aria-describedby": id,
      onchange: () => toggle(option.value),
    });
    const mark = h("span", { class: "ia-opt-symbol" });
    const count = h("span", { class: "ia-opt-count", id });
    const label = h(
      "label",
      { class: "ia-opt-label", title: option.definition ?? null },
      input,
      mark,
      h("span", null, bidi(option.label)),
    );
    return {
      option,
      input,
      mark,
      count,
      folded: fold(option.label),
      element: h("li", { class: "ia-opt", "data-value": option.value }, label, count),
    };
  });
  const long = options.length > SHORT;
  const search = h("input", {
    type: "text",
    class: "ia-input ia-opt-filter",
    placeholder: `Find in ${name.toLowerCase()}`,
    hidden: true,
    "aria-label": `Find in ${name}`,
    oninput: () => {
      query = fold(search.value);
      layout();
    },
  });
  const more = h("button", {
    type: "button",
    class: "ia-link ia-opt-more",
    hidden: !long,
    onclick: () => widen(!wide),
  });
  const none = h("p", { class: "ia-hint", hidden: true }, "None of that name.");
  const list = h(
    "ul",
    { class: "ia-opts" },
    items.map((item) => item.element),
  );
  const element = h("div", { class: "ia-opt-list", role: "group", "aria-label": name }, search, list, none, more);

  /** @param {boolean} on */
  function widen(on) {
    wide = on;
    search.value = query = "";
    layout();
    if (wide) search.focus();
  }

  function layout() {
    search.hidden = !wide;
    refill(more, wide ? "Show fewer" : `Show all ${options.length}`);
    let shown = 0;
    items.forEach(({ option, element: row, folded }, k) => {
      const on = wide ? !query || matches(folded, query) : k < SHORT || chosen.includes(option.value);
      row.hidden = !on;
      if (on) shown += 1;
    });
    none.hidden = shown > 0;
  }

  layout();
  return {
    element,
    /** @param {string[]} values */
    choose(values) {
      chosen = values;
      for (const { option, input } of items) input.checked = values.includes(option.value);
      if (long) layout();
    },
    /** @param {number[]|null} counts null: not known now */
    counts(counts) {
      items.forEach(({ count, element: row }, k) => {
        count.textContent = counts ? numberWords(counts[k]) : "";
        row.classList.toggle("ia-opt-none", counts !== null && counts[k] === 0);
      });
    },
    symbols() {
      for (const { option, mark } of items) refill(mark, symbol(option));
    },
  };
}
