// @ts-check
/**
 * One row of the list.
 * @import {Row, State} from "../core/types.js"
 * @import {FigureName} from "../core/figure_range.js"
 */
import { bidi, h, mark, rebidi, refill, retext } from "../core/dom.js";
import { incidentClass } from "../symbols/incident_symbol.js";

const NOT_KNOWN = "place not known";
/** Letters that always fit: two lines of a title, one line of anything else. */
const FITS = { title: 56, line: 34 };

/** @param {string} text @param {number} letters */
const cut = (text, letters) => (text.length > letters ? `${[...text].slice(0, letters - 1).join("")}…` : text);

/** What goes before a date; nothing where the figure is not known here. @param {string|undefined} stated @param {FigureName} figure */
const people = (stated, figure) => (stated === undefined ? "" : stated ? `${stated} ${figure} · ` : `${figure} not stated · `);

/** A row whose incident changes: while dates are scrubbed, to write over rows costs less than to make others. */
export class IncidentRow {
  /** Whose words it shows, or waits for. @type {string|undefined} */
  id = undefined;
  hurried = false;
  symbol = h("span", { class: "ia-row-symbol" });
  when = h("span", { class: "ia-row-when" });
  title = h("span", { class: "ia-row-title" });
  where = h("span", { class: "ia-row-where" });
  element = h(
    "div",
    { class: "ia-row", role: "option", "data-bare": true, "aria-label": "Loading", onpointerenter: () => mark(this.title, "title", this.title.textContent ?? "") },
    this.symbol,
    h("span", { class: "ia-row-words" }, this.when, this.title, this.where),
  );

  /** @param {Element} place where the page's colours are */
  constructor(place) {
    this.place = place;
  }

  get isBare() {
    return this.element.dataset.bare !== undefined;
  }

  /**
   * A row without words yet keeps its place and is marked `data-bare`. In a hurry what may be too long is cut off here:
   * boxes that cut it off, come and go, would have the browser put the page's layers together anew.
   * @param {State["theme"]} theme @param {string|undefined} id @param {Row|undefined} row @param {boolean} hurried
   * @param {FigureName|null} figure  that the list goes by
   */
  show(theme, id, row, hurried, figure = null) {
    const { element } = this;
    this.id = id;
    this.hurried = hurried;
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
    mark(this.symbol, "class", `ia-row-symbol ${incidentClass(row, theme, this.place)}`);
    const { placed } = row;
    const where = row.where.toLowerCase() === NOT_KNOWN ? "" : row.where;
    const fit = hurried ? cut : (/** @type {string} */ text) => text;
    const when = figure ? people(row[figure], figure) + row.when : row.when;
    retext(this.when, fit(when, FITS.line));
    rebidi(this.title, fit(row.title, FITS.title));
    if (placed) rebidi(this.where, fit(where, FITS.line));
    else refill(this.where, h("span", { class: "ia-tag" }, where ? "no map location" : NOT_KNOWN), bidi(where));
    this.when.classList.toggle("ia-long", !hurried && when.length > FITS.line);
    this.title.classList.toggle("ia-long", !hurried && row.title.length > FITS.title);
    this.where.classList.toggle("ia-long", !placed || (!hurried && where.length > FITS.line));
  }
}

/** The incident of the row that an event happened on. @param {Event} event @returns {string|null} */
export function idUnder(event) {
  const row = event.target instanceof Element ? event.target.closest(".ia-row") : null;
  return row instanceof HTMLElement ? (row.dataset.id ?? null) : null;
}
