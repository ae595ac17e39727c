// @ts-check
/**
 * The words of a row. A dataset made for measuring has no words of its own: it is told from its columns.
 * @import {Columns, Row} from "./types.js"
 */
import { facetOption } from "./columns.js";

const KEPT = 4000; // rows held ready
const DAY_MS = 86_400_000;
const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const figures = new Intl.NumberFormat("en-GB");

/** @param {number} day days since 1970-01-01, a local calendar day */
export const dayWords = (day) => date.format(new Date(day * DAY_MS));

/** @param {number} number */
export const numberWords = (number) => figures.format(number);

/** @param {Columns} columns @param {number} index @returns {Row} */
function told(columns, index) {
  const { start, end } = columns;
  /** @param {string} id */
  const label = (id) => facetOption(columns, id, index)?.label;
  const when =
    start[index] === end[index]
      ? dayWords(start[index])
      : `between ${dayWords(start[index])} and ${dayWords(end[index])}`;
  const where = columns.placed[index] ? label("admin1") || label("country") || "" : "Place not known";
  const title = label("event_type") || label("kind") || "Incident";
  return { index, id: columns.idOf(index), title, when, where, headline: "" };
}

/** @param {Columns} columns */
export function createWords(columns) {
  /** @type {Map<number, Row>} */
  const known = new Map();

  /** @param {number} index @param {Row|undefined} row */
  function keep(index, row) {
    if (known.size > KEPT) known.clear();
    const words = row?.title ? row : told(columns, index);
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
