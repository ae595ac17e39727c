// @ts-check
/**
 * An area drawn on the map; `geo/filter/within.py` does the same sums. An incident is in it where what the map draws
 * of the incident touches it: one of its marks, any stretch of its route, or any part of the land it lies in. The line
 * that joins several sites and the disc of uncertainty say nothing about where it was, so they don't count.
 * @typedef {{type: 'polygon', ring: [number, number][]}} PolygonArea  longitude, latitude
 * @typedef {{type: 'radius', center: [number, number], km: number}} RadiusArea
 * @typedef {PolygonArea|RadiusArea} Area
 * @typedef {[number, number]} Point
 * @typedef {import('./columns.js').Columns} Columns
 */

const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Great-circle distance on the mean sphere. @param {number} lon @param {number} lat @param {Point} to */
function kilometres(lon, lat, to) {
  const dLat = (to[1] - lat) * RADIANS;
  const dLon = (to[0] - lon) * RADIANS;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(lat * RADIANS) * Math.cos(to[1] * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, h)));
}

/** Even-odd rule. @param {number} x @param {number} y @param {Point[]} ring */
function within(x, y, ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** On which side of the line through a and b a point lies. @param {Point} a @param {Point} b @param {Point} p */
const side = (a, b, p) => Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));

/** Whether two stretches lie beside each other in one direction. @param {Point} a @param {Point} b @param {Point} c @param {Point} d @param {0|1} axis */
const apart = (a, b, c, d, axis) =>
  Math.max(a[axis], b[axis]) < Math.min(c[axis], d[axis]) || Math.max(c[axis], d[axis]) < Math.min(a[axis], b[axis]);

/** Whether two straight stretches meet. @param {Point} a @param {Point} b @param {Point} c @param {Point} d */
const meet = (a, b, c, d) =>
  !apart(a, b, c, d, 0) && !apart(a, b, c, d, 1) &&
  side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;

/** Whether a course enters a ring, crosses it, or lies around it. @param {Point[]} path @param {boolean} closed @param {Point[]} ring */
function meetsRing(path, closed, ring) {
  if (path.some(([x, y]) => within(x, y, ring)) || (closed && within(ring[0][0], ring[0][1], path))) return true;
  for (let k = 1; k < path.length; k++) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      if (meet(path[k - 1], path[k], ring[j], ring[i])) return true;
    }
  }
  return false;
}

/** Kilometres east and north of a centre (azimuthal equidistant). @param {Point} point @param {Point} center @returns {Point} */
function fromCenter([lon, lat], center) {
  const [phi, phi0, turn] = [lat * RADIANS, center[1] * RADIANS, (lon - center[0]) * RADIANS];
  const east = Math.cos(phi) * Math.sin(turn);
  const north = Math.cos(phi0) * Math.sin(phi) - Math.sin(phi0) * Math.cos(phi) * Math.cos(turn);
  const size = Math.hypot(east, north);
  const scale = size > 0 ? kilometres(lon, lat, center) / size : 0;
  return [east * scale, north * scale];
}

/** Whether a course comes within the distance of a centre, or lies around it. @param {Point[]} path @param {boolean} closed @param {RadiusArea} area */
function meetsDisc(path, closed, { center, km }) {
  const flat = path.map((point) => fromCenter(point, center));
  if (closed && within(0, 0, flat)) return true;
  for (let k = 1; k < flat.length; k++) {
    const [x, y] = flat[k - 1];
    const [dx, dy] = [flat[k][0] - x, flat[k][1] - y];
    const length = dx * dx + dy * dy;
    const share = length > 0 ? Math.min(1, Math.max(0, -(x * dx + y * dy) / length)) : 0;
    if (Math.hypot(x + share * dx, y + share * dy) <= km) return true;
  }
  return false;
}

/** West, south, east, north of a ring. @param {Point[]} ring */
function boundsOf(ring) {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  return bounds;
}

/**
 * @param {Columns} columns
 * @param {Area} area
 * @param {Uint8Array} mask  changed in place
 */
export function areaMask(columns, area, mask) {
  const inside = new Uint8Array(columns.n);
  const { marks } = columns;
  // Most marks lie outside the ring's bounds, which is quickly seen.
  const [west, south, east, north] = area.type === "radius" ? [] : boundsOf(area.ring);
  for (let m = 0; m < marks.n; m++) {
    const lon = marks.position[2 * m];
    const lat = marks.position[2 * m + 1];
    const hit =
      area.type === "radius"
        ? kilometres(lon, lat, area.center) <= area.km
        : lon >= west && lon <= east && lat >= south && lat <= north && within(lon, lat, area.ring);
    if (hit) inside[marks.incident[m]] = 1;
  }
  for (const { incident, role, path } of columns.header.lines) {
    if (role === "joint" || inside[incident]) continue;
    const land = role === "area";
    if (area.type === "radius" ? meetsDisc(path, land, area) : meetsRing(path, land, area.ring)) inside[incident] = 1;
  }
  for (let i = 0; i < columns.n; i++) mask[i] &= inside[i];
}
