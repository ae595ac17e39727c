// @ts-check
/**
 * The list of what is shown: one row an incident, by date, apart by whether the map can show it.
 * @import {Columns, State, Store} from "../core/types.js"
 * @import {Shown} from "./shown.js"
 * @import {Words} from "../core/words.js"
 * @typedef {'placed'|'notPlaced'} Tab
 */
import { h, hide, mark, retext, uid } from "../core/dom.js";
import { createVirtualList } from "./virtual.js";
import { indexUnder } from "./row.js";
import { Rows } from "./rows.js";
import { nothing } from "./shown.js";
import { readyStamps } from "../symbols/incident_symbol.js";
import { createTabs } from "./tabs.js";
import { numberWords } from "../core/words.js";

/** A row's height in px, as panel.css has it. */
const HEIGHT = { fine: 94, coarse: 98 };
const COARSE = matchMedia("(pointer: coarse)");

export class IncidentList {
  /** @param {Store} store @param {(index: number) => void} open @param {() => void} [leave]  the list of a counted symbol */
  constructor(store, open, leave = () => {}) {
    this.store = store;
    this.open = open;
    /** @type {Columns|null} */
    this.columns = null;
    /** @type {Words|null} */
    this.words = null;
    /** @type {Shown} */
    this.shown = nothing();
    this.latestFirst = false;
    this.where = "";
    this.active = -1; // position of the row that the keyboard is on
    this.prefix = uid("row");
    /** The incident on which the pointer was put down. @type {number|null} */
    this.pressed = null;
    this.number = h("b");
    this.noun = h("span");
    this.count = h("h2", { class: "ia-list-count", tabindex: "-1" }, this.number, this.noun);
    /** Whether these are the incidents of one counted symbol. */
    this.isGroup = false;
    this.all = h("p", { class: "ia-list-group", hidden: true }, h("button", { type: "button", class: "ia-back", onclick: leave }, "All incidents"));
    this.order = h("button", { type: "button", class: "ia-list-order", onclick: () => this.turn() });
    this.tabs = createTabs(
      [
        ["placed", "On the map"],
        ["notPlaced", "No map location"],
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
      onpointerdown: (/** @type {PointerEvent} */ event) => (this.pressed = indexUnder(event)),
      onclick: (/** @type {MouseEvent} */ event) => this.onPick(event),
      onpointerover: (/** @type {PointerEvent} */ event) => this.onHover(event),
      onpointerleave: () => this.hover(null),
    });
    this.tabs.panel(this.viewport);
    this.empty = h("div", { class: "ia-list-empty", hidden: true });
    this.element = h(
      "section",
      { class: "ia-list", "aria-label": "List of incidents" },
      h("header", { class: "ia-list-head" }, this.all, this.count, this.order, this.tabs.element),
      this.note,
      this.viewport,
      this.empty,
    );
    this.rows = new Rows(this.viewport);
    this.virtual = createVirtualList({
      viewport: this.viewport,
      rowHeight: () => (COARSE.matches ? HEIGHT.coarse : HEIGHT.fine),
      prepare: (first, last) => this.prepare(first, last),
      row: (position) => this.row(position),
      hurries: () => this.hurries,
    });
  }

  /** Another list may come at once. */
  get hurries() {
    const { dragging, playing } = this.store.get();
    return dragging || playing;
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
    this.rows.forget();
    readyStamps(this.store.get(), this.viewport);
    this.active = -1;
  }

  /** @param {Shown} shown @param {import('../core/store.js').Group|null} [group]  whose incidents these are */
  show(shown, group = null) {
    this.isGroup = group !== null;
    this.where = group?.isArea ? "somewhere in one area" : "at or near one place";
    if (group) this.tabs.choose("placed");
    const kept = this.active >= 0 && this.active < this.indices.length ? this.at(this.active) : -1;
    this.shown = shown;
    this.tabs.counts({ placed: shown.placed.length, notPlaced: shown.notPlaced.length });
    if (kept >= 0) this.active = this.positionOf(kept);
    this.head();
    this.virtual.resize(this.indices.length);
  }

  head() {
    const all = this.shown.placed.length + this.shown.notPlaced.length;
    retext(this.number, numberWords(all));
    const noun = all === 1 ? " incident" : " incidents";
    retext(this.noun, this.isGroup ? `${noun} ${this.where}` : noun);
    hide(this.all, !this.isGroup);
    retext(this.order, this.latestFirst ? "Latest first" : "Earliest first");
    mark(this.order, "aria-label", `Order: ${this.order.textContent}. Reverse order.`);
    const none = this.indices.length === 0;
    hide(this.viewport, none);
    hide(this.empty, all > 0 || this.isGroup);
    hide(this.tabs.element, all === 0 || this.isGroup);
    hide(this.order, all === 0);
    hide(this.note, all === 0 || this.isGroup || (!none && this.tabs.chosen === "placed"));
    const words =
      this.tabs.chosen === "placed"
        ? "None of these can be placed on the map."
        : none
          ? "Every incident shown has a place on the map."
          : "Location too vague for the map; still counted and searchable.";
    retext(this.note, words);
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
    this.rows.assign(first, wanted, this.hurries);
    words.need(wanted).then((fresh) => fresh && this.words === words && this.virtual.draw());
  }

  /** Forget how rows looked: the theme or the hue's meaning changed. */
  repaint() {
    this.rows.forget();
    readyStamps(this.store.get(), this.viewport);
    this.virtual.draw();
  }

  /** @param {number} position */
  row(position) {
    const index = this.at(position);
    const words = this.words?.get(index);
    const row = this.rows.at(position);
    const { element } = row;
    const { hurries } = this;
    if (row.index !== index || (words && row.isBare) || (row.hurried && !hurries)) {
      row.show(this.store.get(), index, words, hurries);
      element.id = `${this.prefix}-${index}`;
    }
    mark(element, "aria-posinset", position + 1);
    mark(element, "aria-setsize", this.indices.length);
    this.mark(element, index, position);
    return element;
  }

  /** @param {HTMLElement} element @param {number} index @param {number} position */
  mark(element, index, position) {
    const { hovered, selection } = this.store.get();
    const selected = selection !== null && element.dataset.id === selection;
    element.classList.toggle("ia-row-hovered", index === hovered);
    element.classList.toggle("ia-row-active", position === this.active);
    mark(element, "aria-selected", String(selected));
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

  /** A row may have got another incident while it was pressed; keys press nothing. @param {MouseEvent} event */
  onPick(event) {
    const index = indexUnder(event);
    if (index !== null && (event.detail === 0 || index === this.pressed)) this.open(index);
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
