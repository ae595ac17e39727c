// @ts-check
/**
 * Incidents of the window by hexagon, or as a surface. Which cell a site is in is worked out once for each whole zoom level;
 * a step of the timeline only counts. An incident is counted at its first site on the map, if all its sites are known to
 * within one hexagon's width; one that lies somewhere in an area keeps its sign; what is known less closely is left out.
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./units.js').Units} Units
 * @typedef {import('./density.js').Surface} Surface
 * @typedef {import('../core/store.js').MapMode} MapMode
 * @typedef {object} Cells
 * @property {MapMode} mode
 * @property {number} level  whole zoom level of the grid
 * @property {number} n  cells that hold something
 * @property {Float64Array} keys  of the cells (hexagons.js)
 * @property {Uint32Array} counts
 * @property {number} most  the highest count of a cell on any date, which the classes follow from
 * @property {number} leftOut  incidents on the map that are known too vaguely
 * @property {Surface|null} surface
 * @property {Uint32Array} [possible]  by governorate how many more may be there
 * @property {import('./area_counts.js').AreaTally} [tally]  of a map by area, all together
 */
import { WORLD, metresPerPixel } from "../core/projection.js";
import { Spreading, isFelt } from "./density.js";
import { roomFor } from "./grouping.js";
import { NEVER, UNMARKED, cellOf, finestLevel, levelOf } from "./hexagons.js";
import { AREA_FORM } from "../symbols/table.js";

/** Metres at the equator that a pixel is at zoom 0. */
export const EQUATOR_PIXEL_M = metresPerPixel(0, 0);

/** @type {WeakMap<object, Int8Array>} */
const known = new WeakMap();

/** By incident the last level whose grid counts it, or NEVER. @param {Columns} columns @returns {Int8Array} */
export function finestLevels(columns) {
  let found = known.get(columns);
  if (found) return found;
  const { n, incident, form, radius, position } = columns.marks;
  found = new Int8Array(columns.n).fill(UNMARKED);
  for (let m = 0; m < n; m++) {
    const level = form[m] === AREA_FORM ? NEVER : finestLevel(radius[m], position[2 * m + 1]);
    if (level < found[incident[m]]) found[incident[m]] = level;
  }
  known.set(columns, found);
  return found;
}

export class CellCounts {
  level = -1;
  /** Number of the cell of each unit. */
  cell = new Uint32Array(0);
  /** @type {number[]} */
  keys = [];
  counts = new Uint32Array(0);
  touched = new Uint32Array(0);
  rest = new Uint32Array(0);
  restN = 0;
  x = new Float64Array(0);
  y = new Float64Array(0);
  step = 0;
  asked = "";
  spreading = new Spreading();
  /** @type {Cells} */
  found = { mode: "hexagons", level: 0, n: 0, keys: new Float64Array(0), counts: new Uint32Array(0), most: 0, leftOut: 0, surface: null };

  /** @param {Columns} columns @param {Units} units @param {Float64Array} world  places of the units */
  constructor(columns, units, world) {
    this.columns = columns;
    this.units = units;
    this.world = world;
    this.finest = finestLevels(columns);
    this.first = new Uint32Array(columns.n);
    this.seen = new Int32Array(columns.n);
  }

  /** Another level, or another filter. @param {number} level @param {{mask: Uint8Array, masked: number}} filtered */
  prepare(level, { mask, masked }) {
    if (level !== this.level) this.index(level);
    const asked = `${level} ${masked}`;
    if (asked === this.asked) return;
    this.asked = asked;
    const { finest, units, counts, cell, seen } = this;
    const { n, incident } = this.columns.marks;
    const step = ++this.step;
    let most = 0;
    counts.fill(0);
    for (let m = 0; m < n; m++) {
      const i = incident[m];
      if (!mask[i] || finest[i] < level || seen[i] === step) continue;
      seen[i] = step;
      const count = ++counts[cell[units.of[m]]];
      if (count > most) most = count;
    }
    this.found.most = most;
    counts.fill(0);
    this.found.n = 0;
  }

  /** Cells of a level, numbered as they come. @param {number} level */
  index(level) {
    const { units, world } = this;
    this.level = level;
    this.cell = new Uint32Array(units.n);
    /** @type {Map<number, number>} */
    const numbers = new Map();
    for (let u = 0; u < units.n; u++) {
      const key = cellOf(world[2 * u], world[2 * u + 1], level);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      this.cell[u] = number;
    }
    this.keys = [...numbers.keys()];
    this.counts = new Uint32Array(numbers.size);
    this.touched = new Uint32Array(numbers.size);
    this.asked = "";
  }

  /**
   * Count marks that show; those that keep their symbol are in `rest` afterwards.
   * @param {MapMode} mode @param {number} zoom @param {{mask: Uint8Array, masked: number}} filtered
   * @param {Uint32Array} shown  marks on the map @param {number} n @param {number} middle  of the map, pixels at zoom 0 from the left
   * @returns {Cells} good until the next step
   */
  count(mode, zoom, filtered, shown, n, middle) {
    const level = levelOf(zoom);
    this.prepare(level, filtered);
    const { found, finest, units, first, seen } = this;
    const { incident } = this.columns.marks;
    const step = ++this.step;
    this.rest = roomFor(this.rest, n);
    this.restN = found.leftOut = 0;
    for (let k = 0; k < n; k++) {
      const m = shown[k];
      const i = incident[m];
      if (finest[i] === NEVER) this.rest[this.restN++] = m;
      else if (units.several[i]) {
        if (seen[i] !== step || m < first[i]) first[i] = m;
        seen[i] = step;
      }
    }
    Object.assign(found, { mode, level, surface: null, n: 0 });
    if (mode === "density") this.spread(shown, n, level, middle);
    else this.tally(shown, n, level);
    return found;
  }

  /** Whether an incident is counted at a mark. @param {number} m @param {number} level */
  isCounted(m, level) {
    const { finest, units, first } = this;
    const i = this.columns.marks.incident[m];
    if (finest[i] === NEVER || (units.several[i] && first[i] !== m)) return false;
    if (finest[i] >= level) return true;
    this.found.leftOut++;
    return false;
  }

  /** @param {Uint32Array} shown @param {number} n @param {number} level */
  tally(shown, n, level) {
    const { found, counts, touched, units, cell, keys } = this;
    let cells = 0;
    for (let k = 0; k < n; k++) {
      if (!this.isCounted(shown[k], level)) continue;
      const at = cell[units.of[shown[k]]];
      if (!counts[at]++) touched[cells++] = at;
    }
    found.keys = roomFor(found.keys, cells);
    found.counts = roomFor(found.counts, cells);
    for (let k = 0; k < cells; k++) {
      found.keys[k] = keys[touched[k]];
      found.counts[k] = counts[touched[k]];
      counts[touched[k]] = 0;
    }
    found.n = cells;
  }

  /** The incidents that a cell counted or that are felt in a square of the surface, of the marks that were counted last. @param {number} key @param {Uint32Array} shown @param {number} n */
  incidentsIn(key, shown, n) {
    const { units, cell, keys, columns, level, world } = this;
    const isIn = (/** @type {number} */ u) => (this.found.mode === "density" ? isFelt(key, level, world[2 * u], world[2 * u + 1]) : keys[cell[u]] === key);
    const marks = shown.subarray(0, n).filter((m) => isIn(units.of[m]) && this.isCounted(m, level));
    return Array.from(marks, (m) => columns.marks.incident[m]);
  }

  /** @param {Uint32Array} shown @param {number} n @param {number} level @param {number} middle */
  spread(shown, n, level, middle) {
    const { units, world } = this;
    this.x = roomFor(this.x, n);
    this.y = roomFor(this.y, n);
    let points = 0;
    for (let k = 0; k < n; k++) {
      if (!this.isCounted(shown[k], level)) continue;
      const u = units.of[shown[k]];
      this.x[points] = world[2 * u] - WORLD * Math.round((world[2 * u] - middle) / WORLD);
      this.y[points++] = world[2 * u + 1];
    }
    this.found.surface = this.spreading.surface(this.x, this.y, points, level);
  }
}

/** Whether the lines of an incident are drawn: if no cell counts it, or it is open. @param {Columns} columns @param {string|null} open @param {MapMode} [show] */
export function keepsLines(columns, open, show) {
  const finest = finestLevels(columns);
  const chosen = open === null ? -1 : columns.indexOf(open);
  if (show === "areas") return (/** @type {number} */ i) => i === chosen;
  return (/** @type {number} */ i) => finest[i] === NEVER || finest[i] === UNMARKED || i === chosen;
}

/** What fits in a message. @param {Cells|null} cells @returns {Cells|null} */
export function copiedCells(cells) {
  if (!cells) return null;
  const { n, keys, counts, surface } = cells;
  const own = surface && { ...surface, values: surface.values.slice(0, surface.wide * surface.high) };
  return { ...cells, keys: keys.slice(0, n), counts: counts.slice(0, n), surface: own, possible: cells.possible?.slice() };
}

/** @param {Cells|null} cells @returns {Transferable[]} */
export const buffersOfCells = (cells) =>
  cells ? [cells.keys, cells.counts, ...(cells.surface ? [cells.surface.values] : []), ...(cells.possible ? [cells.possible] : [])].map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer)) : [];
