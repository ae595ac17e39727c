// @ts-check
/** The rows of the list that are in sight, and those that are not and can be written over. */
import { IncidentRow } from "./row.js";

export class RowPool {
  first = 0;
  /** In the order of their positions, from `first` on. @type {IncidentRow[]} */
  shown = [];
  /** @type {IncidentRow[]} */
  spare = [];

  /** @param {Element} place where the page's colours are */
  constructor(place) {
    this.place = place;
  }

  /**
   * Gives a row to every incident from a position on. At rest an incident keeps its row, which moves with it. In a hurry
   * a position keeps its row, which gets other words: where nothing moves, the browser keeps the page's layers.
   * @param {number} first @param {(string|undefined)[]} ids  undefined where it is not known yet @param {boolean} hurried
   */
  assign(first, ids, hurried) {
    const known = new Map(this.shown.map((row, k) => [hurried ? this.first + k : (row.id ?? this.first + k), row]));
    const kept = ids.map((id, k) => {
      const name = hurried ? first + k : (id ?? first + k);
      const row = known.get(name);
      known.delete(name);
      return row;
    });
    this.spare.push(...known.values());
    this.first = first;
    this.shown = kept.map((row) => row ?? this.spare.pop() ?? new IncidentRow(this.place));
  }

  /** @param {number} position */
  at(position) {
    return this.shown[position - this.first];
  }

  /** They are of no use any more. */
  forget() {
    this.shown = [];
    this.spare = [];
  }
}
