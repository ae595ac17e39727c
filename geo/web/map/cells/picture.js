// @ts-check
/**
 * The map of a dataset that the engine counts: cells as squares, drawn from sums over the window's steps; where a tile
 * holds few enough, its single incidents as the usual symbols. A step of the timeline sums up what is here.
 *
 * @typedef {import('../../core/store.js').Store} Store
 * @typedef {import('../../source/database.js').DatabaseSource} Source
 * @typedef {import('./field.js').Cell} Cell
 */
import { inWindow } from "../../core/filter.js";
import { metresPerPixel } from "../../core/projection.js";
import { LineBuffer } from "../line_buffer.js";
import { screenOf } from "../ground.js";
import { Picture } from "../picture.js";
import { seenFrom } from "../visible_marks.js";
import { CellBuffer } from "./cell_buffer.js";
import { CountedMap, gridOf, tilesFor } from "./counted_map.js";
import { CountedPointer } from "./counted_pointer.js";
import { CELL_LAYERS, edgeData, nameData } from "./drawing.js";
import { Field } from "./field.js";
import { signColumns, singlesOf } from "./singles.js";
import { Tiles } from "../../source/tiles.js";

/** Squares are counts already. @type {import('../../core/store.js').MapMode} */
const SYMBOLS = "symbols";
const REST_MS = 90;
const STALE = 0.3; // strength of what answers an older question
const CLOSER = 2; // zoom levels that pressing a cell goes
/** No squares: the map shows other counts. */
const NONE = new Field();

export class CellPicture extends Picture {
  /** @type {any[]} */
  cellLayers = [];
  field = new Field();
  /** @type {Cell|null} */
  pointed = null;
  /** @type {Source|null} */
  source = null;
  /** @type {Tiles|null} */
  tiles = null;
  /** Which tiles' single incidents are drawn. */
  shown = "";
  waiting = 0;
  /** @type {LineBuffer|null} */
  edges = null;
  /** What of them is drawn, in words. */
  edgesKey = "";
  /** The frame that is asked for. */
  frame = 0;
  took = 0;
  /** Hexagons, density or areas, where the map shows them. @type {import('../cell_counts.js').Cells|null} */
  counts = null;
  /** How often they changed. */
  counted = 0;
  countedMap = new CountedMap();
  /** @type {import('../area_counts.js').Counted|null} */
  takenAreas = null;
  /** @type {{key: string, drawing: import('../visible_marks.js').Drawing}|null} */
  joined = null;

  /** @param {import('../renderer_internals.js').Renderer} renderer @param {Store} store @param {import('../map.js').Setup} setup */
  constructor(renderer, store, setup) {
    /** @type {{columns: import('../../core/columns.js').Columns|null, titles: string[], mask: Uint8Array}} */
    const singles = { columns: null, titles: [], mask: new Uint8Array(0) };
    const inner = { ...store, get: () => ({ ...store.get(), columns: singles.columns, mask: singles.mask, show: SYMBOLS }) };
    /** @type {{layers: any[]}} */
    const above = { layers: [] };
    const setProps = (/** @type {any} */ props) => renderer.setProps(props.layers ? { ...props, layers: [...above.layers, ...props.layers] } : props);
    const layers = renderer.layers.filter(({ id }) => !CELL_LAYERS.includes(id));
    super({ ...renderer, layers, setProps }, inner, setup);
    this.own = renderer.layers.filter(({ id }) => CELL_LAYERS.includes(id));
    this.cells = new CellBuffer(renderer.device);
    this.above = above;
    this.outer = store;
    this.singles = singles;
    this.countedPointer = new CountedPointer(this);
    this.stops = [
      store.subscribe(["camera", "scaled", "dragging", "playing", "filter", "window", "colorBy", "show"], () => this.needSoon()),
      store.subscribe(["answers"], () => this.areaRows !== this.takenAreas && this.compose()),
    ];
  }

  /** Whether hexagons, density or areas are shown in place of squares. */
  get isCounted() {
    return this.outer.get().show !== SYMBOLS;
  }

  /** Whether hexagons or the density are shown, and what is loaded is counted by them. */
  get hasCells() {
    return this.field.grid.startsWith(`${this.outer.get().show}/`);
  }

  /** @param {any} layer */
  isDrawn(layer) {
    return layer.id.startsWith("cell-names") || super.isDrawn(layer);
  }

  /** Another dataset, theme or colour. */
  restyle() {
    const source = this.outer.get().columns?.source ?? null;
    if (source !== this.source) {
      this.source = source;
      this.tiles = source && new Tiles(source.asking, source.told.mostHeld, () => this.compose());
      this.shown = "";
    }
    super.restyle();
    this.needSoon();
    this.drawCells();
  }

  needSoon() {
    if (this.source) this.renderer.basemap.getContainer().dataset.whole = "false";
    this.waiting ||= window.setTimeout(() => {
      this.waiting = 0;
      this.need();
    }, REST_MS);
  }

  /** Ask for what the map lacks. While a hand is on the timeline nothing is asked, unless the map itself moves. */
  need() {
    const { source, tiles, outer } = this;
    const { dragging, playing, camera, show } = outer.get();
    if (this.over || !source?.isOpen || !tiles) return;
    // The ground's bounds: the incidents' own follow it a frame later.
    const bounds = this.renderer.basemap.getBounds().toArray().flat();
    if (!dragging && !playing) this.topic = { base: source.topic, steps: source.steps };
    this.hideWide();
    if (show === "areas" && !dragging && !playing) source.counted.askAreas();
    if (this.topic) tiles.need(tilesFor(bounds, show, camera.zoom), { ...this.topic, grid: gridOf(show, camera.zoom) });
    this.pointAt(null);
  }

  /** Tiles have come, or went out of view. */
  compose() {
    const { source, tiles } = this;
    if (!source || !tiles || this.over) return;
    const single = tiles.drawn.filter((tile) => tile.singles);
    this.field.load(tiles.drawn.filter((tile) => !tile.singles));
    const counted = this.isCounted ? ["counts", ...tiles.drawn.map(({ key }) => key)] : [];
    const shown = [...counted, ...single.map(({ key }) => key)].join("\n");
    if (shown !== this.shown || !this.singles.columns || this.areaRows !== this.takenAreas) this.takeSingles(shown, single.map(({ block }) => block));
    this.outer.set({ held: tiles.held });
    this.drawCells();
  }

  /** @param {string} shown @param {import('./singles.js').Block[]} blocks */
  takeSingles(shown, blocks) {
    const source = /** @type {Source} */ (this.source);
    this.shown = shown;
    const { colorBy } = this.outer.get();
    this.takenAreas = this.areaRows;
    const header = { ...source.header, areas: this.takenAreas?.header.areas };
    const signs = this.hasCells ? this.field.signs : [];
    signs.forEach((sign, mark) => (sign.number = mark));
    const { columns, titles } = this.isCounted ? { columns: signColumns(signs, header, colorBy), titles: [] } : singlesOf(blocks, header, colorBy);
    Object.assign(this.singles, { columns, titles, mask: new Uint8Array(columns.n).fill(1) });
    source.show(columns, titles);
    super.restyle();
    this.hideWide();
  }

  /** What is known to a disc as wide as half the view has no place in it, and is told in the legend instead. */
  hideWide() {
    const { columns, mask } = this.singles;
    if (!columns) return;
    const map = document.querySelector(".ia-map");
    const most = Math.max(300, Math.min(map?.clientWidth ?? 0, map?.clientHeight ?? 0)) / 4; // px
    const { zoom, latitude } = this.outer.get().camera;
    const metres = most * metresPerPixel(latitude, zoom);
    const { radius, incident } = columns.marks;
    const next = new Uint8Array(columns.n).fill(1);
    for (let m = 0; m < radius.length; m++) if (radius[m] > metres) next[incident[m]] = 0;
    if (next.every((shown, i) => shown === mask[i])) return;
    this.singles.mask = next;
    this.remask();
  }

  /** Single incidents of the window: drawn, and not drawn (see `hideWide`). @returns {[number, number]} */
  get singly() {
    const { columns, mask } = this.singles;
    const { window: span, match } = this.outer.get();
    /** @type {[number, number]} */
    const counts = [0, 0];
    for (let i = 0; columns && i < columns.n; i++) if (inWindow(columns, i, span, match)) counts[1 - mask[i]]++;
    return counts;
  }

  rewindow() {
    super.rewindow();
    this.drawCells();
  }

  /**
   * With the next frame, like the cells. A look at another place changes mask, marks and cells one after another, by
   * answers and timers: drawn at once each, whole pictures queue up on a graphics card that is slower than they come.
   */
  redraw() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      if (!this.over) super.redraw();
    });
  }

  /** Sum up for the window, and draw. */
  drawCells() {
    const { source, tiles, field, outer } = this;
    if (!source || !tiles || !this.own) return;
    const { window: span, match, theme, colorBy, camera, dragging, playing } = outer.get();
    const began = performance.now();
    field.sum(span, match === "certainly");
    const [drawn, hidden] = this.singly;
    field.beyond += hidden;
    field.rescale(dragging || playing);
    this.count();
    const squares = this.isCounted ? NONE : field;
    const look = {
      columns: source.columns,
      colorBy,
      theme,
      opacity: tiles.fresh ? 1 : STALE,
      paper: this.setup.paper[theme],
      ink: this.setup.ink[theme],
      zoom: camera.zoom,
      hovered: this.pointed,
    };
    this.cells.fill(squares, look);
    const drawnAs = { "cell-edges": { source: this.edgesOf(look, this.isCounted && !this.hasCells ? NONE : field) }, cells: { source: this.cells }, "cell-names": { data: nameData(squares, look) } };
    this.above.layers = this.own.map((layer) => layer.clone(drawnAs[/** @type {"cells"} */ (layer.id)]));
    this.renderer.setProps({ layers: this.layers });
    this.took = performance.now() - began;
    // For whoever wants to know what the map stands for: all of it, in cells and one by one.
    const whole = tiles.complete && field.exact && !this.waiting && (outer.get().show !== "areas" || source.counted.areas !== null);
    Object.assign(this.renderer.basemap.getContainer().dataset, { counted: field.total + drawn, whole });
    const scaled = this.isCounted ? `-1 ${this.counts?.most} ${this.counts?.level} ${field.exact} ${this.counts?.leftOut} ${field.signs.length}` : field.key;
    if (outer.get().scaled !== scaled) outer.set({ scaled });
  }

  /** Incidents by area and day: those of the filter, or of the one before until they come. */
  get areaRows() {
    if (this.outer.get().show !== "areas") return null;
    return this.source?.counted.areas ?? this.source?.counted.last ?? null;
  }

  /** Hexagons, surface or areas of the window. */
  count() {
    const { field, tiles, outer, areaRows, countedMap, renderer } = this;
    const { show, window: span, match } = outer.get();
    const viewport = renderer.deck.getViewports()[0];
    const before = this.counts;
    if (areaRows && areaRows === this.takenAreas) this.counts = countedMap.areas(areaRows, [span.start, span.end], match === "certainly");
    else if (this.hasCells && viewport) this.counts = countedMap.cells(field, show, screenOf(viewport));
    else this.counts = null;
    if (before || this.counts) this.counted++;
    const isOld = this.isCounted && (show === "areas" ? this.source?.counted.areas === null : !tiles?.fresh);
    this.overlay.canvas.holder.style.opacity = isOld ? `${STALE}` : "";
    if (before || this.counts) this.redraw();
  }

  get drawnKey() {
    return `${super.drawnKey} ${this.counts ? this.counted : ""}`;
  }

  get drawing() {
    const { counts, renderer, field } = this;
    const viewport = renderer.deck.getViewports()[0];
    const own = super.drawing;
    if (!counts || !viewport) return own;
    const key = `${this.drawnKey} ${seenFrom(viewport)}`;
    if (this.joined?.key === key) return this.joined.drawing;
    const signs = this.hasCells ? field.cells.filter(({ sort }) => sort === "area") : [];
    const placed = this.countedMap.signs(signs, (cell) => field.parts(cell), screenOf(viewport));
    this.joined = { key, drawing: { ...own, placed, cells: counts } };
    return this.joined.drawing;
  }

  /** Outlines: made anew only where others are drawn. @param {import('./drawing.js').Look} look @param {Field} field @returns {LineBuffer} */
  edgesOf(look, field) {
    const edges = edgeData(field, look);
    const key = edges.map(({ id, color, width }) => `${id} ${color} ${width}`).join("\n");
    if (this.edges && key === this.edgesKey) return this.edges;
    this.edges?.release();
    this.edgesKey = key;
    return (this.edges = new LineBuffer(this.renderer.device, edges, true));
  }

  /** @param {any} info @returns {number|null} */
  incidentAt(info) {
    if (this.counts) return null;
    const index = super.incidentAt(info);
    const cell = index === null ? this.cellAt(info) : null;
    if (cell !== this.pointed) this.pointAt(cell);
    return index;
  }

  /** @param {Cell|null} cell  under the pointer */
  pointAt(cell) {
    const before = this.pointed;
    this.pointed = cell;
    this.drawCells();
    if (cell || before) this.outer.set({ cell: cell && { ...cell, parts: this.field.parts(cell) } });
  }

  /** @param {any} info @returns {Cell|null} */
  cellAt(info) {
    const { cells } = this.field;
    // Each has a record for its ground and one for its square.
    return info?.layer?.id === "cells" && info.index >= 0 ? (cells[info.index % cells.length] ?? null) : null;
  }

  /** @param {{x: number, y: number}} place  pixels of the map @returns {import('../../core/store.js').CountedSymbol|null} */
  countedAt(place) {
    return this.counts ? this.countedPointer.at(place) : super.countedAt(place);
  }

  /** A cell that is pressed comes nearer, and splits. @param {any} info @returns {import('../../core/store.js').Camera|null} */
  pressed(info) {
    const cell = this.cellAt(info);
    if (!cell) return null;
    const { camera } = this.outer.get();
    const [longitude, latitude] = cell.middle;
    return { ...camera, longitude, latitude, zoom: Math.min(this.setup.limits.maxZoom, camera.zoom + CLOSER) };
  }

  /** @param {import('../../core/store.js').State} state */
  lookedAt(state) {
    return { ...state, columns: this.singles.columns, mask: this.singles.mask };
  }

  /** @param {import('../../core/store.js').InView} seen */
  alsoSeen(seen) {
    for (const cell of this.field.cells) seen.hues.add(cell.colour);
    return super.alsoSeen(seen);
  }

  /** @returns {[number, number, number, number]|null} */
  bounds() {
    const { current } = this.source ?? {};
    return current ? current.bounds : super.bounds();
  }

  destroy() {
    super.destroy();
    this.cells.release();
    this.edges?.release();
    for (const stop of this.stops) stop();
  }
}
