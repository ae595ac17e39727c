// @ts-check
/**
 * In what order the list stands: by time, or by how many were killed or wounded. What is not stated comes last, ties stand
 * in the order of time, as `geo/count/ordering.py` has it.
 *
 * @typedef {'earliest'|'latest'|'killed'|'wounded'} Order
 * @typedef {import('./time_order.js').Series} Series
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('../core/figure_range.js').FigureName} FigureName
 */

/** Every order, with its words. @type {Record<Order, string>} */
export const ORDERS = {
  earliest: "Earliest first",
  latest: "Latest first",
  killed: "Most killed first",
  wounded: "Most wounded first",
};
export const ORDER_NAMES = /** @type {Order[]} */ (Object.keys(ORDERS));
/** Orders for which days are enough. @type {Order[]} */
export const BY_TIME = ["earliest", "latest"];

/** The figure that an order goes by; null: by time. @param {Order} order @returns {FigureName|null} */
export const figureOf = (order) => (order === "killed" || order === "wounded" ? order : null);

/** As a part of a question to the server; empty for its own order. @param {Order} order @returns {string} */
export function orderQuery(order) {
  if (order === "latest") return "&latest=yes";
  return order === "earliest" ? "" : `&order=${order}&descending=yes`;
}

/** All incidents in the order of a figure, and the place of each in it. @typedef {{order: Uint32Array, rank: Uint32Array}} Ranks */
/** @type {WeakMap<Columns, Map<FigureName, Ranks>>} */
const known = new WeakMap();

/** @param {Columns} columns @param {FigureName} name @returns {Ranks} */
function ranksOf(columns, name) {
  const ofColumns = known.get(columns) ?? new Map();
  known.set(columns, ofColumns);
  let ranks = ofColumns.get(name);
  if (!ranks) ofColumns.set(name, (ranks = ranked(columns, columns.array(`${name}.low`))));
  return ranks;
}

/** @param {Columns} columns @param {Int32Array} low  -1 where nothing is stated: below every figure, so last @returns {Ranks} */
function ranked({ start, end, n }, low) {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => low[b] - low[a] || start[a] - start[b] || end[a] - end[b] || a - b);
  const rank = new Uint32Array(n);
  order.forEach((incident, place) => (rank[incident] = place));
  return { order, rank };
}

/** Some incidents by how many were killed or wounded. @param {Columns} columns @param {FigureName} name @param {Series} series @returns {Series} */
export function byFigure(columns, name, series) {
  const { order, rank } = ranksOf(columns, name);
  const ranks = new Uint32Array(series.length);
  for (let position = 0; position < ranks.length; position++) ranks[position] = rank[series.at(position)];
  ranks.sort();
  return { length: ranks.length, at: (position) => order[ranks[position]], indexOf: (incident) => found(ranks, rank[incident]) };
}

/** Where a number stands among sorted ones; -1: nowhere. @param {Uint32Array} sorted @param {number} wanted */
function found(sorted, wanted) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted ? low : -1;
}
