// @ts-check
/**
 * The words of rows, where all incidents are here. A dataset made for measuring has no words of its own: its columns
 * give them.
 * @import {Columns, TextRow} from "../core/types.js"
 */
import { facetOption } from "../core/facet_options.js";
import { daysWords } from "../core/words.js";

const KEPT = 4000; // rows held ready

/** @param {Columns} columns @param {number} index @returns {TextRow} */
function fromColumns(columns, index) {
  const { start, end } = columns;
  /** @param {string} id */
  const label = (id) => facetOption(columns, id, index)?.label;
  const where = columns.placed[index] ? label("admin1") || label("country") || "" : "Place not known";
  const title = label("event_type") || label("kind") || "Incident";
  return { index, id: columns.idOf(index), title, when: daysWords(start[index], end[index]), where, headline: "" };
}

/** @param {Columns} columns */
export function createWords(columns) {
  /** @type {Map<number, TextRow>} */
  const known = new Map();

  /** @param {number} index @param {TextRow|undefined} row */
  function keep(index, row) {
    if (known.size > KEPT) known.clear();
    const words = row?.title ? row : fromColumns(columns, index);
    known.set(index, words);
    return words;
  }

  /** What is at hand of an incident. @param {number} index */
  const get = (index) => known.get(index) ?? (columns.rowsAreHere ? keep(index, columns.rowHere(index)) : undefined);

  return {
    get,
    /**
     * Fetches what is missing. Resolves to whether something was fetched.
     * @param {number[]} indices
     */
    async need(indices) {
      const missing = indices.filter((index) => !get(index));
      if (missing.length === 0) return false;
      const rows = await columns.rows(missing);
      missing.forEach((index, k) => keep(index, rows[k]));
      return true;
    },
  };
}
/** @typedef {ReturnType<typeof createWords>} Words */
