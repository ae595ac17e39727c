// @ts-check
/**
 * What is drawn of the incidents: the layers of the spec, filled from the columns, in step with the store. A step of the
 * timeline changes numbers in `settings` and draws again; nothing is built or sent.
 *
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./mark_buffer.js').Paint} Paint
 * @typedef {import('./vertex_buffer.js').Source} Source
 */
import { rgb } from "../core/colour.js";
import { inWindow } from "../core/filter.js";
import { boundsOf } from "./bounds.js";
import { keepsLines } from "./cell_counts.js";
import { GroundStyle } from "./ground_style.js";
import { withCounts, withSymbols } from "./in_view.js";
import { linesOf, packed, paletteOf, valuesOf } from "./layers.js";
import { LineBuffer } from "./line_buffer.js";
import { Names } from "./names.js";
import { InCell } from "./in_cell.js";
import { Overlay } from "./overlay.js";
import { OwnLayers } from "./own_layers.js";
import { settings } from "./settings.js";
import { Visibility } from "./visibility.js";
import { keyOf } from "./visible_marks.js";
import { SYMBOLS } from "../symbols/table.js";

const FADE_S = 3; // what has come in is fresh for so long while time plays
const LEAST_FADE = 2; // days
const BESIDE = 4; // pixels from a symbol's edge at which it is pointed at
const PICKING_RADIUS = 4; // pixels from a line at which it is pointed at

export class Picture {
  /** @type {Columns|null} */
  columns = null;
  /** @type {Visibility|null} */
  visibility = null;
  /** @type {LineBuffer|null} */
  lines = null;
  /** @type {Paint} */
  paint = { palette: new Uint32Array(1), value: new Uint16Array(), values: 1, mask: new Uint8Array(), look: 0, masked: 0, show: "symbols" };
  /** @type {import('./overlay.js').Looks} */
  looks = { colors: [], value: new Uint16Array(), theme: "light", paper: "", surface: "", ink: "", letters: "", font: "" };
  /** @type {any[]} */
  layers = [];
  over = false;

  /**
   * @param {import('./renderer_internals.js').Renderer} renderer
   * @param {Store} store
   * @param {import('./map.js').Setup} setup
   */
  constructor(renderer, store, setup) {
    this.renderer = renderer;
    this.store = store;
    this.setup = setup;
    const place = renderer.basemap.getContainer();
    this.overlay = new Overlay(place);
    this.names = new Names(place);
    this.inCell = new InCell(store);
    this.ownLayers = new OwnLayers(place, () => this.drawOwn());
    this.names.symbols = () => [...this.overlay.symbols, ...this.overlay.counts.numbers];
    this.names.taken = () => [...this.ownLayers.taken, ...this.overlay.counts.taken];
    this.ground = new GroundStyle(renderer.basemap, setup, (style) => this.over || this.names.load(style));
    renderer.setProps({
      layerFilter: (/** @type {any} */ { layer }) => this.isDrawn(layer),
      onBeforeRender: () => this.follow(),
    });
  }

  /** Whether the ground has its style. */
  get hasGround() {
    return this.ground.isThere;
  }

  /** The camera of this frame. */
  get viewport() {
    return this.columns && this.renderer.deck.getViewports()[0];
  }

  /** Before each frame: symbols stand where they do at its camera. */
  follow() {
    const { visibility, viewport } = this;
    if (!visibility || !viewport) this.drawOwn();
    if (!visibility || !viewport || this.over) return;
    visibility.update(viewport);
    if (visibility.client && keyOf(viewport, this.wanted, this.paint) !== visibility.asked) {
      queueMicrotask(() => this.over || visibility.ask(this.viewport, this.wanted));
    }
    this.drawOver(viewport);
  }

  /** @param {any} viewport */
  drawOver(viewport) {
    const { visibility, columns, overlay, looks } = this;
    if (!visibility || !columns || !viewport) return;
    const { selection, hovered, counted, mask, window, match } = this.store.get();
    const shows = (/** @type {number} */ i) => mask?.[i] === 1 && inWindow(columns, i, window, match);
    const selected = selection === null ? -1 : columns.indexOf(selection);
    const { key } = overlay;
    const pointed = { selected, hovered: hovered ?? -1, group: counted?.group ?? -1, shows };
    overlay.draw(viewport, columns, this.drawing, this.drawnKey, looks, pointed);
    this.drawOwn();
    this.names.draw(viewport);
    if (overlay.key !== key) this.names.rest();
  }

  /** Own layers lie below all incidents, and are there without them too. */
  drawOwn() {
    const viewport = this.over ? null : this.renderer.deck.getViewports()[0];
    if (!viewport) return;
    const { ownLayers: drawing, overlay, setup, names } = this;
    const { layers, ownLayers, window, theme, dragging, playing } = this.store.get();
    const { taken } = drawing;
    const wanted = { layers, ownLayers, window, theme, rim: setup.paper[theme], font: names.font, moving: dragging || playing };
    drawing.draw(viewport, wanted, () => overlay.symbols);
    if (drawing.taken !== taken) names.rest();
  }

  /** Only layers of which something is in the window: each one that is drawn costs half a millisecond. @param {any} layer */
  isDrawn(layer) {
    return layer.props.source?.choose() ?? false;
  }

  /** Colours, or the incidents themselves, have changed. */
  restyle() {
    const { columns, colorBy, show, theme, mask, focus } = this.store.get();
    this.ground.show(theme, focus);
    const [red, green, blue] = rgb(this.setup.paper[theme]);
    settings.paper = [red / 255, green / 255, blue / 255];
    if (!columns || !mask) return;
    if (columns !== this.columns) this.load(columns);
    const palette = paletteOf(columns, colorBy, theme);
    Object.assign(this.paint, { palette: packed(palette), value: valuesOf(columns, colorBy), values: palette.length, look: this.paint.look + 1, show });
    const styles = getComputedStyle(this.renderer.basemap.getContainer());
    const [surface, ink, font] = ["--ia-panel", "--ia-ink", "--ia-font"].map((name) => styles.getPropertyValue(name).trim());
    this.names.font = font;
    const [paper, letters] = [this.setup.paper[theme], this.setup.ink[theme]];
    this.looks = { colors: palette.map((parts) => `rgb(${parts})`), value: this.paint.value, theme, paper, surface, ink, letters, font };
    this.lines?.release();
    this.lines = new LineBuffer(this.renderer.device, linesOf(columns, colorBy, theme));
    const sources = this.sources;
    this.layers = this.layers.map((layer) => layer.clone({ source: sources[layer.id] ?? null }));
    this.renderer.setProps({ layers: this.layers });
    this.remask();
  }

  /** @param {Columns} columns */
  load(columns) {
    this.release();
    this.columns = columns;
    this.visibility = new Visibility(this.renderer.device, columns, this.paint, (answered) => this.told(answered));
    this.layers = this.renderer.layers;
  }

  /** What the layers draw, by their names. @returns {Record<string, Source|null|undefined>} */
  get sources() {
    return { discs: this.visibility?.discs, lines: this.lines, marks: this.visibility?.marks };
  }

  /** Let go of what was drawn. */
  release() {
    this.visibility?.release();
    this.lines?.release();
    this.lines = null;
  }

  /** The filter lets others through. */
  remask() {
    const { columns, mask } = this.store.get();
    if (!columns || !mask) return;
    if (columns !== this.columns) return this.restyle();
    this.paint.mask = mask;
    this.paint.masked += 1;
    this.siftLines();
    this.rewindow();
  }

  /** Of what is counted in a cell no line is drawn, unless it is open. */
  siftLines() {
    const { columns, mask, show, selection } = this.store.get();
    if (!columns || !mask) return;
    const keeps = show === "symbols" ? () => true : keepsLines(columns, selection, show);
    this.lines?.filter(({ incident }) => incident !== undefined && mask[incident] === 1 && keeps(incident));
  }

  /** What is selected or pointed at has a ring. */
  point() {
    if (this.paint.show !== "symbols") this.siftLines();
    this.drawOver(this.viewport);
  }

  /** What the state asks for. @returns {import('./settings.js').Settings} */
  get wanted() {
    const { window, match, trace, playing, glide, pace } = this.store.get();
    return {
      ...settings,
      range: [window.start, window.end],
      certainly: match === "certainly" ? 1 : 0,
      glide: playing ? glide : 0,
      trace: trace === "keep" ? SYMBOLS.fade.trace : 0,
      fade: playing && trace !== "none" ? Math.max(LEAST_FADE, FADE_S * pace) : 0,
    };
  }

  /** Another window of dates, or another moment of playing. */
  rewindow() {
    const { wanted, visibility, viewport } = this;
    if (viewport && visibility?.ask(viewport, wanted)) return;
    Object.assign(settings, wanted);
    if (!visibility) return;
    visibility.update(viewport);
    this.redraw();
  }

  /** It is known what is to be drawn, or has to be asked anew. @param {boolean} answered */
  told(answered) {
    if (this.over) return;
    if (answered) this.redraw();
    else this.rewindow();
  }

  /** At once: whoever moves the timeline sees it in the same frame. */
  redraw() {
    this.renderer.deck.redraw("window");
  }

  /** What lies at a place of the map: of lines and cells the graphics card says it. @param {{x: number, y: number}} place  pixels */
  pick(place) {
    const isSymbol = this.columns && this.overlay.at(place.x, place.y, BESIDE);
    return (isSymbol ? null : this.renderer.deck.pickObject({ ...place, radius: PICKING_RADIUS })) ?? place;
  }

  /** @param {any} info  what `pick` says @returns {number|null} */
  incidentAt({ x, y, layer, object }) {
    const { columns, overlay, visibility } = this;
    if (!columns) return null;
    const symbol = overlay.at(x, y, BESIDE);
    if (symbol) return symbol.group < 0 ? columns.marks.incident[symbol.marks[0]] : null;
    const cell = this.countAt(x, y);
    if (cell?.name) return null;
    if (cell && visibility) return cell.count === 1 ? (this.inCell.incidents(cell.key, columns, visibility, overlay.view)[0] ?? null) : null;
    return layer ? (object?.incident ?? null) : overlay.discAt(x, y);
  }

  /** What is counted at a pixel; of the smooth surface what is felt there. @param {number} x @param {number} y */
  countAt(x, y) {
    const { columns, overlay, visibility } = this;
    const cell = overlay.counts.at(x, y);
    if (!cell || cell.count >= 0 || !columns || !visibility) return cell;
    const count = this.inCell.incidents(cell.key, columns, visibility, overlay.view).length;
    return count ? { ...cell, count } : null;
  }

  /** @param {{x: number, y: number}} place  pixels of the map @returns {import('../core/store.js').CountedSymbol|null} */
  countedAt({ x, y }) {
    const { columns, overlay, visibility } = this;
    if (!columns || !visibility) return null;
    const symbol = overlay.at(x, y, BESIDE);
    const cell = symbol ? null : this.countAt(x, y);
    // A governorate says its name, also where there is nothing.
    if (cell && (cell.count > 1 || cell.name)) return this.inCell.counted(cell, columns, visibility, overlay.view);
    if (!symbol || symbol.group < 0) return null;
    const { counted } = visibility.drawing.placed;
    const { group, count } = symbol;
    const shares = [];
    for (let k = counted.share[group]; k < counted.share[group + 1]; k++) shares.push({ colour: counted.values[k], count: counted.numbers[k] });
    const within = counted.area[group] === 1 ? "area" : "place";
    return { group, key: visibility.key, count, shares, within, incidents: () => this.incidentsIn(symbol.marks) };
  }

  /** @param {Uint32Array} marks */
  incidentsIn(marks) {
    const { incident } = /** @type {Columns} */ (this.columns).marks;
    return [...new Set(Array.from(marks, (m) => incident[m]))];
  }

  /** What is drawn, and in words: a map whose counts come from a database puts them in. */
  get drawing() {
    return /** @type {Visibility} */ (this.visibility).drawing;
  }

  get drawnKey() {
    return this.visibility?.key ?? "";
  }

  /** The marks that stand in symbols. */
  get drawn() {
    return this.visibility?.all ?? null;
  }

  // For a map that draws more than single incidents (cells/picture.js).

  /** What pressing a place that is no incident does: where the camera goes. @param {any} info @returns {import('../core/store.js').Camera|null} */
  pressed(info) {
    void info;
    return null;
  }

  /** The incidents that the legend looks at. @param {import('../core/store.js').State} state */
  lookedAt(state) {
    return { ...state };
  }

  /** What the symbols that are drawn need of the legend: forms and sizes are those of single ones. @param {import('../core/store.js').InView} seen */
  alsoSeen(seen) {
    const { columns, visibility } = this;
    if (!columns || !visibility) return seen;
    const { placed, cells, discs } = this.drawing;
    const all = withSymbols(seen, columns, placed, Boolean(this.store.get().viewfinder));
    return cells ? withCounts(all, columns, this.paint.value, placed, discs.length > 0, cells) : all;
  }

  /** @returns {[number, number, number, number]|null} see `boundsOf` */
  bounds() {
    return boundsOf(this.store.get());
  }

  destroy() {
    this.over = this.ground.over = true;
    this.release();
    this.overlay.remove();
    this.ownLayers.clear();
    this.names.remove();
  }
}
