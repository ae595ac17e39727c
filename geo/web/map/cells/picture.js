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
import { Picture } from "../picture.js";
import { CellBuffer } from "./cell_buffer.js";
import { gridOf, tilesFor } from "./counted_map.js";
import { CELL_LAYERS, edgeData, nameData } from "./drawing.js";
import { Field } from "./field.js";
import { singlesOf } from "./singles.js";
import { Tiles } from "../../source/tiles.js";

/** Squares are counts already. @type {import('../../core/store.js').MapMode} */
const SYMBOLS = "symbols";
const REST_MS = 90;
const STALE = 0.3; // strength of what answers an older question
const CLOSER = 2; // zoom levels that pressing a cell goes

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
    this.stops = [store.subscribe(["camera", "scaled", "dragging", "playing", "filter", "window", "colorBy", "show"], () => this.needSoon())];
  }

  /** @param {any} layer */
  isDrawn(layer) {
    return layer.id.startsWith("cell-names") || super.isDrawn(layer);
  }

  /** Another dataset, theme or colour. */
  restyle() {
    const { columns, colorBy } = this.outer.get();
    const source = columns?.source ?? null;
    if (source !== this.source) {
      this.source = source;
      this.tiles = source && new Tiles(source.asking, source.told.mostHeld, () => this.compose());
      this.shown = "";
    }
    // What is drawn one by one knows only the facet that coloured it: those of another one come with their tiles.
    const facets = this.singles.columns?.header.facets;
    if (source && facets && !facets.some(({ id }) => id === colorBy)) this.takeSingles("", []);
    else super.restyle();
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
    if (this.topic) tiles.need(tilesFor(bounds, show, camera.zoom), { ...this.topic, grid: gridOf(show, camera.zoom) });
    this.pointAt(null);
  }

  /** Tiles have come, or went out of view. */
  compose() {
    const { source, tiles } = this;
    if (!source || !tiles || this.over) return;
    const single = tiles.drawn.filter((tile) => tile.singles);
    this.field.load(tiles.drawn.filter((tile) => !tile.singles));
    const shown = this.nameOf(single);
    if (shown !== this.shown || !this.singles.columns) this.takeSingles(shown, single.map(({ block }) => block));
    this.outer.set({ held: tiles.held });
    this.drawCells();
  }

  /** @param {string} shown @param {import('./singles.js').Block[]} blocks */
  takeSingles(shown, blocks) {
    const source = /** @type {Source} */ (this.source);
    this.shown = shown;
    const { columns, titles } = this.columnsOf(blocks, source);
    Object.assign(this.singles, { columns, titles, mask: new Uint8Array(columns.n).fill(1) });
    source.show(columns, titles);
    super.restyle();
    this.hideWide();
  }

  /** What single incidents are drawn, in words. @param {import('../../source/tiles.js').Tile[]} single */
  nameOf(single) {
    return single.map(({ key }) => key).join("\n");
  }

  /** What is drawn one by one. @param {import('./singles.js').Block[]} blocks @param {Source} source */
  columnsOf(blocks, source) {
    return singlesOf(blocks, source.header, this.outer.get().colorBy);
  }

  // For a map that shows other counts than squares (counted_picture.js).

  /** Cells that are drawn as squares. */
  get squares() {
    return this.field;
  }

  /** Cells that have outlines. */
  get outlined() {
    return this.field;
  }

  /** Whether all that the window asks for is there. */
  get isWhole() {
    return Boolean(this.tiles?.complete) && this.field.exact && !this.waiting;
  }

  /** Changes when the legend must. */
  get scale() {
    return this.field.key;
  }

  /** The cells are summed up for another window. */
  counted() {}

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
    this.counted();
    const { squares, scale } = this;
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
    const drawnAs = { "cell-edges": { source: this.edgesOf(look) }, cells: { source: this.cells }, "cell-names": { data: nameData(squares, look) } };
    this.above.layers = this.own.map((layer) => layer.clone(drawnAs[/** @type {"cells"} */ (layer.id)]));
    this.renderer.setProps({ layers: this.layers });
    this.took = performance.now() - began;
    // For whoever wants to know what the map stands for: all of it, in cells and one by one.
    Object.assign(this.renderer.basemap.getContainer().dataset, { counted: field.total + drawn, whole: this.isWhole });
    if (outer.get().scaled !== scale) outer.set({ scaled: scale });
  }

  /** Outlines: made anew only where others are drawn. @param {import('./drawing.js').Look} look @returns {LineBuffer} */
  edgesOf(look) {
    const edges = edgeData(this.outlined, look);
    const key = edges.map(({ id, color, width }) => `${id} ${color} ${width}`).join("\n");
    if (this.edges && key === this.edgesKey) return this.edges;
    this.edges?.release();
    this.edgesKey = key;
    return (this.edges = new LineBuffer(this.renderer.device, edges, true));
  }

  /** @param {any} info @returns {number|null} */
  incidentAt(info) {
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
