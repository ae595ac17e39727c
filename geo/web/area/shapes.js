// @ts-check
/**
 * Shapes of areas, in degrees and in pixels.
 * @import {Area, Point} from "../core/within.js"
 * @typedef {{x: number, y: number}} Pixel
 * @typedef {(pixel: [number, number]) => {lng: number, lat: number}} Unproject
 */

/** Corners that an area may have, as geo/filter/area.py has it. */
export const MAX_CORNERS = 256;
export const MAX_KM = 5000;
const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;
const CIRCLE = 120; // corners of a drawn circle

/** Great-circle distance on the mean sphere, in kilometres. @param {Point} a @param {Point} b */
export function kilometres(a, b) {
  const dLat = (b[1] - a[1]) * RADIANS;
  const dLon = (b[0] - a[0]) * RADIANS;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RADIANS) * Math.cos(b[1] * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, h)));
}

/** All points at one distance from a centre. @param {Point} center @param {number} km @returns {Point[]} */
export function circle([lon, lat], km) {
  const angle = km / EARTH_KM;
  const [sin, cos] = [Math.sin(lat * RADIANS), Math.cos(lat * RADIANS)];
  return Array.from({ length: CIRCLE }, (_, k) => {
    const bearing = (2 * Math.PI * k) / CIRCLE;
    const sinLat = sin * Math.cos(angle) + cos * Math.sin(angle) * Math.cos(bearing);
    const turn = Math.atan2(Math.sin(bearing) * Math.sin(angle) * cos, Math.cos(angle) - sin * sinLat);
    return /** @type {Point} */ ([lon + turn / RADIANS, Math.asin(sinLat) / RADIANS]);
  });
}

/** The line around an area. @param {Area} area @returns {Point[]} */
export const outline = (area) => (area.type === "radius" ? circle(area.center, area.km) : area.ring);

/** A distance that reads well, a metre at the least. @param {number} km */
export function roundKm(km) {
  const step = km < 1 ? 0.01 : km < 20 ? 0.1 : 1;
  return Number(Math.min(MAX_KM, Math.max(0.01, Math.round(km / step) * step)).toFixed(2));
}

/**
 * Degrees of a place on the screen, as exact as the address keeps them.
 * @param {Unproject} unproject @param {Pixel} pixel @returns {Point}
 */
export function place(unproject, { x, y }) {
  const { lng, lat } = unproject([x, y]);
  const around = ((((lng + 180) % 360) + 360) % 360) - 180;
  return [Number(around.toFixed(5)), Number(Math.max(-85, Math.min(85, lat)).toFixed(5))];
}

/** Square of a pixel's distance from a stretch. @param {Pixel} p @param {Pixel} a @param {Pixel} b */
function offLine(p, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const share = length ? Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length)) : 0;
  return (p.x - a.x - share * dx) ** 2 + (p.y - a.y - share * dy) ** 2;
}

/** Douglas–Peucker: the line without what it does not need. @param {Pixel[]} line @param {number} tolerance px */
export function thinned(line, tolerance) {
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const stretches = [[0, line.length - 1]];
  for (let stretch = stretches.pop(); stretch; stretch = stretches.pop()) {
    const [from, to] = stretch;
    let [furthest, most] = [-1, tolerance * tolerance];
    for (let k = from + 1; k < to; k++) {
      const off = offLine(line[k], line[from], line[to]);
      if (off > most) [furthest, most] = [k, off];
    }
    if (furthest < 0) continue;
    keep[furthest] = 1;
    stretches.push([from, furthest], [furthest, to]);
  }
  return line.filter((_, k) => keep[k]);
}

/** A line drawn by hand, with no more corners than an area may have. @param {Pixel[]} line */
export function lasso(line) {
  let tolerance = 1.5;
  let corners = thinned(line, tolerance);
  while (corners.length > MAX_CORNERS) corners = thinned(line, (tolerance *= 1.5));
  return corners;
}
