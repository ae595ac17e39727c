// @ts-check
/**
 * The list of incidents that are all here: those on the map and those that it cannot show, at once for any window.
 *
 * @typedef {import('./source.js').IdList} IdList
 * @typedef {import('./source.js').Listing} Listing
 * @typedef {import('./source.js').Lists} Lists
 * @typedef {import('./order.js').Order} Order
 * @typedef {import('./source.js').Tab} Tab
 * @typedef {import('./time_order.js').Series} Series
 * @typedef {import('./time_order.js').Shown} Shown
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./memory.js').MemorySource} MemorySource
 */
import { byFigure, figureOf, ORDER_NAMES } from "./order.js";
import { createScanner, nothing, shownOf } from "./time_order.js";

const MANY = 20_000; // incidents from which a list by figures waits until the hand rests

/** @implements {IdList} */
class Ids {
  /** @param {Columns} columns @param {Series} series @param {boolean} latestFirst */
  constructor(columns, series, latestFirst) {
    this.columns = columns;
    this.series = series;
    this.latestFirst = latestFirst;
    this.length = series.length;
  }

  /** @param {number} position */
  indexAt(position) {
    return this.series.at(this.latestFirst ? this.length - 1 - position : position);
  }

  /** @param {number} position */
  at(position) {
    return position >= 0 && position < this.length ? this.columns.idOf(this.indexAt(position)) : undefined;
  }

  /** @param {string} id */
  positionOf(id) {
    const index = this.columns.indexOf(id);
    const at = index < 0 ? -1 : this.series.indexOf(index);
    return at < 0 || !this.latestFirst ? at : this.length - 1 - at;
  }
}

/** @implements {Lists} */
export class MemoryLists {
  /** @param {MemorySource} source @param {(listing: Listing) => void} show */
  constructor(source, show) {
    this.source = source;
    this.show = show;
    this.scanner = createScanner(source.columns);
    this.lists = this.#ordered(nothing(), "earliest");
  }

  /** @param {import('../core/store.js').Group|null} group @param {Order} order */
  ask(group, order) {
    const { columns, store } = this.source;
    const { mask, window, match, dragging, playing } = store.get();
    this.scanner.scan(mask, window, match, (shown) => {
      const found = group ? shownOf(columns, group.incidents, mask, window, match) : shown;
      const notPlaced = found.notPlaced.length;
      const count = found.placed.length + notPlaced;
      const context = group ? 0 : this.source.count().context;
      const isSettled = !((dragging || playing) && count > MANY && figureOf(order));
      if (isSettled) this.lists = this.#ordered(found, order);
      this.show({ count, notPlaced, context, isSplit: true, isSettled, orders: ORDER_NAMES, lists: this.lists });
    });
  }

  /** @param {Shown} shown @param {Order} order */
  #ordered({ placed, notPlaced }, order) {
    const { columns } = this.source;
    const figure = figureOf(order);
    const ids = (/** @type {Series} */ series) =>
      new Ids(columns, figure ? byFigure(columns, figure, series) : series, order === "latest");
    return { placed: ids(placed), notPlaced: ids(notPlaced) };
  }

  /** @param {Tab} tab @param {number} first @param {number} last */
  need(tab, first, last) {
    const list = this.lists[tab];
    const wanted = [];
    for (let position = first; position < Math.min(last, list.length); position++) wanted.push(list.indexAt(position));
    return this.source.words.need(wanted);
  }

  cancel() {
    this.scanner.cancel();
  }
}
