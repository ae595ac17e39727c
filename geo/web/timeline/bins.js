// @ts-check
/**
 * Counting incidents by time and colour. One pass over the incidents leaves running sums by day; every histogram,
 * at any zoom, is then a difference of two sums per bar. An unsure incident counts as one, spread evenly over the
 * days on which it can have been.
 *
 * @typedef {import('./types.js').Columns} Columns
 * @typedef {import('./types.js').Span} Span
 * @typedef {import('./types.js').Unit} Unit
 *
 * @typedef {{
 *   first: number, days: number, colours: number,
 *   sure: Float64Array[], unsure: Float64Array[],
 *   spans: Uint32Array, start: Int32Array, end: Int32Array, colourOf: (incident: number) => number,
 *   unsureIn?: (from: number, to: number) => number,
 * }} Tally running sums by colour (the last colour: no value) and the incidents that are spans, or only how many
 *
 * @typedef {{first: Int32Array, count: number, sure: Float64Array[], unsure: Float64Array[], most: number}} Bins
 */

import { floorTo, nextUnit } from "../core/dates.js";

const DUST = 1e-6; // what adding and subtracting fractions leaves behind

/**
 * @param {Columns} columns
 * @param {Uint8Array | null} mask
 * @param {string} facetId
 * @returns {Tally}
 */
export function tally(columns, mask, facetId) {
  const { start, end, n } = columns;
  const first = columns.header.span.start;
  const days = columns.header.span.end - first + 1;
  const colours = (columns.header.facets.find((facet) => facet.id === facetId)?.options.length ?? 0) + 1;
  const sure = sums(colours, days);
  const unsure = sums(colours, days);
  const spans = new Uint32Array(n);
  let spanCount = 0;
  const eachColour = colourReader(columns, facetId, colours - 1);
  for (let i = 0; i < n; i++) {
    if (mask && !mask[i]) continue;
    const from = Math.min(Math.max(start[i] - first, 0), days - 1);
    const to = Math.min(Math.max(end[i] - first, from), days - 1);
    const share = 1 / eachColour.count(i);
    if (end[i] > start[i]) spans[spanCount++] = i;
    for (let k = eachColour.count(i) - 1; k >= 0; k--) {
      const colour = eachColour.at(i, k);
      if (end[i] === start[i]) {
        sure[colour][from + 1] += share;
      } else {
        const daily = share / (to - from + 1);
        unsure[colour][from + 1] += daily;
        if (to + 2 <= days) unsure[colour][to + 2] -= daily;
      }
    }
  }
  for (const sum of sure) accumulate(sum);
  for (const sum of unsure) {
    accumulate(sum);
    accumulate(sum);
  }
  return {
    first,
    days,
    colours,
    sure,
    unsure,
    spans: spans.slice(0, spanCount),
    start,
    end,
    colourOf: (i) => eachColour.at(i, 0),
  };
}

/** @param {number} colours @param {number} days */
const sums = (colours, days) => Array.from({ length: colours }, () => new Float64Array(days + 1));

/** @param {Float64Array} values */
function accumulate(values) {
  for (let i = 1; i < values.length; i++) values[i] += values[i - 1];
}

/**
 * The colours of an incident: one, or several that share it equally, or `none`.
 *
 * @param {Columns} columns @param {string} facetId @param {number} none
 * @returns {{count(i: number): number, at(i: number, k: number): number}}
 */
function colourReader(columns, facetId, none) {
  if (none === 0) return { count: () => 1, at: () => 0 };
  const { values, offsets } = columns.facet(facetId);
  const known = (/** @type {number} */ value) => (value < none ? value : none);
  if (!offsets) return { count: () => 1, at: (i) => known(values[i]) };
  return {
    count: (i) => Math.max(1, offsets[i + 1] - offsets[i]),
    at: (i, k) => (offsets[i + 1] > offsets[i] ? known(values[offsets[i] + k]) : none),
  };
}

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
  const read = (/** @type {Float64Array} */ sum) => {
    const bars = new Float64Array(count);
    for (let b = 0; b < count; b++) {
      const weight = sum[edge[b + 1]] - sum[edge[b]];
      if (weight > DUST) totals[b] += bars[b] = weight;
    }
    return bars;
  };
  const sure = counted.sure.map(read);
  const unsure = counted.unsure.map(read);
  return { first: Int32Array.from(firsts), count, sure, unsure, most: totals.reduce((a, b) => Math.max(a, b), 0) };
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
 * Incidents of one bar: sure ones, and the unsure that may be among them.
 * @param {Tally} counted
 * @param {number} from
 * @param {number} to exclusive
 */
export function barCounts(counted, from, to) {
  const a = Math.min(Math.max(from - counted.first, 0), counted.days);
  const b = Math.min(Math.max(to - counted.first, 0), counted.days);
  const sure = counted.sure.reduce((total, sum) => total + sum[b] - sum[a], 0);
  const unsure = counted.unsureIn?.(from, to) ?? spansIn(counted, from, to, counted.spans.length).length;
  return { sure: Math.round(sure), unsure };
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

/** @type {WeakMap<Columns, Span>} */
const withoutBackground = new WeakMap();

/**
 * All days that can be chosen: background incidents widen it only while they are switched on.
 * @param {Columns} columns
 * @param {boolean} background
 * @returns {Span}
 */
export function boundsOf(columns, background) {
  if (background) return columns.header.span;
  if (columns.header.core) return columns.header.core;
  const known = withoutBackground.get(columns);
  if (known) return known;
  const option = columns.header.backgroundKind;
  const kinds = option < 0 ? null : columns.facet("kind").values;
  const bounds = { start: Infinity, end: -Infinity };
  for (let i = 0; kinds && i < columns.n; i++) {
    if (kinds[i] === option) continue;
    bounds.start = Math.min(bounds.start, columns.start[i]);
    bounds.end = Math.max(bounds.end, columns.end[i]);
  }
  const result = bounds.start <= bounds.end ? bounds : columns.header.span;
  withoutBackground.set(columns, result);
  return result;
}
