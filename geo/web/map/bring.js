// @ts-check
/**
 * An incident that is opened off the screen: the map glides there, as near as it is now unless its places need more.
 *
 * @typedef {import('./map.js').AtlasMap} AtlasMap
 * @typedef {import('../core/columns.js').Columns} Columns
 */
import { Extent } from "../core/extent.js";
import { WORLD, cameraFor, project } from "../core/projection.js";

const GLIDE_MS = 700;
/** Pixels at the map's edges in which nothing counts as seen, and that a glide keeps free. */
const EDGE = { top: 70, right: 60, bottom: 40, left: 40 };

/** All places of an incident: its symbols, and where its lines go. @param {Columns} columns @param {number} index @returns {[number, number][]} */
function placesOf(columns, index) {
  const { position } = columns.marks;
  /** @type {[number, number][]} */
  const places = [...columns.marksOf(index)].map((m) => [position[2 * m], position[2 * m + 1]]);
  for (const { incident, path } of columns.header.lines) if (incident === index) places.push(...path);
  return places;
}

/**
 * @param {AtlasMap} map
 * @param {Partial<import('../core/store.js').State>} patch  what changed together with the selection
 */
export function bring(map, patch) {
  const { columns, selection, camera } = map.store.get();
  // A link says itself where the map looks.
  if (!map.picture || !columns || selection === null || "camera" in patch || "columns" in patch) return;
  const index = columns.indexOf(selection);
  if (index < 0) return;
  const size = { width: map.element.clientWidth, height: map.element.clientHeight };
  const places = placesOf(columns, index);
  if (!size.width || places.length === 0 || places.some((place) => isSeen(place, camera, size))) return;
  const around = new Extent();
  for (const [lon, lat] of places) around.add(lon, lat);
  const { minZoom } = map.setup.limits;
  const next = cameraFor(/** @type {any} */ (around.box), size, { padding: EDGE, minZoom, maxZoom: camera.zoom });
  map.basemap.easeTo({ center: [next.longitude, next.latitude], zoom: next.zoom, duration: GLIDE_MS });
}

/** @param {[number, number]} place @param {import('../core/store.js').Camera} camera @param {{width: number, height: number}} size */
function isSeen([lon, lat], { longitude, latitude, zoom, bearing }, { width, height }) {
  const [x, y] = project(lon, lat);
  const [x0, y0] = project(longitude, latitude);
  const scale = 2 ** zoom;
  const turn = (-bearing * Math.PI) / 180;
  const across = x - x0 - WORLD * Math.round((x - x0) / WORLD); // the nearest copy of the world
  const [dx, dy] = [across * scale, (y - y0) * scale];
  const right = width / 2 + dx * Math.cos(turn) - dy * Math.sin(turn);
  const down = height / 2 + dx * Math.sin(turn) + dy * Math.cos(turn);
  return right >= EDGE.left && right <= width - EDGE.right && down >= EDGE.top && down <= height - EDGE.bottom;
}
