// @ts-check
/**
 * A map of hexagons, of density or by area, of incidents that a database has counted: what the map of incidents that are
 * all here counts by itself, made of sums over the window's steps or days.
 *
 * @typedef {import('./field.js').Field} Field
 * @typedef {import('./field.js').Cell} Cell
 * @typedef {import('../cell_counts.js').Cells} Cells
 * @typedef {import('../ground.js').Screen} Screen
 * @typedef {import('../../core/store.js').MapMode} MapMode
 */
import { WORLD, project, unproject } from "../../core/projection.js";
import { tileLevel, tilesIn } from "../../source/grid.js";
import { AreaCounts } from "../area_counts.js";
import { Spreading, squareMiddle } from "../density.js";
import { pixelAt, pixelOf } from "../ground.js";
import { Neighbours, countedRadius } from "../grouping.js";
import { levelOf, middleOf, widthOf } from "../hexagons.js";
import { clearPlaced, nothingPlaced } from "../placed.js";
import { aside, setAside } from "../spreading.js";

/** What a map counts by, as a part of an address; empty for the cells of its tiles. @param {MapMode} show @param {number} zoom */
export const gridOf = (show, zoom) => (show === "hexagons" || show === "density" ? `${show}/${levelOf(zoom)}` : "");

/** The level of tiles in which hexagons of a zoom level are told (tile_level in geo/engine/counted_cells.py). @param {number} level */
export const countedTileLevel = (level) => Math.max(0, level - 2);

/**
 * The tiles that a part of the map needs.
 * @param {[number, number, number, number]} bounds  west, south, east, north @param {MapMode} show @param {number} zoom
 */
export function tilesFor(bounds, show, zoom) {
  if (show === "areas") return [];
  if (show === "symbols") return tilesIn(bounds, tileLevel(zoom));
  const level = levelOf(zoom);
  // A hexagon is in the tile of its middle, and reaches into the map from beyond its edge.
  const reach = widthOf(level) / Math.sqrt(3);
  const [x0, y1] = project(bounds[0], bounds[1]);
  const [x1, y0] = project(bounds[2], bounds[3]);
  return tilesIn([...unproject(x0 - reach, y1 + reach), ...unproject(x1 + reach, y0 - reach)], countedTileLevel(level));
}

export class CountedMap {
  spreading = new Spreading();
  /** @type {AreaCounts|null} */
  byArea = null;
  near = new Neighbours();
  placed = nothingPlaced();
  x = new Float64Array(0);
  y = new Float64Array(0);
  weight = new Float64Array(0);
  /** @type {Uint8Array} */
  all = new Uint8Array(0);

  /** Hexagons, or a surface. @param {Field} field  summed up for the window @param {MapMode} mode @param {Screen} screen @returns {Cells} */
  cells(field, mode, screen) {
    const { level, counted, left, mostOnAnyDate: most } = field;
    const middle = mode === "density" ? squareMiddle : middleOf;
    const isOn = (/** @type {Cell} */ { number }) => {
      const [x, y] = pixelAt(screen, ...middle(/** @type {number} */ (number), level));
      return x >= 0 && y >= 0 && x <= screen.width && y <= screen.height;
    };
    const leftOut = left.reduce((sum, cell) => sum + (isOn(cell) ? cell.count : 0), 0);
    /** @type {Cells} */
    const found = { mode, level, n: 0, keys: new Float64Array(0), counts: new Uint32Array(0), most, leftOut, surface: null };
    if (mode === "density") return { ...found, surface: this.surface(counted.filter(isOn), level, screen) };
    return { ...found, n: counted.length, keys: Float64Array.from(counted, ({ number }) => number ?? 0), counts: Uint32Array.from(counted, ({ count }) => count) };
  }

  /** @param {Cell[]} squares @param {number} level @param {Screen} screen */
  surface(squares, level, { middle: [east] }) {
    const n = squares.length;
    if (this.x.length < n) [this.x, this.y, this.weight] = [0, 1, 2].map(() => new Float64Array(2 * n));
    squares.forEach(({ number, count }, k) => {
      const [x, y] = squareMiddle(/** @type {number} */ (number), level);
      this.x[k] = x - WORLD * Math.round((x - east) / WORLD);
      this.y[k] = y;
      this.weight[k] = count;
    });
    return this.spreading.surface(this.x, this.y, n, level, this.weight);
  }

  /** Areas of a window. @param {import('../area_counts.js').Counted} rows @param {[number, number]} range  days @param {boolean} certainly @returns {Cells} */
  areas(rows, range, certainly) {
    if (this.byArea?.columns !== rows) {
      this.byArea = new AreaCounts(rows);
      this.all = new Uint8Array(rows.n).fill(1);
    }
    const cells = this.byArea.count({ mask: this.all, masked: 0 }, range, certainly);
    // The next count writes over these.
    return { ...cells, counts: cells.counts.slice(), possible: cells.possible?.slice() };
  }

  /**
   * Signs of areas as counted symbols, beside each other where they would meet. A sign's number is that of its mark.
   * @param {Cell[]} signs @param {(cell: Cell) => {colour: number, count: number}[]} partsOf @param {Screen} screen
   */
  signs(signs, partsOf, screen) {
    const { placed, near } = this;
    const parts = signs.map((cell) => partsOf(cell).sort((a, b) => a.colour - b.colour));
    clearPlaced(placed, signs.length, signs.length, parts.reduce((sum, { length }) => sum + length, 0));
    const { counted } = placed;
    /** @type {[number, number, number, number]} */
    const box = [0, 0, screen.width, screen.height];
    near.clear(box, 1);
    signs.forEach(({ middle, count, number: mark = 0 }, k) => {
      const [x, y] = pixelOf(screen, ...middle);
      const r = countedRadius(count, 1);
      const on = x >= 0 && y >= 0 && x <= screen.width && y <= screen.height;
      [aside[0], aside[1]] = [x, y];
      if (on) setAside(x, y, r, box, (px, py) => near.meets(px, py, r, k));
      if (on) near.add(k, aside[0], aside[1], r);
      counted.mark[k] = counted.members[k] = mark;
      [counted.dx[k], counted.dy[k], counted.r[k]] = [aside[0] - x, aside[1] - y, r];
      counted.leader[k] = Math.hypot(counted.dx[k], counted.dy[k]) > r + 2 ? 1 : 0;
      counted.area[k] = 1;
      counted.count[k] = count;
      counted.from[k + 1] = k + 1;
      let share = counted.share[k];
      for (const { colour, count: part } of parts[k]) [counted.values[share], counted.numbers[share++]] = [colour, part];
      counted.share[k + 1] = share;
    });
    counted.n = signs.length;
    return placed;
  }
}
