// @ts-check
/** One legend for two sides: hues, then the forms. */
import { h } from "../dom.js";
import { line } from "./cell.js";
import { mountPlate } from "./plate.js";

/** @param {{label: string, ui: 'light'|'dark', entries: import('./cell.js').Entry[]}} data @param {import('./plate.js').Pick} pick */
function legend({ label, ui, entries }, pick) {
  return h("ul", { class: "ia-keys", "aria-label": label }, entries.map((entry) => h("li", null, line(entry, ui, pick))));
}

/** @param {import('./plate.js').Component} component */
export default (component) => mountPlate(component, legend);
