// @ts-check
/**
 * All cells in view: how many incidents each holds in the window, what colours it, and the scale that their sizes
 * share. A square's area is its count; the scale changes when the hand rests, so that squares can be compared while
 * time moves.
 *
 * @typedef {import('../../core/store.js').Window} Span
 * @typedef {import('../../source/tiles.js').Tile} Tile
 * @typedef {'fine'|'wide'|'area'|'beyond'|'counted'|'left'} Sort  a cell of the grid · a wider one, its place is not known
 *   more closely · an area · wider than a tile, of which each tile holds a part · a hexagon, or a square of the density ·
 *   what lies in one and is known too vaguely for it
 * @typedef {object} Cell
 * @property {string} key
 * @property {Sort} sort
 * @property {number} level
 * @property {number} x
 * @property {number} y
 * @property {[number, number]} middle  longitude, latitude
 * @property {number[][][]} outline  of an area
 * @property {number} count
 * @property {number} colour
 * @property {Tile} tile
 * @property {number} place  in its tile
 * @property {number} [number]  of the hexagon or of the square (hexagons.js, density.js); of a sign on a map of counts its mark
 * @typedef {Cell & {parts: {colour: number, count: number}[]}} Pointed
 */
import { cellMiddle } from "../../source/grid.js";
import { onSteps, stepsOf } from "../../source/ruler.js";

export class Field {
  /** @type {Cell[]} those that hold any in the window */
  cells = [];
  /** On a map of counts: those that hold any in the window, and those in which any is left out. @type {Cell[]} */
  counted = [];
  /** @type {Cell[]} */
  left = [];
  /** The count of a square as large as a cell of the grid. */
  most = 1;
  /** Incidents known to a wider stretch than a tile only: they belong to no place in view. */
  beyond = 0;
  /** Whether the sums are those of the window to the day. */
  exact = true;
  /** @type {Cell[]} */
  #all = [];
  /** @type {Tile[]} */
  #tiles = [];
  /** How often other tiles were loaded. */
  turn = 0;
  #window = { start: 0, end: 0 };
  #certainly = false;

  /** @param {Tile[]} tiles */
  load(tiles) {
    if (tiles.length === this.#tiles.length && tiles.every((tile, k) => tile === this.#tiles[k])) return;
    this.#tiles = tiles;
    this.turn++;
    const finest = Math.max(0, ...tiles.map(({ block }) => block.header.level));
    /** @type {Map<string, Cell>} */
    const found = new Map();
    for (const tile of tiles) {
      for (const cell of placesOf(tile, finest)) found.set(cell.key, cell);
    }
    this.#all = [...found.values()];
  }

  /** Signs of areas, also of those that hold none in the window. */
  get signs() {
    return this.#all.filter(({ sort }) => sort === "area");
  }

  /** @param {Span} window @param {boolean} certainly */
  sum(window, certainly) {
    [this.#window, this.#certainly] = [window, certainly];
    const sums = new Map(this.#tiles.map((tile) => [tile, this.#sumsOf(tile)]));
    this.exact = this.#tiles.every(({ edges }) => !edges || onSteps(edges, window));
    /** @type {Cell[]} */
    const cells = [];
    [this.counted, this.left, this.beyond] = [[], [], 0];
    const told = { counted: this.counted, left: this.left, fine: cells, wide: cells, area: cells };
    for (const cell of this.#all) {
      const summed = sums.get(cell.tile);
      cell.count = summed?.total[cell.place] ?? 0;
      cell.colour = summed?.colour[cell.place] ?? 0;
      if (cell.sort === "beyond") this.beyond += cell.count;
      else if (cell.count) told[cell.sort].push(cell);
    }
    // Signs lie over squares.
    this.cells = cells.sort((a, b) => Number(a.sort !== "fine") - Number(b.sort !== "fine"));
  }

  /** @param {Tile} tile */
  #sumsOf(tile) {
    const [first, last] = stepsOf(/** @type {Int32Array} */ (tile.edges), this.#window);
    return /** @type {import('../../source/sums.js').Sums} */ (tile.sums).over(first, last, this.#certainly);
  }

  /** What a cell is made of. @param {Cell} cell */
  parts({ tile, place }) {
    const [first, last] = stepsOf(/** @type {Int32Array} */ (tile.edges), this.#window);
    return tile.sums?.parts(place, first, last, this.#certainly) ?? [];
  }

  /** Anew when the hand rests; in between only where a square would leave its cell. @param {boolean} moving */
  rescale(moving) {
    let most = 1;
    // As many as a square of the grid's size stands for, so that each square fits its own cell.
    for (const { sort, count, level } of this.cells) if (sort !== "area") most = Math.max(most, count / 4 ** (this.level - level));
    if (!moving || most > this.most) this.most = most;
  }

  /** All incidents of the window in what is loaded, wherever they are told. */
  get total() {
    return [...this.cells, ...this.counted, ...this.left].reduce((sum, { count }) => sum + count, this.beyond);
  }

  /** A square's side, in sides of the grid's cells. @param {number} count */
  share(count) {
    return Math.sqrt(count / this.most);
  }

  /** Changes when the legend must. */
  get key() {
    const sorts = new Set(this.cells.map(({ sort }) => sort));
    const level = this.#tiles[0]?.block.header.level ?? -1;
    return [level, Math.round(this.most), [...sorts].sort().join(), this.exact, this.beyond].join(" ");
  }

  /** What is counted by: hexagons/5; empty for squares, or where nothing is loaded. */
  get grid() {
    return this.#tiles[0]?.grid ?? "";
  }

  /** On a map of counts the highest count of a hexagon on any date. */
  get mostOnAnyDate() {
    return /** @type {number} */ (this.#tiles[0]?.block.header.most ?? 0);
  }

  /** The level of the grid. */
  get level() {
    return /** @type {number} */ (this.#tiles[0]?.block.header.level ?? -1);
  }
}

/** @param {Tile} tile @param {number} finest @returns {Cell[]} */
function placesOf(tile, finest) {
  const { header, array } = tile.block;
  if (header.holds === "counts") return countedPlaces(tile);
  const [levels, xs, ys, shapes] = ["level", "x", "y", "shape"].map((name) => array(`place.${name}`));
  return Array.from({ length: header.n }, (_, place) => {
    const [level, x, y, shape] = [levels[place], xs[place], ys[place], shapes[place]];
    const known = shape >= 0 ? header.shapes[shape] : null;
    return {
      key: known ? `shape ${shape}` : `${level}/${x}/${y}${level < tile.tile.z ? ` of ${tile.key}` : ""}`,
      sort: known ? "area" : level < tile.tile.z ? "beyond" : level < finest ? "wide" : "fine",
      level,
      x,
      y,
      middle: known ? known.sign : cellMiddle(level, x, y),
      outline: known ? known.outline : [],
      count: 0,
      colour: 0,
      tile,
      place,
    };
  });
}

/** Places of a tile that counts by hexagon or square. @param {Tile} tile @returns {Cell[]} */
function countedPlaces(tile) {
  const { header, array } = tile.block;
  const [sorts, rows, columns, shapes, lons, lats] = ["sort", "row", "column", "shape", "lon", "lat"].map((name) => array(`place.${name}`));
  return Array.from({ length: header.n }, (_, place) => {
    const [shape, lon, lat] = [shapes[place], lons[place], lats[place]];
    const number = rows[place] * header.across + columns[place];
    const sort = SORTS[sorts[place]];
    const known = shape >= 0 ? header.shapes[shape] : null;
    /** @type {[number, number]} */
    const middle = known?.sign ?? [lon, lat];
    const where = sort === "area" ? (known ? `${shape}` : `${lon},${lat}`) : `${number}`;
    return { key: `${sort} ${where}`, sort, level: header.level, x: 0, y: 0, middle, outline: known?.outline ?? [], count: 0, colour: 0, tile, place, number };
  });
}

/** As geo/engine/counted_cells.py numbers them. */
const SORTS = /** @type {const} */ (["counted", "area", "left"]);
