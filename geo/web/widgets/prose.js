// @ts-check
/**
 * Reference text: sections with headings, paragraphs, lists of terms, tables and folds.
 *
 * @typedef {object} Block
 * @property {'heading'|'text'|'terms'|'table'|'fold'|'contents'|'list'} is
 * @property {number} [level]
 * @property {string} [id]
 * @property {string} [text]
 * @property {import('./cell.js').Entry[]} [entries]
 * @property {[string, import('./cell.js').Entry|import('./cell.js').Entry[]][]} [terms]
 * @property {any} [table]
 * @property {Block[]} [blocks]
 */
import { bidi, h } from "../core/dom.js";
import { cellLines, line } from "./cell.js";
import { mountWidget } from "./widget.js";
import { table } from "./table.js";

/** @type {Record<Block["is"], (block: any, ui: 'light'|'dark', pick: import('./widget.js').Pick) => HTMLElement>} */
const WAYS = {
  heading: ({ level, id, text }) => h(level === 2 ? "h2" : "h3", { id, tabindex: id ? "-1" : null }, bidi(text)),
  text: ({ text, style }) => h("p", { class: style ? `ia-text-${style}` : null }, bidi(text)),
  list: ({ entries }, ui, pick) => h("ul", { class: "ia-list-plain" }, entries.map((/** @type {any} */ entry) => h("li", null, line(entry, ui, pick)))),
  terms: ({ terms }, ui, pick) => h("dl", { class: "ia-sheet-facts" }, terms.map((/** @type {any} */ [label, value]) =>
    [h("dt", null, label), h("dd", null, cellLines(value, ui, pick))])),
  table: ({ table: content }, ui, pick) => table({ ...content, ui }, pick),
  fold: ({ text, id, blocks }, ui, pick) => h("details", { class: "ia-fold", "data-fold": id },
    h("summary", null, bidi(text)), h("div", { class: "ia-fold-body" }, blocks.map((/** @type {Block} */ block) => drawn(block, ui, pick)))),
  contents: ({ entries }) => h("nav", { class: "ia-contents", "aria-label": "On this page" }, h("ul", null,
    entries.map((/** @type {{text: string, id: string}} */ { text, id }) => h("li", null, h("button", { type: "button", class: "ia-pick", onclick: () => goTo(id) }, text))))),
};

/** @param {string} id */
function goTo(id) {
  const target = document.getElementById(id);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  target?.focus({ preventScroll: true });
}

/** @param {Block} block @param {'light'|'dark'} ui @param {import('./widget.js').Pick} pick */
function drawn(block, ui, pick) {
  return WAYS[block.is](block, ui, pick);
}

/** @param {{ui: 'light'|'dark', blocks: Block[]}} data @param {import('./widget.js').Pick} pick */
function prose({ blocks, ui }, pick) {
  return h("div", { class: "ia-prose" }, blocks.map((block) => drawn(block, ui, pick)));
}

/** @param {import('./widget.js').Component} component */
export default (component) => mountWidget(component, prose);
