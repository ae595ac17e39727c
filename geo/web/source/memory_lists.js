// @ts-check
/**
 * The list of incidents that are all here: those on the map and those that it cannot show, at once for any window.
 *
 * @typedef {import('./source.js').IdList} IdList
 * @typedef {import('./source.js').Listing} Listing
 * @typedef {import('./source.js').Lists} Lists
 * @typedef {import('./source.js').Tab} Tab
 * @typedef {import('./time_order.js').Series} Series
 * @typedef {import('./time_order.js').Shown} Shown
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./memory.js').MemorySource} MemorySource
 */
import { createScanner, nothing, shownOf } from "./time_order.js";

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
    this.lists = this.#ordered(nothing(), false);
  }

  /** @param {import('../core/store.js').Group|null} group @param {boolean} latestFirst */
  ask(group, latestFirst) {
    const { columns, store } = this.source;
    const { mask, window, match } = store.get();
    this.scanner.scan(mask, window, match, (shown) => {
      const found = group ? shownOf(columns, group.incidents, mask, window, match) : shown;
      this.lists = this.#ordered(found, latestFirst);
      const notPlaced = found.notPlaced.length;
      this.show({ count: found.placed.length + notPlaced, notPlaced, isSplit: true, isSettled: true, lists: this.lists });
    });
  }

  /** @param {Shown} shown @param {boolean} latestFirst */
  #ordered({ placed, notPlaced }, latestFirst) {
    const { columns } = this.source;
    return { placed: new Ids(columns, placed, latestFirst), notPlaced: new Ids(columns, notPlaced, latestFirst) };
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
