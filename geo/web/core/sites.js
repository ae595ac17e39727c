// @ts-check
/**
 * Incidents that stand at one place.
 * @import {Columns} from "./types.js"
 */

/**
 * The other incidents at the places where this one has a mark.
 * @param {Columns} columns @param {number} index
 * @returns {number[]}
 */
export function atSameSite(columns, index) {
  const { n, incident, site } = columns.marks;
  if (!site) return [];
  const places = new Set();
  for (let mark = 0; mark < n; mark++) if (incident[mark] === index) places.add(site[mark]);
  const others = new Set();
  for (let mark = 0; mark < n; mark++) if (places.has(site[mark])) others.add(incident[mark]);
  others.delete(index);
  return [...others].sort((a, b) => columns.start[a] - columns.start[b] || a - b);
}
