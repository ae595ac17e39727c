// @ts-check
/**
 * The grid of hexagons: which cell a place is in, which places are known closely enough for it, the classes of counts.
 * It lies on the whole world and follows nothing but whole zoom levels, so a place stays in its cell wherever the map is
 * moved. Corners point north and south; rows are shifted by half a hexagon in turn.
 *
 * The same as geo/layers/hexagons.py; tests/hexagon_cases.json holds both together. Points are pixels at zoom 0.
 */
import { EQUATOR_M, WORLD } from "../core/projection.js";

const ACROSS = 12; // hexagons around the world at zoom 0
const ROW = Math.sqrt(3) / 2;
export const MOST_CLASSES = 6;
/** Of an incident that no grid counts, because it lies somewhere in an area; and of one known too vaguely for any. */
export const NEVER = -2;
const TOO_WIDE = -1;
/** Of one that has no place, or lines only. */
export const UNMARKED = 127;
const ALWAYS = 100;

/** The whole zoom level whose grid a map shows. @param {number} zoom */
export const levelOf = (zoom) => Math.max(0, Math.floor(zoom + 0.5));

/** Hexagons around the world. @param {number} level */
export const across = (level) => ACROSS * 2 ** level;

/** Width of a hexagon in pixels at zoom 0. @param {number} level */
export const widthOf = (level) => WORLD / across(level);

/** Width of a hexagon on the ground. @param {number} level @param {number} latitude */
export const widthMetres = (level, latitude) => (EQUATOR_M * Math.cos((latitude * Math.PI) / 180)) / across(level);

/** The last level whose grid counts a place: its radius is no longer than a hexagon is wide. @param {number} radius  metres @param {number} latitude */
export const finestLevel = (radius, latitude) =>
  radius > 0 ? Math.max(TOO_WIDE, Math.min(ALWAYS, Math.floor(Math.log2(widthMetres(0, latitude) / radius)))) : ALWAYS;

/** The cell of a point as one number: row times columns plus column. @param {number} x @param {number} y @param {number} level */
export function cellOf(x, y, level) {
  const columns = across(level);
  const u = (x * columns) / WORLD;
  const v = (y * columns) / WORLD / ROW;
  const above = Math.floor(v);
  let [row, column, least] = [above, 0, Infinity];
  for (let r = above; r <= above + 1; r++) {
    const shift = r % 2 ? 0.5 : 0;
    const c = Math.floor(u - shift + 0.5);
    const [right, down] = [u - shift - c, (v - r) * ROW];
    const away = right * right + down * down;
    if (away < least) [row, column, least] = [r, c, away];
  }
  return row * columns + (((column % columns) + columns) % columns);
}

/** The middle of a cell. @param {number} cell @param {number} level @returns {[number, number]} */
export function middleOf(cell, level) {
  const columns = across(level);
  const row = Math.floor(cell / columns);
  return [(cell - row * columns + (row % 2 ? 0.5 : 0)) * widthOf(level), row * ROW * widthOf(level)];
}

/** The least count of each class: 1, 2, 5, 10, 20 … or every second, third … of them, at most six. @param {number} most  the highest count */
export function classBounds(most) {
  const series = [];
  for (let at = 0; ; at++) {
    const bound = [1, 2, 5][at % 3] * 10 ** Math.floor(at / 3);
    if (bound > most) break;
    series.push(bound);
  }
  const step = Math.max(1, Math.ceil(series.length / MOST_CLASSES));
  return series.filter((_, k) => k % step === 0);
}

/** The class of a count. @param {number} count @param {number[]} bounds */
export function classOf(count, bounds) {
  let number = bounds.length - 1;
  while (number > 0 && bounds[number] > count) number--;
  return number;
}

/** The classes in words: 1–4 · 5–19 · 20 or more. @param {number[]} bounds @param {(count: number) => string} words */
export const classWords = (bounds, words) =>
  bounds.map((low, k) => {
    if (k === bounds.length - 1) return `${words(low)} or more`;
    const high = bounds[k + 1] - 1;
    return low === high ? words(low) : `${words(low)}–${words(high)}`;
  });

/** A distance as people say it: 88 km · 5.5 km · 340 m. @param {number} metres */
export function distanceWords(metres) {
  const km = metres / 1000;
  if (km >= 10) return `${Math.round(km).toLocaleString("en-GB")} km`;
  return km >= 1 ? `${km.toFixed(1).replace(/\.0$/, "")} km` : `${Math.round(metres / 10) * 10} m`;
}
