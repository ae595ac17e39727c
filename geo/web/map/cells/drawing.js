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
import { look as symbols } from "../extension.js";
import { paletteOf, rgb } from "../layers.js";
import { project } from "../../core/projection.js";
import { FILL, cellBounds, cellPixels } from "../../source/grid.js";

/** Of the spec, from bottom to top. */
export const CELL_LAYERS = ["cell-edges", "cells", "cell-names"];
const WORLD = 512;
const GROUND = 0.13; // opacity of a cell's ground
const SIGN_PIXELS = 12; // half the side of an area's sign
const MOST_SIGNS = 400;
const LEAST_HOLLOW = 4; // half the side of a hollow square
const CHARACTER = 6.4; // px
const LEAST_LABEL = 17; // px

/** Squares reach their corners within the round that is drawn: see the form's scale. */
const scaleOf = (/** @type {number} */ form) => symbols.symbols?.forms[form]?.scale ?? 1;

/** @param {Field} field @param {Look} look */
export function cellData(field, { columns, colorBy, theme, opacity, zoom }) {
  const { cells } = field;
  const palette = paletteOf(columns, colorBy, theme);
  const n = cells.length;
  const length = 2 * n;
  const [solid, hollow] = formsOf();
  const positions = new Float32Array(2 * length);
  const radii = new Float32Array(length);
  const colours = new Uint8Array(4 * length);
  const facts = new Uint8Array(4 * length);
  const pixel = 1 / 2 ** zoom;
  const signs = signsWithRoom(field, zoom);
  cells.forEach((cell, k) => {
    const fine = cell.sort === "fine";
    positions.set(cell.middle, 2 * k);
    positions.set(cell.middle, 2 * (n + k));
    const square = (FILL * WORLD * field.share(cell.count)) / 2 ** field.level / 2;
    const hollowHalf = cell.sort !== "area" ? Math.max(LEAST_HOLLOW * pixel, square) : (signs.has(cell) ? SIGN_PIXELS : LEAST_HOLLOW) * pixel;
    const half = fine ? square : hollowHalf;
    const hue = palette[cell.colour] ?? palette[palette.length - 1];
    radii[k] = (WORLD / 2 ** cell.level / 2) / scaleOf(solid);
    colours.set([...hue, Math.round(255 * GROUND * opacity)], 4 * k);
    facts.set([solid, fine ? 1 : 0, 0, 0], 4 * k);
    radii[n + k] = half / scaleOf(fine ? solid : hollow);
    colours.set([...hue, Math.round(255 * opacity)], 4 * (n + k));
    facts.set([fine ? solid : hollow, 1, 0, 0], 4 * (n + k));
  });
  const attributes = {
    getPosition: { value: positions, size: 2 },
    getRadius: { value: radii, size: 1 },
    getFillColor: { value: colours, size: 4, type: "unorm8" },
    getFacts: { value: facts, size: 4 },
  };
  return { length, attributes };
}

/**
 * The signs of areas that have room for their number: where they crowd, those with the highest.
 * @param {Field} field @param {number} zoom
 * @returns {Set<Cell>}
 */
function signsWithRoom({ cells }, zoom) {
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

/** The last two of the table of forms are those of cells (geo/layers/cells.py). */
export function formsOf() {
  const count = symbols.symbols?.forms.length ?? 0;
  return [count - 2, count - 1];
}

/** What a pointed cell takes in, and the outlines of areas. @param {Field} field @param {Look} look */
export function edgeData(field, { columns, colorBy, theme, opacity, hovered }) {
  const palette = paletteOf(columns, colorBy, theme);
  const areas = field.cells.filter(({ sort }) => sort === "area");
  const edges = areas.flatMap((cell) => {
    const on = cell.key === hovered?.key;
    const color = [...(palette[cell.colour] ?? [128, 128, 128]), Math.round((on ? 255 : 70) * opacity)];
    return cell.outline.map((path) => ({ path, color, width: on ? 2 : 1 }));
  });
  for (const cell of field.cells) {
    if (cell.sort === "wide") edges.push({ path: ringOf(cell), color: [...(palette[cell.colour] ?? [128, 128, 128]), Math.round(70 * opacity)], width: 1 });
  }
  if (hovered && hovered.sort !== "area") edges.push({ path: ringOf(hovered), color: [...rgb(inkOf(theme)), 255], width: 1.6 });
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
