// @ts-check
/**
 * Killed and wounded by number: two bounds each, and whether incidents without a figure are shown too. A bound that cannot
 * be read is told beside its field, and the filter stays as it was.
 * @import {Filter, Store} from "../core/types.js"
 * @import {FigureName, FigureRange} from "../core/figure_range.js"
 */
import { h, retext, uid } from "../core/dom.js";
import { FIGURE_NAMES, FIGURES, typedRange } from "../core/figure_range.js";
import { withFigure } from "../core/filter_changes.js";
import { typedInput } from "./typed_input.js";

const RULE =
  "An incident is shown where its stated figure may be one of these numbers: 8 to 12 counts as 10 or more. “3 or more” " +
  "counts as 3 and “0 reported” as 0, because no source says that there were more.";

/** @param {Store} store @param {(filter: Filter) => void} change */
export function createFigures(store, change) {
  const id = uid("figures");
  const parts = FIGURE_NAMES.map((name) => createFigure(store, change, name, `${id}-rule`));
  return {
    element: h(
      "div",
      { class: "ia-figures" },
      parts.map(({ element }) => element),
      h("p", { class: "ia-hint", id: `${id}-rule` }, RULE),
    ),
    draw() {
      for (const part of parts) part.draw();
    },
    /** How many ranges are set. */
    get chosen() {
      return Object.keys(store.get().filter.figures).length;
    },
  };
}

/** @param {Store} store @param {(filter: Filter) => void} change @param {FigureName} name @param {string} rule  id of what explains it */
function createFigure(store, change, name, rule) {
  const id = uid(name);
  const label = FIGURES[name];
  const from = field("at least");
  const to = field("at most");
  const problem = h("p", { class: "ia-problem", id: `${id}-problem`, role: "alert" });
  const unstated = h("input", { type: "checkbox", class: "ia-opt-box", onchange: () => tick() });
  const words = h("span");
  const element = h(
    "div",
    { class: "ia-figure", role: "group", "aria-labelledby": `${id}-label`, "data-figure": name },
    h("p", { class: "ia-sub", id: `${id}-label` }, label),
    h("div", { class: "ia-figure-row" }, h("span", null, "from"), from, h("span", null, "to"), to),
    problem,
    h("div", { class: "ia-opt" }, h("label", { class: "ia-opt-label" }, unstated, words)),
  );

  /** @param {string} bound */
  function field(bound) {
    const named = { "aria-label": `${label}, ${bound}`, "aria-describedby": `${id}-problem ${rule}` };
    return typedInput({ ...named, inputmode: "numeric", maxlength: 14 }, read, write);
  }

  const asked = () => store.get().filter.figures[name] ?? null;

  function read() {
    const typed = typedRange(from.value, to.value);
    if ("problem" in typed) return tell(typed.problem, typed.edge);
    const before = asked();
    // What is not stated is unknown: it passes a range only where the person says so.
    const also = before !== null && before.least !== null && before.unstated;
    take(typed.least === null ? (before?.least === null ? before : null) : { ...typed, unstated: also });
  }

  function tick() {
    const { least = null, most = null } = asked() ?? {};
    take(least === null && !unstated.checked ? null : { least, most, unstated: unstated.checked });
  }

  /** @param {FigureRange|null} range */
  function take(range) {
    const { filter } = store.get();
    if (JSON.stringify(range) !== JSON.stringify(asked())) change(withFigure(filter, name, range));
    write();
  }

  /** @param {string} text @param {"from"|"to"|null} edge  whose field is wrong */
  function tell(text, edge) {
    retext(problem, text);
    for (const [input, of] of /** @type {[HTMLInputElement, string][]} */ ([[from, "from"], [to, "to"]])) {
      if (of === edge) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  function write() {
    const range = asked();
    from.value = range?.least === null || range === null ? "" : String(range.least);
    to.value = range === null || range.most === null ? "" : String(range.most);
    tell("", null);
  }

  let shown = "";
  return {
    element,
    draw() {
      const range = asked();
      unstated.checked = range?.unstated ?? false;
      const only = range === null || range.least === null;
      retext(words, only ? "Only where no figure is stated" : "Also where no figure is stated");
      const now = JSON.stringify(range);
      if (now !== shown) write();
      shown = now;
    },
  };
}
