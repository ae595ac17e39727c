// @ts-check
/**
 * The columns of a dataset of which no incident is here: what a filter can ask, without anything to ask it of.
 * @import {Header} from "../core/columns.js"
 */
import { Columns } from "../core/columns.js";

const NO_MARKS = { "marks.incident": { dtype: "u4", length: 0, offset: 0 } };

/** @param {string} name */
function nothing(name) {
  if (name.endsWith("offsets")) return new Uint32Array(1);
  return name.startsWith("marks") ? new Float32Array(0) : new Int32Array(0);
}

export class Vocabulary extends Columns {
  /** What the map draws one by one can be called by its id. @type {Columns|null} */
  drawn = null;

  /** @param {Header} header */
  constructor(header) {
    super({ ...header, runs: [], lines: [], rows: null, ids: [], arrays: NO_MARKS }, nothing);
    this.n = 0;
  }

  /** @param {number} index */
  idOf(index) {
    return this.drawn?.idOf(index) ?? "";
  }
}
