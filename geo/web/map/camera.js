// @ts-check
/**
 * The basemap's camera, which all that is drawn follows.
 * @typedef {import('../core/store.js').Camera} Camera
 */

/** @param {any} basemap @returns {Camera} */
export function cameraOf(basemap) {
  const { lng, lat } = basemap.getCenter();
  const zoom = basemap.getZoom();
  return { longitude: lng, latitude: lat, zoom, bearing: basemap.getBearing(), pitch: 0 };
}

/** @param {any} basemap @param {Camera} camera */
export function moveTo(basemap, { longitude, latitude, zoom, bearing }) {
  basemap.jumpTo({ center: [longitude, latitude], zoom, bearing, pitch: 0 });
}
