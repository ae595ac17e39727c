// @ts-check
/**
 * An area drawn on the map. An incident is in it where one of its marks is.
 * @typedef {{type: 'polygon', ring: [number, number][]}} PolygonArea  longitude, latitude
 * @typedef {{type: 'radius', center: [number, number], km: number}} RadiusArea
 * @typedef {PolygonArea|RadiusArea} Area
 * @typedef {import('./columns.js').Columns} Columns
 */

const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Great-circle distance on the mean sphere. @param {number} lon @param {number} lat @param {[number, number]} to */
function kilometres(lon, lat, to) {
  const dLat = (to[1] - lat) * RADIANS;
  const dLon = (to[0] - lon) * RADIANS;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(lat * RADIANS) * Math.cos(to[1] * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h));
}

/** Even-odd rule. @param {number} x @param {number} y @param {[number, number][]} ring */
function within(x, y, ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/**
 * @param {Columns} columns
 * @param {Area} area
 * @param {Uint8Array} mask  changed in place
 */
export function areaMask(columns, area, mask) {
  const inside = new Uint8Array(columns.n);
  const { marks } = columns;
  for (let m = 0; m < marks.n; m++) {
    const lon = marks.position[2 * m];
    const lat = marks.position[2 * m + 1];
    const hit = area.type === "radius" ? kilometres(lon, lat, area.center) <= area.km : within(lon, lat, area.ring);
    if (hit) inside[marks.incident[m]] = 1;
  }
  for (let i = 0; i < columns.n; i++) mask[i] &= inside[i];
}
