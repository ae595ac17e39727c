// @ts-check
/**
 * The grid of cells: squares of the Web-Mercator map, each level halving them. A tile holds 32 × 32 cells.
 *
 * @typedef {{z: number, x: number, y: number}} TileId
 */
import { WORLD, project, unproject } from "../core/projection.js";

export const CELL_LEVELS = 5; // a tile's cells lie so many levels below it
const LEAST_PIXELS = 24; // a cell's side on the screen: this to twice as much
const DEEPEST = 19; // level of the smallest cells' tiles
const MOST_TILES = 16;

/** The level of tiles for a zoom. @param {number} zoom */
export function tileLevel(zoom) {
  const level = Math.floor(zoom + Math.log2(WORLD / LEAST_PIXELS)) - CELL_LEVELS;
  return Math.min(DEEPEST, Math.max(0, level));
}

/** A cell's side in pixels. @param {number} level  of the cell @param {number} zoom */
export const cellPixels = (level, zoom) => WORLD * 2 ** (zoom - level);

/** A cell's middle. @param {number} level @param {number} x @param {number} y @returns {[number, number]} longitude, latitude */
export function cellMiddle(level, x, y) {
  const side = WORLD / 2 ** level;
  return unproject((x + 0.5) * side, (y + 0.5) * side);
}

/** West, south, east, north. @param {number} level @param {number} x @param {number} y @returns {[number, number, number, number]} */
export function cellBounds(level, x, y) {
  const side = WORLD / 2 ** level;
  const [west, north] = unproject(x * side, y * side);
  const [east, south] = unproject((x + 1) * side, (y + 1) * side);
  return [west, south, east, north];
}

/** A cell's side on the ground in kilometres. @param {number} level @param {number} latitude */
export const cellKm = (level, latitude) => (40_075.017 * Math.cos((latitude * Math.PI) / 180)) / 2 ** level;

/** A cell's side in words: “12 km”. @param {number} level @param {number} latitude */
export function cellSideWords(level, latitude) {
  const km = cellKm(level, latitude);
  if (km < 0.95) return `${Number((km * 1000).toPrecision(1))} m`;
  return `${km < 10 ? Number(km.toPrecision(2)) : Math.round(km)} km`;
}

/**
 * The tiles that a part of the map needs, those in the middle first.
 * @param {[number, number, number, number]} bounds  west, south, east, north
 * @param {number} z
 * @returns {TileId[]}
 */
export function tilesIn([west, south, east, north], z) {
  const most = 2 ** z - 1;
  const place = (/** @type {number} */ value) => Math.min(most, Math.max(0, Math.floor((value / WORLD) * 2 ** z)));
  const [x0, y1] = project(Math.max(-180, west), Math.max(-85, south)).map(place);
  const [x1, y0] = project(Math.min(179.999999, east), Math.min(85, north)).map(place);
  /** @type {TileId[]} */
  const tiles = [];
  for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++) tiles.push({ z, x, y });
  const away = (/** @type {TileId} */ { x, y }) => Math.hypot(x - (x0 + x1) / 2, y - (y0 + y1) / 2);
  return tiles.sort((a, b) => away(a) - away(b)).slice(0, MOST_TILES);
}

/** A tile and all it lies in, nearest first. @param {TileId} tile @returns {TileId[]} */
export function lineage({ z, x, y }) {
  return Array.from({ length: z + 1 }, (_, k) => ({ z: z - k, x: x >> k, y: y >> k }));
}

/** @param {TileId} tile */
export const tileName = ({ z, x, y }) => `${z}/${x}/${y}`;
