// @ts-check
/**
 * The list of what is shown: one row an incident, in an order that the person chooses.
 * @import {Source, State, Store} from "../core/types.js"
 * @import {Group} from "../core/store.js"
 * @import {Listing} from "../source/source.js"
 * @import {Order} from "../source/order.js"
 */
import { h, hide, mark, uid } from "../core/dom.js";
import { figureOf } from "../source/order.js";
import { prepareSymbols } from "../symbols/incident_symbol.js";
import { ListHead } from "./list_head.js";
import { idUnder } from "./row.js";
import { RowPool } from "./row_pool.js";
import { createVirtualList } from "./virtual.js";

/** A row's height in px, as panel.css has it. */
const HEIGHT = { fine: 94, coarse: 98 };
const COARSE = matchMedia("(pointer: coarse)");
const NONE = { length: 0, at: () => undefined, positionOf: () => -1 };

export class IncidentList {
  /** @type {Source|null} */
  source = null;
  /** @type {ReturnType<Source["lists"]>|null} */
  lists = null;
  /** @type {Listing} */
  listing = { count: 0, notPlaced: 0, context: 0, isSplit: true, isSettled: true, orders: ["earliest"], lists: { placed: NONE, notPlaced: NONE } };
  /** The symbol whose incidents these are. @type {Group|null} */
  group = null;
  /** @type {Order} */
  order = "earliest";
  active = -1; // position of the row that the keyboard is on
  prefix = uid("row");
  /** The incident on which the pointer was put down. @type {string|null} */
  pressed = null;

  /** @param {Store} store @param {{open: (id: string) => void, leave: () => void, shown: () => void}} acts  leave: the list of a counted symbol */
  constructor(store, acts) {
    this.store = store;
    this.acts = acts;
    this.head = new ListHead({ sort: (order) => this.sort(order), choose: () => this.reset(), leave: acts.leave });
    this.viewport = h("div", {
      class: "ia-list-rows",
      role: "listbox",
      tabindex: "0",
      "aria-label": "Incidents by date",
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event),
      onfocus: () => this.onFocus(),
      onblur: () => this.hover(null),
      onpointerdown: (/** @type {PointerEvent} */ event) => (this.pressed = idUnder(event)),
      onclick: (/** @type {MouseEvent} */ event) => this.onPick(event),
      onpointerover: (/** @type {PointerEvent} */ event) => this.hover(idUnder(event)),
      onpointerleave: () => this.hover(null),
    });
    this.head.tabs.panel(this.viewport);
    this.empty = h("div", { class: "ia-list-empty", hidden: true });
    const parts = [this.head.element, this.head.note, this.viewport, this.empty];
    this.element = h("section", { class: "ia-list", "aria-label": "List of incidents" }, parts);
    this.rows = new RowPool(this.viewport);
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

  /** The incidents of the tab that is open. */
  get ids() {
    return this.listing.lists[this.head.tab];
  }

  /** @param {Source} source */
  load(source) {
    this.source = source;
    this.lists?.cancel();
    this.lists = source.lists((listing) => this.show(listing));
    this.active = -1;
    this.forget();
  }

  /** The order that was chosen, or another where this list cannot stand in it. */
  get shownOrder() {
    const { orders } = this.listing;
    return orders.includes(this.order) ? this.order : orders[0];
  }

  /** What the store asks for now. */
  refresh() {
    this.lists?.ask(this.store.get().group, this.order);
  }

  /** @param {Listing} listing */
  show(listing) {
    const { group } = this.store.get();
    const other = group !== this.group;
    this.group = group;
    if (group || !listing.isSplit) this.head.tabs.choose("placed");
    const kept = this.ids.at(this.active);
    // Until the hand rests the rows are those of before.
    this.listing = listing.isSettled ? listing : { ...listing, lists: this.listing.lists };
    mark(this.viewport, "aria-busy", String(!listing.isSettled));
    if (listing.isSettled) this.moveActive(kept === undefined ? this.active : this.ids.positionOf(kept));
    this.fill(!other);
    this.acts.shown();
  }

  /** @param {boolean} stay  where we are in the list */
  fill(stay) {
    const { count, isSettled } = this.listing;
    this.head.show(this.listing, this.group, this.shownOrder);
    mark(this.viewport, "aria-label", `Incidents by ${figureOf(this.shownOrder) ?? "date"}`);
    if (!isSettled) return;
    hide(this.viewport, this.ids.length === 0);
    hide(this.empty, count > 0 || this.group !== null);
    this.virtual.resize(this.ids.length, stay);
  }

  reset() {
    this.moveActive(-1);
    this.fill(false);
  }

  /** @param {Order} order */
  sort(order) {
    this.order = order;
    this.forget();
    this.refresh();
    this.reset();
  }

  /** @param {number} first @param {number} last */
  prepare(first, last) {
    const { ids, lists } = this;
    const wanted = [];
    for (let position = first; position < last; position++) wanted.push(ids.at(position));
    this.rows.assign(first, wanted, this.hurries);
    lists?.need(this.head.tab, first, last).then((fresh) => fresh && this.lists === lists && this.virtual.draw());
  }

  /** Forget how rows looked: the theme or the hue's meaning changed. */
  forget() {
    this.rows.forget();
    prepareSymbols(this.store.get(), this.viewport);
  }

  /** @param {number} position */
  row(position) {
    const { theme, hovered, selection } = this.store.get();
    const { hurries, source } = this;
    const id = this.ids.at(position);
    const row = this.rows.at(position);
    const { element } = row;
    const words = id === undefined ? undefined : source?.row(id);
    if (row.id !== id || (words && row.isBare) || (row.hurried && !hurries)) row.show(theme, id, words, hurries, figureOf(this.shownOrder));
    mark(element, "id", `${this.prefix}-${position}`);
    mark(element, "aria-posinset", position + 1);
    mark(element, "aria-setsize", this.ids.length);
    element.classList.toggle("ia-row-hovered", hovered !== null && id === source?.idOf(hovered));
    element.classList.toggle("ia-row-active", position === this.active);
    mark(element, "aria-selected", String(selection !== null && id === selection));
    return element;
  }

  /** The pointer is on an incident, here or on the map. */
  markHovered() {
    const { hovered } = this.store.get();
    const id = hovered === null ? null : this.source?.idOf(hovered);
    for (const element of this.viewport.querySelectorAll(".ia-row")) {
      element.classList.toggle("ia-row-hovered", id !== null && /** @type {HTMLElement} */ (element).dataset.id === id);
    }
  }

  /** Keeps the row that the keyboard is on. @param {number} position  -1 or NaN: on none */
  moveActive(position) {
    this.active = position >= 0 && position < this.ids.length ? position : -1;
    if (this.active >= 0) mark(this.viewport, "aria-activedescendant", `${this.prefix}-${this.active}`);
    else this.viewport.removeAttribute("aria-activedescendant");
  }

  /** @param {number} position */
  moveTo(position) {
    if (this.ids.length === 0) return;
    this.moveActive(Math.max(0, Math.min(this.ids.length - 1, position)));
    this.virtual.reveal(this.active);
    this.hover(this.ids.at(this.active) ?? null);
  }

  /** Turns to the tab that an incident is in. @param {string} id */
  openTabOf(id) {
    const { lists } = this.listing;
    const other = this.head.tab === "placed" ? "notPlaced" : "placed";
    if (this.ids.positionOf(id) < 0 && lists[other].positionOf(id) >= 0) this.head.tabs.choose(other);
  }

  /** Puts the keyboard on an incident's row. @param {string} id */
  focusRow(id) {
    const position = this.ids.positionOf(id);
    if (position >= 0) this.moveActive(position);
    (this.viewport.hidden ? this.head.count : this.viewport).focus({ preventScroll: true });
  }

  // Under the pointer the list must not move away between press and release.
  onFocus() {
    if (this.viewport.matches(":focus-visible")) this.moveTo(Math.max(0, this.active));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const page = this.virtual.page();
    const id = this.ids.at(this.active);
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in moves) this.moveTo(this.active + moves[event.key]);
    else if ((event.key === "Enter" || event.key === " ") && id !== undefined) this.acts.open(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** A row may have got another incident while it was pressed; keys press nothing. @param {MouseEvent} event */
  onPick(event) {
    const id = idUnder(event);
    if (id !== null && (event.detail === 0 || id === this.pressed)) this.acts.open(id);
  }

  /** @param {string|null} id */
  hover(id) {
    const index = id === null ? -1 : (this.source?.indexOf(id) ?? -1);
    const hovered = index < 0 ? null : index;
    if (this.store.get().hovered !== hovered) this.store.set({ hovered });
  }

  destroy() {
    this.lists?.cancel();
    this.virtual.destroy();
    this.element.remove();
  }
}
