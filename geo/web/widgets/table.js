// @ts-check
/**
 * A table: headings that sort, rows that can be picked, a scroll of its own where the page is narrow.
 * @typedef {import('./cell.js').Entry} Entry
 * @typedef {object} TableData
 * @property {string} caption
 * @property {boolean} [captionHidden]
 * @property {'light'|'dark'} ui
 * @property {{id: string, label: string, number?: boolean, sortable?: boolean, width?: string, title?: string}[]} columns
 * @property {{id: string, current?: boolean, cells: (Entry|Entry[])[]}[]} rows
 * @property {{by: string, descending: boolean}} [sort]
 * @property {string} [rowPick]  the row's id is reported under this name
 * @property {string} [minWidth]
 */
import { h } from "../core/dom.js";
import { cellLines } from "./cell.js";
import { mountWidget } from "./widget.js";

/** @param {TableData} data @param {import('./widget.js').Pick} pick */
export function table(data, pick) {
  const { columns, rows, caption } = data;
  return h("div", { class: "ia-scroll", role: "region", tabindex: "0", "aria-label": caption, "data-scroll": caption },
    h("table", { class: "ia-table", style: data.minWidth ? `min-width: ${data.minWidth}` : null },
      h("caption", { class: data.captionHidden ? "ia-hidden" : null }, caption),
      h("colgroup", null, columns.map((column) => h("col", { style: column.width ? `width: ${column.width}` : null }))),
      h("thead", null, h("tr", null, columns.map((column) => heading(column, data, pick)))),
      h("tbody", null, rows.map((row) => bodyRow(row, data, pick)))));
}

/** @param {TableData["columns"][number]} column @param {TableData} data @param {import('./widget.js').Pick} pick */
function heading(column, { sort }, pick) {
  const sorted = sort?.by === column.id;
  const way = sorted ? (sort.descending ? "descending" : "ascending") : null;
  const content = column.sortable
    ? h("button", {
      type: "button", class: "ia-sort", "data-focus": `sort:${column.id}`, title: `Sort by ${column.label.toLowerCase()}`,
      onclick: () => pick({ sort: column.id }),
    }, column.label, h("span", { class: "ia-sort-sign", "aria-hidden": "true" }, sorted ? (sort.descending ? "↓" : "↑") : ""))
    : column.label;
  return h("th", { scope: "col", class: column.number ? "ia-number" : null, "aria-sort": way, title: column.title }, content);
}

/** @param {TableData["rows"][number]} row @param {TableData} data @param {import('./widget.js').Pick} pick */
function bodyRow(row, { columns, rowPick, ui }, pick) {
  // The pointer may take the whole row; the keyboard has the button in it.
  const onclick = rowPick && (() => { if (!String(getSelection())) pick({ [rowPick]: row.id }); });
  return h("tr", {
    class: rowPick ? "ia-row-pick" : null, "data-id": row.id, "aria-current": row.current ? "true" : null, onclick,
  }, row.cells.map((cell, place) => {
    const tag = place === 0 ? "th" : "td";
    return h(tag, { class: columns[place].number ? "ia-number" : null, scope: place === 0 ? "row" : null }, cellLines(cell, ui, pick));
  }));
}

/** @param {import('./widget.js').Component} component */
export default (component) => mountWidget(component, table);
