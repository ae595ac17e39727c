// @ts-check
/**
 * The list of incidents in a database: as long as the count says, its rows fetched as they come into sight. While a
 * hand moves the dates only the numbers follow. The incidents of a counted symbol are those of the map's tiles.
 *
 * @typedef {import('./source.js').IdList} IdList
 * @typedef {import('./source.js').Listing} Listing
 * @typedef {import('./source.js').Lists} Lists
 * @typedef {import('./source.js').Row} Row
 * @typedef {import('./order.js').Order} Order
 * @typedef {import('../core/store.js').Group} Group
 * @typedef {import('./database.js').DatabaseSource} DatabaseSource
 */

import { BY_TIME, ORDER_NAMES } from "./order.js";

/** @type {IdList} */
const NONE = { length: 0, at: () => undefined, positionOf: () => -1 };

/** @implements {Lists} */
export class DatabaseLists {
  /** Of one counted symbol, as it was opened: the map may show another stretch by now. @type {WeakMap<Group, {row: Row, start: number, end: number}[]>} */
  #groups = new WeakMap();

  /** @param {DatabaseSource} source @param {(listing: Listing) => void} show */
  constructor(source, show) {
    this.source = source;
    this.show = show;
  }

  /** @param {Group|null} group @param {Order} order */
  ask(group, order) {
    const { source } = this;
    if (group?.cell) return this.#showCell(group.cell, order);
    if (group) return this.#showGroup(group, order);
    const { dragging, playing } = source.store.get();
    const { shown, notPlaced, context } = source.count();
    const isSettled = !Number.isNaN(shown) && !dragging && !playing;
    if (isSettled) source.pages.load(source.rowsQuestion(order));
    this.show({ count: shown, notPlaced, context, isSplit: false, isSettled, orders: ORDER_NAMES, lists: { placed: this.#pagesOf(shown), notPlaced: NONE } });
  }

  /** What a cell of a map of counts holds in the window: counted and listed by the server. @param {string} cell @param {Order} order */
  #showCell(cell, order) {
    const { source } = this;
    const { dragging, playing } = source.store.get();
    const isResting = !dragging && !playing;
    const held = isResting ? source.counted.held(cell) : null;
    if (isResting && !held) source.counted.askHeld(cell, "listed");
    if (held) source.pages.load(`${source.rowsQuestion(order)}&cell=${encodeURIComponent(cell)}`);
    const count = held?.count ?? NaN;
    this.show({ count, notPlaced: 0, context: 0, isSplit: false, isSettled: held !== null, orders: ORDER_NAMES, lists: { placed: this.#pagesOf(held?.count ?? 0), notPlaced: NONE } });
  }

  /** @param {number} length @returns {IdList} */
  #pagesOf(length) {
    const { pages } = this.source;
    const known = (/** @type {number} */ position) => (position < 0 ? NaN : position);
    return { length, at: (position) => pages.at(position)?.id, positionOf: (id) => (length ? known(pages.positionOf(id)) : -1) };
  }

  /** What the map draws one by one comes without figures: by time alone. @param {Group} group @param {Order} order */
  #showGroup(group, order) {
    const { source } = this;
    const { window, match } = source.store.get();
    const all = this.#groups.get(group) ?? source.drawnRows(group.incidents);
    this.#groups.set(group, all);
    const isIn = (/** @type {{start: number, end: number}} */ { start, end }) =>
      match === "possibly" ? start <= window.end && end >= window.start : start >= window.start && end <= window.end;
    const ids = all.filter(isIn).map(({ row }) => row.id);
    if (order === "latest") ids.reverse();
    const placed = { length: ids.length, at: (/** @type {number} */ position) => ids[position], positionOf: (/** @type {string} */ id) => ids.indexOf(id) };
    this.show({ count: ids.length, notPlaced: 0, context: 0, isSplit: false, isSettled: true, orders: BY_TIME, lists: { placed, notPlaced: NONE } });
  }

  /** @param {import('./source.js').Tab} _tab @param {number} first @param {number} last */
  async need(_tab, first, last) {
    const { dragging, playing, group } = this.source.store.get();
    if ((group && !group.cell) || dragging || playing || last <= first) return false;
    return this.source.pages.need(first, last);
  }

  cancel() {}
}
