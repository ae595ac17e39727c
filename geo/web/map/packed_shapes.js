// @ts-check
/**
 * Shapes that come as whole numbers, each a step from the one before (geo/export/packed_layers.py and
 * player_basemap.py): own layers on the map, and all that the HTML player draws.
 *
 * @typedef {import('./own_drawing.js').Box} Box
 * @typedef {import('./own_drawing.js').Feature & {bounds: Box}} Placed  bounds: pixels of the world
 * @typedef {{words: string, from: number|null, to: number|null, points: number[], lines: number[][], areas: number[][],
 *            at: [number, number]}} Packed
 */

/** Places of the world from whole numbers, each a step from the one before. @param {number[]} steps @param {number} unit  steps to a pixel of the world */
export function placesOf(steps, unit) {
  const places = new Float64Array(steps.length);
  let [x, y] = [0, 0];
  for (let k = 0; k < steps.length; k += 2) {
    places[k] = (x += steps[k]) / unit;
    places[k + 1] = (y += steps[k + 1]) / unit;
  }
  return places;
}

/** A feature as it is drawn. @param {Packed} feature @param {number} unit @returns {Placed} */
export function unpackedFeature({ words, from, to, points, lines, areas, at }, unit) {
  const middles = Float64Array.from(points, (part) => part / unit);
  const [rings, courses] = [areas, lines].map((paths) => paths.map((steps) => placesOf(steps, unit)));
  return {
    words, from, to, middles,
    area: rings.length ? pathOf(rings, true) : null,
    line: courses.length ? pathOf(courses, false) : null,
    at: [at[0] / unit, at[1] / unit],
    bounds: boundsOf([middles, ...rings, ...courses]),
  };
}

/** @param {Float64Array[]} courses @param {boolean} closed */
export function pathOf(courses, closed) {
  const path = new Path2D();
  for (const places of courses) {
    for (let k = 0; k < places.length; k += 2) k ? path.lineTo(places[k], places[k + 1]) : path.moveTo(places[0], places[1]);
    if (closed) path.closePath();
  }
  return path;
}

/** @param {Float64Array[]} all @returns {Box} */
export function boundsOf(all) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const places of all) {
    for (let k = 0; k < places.length; k += 2) {
      [box[0], box[1]] = [Math.min(box[0], places[k]), Math.min(box[1], places[k + 1])];
      [box[2], box[3]] = [Math.max(box[2], places[k]), Math.max(box[3], places[k + 1])];
    }
  }
  return box;
}
