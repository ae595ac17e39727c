// @ts-check
/**
 * What a hexagon counts, or what is felt at a place of the smooth surface, incident by incident: found for one of them at a
 * time, when it is pointed at or pressed.
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('./visibility.js').Visibility} Visibility
 */
import { inWindow } from "../core/filter.js";
import { project, unproject } from "../core/projection.js";
import { isInArea } from "./area_counts.js";
import { finestLevels } from "./cell_counts.js";
import { pixelOf, screenOf } from "./ground.js";
import { isFelt, squareMiddle } from "./density.js";
import { cellOf, distanceWords, middleOf, widthMetres, widthOf } from "./hexagons.js";
import { CELLS_FROM } from "./overlay.js";

/**
 * The incidents that a cell counts, or that are felt in a square of the surface.
 * @param {Columns} columns @param {Uint8Array} mask @param {import('../core/store.js').Window} window @param {import('../core/store.js').State["match"]} match
 * @param {number} level @param {number} key @param {any} view  the camera
 * @param {import('../core/store.js').MapMode} [mode]  what the key is the number of @returns {number[]}
 */
export function incidentsInCell(columns, mask, window, match, level, key, view, mode = "hexagons") {
  const { n, incident, position } = columns.marks;
  const finest = finestLevels(columns);
  const smooth = mode === "density";
  const [x, y] = smooth ? squareMiddle(key, level) : middleOf(key, level);
  const [[west, north], [east, south]] = [-1, 1].map((side) => unproject(x + side * widthOf(level), y + side * widthOf(level)));
  const screen = screenOf(view);
  /** By incident its first mark on the map, of those in the cell's box. @type {Map<number, number>} */
  const first = new Map();
  const shows = (/** @type {number} */ m) => {
    const i = incident[m];
    if (!mask[i] || !inWindow(columns, i, window, match)) return false;
    const [px, py] = pixelOf(screen, position[2 * m], position[2 * m + 1]);
    return px >= 0 && py >= 0 && px <= screen.width && py <= screen.height;
  };
  for (let m = 0; m < n; m++) {
    const [lon, lat] = [position[2 * m], position[2 * m + 1]];
    // The first column's cells, and places of the surface, reach over the antimeridian.
    const isNear = lat <= north && lat >= south && ((lon >= west && lon <= east) || lon + 360 <= east || lon - 360 >= west);
    if (!isNear || first.has(incident[m]) || finest[incident[m]] < level || !shows(m)) continue;
    const place = project(lon, lat);
    if (smooth ? isFelt(key, level, ...place) : cellOf(...place, level) === key) first.set(incident[m], m);
  }
  // One that has an earlier site on the map is counted there.
  for (let m = 0; m < n; m++) if (m < (first.get(incident[m]) ?? 0) && shows(m)) first.delete(incident[m]);
  return [...first.keys()];
}

/** The incidents that are in a governorate for certain, wherever the map looks. @param {Columns} columns @param {Uint8Array} mask @param {import('../core/store.js').Window} window @param {import('../core/store.js').State["match"]} match @param {number} area @returns {number[]} */
export function incidentsInArea(columns, mask, window, match, area) {
  return Array.from(mask.keys()).filter((i) => mask[i] === 1 && isInArea(columns, i, area) && inWindow(columns, i, window, match));
}

export class InCell {
  key = "";
  /** @type {number[]} */
  found = [];

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
  }

  /** @param {number} cell @param {Columns} columns @param {Visibility} visibility  what is drawn @param {any} view  the camera */
  incidents(cell, columns, visibility, view) {
    const { mask, window, match } = this.store.get();
    const { cells } = visibility.drawing;
    const key = `${cell} ${visibility.key}`;
    if (key === this.key || !cells || !mask) return this.found;
    this.key = key;
    if (cells.mode === "areas") return (this.found = incidentsInArea(columns, mask, window, match, cell));
    return (this.found = incidentsInCell(columns, mask, window, match, cells.level, cell, view, cells.mode));
  }

  /** Metres as far as which an incident is felt at a place of the surface, in words. @param {number} key @param {number} level */
  around(key, level) {
    const [x, y] = squareMiddle(key, level);
    return distanceWords(widthMetres(level, unproject(x, y)[1]));
  }

  /** A hexagon, a governorate or a place of the surface as a counted symbol. @param {{key: number, count: number, name?: string, possible?: number, rate?: string}} cell @param {Columns} columns @param {Visibility} visibility @param {any} view @returns {import('../core/store.js').CountedSymbol} */
  counted({ key, count, name, possible, rate }, columns, visibility, view) {
    const { value, values, first } = visibility.paint;
    const incidents = this.incidents(key, columns, visibility, view);
    const numbers = new Uint32Array(values);
    for (const i of incidents) numbers[value[i]]++;
    const shares = Array.from(numbers, (number, k) => ({ colour: first[k], count: number })).filter((share) => share.count > 0);
    const { cells } = visibility.drawing;
    const around = cells?.mode === "density" ? this.around(key, cells.level) : undefined;
    const within = around ? "density" : name ? "governorate" : "hexagon";
    return { group: CELLS_FROM + key, key: visibility.key, count, shares, within, around, incidents: () => incidents, name, possible, rate };
  }
}
