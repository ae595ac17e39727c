// @ts-check
/**
 * The list of what is shown: one row an incident, by date, apart by whether the map can show it.
 * @import {Columns, State, Store} from "./types.js"
 * @import {Shown} from "./shown.js"
 * @import {Words} from "./words.js"
 * @typedef {'placed'|'notPlaced'} Tab
 */
import { h, refill, uid } from "../dom.js";
import { createVirtualList } from "./virtual.js";
import { incidentRow, indexUnder } from "./row.js";
import { nothing } from "./shown.js";
import { createTabs } from "./tabs.js";
import { numberWords } from "./words.js";

/** A row's height in px, as panel.css has it. */
const HEIGHT = { fine: 94, coarse: 98 };
const COARSE = "(pointer: coarse)";

export class IncidentList {
  /** @param {Store} store @param {(index: number) => void} open */
  constructor(store, open) {
    this.store = store;
    this.open = open;
    /** @type {Columns|null} */
    this.columns = null;
    /** @type {Words|null} */
    this.words = null;
    /** @type {Shown} */
    this.shown = nothing();
    this.latestFirst = false;
    this.active = -1; // position of the row that the keyboard is on
    this.prefix = uid("row");
    /** @type {Map<number, HTMLElement>} */
    this.rows = new Map();
    this.count = h("h2", { class: "ia-list-count" });
    this.order = h("button", { type: "button", class: "ia-list-order", onclick: () => this.turn() });
    this.tabs = createTabs(
      [
        ["placed", "On the map"],
        ["notPlaced", "Not placed"],
      ],
      () => this.reset(),
    );
    this.note = h("p", { class: "ia-list-note", hidden: true });
    this.viewport = h("div", {
      class: "ia-list-rows",
      role: "listbox",
      tabindex: "0",
      "aria-label": "Incidents by date",
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event),
      onfocus: () => this.onFocus(),
      onblur: () => this.hover(null),
      onclick: (/** @type {Event} */ event) => this.onPick(event),
      onpointerover: (/** @type {PointerEvent} */ event) => this.onHover(event),
      onpointerleave: () => this.hover(null),
    });
    this.tabs.panel(this.viewport);
    this.empty = h("div", { class: "ia-list-empty", hidden: true });
    this.element = h(
      "section",
      { class: "ia-list", "aria-label": "List of incidents" },
      h("header", { class: "ia-list-head" }, this.count, this.order, this.tabs.element),
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

  get indices() {
    return this.shown[/** @type {Tab} */ (this.tabs.chosen)];
  }

  /** @param {number} position */
  at(position) {
    const { indices } = this;
    return indices.at(this.latestFirst ? indices.length - 1 - position : position);
  }

  /** Where an incident stands in the tab that is open; -1 where it doesn't. @param {number} index */
  positionOf(index) {
    const at = this.indices.indexOf(index);
    return at < 0 || !this.latestFirst ? at : this.indices.length - 1 - at;
  }

  /** @param {Columns} columns @param {Words} words */
  load(columns, words) {
    [this.columns, this.words] = [columns, words];
    this.rows.clear();
    this.active = -1;
  }

  /** @param {Shown} shown */
  show(shown) {
    const kept = this.active >= 0 && this.active < this.indices.length ? this.at(this.active) : -1;
    this.shown = shown;
    this.tabs.counts({ placed: shown.placed.length, notPlaced: shown.notPlaced.length });
    if (kept >= 0) this.active = this.positionOf(kept);
    this.head();
    this.virtual.resize(this.indices.length);
  }

  head() {
    const all = this.shown.placed.length + this.shown.notPlaced.length;
    refill(this.count, h("b", null, numberWords(all)), all === 1 ? " incident" : " incidents");
    this.order.textContent = this.latestFirst ? "Latest first" : "Earliest first";
    this.order.setAttribute("aria-label", `Order: ${this.order.textContent}. Turn round.`);
    const none = this.indices.length === 0;
    this.viewport.hidden = none;
    this.empty.hidden = all > 0;
    this.tabs.element.hidden = this.order.hidden = all === 0;
    this.note.hidden = all === 0 || (!none && this.tabs.chosen === "placed");
    this.note.textContent =
      this.tabs.chosen === "placed"
        ? "None of these can be placed on the map."
        : none
          ? "Every incident shown has a place on the map."
          : "No source says where closely enough for the map. They count and open like the others.";
  }

  reset() {
    this.active = -1;
    this.head();
    this.virtual.resize(this.indices.length, false);
  }

  turn() {
    this.latestFirst = !this.latestFirst;
    this.reset();
  }

  /** @param {number} first @param {number} last */
  prepare(first, last) {
    const { words } = this;
    if (!words) return;
    const wanted = [];
    for (let position = first; position < last; position++) wanted.push(this.at(position));
    if (this.rows.size > 400) this.rows.clear();
    words.need(wanted).then((fresh) => fresh && this.words === words && this.virtual.draw());
  }

  /** Forget how rows looked: the theme or the hue's meaning changed. */
  repaint() {
    this.rows.clear();
    this.virtual.draw();
  }

  /** @param {number} position */
  row(position) {
    const index = this.at(position);
    const row = this.words?.get(index);
    let element = this.rows.get(index);
    if (!element || (row && element.dataset.bare !== undefined)) {
      element = incidentRow(this.store.get(), index, row);
      element.id = `${this.prefix}-${index}`;
      this.rows.set(index, element);
    }
    element.setAttribute("aria-posinset", String(position + 1));
    element.setAttribute("aria-setsize", String(this.indices.length));
    this.mark(element, index, position);
    return element;
  }

  /** @param {HTMLElement} element @param {number} index @param {number} position */
  mark(element, index, position) {
    const { hovered, selection } = this.store.get();
    const selected = selection !== null && element.dataset.id === selection;
    element.classList.toggle("ia-row-hovered", index === hovered);
    element.classList.toggle("ia-row-active", position === this.active);
    element.setAttribute("aria-selected", String(selected));
  }

  /** The pointer is on an incident, here or on the map. */
  markHovered() {
    const { hovered } = this.store.get();
    for (const element of this.viewport.querySelectorAll(".ia-row")) {
      const row = /** @type {HTMLElement} */ (element);
      row.classList.toggle("ia-row-hovered", Number(row.dataset.index) === hovered);
    }
  }

  /** @param {number} position */
  moveTo(position) {
    if (this.indices.length === 0) return;
    this.active = Math.max(0, Math.min(this.indices.length - 1, position));
    this.virtual.reveal(this.active);
    this.viewport.setAttribute("aria-activedescendant", `${this.prefix}-${this.at(this.active)}`);
    this.hover(this.at(this.active));
  }

  /** Turns to the tab that an incident is in. @param {number} index */
  openTabOf(index) {
    const other = this.tabs.chosen === "placed" ? "notPlaced" : "placed";
    if (this.indices.indexOf(index) < 0 && this.shown[other].indexOf(index) >= 0) this.tabs.choose(other);
  }

  /** Puts the keyboard on an incident's row. @param {number} index */
  focusRow(index) {
    const position = this.positionOf(index);
    if (position >= 0) this.active = position;
    (this.viewport.hidden ? this.count : this.viewport).focus({ preventScroll: true });
  }

  // Under the pointer the list must not move away between press and release.
  onFocus() {
    if (this.viewport.matches(":focus-visible")) this.moveTo(Math.max(0, this.active));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const page = this.virtual.page();
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in moves) this.moveTo(this.active + moves[event.key]);
    else if ((event.key === "Enter" || event.key === " ") && this.active >= 0) this.open(this.at(this.active));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Event} event */
  onPick(event) {
    const index = indexUnder(event);
    if (index !== null) this.open(index);
  }

  /** @param {Event} event */
  onHover(event) {
    this.hover(indexUnder(event));
  }

  /** @param {number|null} index */
  hover(index) {
    if (this.store.get().hovered !== index) this.store.set({ hovered: index });
  }

  destroy() {
    this.virtual.destroy();
    this.element.remove();
  }
}
