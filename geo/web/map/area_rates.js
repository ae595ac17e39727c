// @ts-check
/**
 * Incidents per 100,000 people, in tenths: 34 for 3.4. The same as geo/count/area_rates.py; tests/area_count_cases.json holds
 * both together.
 */
import { numberWords } from "../core/words.js";

/** The rate where nobody knows how many people there are. */
export const UNKNOWN_RATE = -1;
export const NO_POPULATION = "no population known";
const TENTHS = 1_000_000;

/** The rate, rounded; of any incident at least one tenth, so that it is told from none. @param {number} incidents @param {number|null} people */
export function rateTenths(incidents, people) {
  if (people === null) return UNKNOWN_RATE;
  return incidents ? Math.max(1, Math.floor((incidents * TENTHS) / people + 0.5)) : 0;
}

/** @param {number} tenths */
const tenthsWords = (tenths) => `${numberWords(Math.floor(tenths / 10))}.${tenths % 10}`;

/** @param {number} incidents @param {number} people */
function oneRate(incidents, people) {
  if (!incidents) return "0";
  return (incidents * TENTHS) / people < 0.5 ? "<0.1" : tenthsWords(rateTenths(incidents, people));
}

/** 3.4, or 3.4–5.0 where more may be there. @param {number} incidents @param {number} people @param {number} more */
export const rateWords = (incidents, people, more) => (more ? `${oneRate(incidents, people)}–${oneRate(incidents + more, people)}` : oneRate(incidents, people));

/** Classes of rates in words, by the least tenths of each: under 1.0, 1.0–3.9, 4.0 or more. @param {number[]} bounds @returns {string[]} */
export function rateClassWords(bounds) {
  return bounds.map((low, k) => {
    const next = bounds[k + 1];
    if (k === 0) return next ? `under ${tenthsWords(next)}` : "more than 0";
    if (!next) return `${tenthsWords(low)} or more`;
    return low === next - 1 ? tenthsWords(low) : `${tenthsWords(low)}–${tenthsWords(next - 1)}`;
  });
}
