// @ts-check
/**
 * Incidents as a smooth surface: on a fine grid of squares, each incident spread over the same distance on the screen. The
 * value at a place is the number of incidents around it, each the less the farther away it is (Gaussian).
 *
 * The same as geo/layers/density.py; tests/hexagon_cases.json holds both together. Nothing is made anew for a step of the
 * timeline once there is room.
 *
 * @typedef {{values: Float64Array, wide: number, high: number, left: number, top: number, side: number}} Surface
 *   values at the middles of squares, row by row; corner of the first square and side of one in pixels at zoom 0
 */
import { roomFor } from "./grouping.js";
import { WORLD } from "../core/projection.js";
import { across, widthMetres, widthOf } from "./hexagons.js";

export const FINE = 7; // squares to a hexagon's width; beyond as many an incident is not felt
const SIGMA = 2.3; // squares
const LEAST = 0.25;
const LEAST_TOP = 10;

const WEIGHTS = Float64Array.from({ length: 2 * FINE + 1 }, (_, k) => Math.exp(-((k - FINE) ** 2) / (2 * SIGMA ** 2)));

/** Metres from its place at which an incident counts half. @param {number} level @param {number} latitude */
export const halfMetres = (level, latitude) => (widthMetres(level, latitude) / FINE) * SIGMA * Math.sqrt(2 * Math.log(2));

/** How far a value is from few to many, 0…1; below 0 nothing is drawn. @param {number} value @param {number} most  incidents in a hexagon */
export function shareOf(value, most) {
  const top = Math.max(most, LEAST_TOP);
  const first = Math.cbrt(LEAST / top);
  return Math.min(1, (Math.cbrt(value / top) - first) / (1 - first));
}

/** The number of the square that a place is in. @param {number} x  pixels at zoom 0 @param {number} y @param {number} level */
export function squareOf(x, y, level) {
  const side = widthOf(level) / FINE;
  const columns = across(level) * FINE;
  const column = Math.floor(x / side) % columns;
  return Math.floor(y / side) * columns + (column < 0 ? column + columns : column);
}

/** The middle of a square in pixels at zoom 0. @param {number} square @param {number} level @returns {[number, number]} */
export function squareMiddle(square, level) {
  const side = widthOf(level) / FINE;
  const columns = across(level) * FINE;
  return [((square % columns) + 0.5) * side, (Math.floor(square / columns) + 0.5) * side];
}

/** Whether an incident at a place is felt in the middle of a square: no farther than a hexagon is wide. @param {number} square @param {number} level @param {number} x  pixels at zoom 0 @param {number} y */
export function isFelt(square, level, x, y) {
  const [east, south] = squareMiddle(square, level);
  const beside = x - east;
  return Math.hypot(beside - WORLD * Math.round(beside / WORLD), y - south) <= widthOf(level);
}

/** The value of a surface at a place; 0 beyond it. @param {Surface} surface @param {number} x  pixels at zoom 0 @param {number} y */
export function valueAt({ values, wide, high, left, top, side }, x, y) {
  const beside = x - left - (wide * side) / 2;
  const [column, row] = [Math.floor(wide / 2 + (beside - WORLD * Math.round(beside / WORLD)) / side), Math.floor((y - top) / side)];
  return column >= 0 && column < wide && row >= 0 && row < high ? values[row * wide + column] : 0;
}

export class Spreading {
  held = new Float64Array(0);
  values = new Float64Array(0);

  /**
   * The surface of points: good until the next one.
   * @param {ArrayLike<number>} x  pixels at zoom 0, all on one copy of the world @param {ArrayLike<number>} y @param {number} n
   * @param {number} level @param {ArrayLike<number>} [weight]  incidents at each point; one where it is left out @returns {Surface|null}
   */
  surface(x, y, n, level, weight) {
    if (!n) return null;
    const side = widthOf(level) / FINE;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let k = 0; k < n; k++) {
      const [column, row] = [Math.floor(x[k] / side), Math.floor(y[k] / side)];
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      if (row > bottom) bottom = row;
    }
    [left, top] = [left - FINE - 1, top - FINE - 1];
    const [wide, high] = [right - left + FINE + 2, bottom - top + FINE + 2];
    const size = wide * high;
    this.held = roomFor(this.held, size);
    this.values = roomFor(this.values, size);
    const { held, values } = this;
    held.fill(0, 0, size);
    for (let k = 0; k < n; k++) held[(Math.floor(y[k] / side) - top) * wide + Math.floor(x[k] / side) - left] += weight ? weight[k] : 1;
    spread(held, values, wide, high, 1, wide);
    held.fill(0, 0, size);
    spread(values, held, high, wide, wide, 1);
    return { values: held, wide, high, left: left * side, top: top * side, side };
  }
}

/**
 * Spread along one direction; what is empty costs nothing.
 * @param {Float64Array} from @param {Float64Array} into  empty, or to be emptied @param {number} along  squares in the direction
 * @param {number} lines @param {number} step  to the next square @param {number} next  to the next line
 */
function spread(from, into, along, lines, step, next) {
  if (step === 1) into.fill(0, 0, along * lines);
  for (let line = 0; line < lines; line++) {
    for (let k = 0; k < along; k++) {
      const value = from[line * next + k * step];
      if (!value) continue;
      const last = Math.min(along - 1, k + FINE);
      for (let to = Math.max(0, k - FINE); to <= last; to++) into[line * next + to * step] += value * WEIGHTS[to - k + FINE];
    }
  }
}

