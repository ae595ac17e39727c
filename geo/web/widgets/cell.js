// @ts-check
/**
 * What stands in a cell: lines of text, each plain or with a style, a swatch, a language.
 * @typedef {object} Line
 * @property {string} text
 * @property {'strong'|'muted'|'unknown'|'name'} [style]
 * @property {{form: string, color: {light: string, dark: string}|null}} [swatch]
 * @property {string} [title]
 * @property {Record<string, any>} [pick]  makes the line a button
 * @property {string} [href]  an address on this page
 * @typedef {Line|string} Entry
 */
import { bidi, h } from "../core/dom.js";
import { swatch } from "../symbols/swatch.js";

/** @param {Entry} entry @param {'light'|'dark'} ui @param {import('./widget.js').Pick} pick */
export function line(entry, ui, pick) {
  if (typeof entry === "string") return h("span", { class: "ia-line" }, bidi(entry));
  const name = `ia-line${entry.style ? ` ia-line-${entry.style}` : ""}`;
  const children = [
    entry.swatch ? swatch(entry.swatch.form, entry.swatch.color?.[ui] ?? "var(--ia-muted)", 14) : null,
    h("span", null, bidi(entry.text)),
  ];
  const { pick: choice } = entry;
  if (choice) {
    return h("button", {
      type: "button", class: `${name} ia-pick`, title: entry.title, "data-focus": JSON.stringify(choice),
      onclick: (/** @type {Event} */ event) => { event.stopPropagation(); pick(choice); },
    }, children);
  }
  if (entry.href) return h("a", { class: `${name} ia-anchor`, href: entry.href }, children);
  return h("span", { class: name, title: entry.title }, children);
}

/** @param {Entry|Entry[]} cell @param {'light'|'dark'} ui @param {import('./widget.js').Pick} pick */
export function cellLines(cell, ui, pick) {
  return (Array.isArray(cell) ? cell : [cell]).map((entry) => line(entry, ui, pick));
}
