// @ts-check
/** One legend for two sides: hues, then the forms. */
import { h } from "../core/dom.js";
import { line } from "./cell.js";
import { mountWidget } from "./widget.js";

/** @param {{label: string, ui: 'light'|'dark', entries: import('./cell.js').Entry[]}} data @param {import('./widget.js').Pick} pick */
function legend({ label, ui, entries }, pick) {
  return h("ul", { class: "ia-keys", "aria-label": label }, entries.map((entry) => h("li", null, line(entry, ui, pick))));
}

/** @param {import('./widget.js').Component} component */
export default (component) => mountWidget(component, legend);
