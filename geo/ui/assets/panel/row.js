// @ts-check
/**
 * One row of the list.
 * @import {Columns, Row, State} from "./types.js"
 */
import { bidi, h, mark, rebidi, refill, retext } from "../dom.js";
import { redraw, swatch } from "../legend/swatch.js";
import { looksOf } from "./symbol.js";

const NOT_KNOWN = "place not known";
/** Letters that always fit: two lines of a title, one line of anything else. */
const FITS = { title: 56, line: 34 };

/** A row whose incident changes: while dates are scrubbed, to write over rows costs less than to make others. */
export class IncidentRow {
  index = -1;
  symbol = swatch("", "none", 18);
  when = h("span", { class: "ia-row-when" });
  title = h("span", { class: "ia-row-title" });
  where = h("span", { class: "ia-row-where" });
  element = h(
    "div",
    { class: "ia-row", role: "option", "data-bare": true },
    h("span", { class: "ia-row-symbol" }, this.symbol),
    h("span", { class: "ia-row-words" }, this.when, this.title, this.where),
  );

  get isBare() {
    return this.element.dataset.bare !== undefined;
  }

  /**
   * A row without words yet keeps its place and is marked `data-bare`.
   * @param {State} state @param {number} index @param {Row|undefined} row
   */
  show(state, index, row) {
    const { element } = this;
    this.index = index;
    element.dataset.index = String(index);
    if (!row) {
      element.dataset.bare = "";
      delete element.dataset.id;
      element.setAttribute("aria-label", "Loading");
      return;
    }
    if (this.isBare) {
      delete element.dataset.bare;
      element.removeAttribute("aria-label");
    }
    element.dataset.id = row.id;
    const { form, color } = looksOf(state, index);
    redraw(this.symbol, form, color);
    retext(this.when, row.when);
    const placed = /** @type {Columns} */ (state.columns).placed[index];
    const where = row.where.toLowerCase() === NOT_KNOWN ? "" : row.where;
    this.when.classList.toggle("ia-long", row.when.length > FITS.line);
    this.title.classList.toggle("ia-long", row.title.length > FITS.title);
    this.where.classList.toggle("ia-long", !placed || where.length > FITS.line);
    mark(this.title, "title", row.title);
    rebidi(this.title, row.title);
    if (placed) rebidi(this.where, where);
    else refill(this.where, h("span", { class: "ia-tag" }, where ? "not placed" : NOT_KNOWN), bidi(where));
  }
}

/** The incident of the row that an event happened on. @param {Event} event */
export function indexUnder(event) {
  const row = event.target instanceof Element ? event.target.closest(".ia-row") : null;
  return row instanceof HTMLElement ? Number(row.dataset.index) : null;
}
