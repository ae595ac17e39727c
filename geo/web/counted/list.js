// @ts-check
/**
 * The list where the engine has the incidents: as long as the count says, its rows fetched as they come into sight.
 * While a hand moves the dates only the number follows; the rows come when it rests.
 * @import {Store} from "../core/types.js"
 * @import {EngineRow} from "../source/rows.js"
 */
import { bidi, h, refill } from "../core/dom.js";
import { swatch } from "../symbols/swatch.js";
import { createVirtualList } from "../panel/virtual.js";
import { numberWords } from "../core/words.js";
import { Rows } from "../source/rows.js";

/** A row's height in px, as panel.css has it. */
const HEIGHT = { fine: 94, coarse: 98 };
const COARSE = "(pointer: coarse)";

export class RowList {
  /** @type {Rows|null} */
  rows = null;
  /** @type {import('../source/source.js').Source|null} */
  source = null;
  count = 0;
  latestFirst = false;
  active = -1;

  /** @param {Store} store @param {(id: string) => void} open */
  constructor(store, open) {
    this.store = store;
    this.open = open;
    this.number = h("h2", { class: "ia-list-count" });
    this.order = h("button", { type: "button", class: "ia-list-order", onclick: () => this.turn() });
    this.note = h("p", { class: "ia-list-note", hidden: true });
    this.empty = h("div", { class: "ia-list-empty", hidden: true });
    this.viewport = h("div", {
      class: "ia-list-rows",
      role: "listbox",
      tabindex: "0",
      "aria-label": "Incidents by date",
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event),
      onclick: (/** @type {Event} */ event) => this.onPick(event),
    });
    this.element = h(
      "section",
      { class: "ia-list", "aria-label": "List of incidents" },
      h("header", { class: "ia-list-head ia-list-head-plain" }, this.number, this.order),
      this.note,
      this.viewport,
      this.empty,
    );
    this.virtual = createVirtualList({
      viewport: this.viewport,
      rowHeight: () => (matchMedia(COARSE).matches ? HEIGHT.coarse : HEIGHT.fine),
      prepare: (first, last) => this.prepare(first, last),
      row: (position) => this.row(position),
    });
  }

  refresh() {
    const { columns, window, match, dragging, playing } = this.store.get();
    const source = columns?.source ?? null;
    if (source !== this.source) {
      this.source = source;
      this.rows = source && new Rows(source, () => this.virtual.draw());
    }
    if (!source || !this.rows) return;
    const { shown, notPlaced } = source.countShown(window, match);
    const known = !Number.isNaN(shown);
    refill(this.number, h("b", null, known ? numberWords(shown) : "…"), shown === 1 ? " incident" : " incidents");
    this.order.textContent = this.latestFirst ? "Latest first" : "Earliest first";
    this.order.setAttribute("aria-label", `Order: ${this.order.textContent}. Reverse order.`);
    this.viewport.setAttribute("aria-busy", String(dragging || playing || !known));
    this.note.hidden = !known || !notPlaced;
    this.note.textContent = `${numberWords(notPlaced)} of them cannot be placed on the map. They count and open like the others.`;
    if (!known || dragging || playing) return;
    const before = this.rows.question;
    this.rows.load(source.question, this.latestFirst);
    this.count = shown;
    this.empty.hidden = shown > 0;
    this.viewport.hidden = this.order.hidden = shown === 0;
    this.virtual.resize(shown, before === this.rows.question);
  }

  turn() {
    this.latestFirst = !this.latestFirst;
    this.active = -1;
    this.rows?.load("", this.latestFirst);
    this.refresh();
  }

  /** @param {number} first @param {number} last */
  prepare(first, last) {
    const { dragging, playing } = this.store.get();
    if (!dragging && !playing && last > first) this.rows?.need(first, last);
  }

  /** @param {number} position @returns {HTMLElement} */
  row(position) {
    const row = this.rows?.at(position);
    const element = h("div", { class: "ia-row", role: "option", "aria-posinset": position + 1, "aria-setsize": this.count });
    element.classList.toggle("ia-row-active", position === this.active);
    if (row) this.fill(element, row);
    else {
      element.dataset.bare = "";
      element.setAttribute("aria-label", "Loading");
    }
    return element;
  }

  /** @param {HTMLElement} element @param {EngineRow} row */
  fill(element, row) {
    const { columns, colorBy, theme } = this.store.get();
    const option = columns?.header.facets.find(({ id }) => id === colorBy)?.options.find(({ value }) => value === row.colour);
    element.dataset.id = row.id;
    element.append(
      h("span", { class: "ia-row-symbol" }, swatch(row.verification, option?.color?.[theme] ?? "var(--ia-muted)", 18)),
      h(
        "span",
        { class: "ia-row-words" },
        h("span", { class: "ia-row-when ia-long" }, row.when),
        h("span", { class: "ia-row-title ia-long", title: row.title }, bidi(row.title)),
        h("span", { class: "ia-row-where ia-long" }, row.where ? bidi(row.where) : h("span", { class: "ia-tag" }, "place not known")),
      ),
    );
  }

  repaint() {
    this.virtual.draw();
  }

  settle() {
    this.virtual.settle();
  }

  /** @param {string|null} id */
  positionOf(id) {
    return this.rows?.positionOf(id) ?? -1;
  }

  /** @param {number} position */
  idAt(position) {
    return this.rows?.at(position)?.id ?? null;
  }

  /** @param {string} id */
  rowOf(id) {
    const position = this.positionOf(id);
    return position < 0 ? undefined : this.rows?.at(position);
  }

  /** @param {Event} event */
  onPick(event) {
    const row = event.target instanceof Element ? event.target.closest(".ia-row") : null;
    if (row instanceof HTMLElement && row.dataset.id) this.open(row.dataset.id);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const page = this.virtual.page();
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const id = this.idAt(this.active);
    if (event.key in moves) {
      this.active = Math.max(0, Math.min(this.count - 1, this.active + moves[event.key]));
      this.virtual.reveal(this.active);
    } else if ((event.key === "Enter" || event.key === " ") && id) this.open(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  destroy() {
    this.virtual.destroy();
    this.element.remove();
  }
}
