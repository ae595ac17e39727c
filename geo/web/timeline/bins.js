// @ts-check
/**
 * Histograms at any zoom, of running sums by day: each bar is a difference of two sums.
 *
 * @typedef {import('../source/tally.js').Tally} Tally
 * @typedef {import('./types.js').Unit} Unit
 *
 * @typedef {{first: Int32Array, count: number, sure: Float64Array[], unsure: Float64Array[],
 *            context: {sure: Float64Array[], unsure: Float64Array[]} | null, most: number}} Bins  sure and unsure without context
 */

import { floorTo, nextUnit } from "../core/dates.js";

const DUST = 1e-6; // what adding and subtracting fractions leaves behind

/**
 * The bars of all units that touch [from, to).
 * @param {Tally} counted
 * @param {Unit} unit
 * @param {number} from
 * @param {number} to
 * @returns {Bins}
 */
export function bins(counted, unit, from, to) {
  const firsts = [];
  for (let day = floorTo(from, unit); day < to; day = nextUnit(day, unit)) firsts.push(day);
  firsts.push(nextUnit(firsts[firsts.length - 1] ?? floorTo(from, unit), unit));
  const edge = firsts.map((day) => Math.min(Math.max(day - counted.first, 0), counted.days));
  const count = firsts.length - 1;
  const totals = new Float64Array(count);
  const read = (/** @type {Float64Array} */ sum, /** @type {Float64Array|undefined} */ less) => {
    const bars = new Float64Array(count);
    for (let b = 0; b < count; b++) {
      const weight = sum[edge[b + 1]] - sum[edge[b]] - (less ? less[edge[b + 1]] - less[edge[b]] : 0);
      if (weight > DUST) totals[b] += bars[b] = weight;
    }
    return bars;
  };
  const of = counted.context;
  const sure = counted.sure.map((sum, c) => read(sum, of?.sure[c]));
  const unsure = counted.unsure.map((sum, c) => read(sum, of?.unsure[c]));
  const context = of && { sure: of.sure.map((sum) => read(sum, undefined)), unsure: of.unsure.map((sum) => read(sum, undefined)) };
  return { first: Int32Array.from(firsts), count, sure, unsure, context, most: totals.reduce((a, b) => Math.max(a, b), 0) };
}

/**
 * Up to `limit` + 1 spans that touch [from, to).
 * @param {Tally} counted
 * @param {number} from
 * @param {number} to
 * @param {number} limit
 */
export function spansIn(counted, from, to, limit) {
  /** @type {number[]} */
  const found = [];
  for (const i of counted.spans) {
    if (counted.start[i] < to && counted.end[i] + 1 > from && found.push(i) > limit) break;
  }
  return found;
}

/**
 * Incidents of one bar: sure ones, and the unsure that may be among them; of both how many are context.
 *
 * @param {Tally} counted
 * @param {number} from
 * @param {number} to exclusive
 */
export function barCounts(counted, from, to) {
  const a = Math.min(Math.max(from - counted.first, 0), counted.days);
  const b = Math.min(Math.max(to - counted.first, 0), counted.days);
  const added = (/** @type {Float64Array[]} */ sums) => Math.round(sums.reduce((total, sum) => total + sum[b] - sum[a], 0));
  const { context } = counted;
  const [unsure, unsureContext] = counted.unsureIn?.(from, to) ?? spansCounted(counted, from, to);
  return { sure: added(counted.sure), context: context ? added(context.sure) : 0, unsure, unsureContext };
}

/** How many spans touch [from, to), and how many of them are context. @param {Tally} counted @param {number} from @param {number} to */
function spansCounted(counted, from, to) {
  const found = spansIn(counted, from, to, counted.spans.length);
  return [found.length, found.filter((i) => counted.context?.of[i]).length];
}

/**
 * Spans on as few lines as they need.
 * @param {Tally} counted
 * @param {number[]} spans
 * @param {number} gap days
 * @returns {number[]} line of each
 */
export function lanes(counted, spans, gap) {
  /** @type {number[]} */
  const taken = [];
  return spans.map((i) => {
    let lane = taken.findIndex((last) => last + gap < counted.start[i]);
    if (lane < 0) lane = taken.length;
    taken[lane] = counted.end[i];
    return lane;
  });
}
