// @ts-check
/**
 * How cells are drawn: a square in the middle of its cell, its area the count, its colour what is most frequent there;
 * hollow where the cell is wider than the grid's. An area has a hollow sign with its count. The cell itself is part of
 * the symbol, as a pale ground or an outline: what is counted lies within it, nowhere farther than it is wide.
 *
 * @typedef {import('./field.js').Field} Field
 * @typedef {import('./field.js').Cell} Cell
 * @typedef {{columns: import('../../core/columns.js').Columns, colorBy: string, theme: 'light'|'dark', opacity: number,
 *            paper: string, ink: string, zoom: number, hovered: Cell|null}} Look
 */
import { rgb } from "../../core/colour.js";
import { paletteOf } from "../layers.js";
import { project } from "../../core/projection.js";
import { cellBounds, cellPixels } from "../../source/grid.js";
import { SYMBOLS } from "../../symbols/table.js";

/** Of the spec, from bottom to top. */
export const CELL_LAYERS = ["cell-edges", "cells", "cell-names"];
const MOST_SIGNS = 400;
const { cell: LOOK } = SYMBOLS;

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
      const free = taken.every(([left, top]) => Math.max(Math.abs(left - x), Math.abs(top - y)) > 2 * LOOK.sign + 1);
      if (free) taken.push([x, y]);
      return free;
    }),
  );
}

/** What a pointed cell takes in, and the outlines of areas. @param {Field} field @param {Look} look */
export function edgeData(field, { columns, colorBy, theme, opacity, hovered, ink }) {
  const palette = paletteOf(columns, colorBy, theme);
  const hueOf = (/** @type {Cell} */ cell, /** @type {number} */ strength) => [
    ...(palette[cell.colour] ?? palette[palette.length - 1]),
    Math.round(255 * strength * opacity),
  ];
  const areas = field.cells.filter(({ sort }) => sort === "area");
  const edges = areas.flatMap((cell) => {
    const on = cell.key === hovered?.key;
    const color = hueOf(cell, on ? 1 : LOOK.edgeOpacity);
    return cell.outline.map((path, k) => ({ id: `${cell.key} ${k}`, path, color, width: on ? LOOK.pointedAreaWidth : LOOK.edgeWidth }));
  });
  for (const cell of field.cells) {
    if (cell.sort === "wide") edges.push({ id: cell.key, path: ringOf(cell), color: hueOf(cell, LOOK.edgeOpacity), width: LOOK.edgeWidth });
  }
  if (hovered && hovered.sort !== "area") edges.push({ id: hovered.key, path: ringOf(hovered), color: [...rgb(ink), 255], width: LOOK.pointedWidth });
  return edges;
}

/** @param {Cell} cell */
function ringOf({ level, x, y }) {
  const [west, south, east, north] = cellBounds(level, x, y);
  return [[west, south], [east, south], [east, north], [west, north], [west, south]];
}

/** Numbers, where there is room for them. @param {Field} field @param {Look} look */
export function nameData(field, { ink: dark, zoom, paper, opacity }) {
  const inside = [...rgb(paper), Math.round(255 * opacity)];
  const ink = [...rgb(dark), Math.round(255 * opacity)];
  const signs = signsWithRoom(field, zoom);
  return field.cells.flatMap((cell) => {
    if (cell.sort === "area" && !signs.has(cell)) return [];
    const text = short(cell.count);
    const side = LOOK.largest * cellPixels(field.level, zoom) * field.share(cell.count);
    if (cell.sort !== "area" && (side < LOOK.leastNamed || side < text.length * LOOK.letterWidth + LOOK.lettersRoom)) return [];
    return [{ position: cell.middle, text, color: cell.sort === "fine" ? inside : ink }];
  });
}

/** At most four signs: 940 · 1.2k · 24k · 1.3m. @param {number} count */
export function short(count) {
  if (count < 1000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1000, "k"] : [count / 1e6, "m"];
  return (value < 9.95 ? value.toFixed(1).replace(/\.0$/, "") : Math.round(value)) + unit;
}
