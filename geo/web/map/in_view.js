// @ts-check
/**
 * What of the legend is in view: only what is drawn inside the viewport needs explaining. Of a large dataset a look
 * takes a few milliseconds at a time: while things move it is at what shows, at all marks once they stand still.
 *
 * @typedef {import('../core/store.js').State} State
 * @typedef {import('../core/store.js').InView} InView
 * @typedef {import('../core/columns.js').Columns} Columns
 */
import { inWindow } from "../core/filter.js";
import { metresPerPixel } from "../core/projection.js";
import { areasInView } from "./area_counts.js";
import { instancesIn, runsOf } from "./time_index.js";
import { frameGround } from "./viewfinder.js";
import { AREA_FORM } from "../symbols/table.js";

const BUDGET_MS = 2;
const CHUNK = 2048; // marks between two looks at the clock
const GOLDEN = 0.6180339887498949;

/** Marks of each run that can touch the window. @param {Columns} columns @param {import('../core/store.js').Window} window */
function runsIn(columns, window) {
  return runsOf(columns).map((run) => {
    const [first, count] = instancesIn(run, [window.start, window.end]);
    return { from: run.from + first, count };
  });
}

/** The number from 1 below n, without a common factor, that spreads n places most evenly. @param {number} n */
function strideOf(n) {
  const common = (/** @type {number} */ a, /** @type {number} */ b) => {
    while (b) [a, b] = [b, a % b];
    return a;
  };
  let stride = Math.max(1, Math.round(n * GOLDEN));
  while (common(stride, n) !== 1) stride++;
  return stride;
}

/** One look at the marks in the viewport, in slices. */
export class Look {
  /** @param {State} state @param {any} viewport  deck.gl's @param {Uint32Array|null} [drawn]  the marks to look at, if not all */
  constructor(state, viewport, drawn = null) {
    const columns = /** @type {Columns} */ (state.columns);
    this.state = state;
    this.columns = columns;
    this.window = state.window;
    this.bounds = viewport.getBounds();
    this.frame = frameGround(state, viewport);
    this.framed = new Uint8Array(this.frame ? columns.n : 0);
    const options = columns.header.facets.find(({ id }) => id === state.colorBy)?.options.length ?? 0;
    this.hues = new Uint8Array(options + 1);
    this.facet = columns.facet(state.colorBy);
    this.forms = new Uint8Array(columns.header.forms.length);
    this.sizes = new Uint8Array(columns.header.sizes.length);
    this.discs = this.areas = this.routes = false;
    this.runs = runsIn(columns, state.window);
    this.drawn = drawn;
    this.total = drawn?.length ?? this.runs.reduce((sum, { count }) => sum + count, 0);
    this.stride = strideOf(this.total);
    this.done = 0;
    this.place = 0;
    this.lines();
  }

  get finished() {
    return this.done >= this.total;
  }

  /** Go on for a moment. */
  go() {
    const began = performance.now();
    do {
      for (let k = Math.min(CHUNK, this.total - this.done); k > 0; k--, this.done++) {
        this.mark(this.markAt(this.place));
        this.place = (this.place + this.stride) % this.total;
      }
    } while (!this.finished && performance.now() - began < BUDGET_MS);
  }

  /** @param {number} place  in all runs together */
  markAt(place) {
    if (this.drawn) return this.drawn[place];
    for (const { from, count } of this.runs) {
      if (place < count) return from + place;
      place -= count;
    }
    return 0;
  }

  /** Whether a mark is one of those that the look is at. @param {number} m */
  isSeen(m) {
    const { columns, state } = this;
    const { incident, position } = columns.marks;
    const i = incident[m];
    if (!state.mask?.[i] || !inWindow(columns, i, this.window, state.match)) return false;
    const lon = position[2 * m];
    const lat = position[2 * m + 1];
    return this.isIn(lon, lat) && (this.frame?.holds(lon, lat) ?? true);
  }

  /** On any copy of the world that is in sight. @param {number} lon @param {number} lat */
  isIn(lon, lat) {
    const [west, south, east, north] = this.bounds;
    if (lat < south || lat > north) return false;
    return lon + 360 * Math.ceil((west - lon) / 360) <= east;
  }

  /** @param {number} m */
  mark(m) {
    // What is drawn is on the screen and in the window.
    if ((!this.drawn || this.frame) && !this.isSeen(m)) return;
    const { columns, forms, sizes } = this;
    const { incident, form, size, radius } = columns.marks;
    const i = incident[m];
    if (this.frame) this.framed[i] = 1;
    this.hue(i);
    forms[form[m]] = 1;
    sizes[size[m]] = 1;
    this.areas ||= form[m] === AREA_FORM;
    if (!this.discs && radius[m] > 0) this.discs = this.isDisc(m);
  }

  /** Whether the disc is wider than the symbol on it. @param {number} m */
  isDisc(m) {
    const { radius, position, size } = this.columns.marks;
    const metres = metresPerPixel(position[2 * m + 1], this.state.camera.zoom);
    return radius[m] / metres > this.columns.header.sizes[size[m]].radius;
  }

  /** @param {number} i */
  hue(i) {
    const { values, offsets } = this.facet;
    if (!offsets) this.hues[values[i]] = 1;
    else if (offsets[i] < offsets[i + 1]) this.hues[values[offsets[i]]] = 1;
  }

  lines() {
    const { columns, state, window } = this;
    for (const { incident, role, path } of columns.header.lines) {
      if (!state.mask?.[incident] || !inWindow(columns, incident, window, state.match)) continue;
      const seen = path.filter(([lon, lat]) => this.isIn(lon, lat));
      if (!seen.some(([lon, lat]) => this.frame?.holds(lon, lat) ?? true)) continue;
      this.framed[incident] = 1;
      this.routes ||= role === "route";
      this.areas ||= role === "area";
      this.hue(incident);
    }
  }

  /** How many incidents are in the frame of the picture; null where none is drawn, NaN while marks are left. */
  get inFrame() {
    if (!this.frame) return null;
    return this.finished && !this.drawn ? this.framed.reduce((sum, one) => sum + one, 0) : NaN;
  }

  /** @returns {InView} */
  get seen() {
    const { discs, routes, areas } = this;
    const [counted, leaders, sites] = [false, false, false]; // the picture knows
    return { hues: places(this.hues), forms: places(this.forms), sizes: places(this.sizes), discs, routes, areas, counted, leaders, sites, cells: null };
  }
}

/** @param {Uint8Array} flags */
const places = (flags) => new Set([...flags.keys()].filter((place) => flags[place]));

/** @param {InView|null} one @param {InView} other */
export function sameView(one, other) {
  const words = (/** @type {InView} */ { hues, forms, sizes, ...rest }) =>
    JSON.stringify([[...hues], [...forms], [...sizes], rest.discs, rest.routes, rest.areas, rest.counted, rest.leaders, rest.sites, rest.cells]);
  return one !== null && words(one) === words(other);
}

/**
 * What the legend has to explain, with what the symbols need that are drawn: forms and sizes are those of single ones.
 * @param {InView} seen @param {Columns} columns @param {import('./placed.js').Placed} placed
 * @param {boolean} inFrame  only what lies in the frame of a picture is explained
 * @returns {InView}
 */
export function withSymbols(seen, columns, placed, inFrame) {
  const { form, size } = columns.marks;
  const singles = placed.mark.subarray(0, placed.n);
  const has = (/** @type {{n: number, leader: Uint8Array}} */ { n, leader }) => leader.subarray(0, n).includes(1);
  return {
    ...seen,
    forms: inFrame ? seen.forms : new Set(Array.from(singles, (m) => form[m])),
    sizes: inFrame ? seen.sizes : new Set(Array.from(singles, (m) => size[m])),
    counted: placed.counted.n > 0,
    leaders: has(placed) || has(placed.counted),
    sites: singles.some((m) => columns.header.siteBadges?.[m] !== undefined),
  };
}

/**
 * The same on a map of counts: hues are those of the symbols that are left, and the scale of the counts is explained.
 * @param {InView} seen  with symbols @param {Columns} columns @param {{value: Uint16Array, first: number[]}} paint  the number of each incident's colour; by colour its first option
 * @param {import('./placed.js').Placed} placed @param {boolean} discs @param {import('./cell_counts.js').Cells} cells
 * @returns {InView}
 */
export function withCounts(seen, columns, { value, first }, { n, mark, counted }, discs, cells) {
  const { mode, level, most, leftOut, n: held, surface } = cells;
  const { incident, form } = columns.marks;
  const singles = Array.from(mark.subarray(0, n));
  return {
    ...seen,
    hues: new Set([...singles.map((m) => value[incident[m]]), ...counted.values.subarray(0, counted.share[counted.n])].map((k) => first[k])),
    areas: singles.some((m) => form[m] === AREA_FORM) || counted.area.subarray(0, counted.n).includes(1),
    discs,
    routes: seen.routes && mode !== "areas",
    cells: { mode, level, most, leftOut, any: held > 0 || surface !== null, byArea: areasInView(columns.header.areas, cells) },
  };
}
