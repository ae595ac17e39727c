// @ts-check
/**
 * What of a dataset is drawn at a camera: of the marks of the window that the filter lets through and whose place lies
 * on the map, where their symbols stand (placement.js); the discs that reach into the map; and the traces of the past.
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./settings.js').Settings} Settings
 * @typedef {import('./ground.js').Screen} Screen
 * @typedef {{mask: Uint8Array, masked: number, value: Uint16Array, values: number, look: number,
 *            show: import('../core/store.js').MapMode}} Filtered  what the filter lets through; number of the value that
 *   gives each incident its hue, and how many; how often they changed; how many incidents are shown
 * @typedef {{width: number, height: number, zoom: number, longitude: number, latitude: number, bearing: number}} View
 *   the camera, and pixels of the map
 * @typedef {{placed: import('./placed.js').Placed, discs: Uint32Array, traces: Uint32Array,
 *            cells: import('./cell_counts.js').Cells|null}} Drawing
 *   discs: marks by hue, of one place and hue the widest; cells: counts in place of symbols
 */
import { AreaCounts } from "./area_counts.js";
import { CellCounts } from "./cell_counts.js";
import { NEVER } from "./hexagons.js";
import { pastDays } from "./settings.js";
import { Ground } from "./ground.js";
import { roomFor } from "./grouping.js";
import { Placer } from "./placement.js";
import { instancesIn, runsOf } from "./time_index.js";
import { unitsOf } from "./units.js";
import { AREA_FORM } from "../symbols/table.js";

/** From so many marks on a thread of its own says where symbols stand. */
export const MANY = 20_000;
/** Of the past one trace is drawn in so many pixels. */
const TRACE_CELL = 8;
/** Room for the number of a mark in a number that is sorted by. */
const MARKS = 2 ** 22;

/** @param {any} viewport  deck.gl's @returns {View} */
export const viewOf = ({ width, height, zoom, longitude, latitude, bearing = 0 }) => ({ width, height, zoom, longitude, latitude, bearing });

/** A camera in words. @param {any} view */
export const seenFrom = ({ width, height, zoom, longitude, latitude, bearing = 0 }) => [width, height, zoom, longitude, latitude, bearing].join(" ");

/** What is to be drawn, in words. @param {any} view @param {Settings} settings @param {{masked: number, look: number, show: string}} filtered */
export function keyOf(view, { range, certainly, trace, fade, glide, least }, { masked, look, show }) {
  // While nothing fades, being ahead by a part of a day changes nothing.
  return [...range, certainly, trace, fade, fade && glide, least, masked, look, show, seenFrom(view)].join(" ");
}

export class VisibleMarks {
  key = "";
  seen = "";
  /** Marks on the map in the window. */
  shown = new Uint32Array(0);
  n = 0;
  discs = new Uint32Array(0);
  wide = 0;
  traces = new Uint32Array(0);
  faint = 0;
  /** Whether a place is on the map. */
  on = new Uint8Array(0);
  order = new Float64Array(0);
  taken = new Uint8Array(0);
  /** @type {import('./cell_counts.js').Cells|null} */
  cells = null;
  /** @type {CellCounts|null} */
  counts = null;

  /** @param {Columns} columns */
  constructor(columns) {
    const { marks, header, n } = columns;
    this.columns = columns;
    this.runs = runsOf(columns);
    this.units = unitsOf(marks.n, marks.incident, marks.site, (m) => marks.form[m] === AREA_FORM, n);
    this.ground = new Ground(marks.position, this.units.mark);
    this.radii = Float64Array.from(header.sizes, ({ radius }) => radius);
    this.placer = new Placer(this.units, marks.incident, (m) => this.radii[marks.size[m]]);
    this.byArea = new AreaCounts(columns);
    this.on = new Uint8Array(this.units.n);
    /** Whether a disc may be seen of any mark. */
    this.hasDiscs = marks.radius.some((radius) => radius > 0);
  }

  /** Made when the map first counts: one of symbols needs no cells. */
  get counting() {
    return (this.counts ??= new CellCounts(this.columns, this.units, this.ground.world));
  }

  /**
   * Bring it up to date.
   * @param {any} view @param {Settings} settings @param {Filtered} filtered
   * @returns {boolean} whether anything has changed
   */
  update(view, settings, filtered) {
    const key = keyOf(view, settings, filtered);
    if (key === this.key) return false;
    this.key = key;
    const screen = this.ground.on(view);
    if (seenFrom(view) !== this.seen) this.look(screen, seenFrom(view));
    const { ground, placer } = this;
    const { value, values, show } = filtered;
    const byArea = show === "areas";
    // By area nothing stands at its place.
    if (byArea) this.n = this.wide = this.faint = 0;
    else this.gather(settings, filtered, screen);
    if (show === "symbols") this.cells = null;
    else if (byArea) this.cells = this.byArea.count(filtered, settings.range, Boolean(settings.certainly));
    else this.cells = this.counting.count(show, view.zoom, filtered, this.shown, this.n, screen.middle[0]);
    const [marks, n] = this.cells && !byArea ? [this.counting.rest, this.counting.restN] : [this.shown, this.n];
    /** @type {import('./spreading.js').Box} */
    const box = [0, 0, screen.width, screen.height];
    placer.place({ marks, n, x: ground.x, y: ground.y, valueOf: (i) => value[i], values, box, enlarged: 1 });
    this.sortDiscs(filtered);
    return true;
  }

  /** Another camera. @param {Screen} screen @param {string} seen */
  look(screen, seen) {
    const { ground, on } = this;
    this.seen = seen;
    ground.look(screen);
    const { x, y } = ground;
    for (let u = 0; u < on.length; u++) on[u] = x[u] >= 0 && y[u] >= 0 && x[u] <= screen.width && y[u] <= screen.height ? 1 : 0;
  }

  /** The marks that show. @param {Settings} settings @param {Filtered} filtered @param {Screen} screen */
  gather(settings, { mask, show }, screen) {
    const { columns, on, units } = this;
    const { start, end } = columns;
    const { incident, radius } = columns.marks;
    const { certainly } = settings;
    /** What has no symbol of its own has neither disc nor trace. */
    const finest = show === "symbols" ? null : this.counting.finest;
    const [first, last] = settings.range;
    const past = pastDays(settings);
    const ranges = this.runs.map((run) => [run.from, ...instancesIn(run, settings.range, past)]);
    const most = ranges.reduce((sum, [, , count]) => sum + count, 0);
    this.shown = roomFor(this.shown, most);
    if (this.hasDiscs) this.discs = roomFor(this.discs, most);
    if (past) this.traces = roomFor(this.traces, most);
    this.n = this.wide = this.faint = 0;
    const strength = strengths(settings, end);
    this.taken = roomFor(this.taken, cellsOf(screen));
    if (past) this.taken.fill(0);
    // What is on top is what came last.
    for (const [at, skipped, count] of ranges.reverse()) {
      for (let m = at + skipped + count - 1; m >= at + skipped; m--) {
        const i = incident[m];
        if (!mask[i]) continue;
        const touches = certainly ? start[i] >= first && end[i] <= last : start[i] <= last && end[i] >= first;
        if (touches) {
          if (on[units.of[m]]) this.shown[this.n++] = m;
          if (radius[m] > 0 && (!finest || finest[i] === NEVER) && this.isWide(m, screen)) this.discs[this.wide++] = m;
        } else if (past && (!finest || finest[i] === NEVER) && end[i] < first && on[units.of[m]] && strength(i) > 0) this.trace(m, screen);
      }
    }
  }

  /** Of what is past one symbol is drawn where many lie. @param {number} m @param {Screen} screen */
  trace(m, { width }) {
    const { ground, taken, units } = this;
    const u = units.of[m];
    const across = Math.floor(width / TRACE_CELL) + 1;
    const cell = Math.floor(ground.y[u] / TRACE_CELL) * across + Math.floor(ground.x[u] / TRACE_CELL);
    if (taken[cell]) return;
    taken[cell] = 1;
    this.traces[this.faint++] = m;
  }

  /** Whether a disc reaches beyond its symbol, and into the map. @param {number} m @param {Screen} screen */
  isWide(m, screen) {
    const { ground, units, radii, columns } = this;
    const { radius, size, position } = columns.marks;
    const reach = radius[m] / screen.metresPerPixel(position[2 * m + 1]);
    if (reach <= radii[size[m]]) return false;
    const [x, y] = [ground.x[units.of[m]], ground.y[units.of[m]]];
    return x + reach > 0 && y + reach > 0 && x - reach < screen.width && y - reach < screen.height;
  }

  /** By hue; of one place and hue only the widest. @param {Filtered} filtered */
  sortDiscs({ value }) {
    const { discs, wide, units, columns } = this;
    const { incident, radius } = columns.marks;
    this.order = roomFor(this.order, wide);
    const order = this.order.subarray(0, wide);
    for (let k = 0; k < wide; k++) order[k] = (value[incident[discs[k]]] * units.n + units.of[discs[k]]) * MARKS + discs[k];
    order.sort();
    let [kept, group] = [0, -1];
    for (let k = 0; k < wide; k++) {
      const m = order[k] % MARKS;
      const own = Math.floor(order[k] / MARKS);
      if (own !== group) discs[kept++] = m;
      else if (radius[m] > radius[discs[kept - 1]]) discs[kept - 1] = m;
      group = own;
    }
    this.wide = kept;
  }

  /** Good until the next update. @returns {Drawing} */
  get drawing() {
    const { discs, wide, traces, faint, placer, cells } = this;
    return { placed: placer.placed, discs: discs.subarray(0, wide), traces: traces.subarray(0, faint), cells };
  }
}

/** @param {Screen} screen */
const cellsOf = ({ width, height }) => (Math.floor(width / TRACE_CELL) + 1) * (Math.floor(height / TRACE_CELL) + 1);

/**
 * How strongly what is past is painted, as window_shader.js has it.
 * @param {Settings} settings @param {Int32Array} end
 * @returns {(incident: number) => number}
 */
function strengths({ range: [from], glide, trace, fade, least }, end) {
  return (i) => Math.max(trace, fade > 0 ? least * (1 - (from + glide - end[i]) / fade) : 0);
}
