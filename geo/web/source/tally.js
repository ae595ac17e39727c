// @ts-check
/**
 * Counting incidents by time and colour. One pass over the incidents leaves running sums by day; every histogram,
 * at any zoom, is then a difference of two sums per bar. An unsure incident counts as one, spread evenly over the
 * days on which it can have been.
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('../core/store.js').Window} Span
 *
 * @typedef {{
 *   first: number, days: number, colours: number,
 *   sure: Float64Array[], unsure: Float64Array[],
 *   context: {of: Uint8Array, sure: Float64Array[], unsure: Float64Array[]} | null,
 *   spans: Uint32Array, start: Int32Array, end: Int32Array, colourOf: (incident: number) => number,
 *   unsureIn?: (from: number, to: number) => [number, number],
 * }} Tally running sums by colour (`coloursOfFacet`; the last: no value) and the incidents that are spans, or only how many; context:
 *   what of the sums is of a kind that is no act, and of which incidents; null where nothing is
 */

import { coloursOfFacet } from "../core/facet_options.js";
import { contextOf } from "../core/context.js";

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
  const { of, first: firsts } = coloursOfFacet(columns.header.facets.find((facet) => facet.id === facetId));
  const colours = firsts.length;
  const sure = sums(colours, days);
  const unsure = sums(colours, days);
  const isContext = contextOf(columns);
  const context = isContext && { of: isContext, sure: sums(colours, days), unsure: sums(colours, days) };
  const every = [{ sure, unsure }];
  const both = context ? [...every, context] : every;
  const spans = new Uint32Array(n);
  let spanCount = 0;
  const eachColour = colourReader(columns, facetId, of);
  for (let i = 0; i < n; i++) {
    if (mask && !mask[i]) continue;
    const from = Math.min(Math.max(start[i] - first, 0), days - 1);
    const to = Math.min(Math.max(end[i] - first, from), days - 1);
    const share = 1 / eachColour.count(i);
    if (end[i] > start[i]) spans[spanCount++] = i;
    for (let k = eachColour.count(i) - 1; k >= 0; k--) {
      const colour = eachColour.at(i, k);
      for (const into of context?.of[i] ? both : every) {
        if (end[i] === start[i]) {
          into.sure[colour][from + 1] += share;
          continue;
        }
        const daily = share / (to - from + 1);
        into.unsure[colour][from + 1] += daily;
        if (to + 2 <= days) into.unsure[colour][to + 2] -= daily;
      }
    }
  }
  for (const sum of [...sure, ...(context?.sure ?? [])]) accumulate(sum);
  for (const sum of [...unsure, ...(context?.unsure ?? [])]) {
    accumulate(sum);
    accumulate(sum);
  }
  return {
    first,
    days,
    colours,
    sure,
    unsure,
    context,
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
 * @param {Columns} columns @param {string} facetId @param {Uint16Array} of  by option the number of its colour, last `none`
 * @returns {{count(i: number): number, at(i: number, k: number): number}}
 */
function colourReader(columns, facetId, of) {
  const none = of[of.length - 1];
  if (none === 0) return { count: () => 1, at: () => 0 };
  const { values, offsets } = columns.facet(facetId);
  const known = (/** @type {number} */ value) => of[value] ?? none;
  if (!offsets) return { count: () => 1, at: (i) => known(values[i]) };
  return {
    count: (i) => Math.max(1, offsets[i + 1] - offsets[i]),
    at: (i, k) => (offsets[i + 1] > offsets[i] ? known(values[offsets[i] + k]) : none),
  };
}

/** @type {WeakMap<Columns, Span>} */
const withoutBackground = new WeakMap();

/**
 * The days of all incidents that are not background.
 * @param {Columns} columns
 * @returns {Span}
 */
export function daysWithoutBackground(columns) {
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
