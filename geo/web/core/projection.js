// @ts-check
/** Arithmetic of the camera: Web Mercator with tiles of 512 pixels, as deck.gl and MapLibre count zoom. */
import { MERCATOR_EDGE } from "./extent.js";

/** Pixels around the world at zoom 0. */
export const WORLD = 512;
export const EQUATOR_M = 40_075_016.686;
const RADIANS = Math.PI / 180;

/** @param {number} lon @param {number} lat @returns {[number, number]} pixels at zoom 0 */
export function project(lon, lat) {
  const x = (WORLD * (lon + 180)) / 360;
  const y = (WORLD * (Math.PI - Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2)))) / (2 * Math.PI);
  return [x, y];
}

/** @param {number} x @param {number} y @returns {[number, number]} longitude, latitude */
export function unproject(x, y) {
  const lon = (x / WORLD) * 360 - 180;
  const lat = (2 * Math.atan(Math.exp(Math.PI - (2 * Math.PI * y) / WORLD)) - Math.PI / 2) / RADIANS;
  return [lon, lat];
}

/** @param {number} latitude */
const shown = (latitude) => Math.min(MERCATOR_EDGE, Math.max(-MERCATOR_EDGE, latitude));

/**
 * The camera that shows a box of the map, north up. It is finite and within Web Mercator's limits, whatever the box.
 * @param {[number, number, number, number]} bounds  west, south, east (beyond 180 across the antimeridian), north
 * @param {{width: number, height: number}} size
 * @param {{padding: {top: number, right: number, bottom: number, left: number}, maxZoom: number, minZoom: number}} limits
 */
export function cameraFor([west, south, east, north], { width, height }, { padding, maxZoom, minZoom }) {
  const [x0, y1] = project(west, shown(south));
  const [x1, y0] = project(east < west ? east + 360 : east, shown(north));
  const room = { width: width - padding.left - padding.right, height: height - padding.top - padding.bottom };
  const zoomX = Math.log2(Math.max(1, room.width) / Math.max(x1 - x0, 1e-9));
  const zoomY = Math.log2(Math.max(1, room.height) / Math.max(y1 - y0, 1e-9));
  const zoom = Math.min(maxZoom, Math.max(minZoom, Math.min(zoomX, zoomY)));
  const pixel = 2 ** -zoom;
  const [longitude, latitude] = unproject(
    (x0 + x1) / 2 + ((padding.right - padding.left) / 2) * pixel,
    (y0 + y1) / 2 + ((padding.bottom - padding.top) / 2) * pixel,
  );
  const turned = longitude >= -180 && longitude < 180 ? longitude : ((((longitude + 180) % 360) + 360) % 360) - 180;
  return { longitude: turned, latitude: shown(latitude), zoom, bearing: 0, pitch: 0 };
}

/** Metres on the ground that a pixel covers. @param {number} latitude @param {number} zoom */
export function metresPerPixel(latitude, zoom) {
  return (EQUATOR_M * Math.cos((latitude * Math.PI) / 180)) / (WORLD * 2 ** zoom);
}
