// @ts-check
/**
 * The ledger across incidents: a row an actor, a column a stance, a cell the number of incidents, and the row's own
 * line of time.
 *
 * @typedef {object} MatrixData
 * @property {string} caption
 * @property {{id: string, label: string, title: string}[]} columns
 * @property {{id: string, name: string, native: string|null, kind: string, counts: number[], marks: import('./strip.js').Mark[], when: string}[]} rows
 * @property {number} more  rows that are left out
 * @property {{id: string, name: string}[]} absent
 * @property {{actor: string|null, column: string|null}} chosen
 * @property {import('./strip.js').Axis} axis
 */
import { bidi, h } from "../core/dom.js";
import { numberWords } from "../core/words.js";
import { mountWidget } from "./widget.js";
import { barWords, key, rules, strip, tallest } from "./strip.js";

/** @param {MatrixData} data @param {import('./widget.js').Pick} pick */
function matrix(data, pick) {
  const { caption, columns, rows, axis, more, absent } = data;
  const most = tallest(rows);
  return [key(rows.some(({ marks }) => marks.some(({ start, end, count }) => !count && end > start)), barWords(rows)), h("div", { class: "ia-scroll ia-matrix-box", role: "region", tabindex: "0", "aria-label": caption, "data-scroll": "matrix" },
    h("table", { class: "ia-table ia-matrix" },
      h("caption", { class: "ia-hidden" }, caption),
      h("thead", null, h("tr", null,
        h("th", { scope: "col" }, "Actor"),
        columns.map(({ label, title }) => h("th", { scope: "col", class: "ia-number", title }, label)),
        h("th", { scope: "col", class: "ia-when" }, h("span", { class: "ia-hidden" }, "When"), h("span", { class: "ia-axis", "aria-hidden": "true" }, rules(axis, true))))),
      h("tbody", null, rows.map((row) => line(row, data, pick, most))))),
    more ? h("p", { class: "ia-line-muted" }, `${numberWords(more)} more actors are named; the search above finds each of them.`) : null,
    absent.length ? h("section", { class: "ia-absent", "aria-label": "Actors in none of the incidents shown" },
      h("p", { class: "ia-line-muted" }, "Not mentioned in these incidents:"),
      h("ul", null, absent.map(({ id, name }) => h("li", null, h("button", {
        type: "button", class: "ia-pick ia-absent-name", "data-focus": `actor:${id}`, "aria-pressed": String(data.chosen.actor === id), onclick: () => pick({ actor: id }),
      }, bidi(name)))))) : null];
}

/** @param {MatrixData["rows"][number]} row @param {MatrixData} data @param {import('./widget.js').Pick} pick @param {number} most */
function line(row, { columns, chosen, axis }, pick, most) {
  const open = chosen.actor === row.id;
  const name = h("button", { type: "button", class: "ia-line ia-pick ia-line-name", "data-focus": `actor:${row.id}`, "aria-pressed": String(open), onclick: () => pick({ actor: row.id }) }, bidi(row.name));
  return h("tr", { "aria-current": open ? "true" : null, "data-id": row.id },
    h("th", { scope: "row" }, name,
      h("span", { class: "ia-line ia-line-muted" }, row.kind, row.native ? [" · ", bidi(row.native)] : null)),
    row.counts.map((count, place) => h("td", { class: "ia-number" }, cell(count, columns[place], row, chosen, pick))),
    h("td", { class: "ia-when" }, strip(row.marks, axis, row.when, most)));
}

/**
 * @param {number} count @param {MatrixData["columns"][number]} column @param {MatrixData["rows"][number]} row
 * @param {MatrixData["chosen"]} chosen @param {import('./widget.js').Pick} pick
 */
function cell(count, column, row, chosen, pick) {
  if (count === 0) return h("span", { class: "ia-none" }, h("span", { "aria-hidden": "true" }, "·"), h("span", { class: "ia-hidden" }, "0"));
  const words = `${row.name}, ${column.label.toLowerCase()}: ${numberWords(count)} ${count === 1 ? "incident" : "incidents"}`;
  return h("button", {
    type: "button", class: "ia-count", "aria-label": words, title: words, "data-focus": `cell:${row.id}:${column.id}`,
    "aria-pressed": String(chosen.actor === row.id && chosen.column === column.id),
    onclick: () => pick({ actor: row.id, column: column.id }),
  }, numberWords(count));
}

/** @param {import('./widget.js').Component} component */
export default (component) => mountWidget(component, matrix);
