// @ts-check
/**
 * A few symbols that would cover each other, set side by side around their places: the same as geo/layers/displacement.py.
 *
 * @typedef {[number, number, number, number]} Box  left, top, right, bottom
 * @typedef {{x: Float64Array, y: Float64Array, r: Float64Array, leader: Uint8Array}} Spread
 */
import { GAP } from "./grouping.js";

/** Marks of one group that are still drawn one by one; more are one counted symbol. */
export const MOST_SPREAD = 7;
/** The same of the signs of one area. */
export const MOST_SIGNS = 4;
/** Pixels by which a symbol on a ring is taken as smaller than its radius: its edge is soft, and six around one place
    must not stand farther from it than what is painted is wide. */
const SOFT = 0.6;
const ROUNDS = 80;
/** Last rounds in which nothing pulls the symbols home, so that none overlaps at the end. */
const CALM = 30;
const ANGLES = 16;

/** Where the symbols of one group stand, and which need a leader line; good until the next one. @type {Spread} */
export const spread = {
  x: new Float64Array(MOST_SPREAD),
  y: new Float64Array(MOST_SPREAD),
  r: new Float64Array(MOST_SPREAD),
  leader: new Uint8Array(MOST_SPREAD),
};

/**
 * Spread a group; false where its symbols find no room within three diameters of their places.
 * @param {number} n @param {Float64Array} x @param {Float64Array} y @param {Float64Array} r  its marks
 * @param {boolean} together  all at one place @param {number} enlarged
 */
export function spreadOut(n, x, y, r, together, enlarged) {
  if (together) {
    const offsets = ring(Array.from(r.subarray(0, n)), enlarged);
    for (let k = 0; k < n; k++) {
      spread.x[k] = x[0] + offsets[k][0];
      spread.y[k] = y[0] + offsets[k][1];
    }
  } else push(n, x, y, r, enlarged);
  const [times, more] = together ? [2, -enlarged] : [1, 2 * enlarged];
  for (let k = 0; k < n; k++) {
    const away = Math.sqrt((spread.x[k] - x[k]) ** 2 + (spread.y[k] - y[k]) ** 2);
    if (away > 6 * r[k] - 3 * enlarged) return false;
    spread.r[k] = r[k];
    spread.leader[k] = away > times * r[k] + more + 1e-6 ? 1 : 0;
  }
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < k; j++) {
      if (Math.sqrt((spread.x[k] - spread.x[j]) ** 2 + (spread.y[k] - spread.y[j]) ** 2) < r[k] + r[j] - 1.5 * enlarged) return false;
    }
  }
  return true;
}

/**
 * Offsets of two to seven symbols around one place: two side by side, else a ring on which each touches the next, the
 * first at the top and on clockwise; of seven the largest (of equals the first) in the middle.
 * @param {number[]} given  radii @param {number} enlarged @returns {[number, number][]}
 */
function ring(given, enlarged) {
  if (given.length === 2) {
    const half = (given[0] + given[1] + GAP * enlarged) / 2;
    return [[-half, 0], [half, 0]];
  }
  const radii = given.map((radius) => radius - SOFT * enlarged);
  if (radii.length < MOST_SPREAD) return around(radii, 0);
  const middle = radii.indexOf(Math.max(...radii));
  const rest = radii.filter((_, at) => at !== middle);
  const places = around(rest, radii[middle] + Math.max(...rest));
  places.splice(middle, 0, [0, 0]);
  return places;
}

/** @type {Map<string, [number, number][]>} */
const rings = new Map();

/** Symbols on a ring, each touching the next, at least so far from its middle. @param {number[]} radii @param {number} least */
function around(radii, least) {
  const key = `${radii} ${least}`;
  const known = rings.get(key);
  if (known) return known.slice();
  const sums = radii.map((radius, at) => radius + radii[(at + 1) % radii.length]);
  const turns = (/** @type {number} */ reach) => sums.map((one) => 2 * Math.asin(Math.min(1, one / (2 * reach))));
  const all = (/** @type {number[]} */ steps) => steps.reduce((sum, one) => sum + one, 0);
  let low = Math.max(...sums) / 2;
  let high = all(radii);
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (all(turns(middle)) > 2 * Math.PI) low = middle;
    else high = middle;
  }
  const reach = Math.max(high, least);
  const steps = turns(reach);
  const slack = Math.max(0, 2 * Math.PI - all(steps)) / steps.length;
  let angle = -Math.PI / 2;
  const places = steps.map((step) => {
    /** @type {[number, number]} */
    const place = [reach * Math.cos(angle), reach * Math.sin(angle)];
    angle += step + slack;
    return place;
  });
  if (rings.size > 500) rings.clear();
  rings.set(key, places);
  return places.slice();
}

const [before, onto] = [new Float64Array(2 * MOST_SPREAD), new Float64Array(2 * MOST_SPREAD)];

/** Symbols of several sites pushed apart from their places. @param {number} n @param {Float64Array} x @param {Float64Array} y @param {Float64Array} r @param {number} enlarged */
function push(n, x, y, r, enlarged) {
  const gap = GAP * enlarged;
  for (let k = 0; k < n; k++) {
    const angle = (2 * Math.PI * k) / n - Math.PI / 2;
    onto[2 * k] = x[k] + 0.5 * enlarged * Math.cos(angle);
    onto[2 * k + 1] = y[k] + 0.5 * enlarged * Math.sin(angle);
  }
  for (let round = 0; round < ROUNDS; round++) {
    before.set(onto);
    const pull = round < ROUNDS - CALM ? 0.1 : 0;
    for (let k = 0; k < n; k++) {
      const [px, py] = [before[2 * k], before[2 * k + 1]];
      let [mx, my] = [0, 0];
      for (let j = 0; j < n; j++) {
        if (j === k) continue;
        const [dx, dy] = [px - before[2 * j], py - before[2 * j + 1]];
        const away = Math.max(Math.sqrt(dx * dx + dy * dy), 1e-9);
        const force = (Math.max(r[k] + r[j] + gap - away, 0) / away) * 0.3;
        mx += dx * force;
        my += dy * force;
      }
      onto[2 * k] = px + mx + (x[k] - px) * pull;
      onto[2 * k + 1] = py + my + (y[k] - py) * pull;
    }
  }
  for (let k = 0; k < n; k++) [spread.x[k], spread.y[k]] = [onto[2 * k], onto[2 * k + 1]];
}

/** Where a symbol was set that stood in the way; good until the next one. */
export const aside = new Float64Array(2);

/**
 * The nearest free place for a symbol within two diameters, looked for in steps of half a radius from the top on
 * clockwise; its own place where it is free or where there is none.
 * @param {number} x @param {number} y @param {number} r @param {Box} box @param {(x: number, y: number) => boolean} meets
 */
export function setAside(x, y, r, box, meets) {
  [aside[0], aside[1]] = [x, y];
  if (!meets(x, y)) return;
  for (let step = 1; step <= 8; step++) {
    for (let turn = 0; turn < ANGLES; turn++) {
      const angle = (2 * Math.PI * turn) / ANGLES - Math.PI / 2;
      const [px, py] = [x + ((step * r) / 2) * Math.cos(angle), y + ((step * r) / 2) * Math.sin(angle)];
      if (!fitsIn(px, py, r, box) || meets(px, py)) continue;
      [aside[0], aside[1]] = [px, py];
      return;
    }
  }
}

/** Whether a disc lies in a box as a whole. @param {number} x @param {number} y @param {number} r @param {Box} box */
export const fitsIn = (x, y, r, [left, top, right, bottom]) => left <= x - r && x + r <= right && top <= y - r && y + r <= bottom;
