// @ts-check
/**
 * How cells are drawn: a square in the middle of its cell, its area the count, its colour what is most frequent there;
 * hollow where the cell is wider than the grid's. An area has a hollow sign with its count. The cell itself is part of
 * the symbol, as a pale ground or an outline: what is counted lies within it, nowhere farther than it is wide.
 *
 * @typedef {import('./field.js').Field} Field
 * @typedef {import('./field.js').Cell} Cell
 * @typedef {{columns: import('../../core/columns.js').Columns, colorBy: string, theme: 'light'|'dark', opacity: number,
 *            paper: string, zoom: number, hovered: Cell|null}} Look
 */
import { paletteOf, rgb } from "../layers.js";
import { project } from "../../core/projection.js";
import { FILL, cellBounds, cellPixels } from "../../source/grid.js";

/** Of the spec, from bottom to top. */
export const CELL_LAYERS = ["cell-edges", "cells", "cell-names"];
export const SIGN_PIXELS = 12; // half the side of an area's sign
const MOST_SIGNS = 400;
const CHARACTER = 6.4; // px
const LEAST_LABEL = 17; // px

/**
 * The signs of areas that have room for their number: where they crowd, those with the highest.
 * @param {Field} field @param {number} zoom
 * @returns {Set<Cell>}
 */
export function signsWithRoom({ cells }, zoom) {
  /** @type {[number, number][]} */
  const taken = [];
  const areas = cells.filter(({ sort }) => sort === "area").sort((a, b) => b.count - a.count);
  return new Set(
    areas.slice(0, MOST_SIGNS).filter(({ middle }) => {
      const [x, y] = project(...middle).map((side) => side * 2 ** zoom);
      const free = taken.every(([left, top]) => Math.max(Math.abs(left - x), Math.abs(top - y)) > 2 * SIGN_PIXELS + 1);
      if (free) taken.push([x, y]);
      return free;
    }),
  );
}

/** What a pointed cell takes in, and the outlines of areas. @param {Field} field @param {Look} look */
export function edgeData(field, { columns, colorBy, theme, opacity, hovered }) {
  const palette = paletteOf(columns, colorBy, theme);
  const areas = field.cells.filter(({ sort }) => sort === "area");
  const edges = areas.flatMap((cell) => {
    const on = cell.key === hovered?.key;
    const color = [...(palette[cell.colour] ?? [128, 128, 128]), Math.round((on ? 255 : 70) * opacity)];
    return cell.outline.map((path, k) => ({ id: `${cell.key} ${k}`, path, color, width: on ? 2 : 1 }));
  });
  for (const cell of field.cells) {
    if (cell.sort === "wide") edges.push({ id: cell.key, path: ringOf(cell), color: [...(palette[cell.colour] ?? [128, 128, 128]), Math.round(70 * opacity)], width: 1 });
  }
  if (hovered && hovered.sort !== "area") edges.push({ id: hovered.key, path: ringOf(hovered), color: [...rgb(inkOf(theme)), 255], width: 1.6 });
  return edges;
}

/** @param {'light'|'dark'} theme */
const inkOf = (theme) => (theme === "dark" ? "#e8ecf0" : "#26231f");

/** @param {Cell} cell */
function ringOf({ level, x, y }) {
  const [west, south, east, north] = cellBounds(level, x, y);
  return [[west, south], [east, south], [east, north], [west, north], [west, south]];
}

/** Numbers, where there is room for them. @param {Field} field @param {Look} look */
export function nameData(field, { theme, zoom, paper, opacity }) {
  const inside = [...rgb(paper), Math.round(255 * opacity)];
  const ink = [...rgb(inkOf(theme)), Math.round(255 * opacity)];
  const signs = signsWithRoom(field, zoom);
  return field.cells.flatMap((cell) => {
    if (cell.sort === "area" && !signs.has(cell)) return [];
    const text = short(cell.count);
    const side = FILL * cellPixels(field.level, zoom) * field.share(cell.count);
    if (cell.sort !== "area" && (side < LEAST_LABEL || side < text.length * CHARACTER + 3)) return [];
    return [{ position: cell.middle, text, color: cell.sort === "fine" ? inside : ink }];
  });
}

/** At most four signs: 940 · 1.2k · 24k · 1.3m. @param {number} count */
export function short(count) {
  if (count < 1000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1000, "k"] : [count / 1e6, "m"];
  return (value < 9.95 ? value.toFixed(1).replace(/\.0$/, "") : Math.round(value)) + unit;
}
