// @ts-check
/**
 * The filter as the query of an address, in the names and forms of `geo/filter/view_link.py`. Sorted, so that one question
 * has one address, and its answer is kept.
 *
 * @typedef {import('../core/store.js').State} State
 * @typedef {Record<string, string>} Parameters  names in an address, by facet
 */

import { FIGURE_NAMES, figureParameter } from "../core/figure_range.js";

const MS = 86_400_000;

/** @param {number} day @returns {string} 2020-01-03 */
export const isoDay = (day) => new Date(day * MS).toISOString().slice(0, 10);

/** As `codecs.number` writes it. @param {number} value */
const number = (value) => value.toFixed(6).replace(/0+$/, "").replace(/\.$/, "");

/** @param {import('../core/within.js').Area} area */
function areaWords(area) {
  if (area.type === "radius") return `${[...area.center, area.km].map(number).join(",")}km`;
  return area.ring.flat().map(number).join(",");
}

/**
 * @param {State} state
 * @param {Parameters} parameters
 * @param {boolean} dated  with the window and how it is meant
 * @returns {[string, string][]}
 */
export function filterQuery({ filter, window, match }, parameters, dated) {
  /** @type {[string, string][]} */
  const query = [];
  for (const [facet, values] of Object.entries(filter.facets)) {
    for (const value of values) query.push([parameters[facet] ?? facet, value]);
  }
  for (const name of FIGURE_NAMES) {
    const asked = filter.figures[name];
    if (asked) query.push([name, figureParameter(asked)]);
  }
  const { ids, role, stances } = filter.actors;
  for (const id of ids) query.push(["actor", id]);
  for (const stance of stances) query.push(["stance", stance]);
  if (role !== "any") query.push(["role", role]);
  if (filter.background) query.push(["background", "yes"]);
  if (filter.text.trim()) query.push(["q", filter.text.trim()]);
  if (filter.area) query.push(["area", areaWords(filter.area)]);
  if (filter.near) {
    const { km, match: how, digest, name } = filter.near;
    query.push(["near", `${number(km)}km:${how}:${digest}:${name}`]);
  }
  if (filter.knownOn) query.push(["known", filter.knownOn]);
  if (dated) query.push(["from", isoDay(window.start)], ["to", isoDay(window.end)]);
  if (dated && match === "certainly") query.push(["match", match]);
  return query;
}

/** @param {[string, string][]} query */
export function queryWords(query) {
  const sorted = [...query].sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  return new URLSearchParams(sorted).toString();
}
