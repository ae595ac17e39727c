// @ts-check
/**
 * The camera of a page that says none: it shows the frame that the server gives. A camera that nobody chose is not told
 * to the server, so that a link shows the frame on any screen.
 * @import {Camera} from "../core/store.js"
 */
import { isNarrow } from "../core/dom.js";
import { cameraFor } from "../core/projection.js";

/** Pixels kept free for what lies over the map: the legend with three lines, sources and scale at the foot. */
const ROOM = { top: 132, right: 24, bottom: 40, left: 24 };
/** The same on a phone, where the legend is folded. */
const NARROW_ROOM = { top: 56, right: 48, bottom: 52, left: 16 };

/** The camera that nobody chose. @type {Camera|null} */
let automatic = null;

/** As exact as an eye can tell (geo/filter/view.py). @param {Camera} camera */
export function roundedCamera({ longitude, latitude, zoom, bearing, pitch }) {
  const to = (/** @type {number} */ value, /** @type {number} */ digits) => Number(value.toFixed(digits)) + 0;
  return { longitude: to(longitude, 5), latitude: to(latitude, 5), zoom: to(zoom, 3), bearing: to(bearing, 1), pitch };
}

/** Whether somebody has moved the camera. @param {Camera} camera */
export function isChosen(camera) {
  return automatic === null || JSON.stringify(roundedCamera(camera)) !== JSON.stringify(roundedCamera(automatic));
}

/**
 * The camera that shows a frame in the map as large as it is now.
 * @param {[number, number, number, number]} frame  west, south, east, north
 * @param {{width: number, height: number}} size  px
 */
export function openingCamera(frame, size) {
  const padding = isNarrow() ? NARROW_ROOM : ROOM;
  automatic = cameraFor(frame, size, { padding, minZoom: 0.2, maxZoom: 8 });
  return automatic;
}
