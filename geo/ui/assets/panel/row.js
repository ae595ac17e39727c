// @ts-check
/**
 * One row of the list.
 * @import {Columns, Row, State} from "./types.js"
 */
import { h, bidi } from "../dom.js";
import { incidentSwatch } from "./symbol.js";

const NOT_KNOWN = "place not known";

/**
 * A row without words yet keeps its place and is marked `data-bare`.
 * @param {State} state @param {number} index @param {Row|undefined} row
 */
export function incidentRow(state, index, row) {
  const element = h("div", { class: "ia-row", role: "option", "data-index": index });
  if (!row) {
    element.dataset.bare = "";
    element.setAttribute("aria-label", "Loading");
    return element;
  }
  const placed = /** @type {Columns} */ (state.columns).placed[index];
  element.dataset.id = row.id;
  const where = row.where.toLowerCase() === NOT_KNOWN ? "" : row.where;
  element.append(
    h("span", { class: "ia-row-symbol" }, incidentSwatch(state, index, 18)),
    h(
      "span",
      { class: "ia-row-words" },
      h("span", { class: "ia-row-when" }, row.when),
      h("span", { class: "ia-row-title", title: row.title }, bidi(row.title)),
      h(
        "span",
        { class: "ia-row-where" },
        placed ? null : h("span", { class: "ia-tag" }, where ? "not placed" : NOT_KNOWN),
        bidi(where),
      ),
    ),
  );
  return element;
}

/** The incident of the row that an event happened on. @param {Event} event */
export function indexUnder(event) {
  const row = event.target instanceof Element ? event.target.closest(".ia-row") : null;
  return row instanceof HTMLElement ? Number(row.dataset.index) : null;
}
