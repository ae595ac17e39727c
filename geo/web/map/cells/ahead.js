// @ts-check
/**
 * The first view's tiles, asked for while the map itself is still being made: its own questions then find the
 * answers.
 *
 * @typedef {import('../../core/store.js').Store} Store
 */
import { project, unproject } from "../../core/projection.js";
import { askTileAhead } from "../../source/tiles.js";
import { gridOf, tilesFor } from "./counted_map.js";

/** @param {Store} store @param {HTMLElement} element  of the map */
export function askAhead(store, element) {
  const { columns, camera, show } = store.get();
  const source = columns?.source;
  const { clientWidth: width, clientHeight: height } = element;
  if (!source || !width || !height) return;
  const topic = { base: source.topic, steps: source.steps, grid: gridOf(show, camera.zoom) };
  for (const tile of tilesFor(boundsOf(camera, width, height), show, camera.zoom)) {
    askTileAhead(source.asking, tile, topic);
  }
}

/** @param {import('../../core/store.js').Camera} camera @param {number} width @param {number} height @returns {[number, number, number, number]} */
function boundsOf({ longitude, latitude, zoom }, width, height) {
  const [x, y] = project(longitude, latitude);
  const [right, down] = [width, height].map((side) => side / 2 / 2 ** zoom);
  const [west, north] = unproject(x - right, y - down);
  const [east, south] = unproject(x + right, y + down);
  return [west, south, east, north];
}
