// @ts-check
/**
 * How many incidents pass in a window of dates, from counts by day that are made once for a filter.
 *
 * @typedef {import('./columns.js').Columns} Columns
 * @typedef {import('./store.js').Window} Window
 */
import { contextOf } from "./context.js";

/**
 * @typedef {object} Tables
 * @property {Columns} columns
 * @property {number} first  day of the first place of the tables
 * @property {Uint32Array[]} started  incidents whose first day lies before a day: all of them, those not placed, context
 * @property {Uint32Array[]} ended  the same of the last day
 * @property {Uint32Array[]} sure  the same of those whose day is known
 * @property {Uint32Array} spans  the others, by their first day
 * @property {Uint32Array} spansFrom  where the spans of each day begin
 */
/** @type {WeakMap<Uint8Array, Tables>} */
const cumulated = new WeakMap();

/**
 * Counts by day, cumulated, so that a window's count is a few look-ups however many incidents there are.
 * @param {Columns} columns
 * @param {Uint8Array} mask
 * @returns {Tables}
 */
function cumulate(columns, mask) {
  const known = cumulated.get(mask);
  if (known && known.columns === columns) return known;
  const { start, end, placed, n } = columns;
  const first = columns.header.span.start;
  const days = columns.header.span.end - first + 2;
  const three = () => Array.from({ length: 3 }, () => new Uint32Array(days));
  const [started, ended, sure] = [three(), three(), three()];
  const context = contextOf(columns);
  const spansFrom = new Uint32Array(days);
  for (let i = 0; i < n; i++) {
    if (!mask[i]) continue;
    const from = start[i] - first + 1;
    const to = end[i] - first + 1;
    if (from !== to) spansFrom[from]++;
    for (let which = 0; which < 3; which++) {
      if ((which === 1 && placed[i]) || (which === 2 && !context?.[i])) continue;
      started[which][from]++;
      ended[which][to]++;
      if (from === to) sure[which][from]++;
    }
  }
  for (const table of [...started, ...ended, ...sure, spansFrom]) for (let d = 1; d < days; d++) table[d] += table[d - 1];
  const entry = { columns, first, started, ended, sure, spansFrom, spans: spansByDay(columns, mask, spansFrom) };
  cumulated.set(mask, entry);
  return entry;
}

/** @param {Columns} columns @param {Uint8Array} mask @param {Uint32Array} spansFrom */
function spansByDay({ start, end, n, header }, mask, spansFrom) {
  const next = spansFrom.slice();
  const spans = new Uint32Array(spansFrom[spansFrom.length - 1]);
  for (let i = 0; i < n; i++) if (mask[i] && end[i] > start[i]) spans[next[start[i] - header.span.start]++] = i;
  return spans;
}

/**
 * How many pass in a window; context: of a kind that is no act.
 * @param {Columns} columns
 * @param {Uint8Array} mask
 * @param {Window} window
 * @param {'possibly'|'certainly'} match
 * @returns {{shown: number, total: number, notPlaced: number, context: number}}
 */
export function countShown(columns, mask, window, match) {
  const tables = cumulate(columns, mask);
  const last = tables.spansFrom.length - 1;
  /** @param {number} day  how many days of the tables lie before it */
  const place = (day) => Math.max(0, Math.min(last, day - tables.first));
  const [from, to] = [place(window.start), place(window.end + 1)];
  const total = columns.n;
  if (match === "possibly") {
    const touching = (/** @type {0|1|2} */ which) => tables.started[which][to] - tables.ended[which][from];
    return { shown: touching(0), total, notPlaced: touching(1), context: touching(2) };
  }
  let [shown, notPlaced, inContext] = tables.sure.map((table) => (to > from ? table[to] - table[from] : 0));
  const context = contextOf(columns);
  for (let k = tables.spansFrom[from]; k < tables.spansFrom[Math.max(from, to)]; k++) {
    const i = tables.spans[k];
    if (columns.end[i] > window.end) continue;
    shown++;
    if (!columns.placed[i]) notPlaced++;
    if (context?.[i]) inContext++;
  }
  return { shown, total, notPlaced, context: inContext };
}
