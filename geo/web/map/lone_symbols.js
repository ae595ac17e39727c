// @ts-check
/**
 * Symbols of single incidents on a map of counts, above the counts, which would cover those of the graphics card: signs of
 * areas, and what is chosen or pointed at while a cell counts it.
 *
 * @typedef {import('./overlay.js').Overlay} Overlay
 * @typedef {import('./overlay.js').Symbol} Symbol
 */
import { paintShapes } from "../symbols/paint.js";
import { symbolShapes } from "../symbols/shapes.js";
import { FORMS } from "../symbols/table.js";
import { screenOf } from "./ground.js";

/** Incidents that no symbol stands for, at their places. @param {Overlay} overlay @param {number[]} incidents @returns {Symbol[]} */
export function loneSymbols(overlay, incidents) {
  const { columns, view } = overlay;
  if (!columns || !incidents.length) return [];
  const { n, incident, position } = columns.marks;
  const standing = new Set(overlay.symbols.flatMap(({ marks }) => Array.from(marks, (m) => incident[m])));
  const wanted = new Set(incidents.filter((i) => !standing.has(i)));
  const screen = screenOf(view);
  /** @type {Symbol[]} */
  const found = [];
  for (let m = 0; wanted.size && m < n; m++) {
    if (!wanted.has(incident[m])) continue;
    const [x, y] = overlay.placeOf(screen, m);
    const [lon, lat] = [position[2 * m], position[2 * m + 1]];
    found.push({ x, y, lon, lat, r: overlay.radiusOf(m), leader: false, count: 0, marks: Uint32Array.of(m), group: -1 });
  }
  return found;
}

/** @param {Overlay} overlay @param {Symbol[]} symbols @param {import('./overlay.js').Looks} looks */
export function paintSingles({ canvas, columns, view }, symbols, { colors, value, paper }) {
  if (!columns) return;
  const { incident, form } = columns.marks;
  for (const { x, y, r, marks: [m] } of symbols) {
    const shapes = symbolShapes(FORMS[form[m]], x, y, r, colors[value[incident[m]]], paper, -view.bearing);
    canvas.draw([x - r - 1, y - r - 1, x + r + 1, y + r + 1], (pen) => paintShapes(pen, shapes));
  }
}
