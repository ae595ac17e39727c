// @ts-check
/**
 * What the renderer draws: the layers of the spec, filled from the columns, in step with the store. A step of the
 * timeline changes numbers in `settings` and draws again; nothing is built or sent.
 *
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./instances.js').Paint} Paint
 */
import { inWindow } from "../core/filter.js";
import { Arrangement } from "./arrangement.js";
import { Extent } from "../core/extent.js";
import { look, pastDays, settings } from "./extension.js";
import { lineData, packed, paletteOf, rgb, valuesOf } from "./layers.js";
import { Names, isAtDot } from "./names.js";
import { Overlay } from "./overlay.js";
import { keyOf } from "./visible.js";

const FADE_S = 3; // what has come in is fresh for so long while time plays
const LEAST_FADE = 2; // days
const BESIDE = 4; // pixels from a symbol's edge at which it is pointed at

export class Picture {
  /**
   * @param {import('./host.js').Host} host
   * @param {Store} store
   * @param {import('./map.js').Setup} setup
   */
  constructor(host, store, setup) {
    this.host = host;
    this.store = store;
    this.setup = setup;
    /** @type {Columns|null} */
    this.columns = null;
    /** @type {Arrangement|null} */
    this.arrangement = null;
    /** @type {Paint} */
    this.paint = { palette: new Uint32Array(1), value: new Uint16Array(), values: 1, mask: new Uint8Array(), look: 0, masked: 0 };
    this.overlay = new Overlay(host.basemap.getContainer());
    this.names = new Names(host.basemap.getContainer());
    this.names.symbols = () => this.overlay.symbols;
    /** @type {import('./overlay.js').Looks} */
    this.looks = { colors: [], paper: "", surface: "", ink: "", font: "" };
    /** @type {any[]} */
    this.layers = [];
    /** @type {string|null} */
    this.drawnGround = null;
    this.over = false;
    /** Whether the ground has its style. */
    this.hasGround = false;
    host.setProps({
      layerFilter: (/** @type {any} */ { layer }) => this.isDrawn(layer),
      onBeforeRender: () => this.follow(),
    });
  }

  /** The camera of this frame. */
  get viewport() {
    return this.columns && this.host.deck.getViewports()[0];
  }

  /** Before each frame: symbols stand where they do at its camera. */
  follow() {
    const { arrangement, viewport } = this;
    if (!arrangement || !viewport || this.over) return;
    // Not in the midst of drawing: a layer whose buffer got too small has a new one for the next frame.
    if (arrangement.arrange(viewport)) queueMicrotask(() => this.over || this.rebind());
    if (arrangement.arranger && keyOf(viewport, this.wanted, this.paint) !== (arrangement.arranger.latest?.key ?? arrangement.key)) {
      queueMicrotask(() => this.over || arrangement.ask(this.viewport, this.wanted));
    }
    this.drawOver(viewport);
  }

  /** @param {any} viewport */
  drawOver(viewport) {
    const { arrangement, columns, overlay, looks } = this;
    if (!arrangement || !columns || !viewport) return;
    const { selection, hovered, counted } = this.store.get();
    const selected = selection === null ? -1 : columns.indexOf(selection);
    const { key } = overlay;
    overlay.draw(viewport, columns, arrangement.drawing, arrangement.key, looks, { selected, hovered: hovered ?? -1, group: counted?.group ?? -1 });
    this.names.draw(viewport);
    if (overlay.key !== key) this.names.rest();
  }

  /** Only layers of which something can be in the window: each one that is drawn costs half a millisecond. @param {any} layer */
  isDrawn(layer) {
    const { instances, data } = layer.props;
    if (instances) return instances.n > 0;
    const [from, to] = settings.range;
    const before = from - pastDays();
    return data.some((/** @type {{span: [number, number]}} */ { span }) => span[0] <= to && span[1] >= before);
  }

  /** Address of the basemap's style: its theme, and the countries that it sets off. */
  ground() {
    const { theme, focus } = this.store.get();
    return focus && focus !== this.setup.usualFocus ? `${this.setup.styles[theme]}?focus=${focus}` : this.setup.styles[theme];
  }

  /** Colours, or the incidents themselves, have changed. */
  restyle() {
    const { columns, colorBy, theme, mask } = this.store.get();
    const ground = this.ground();
    if (this.drawnGround !== ground) this.drawGround(ground);
    const [red, green, blue] = rgb(this.setup.paper[theme]);
    settings.paper = [red / 255, green / 255, blue / 255];
    if (!columns || !mask) return;
    if (columns !== this.columns) this.load(columns);
    const palette = paletteOf(columns, colorBy, theme);
    Object.assign(this.paint, { palette: packed(palette), value: valuesOf(columns, colorBy), values: palette.length, look: this.paint.look + 1 });
    const styles = getComputedStyle(this.host.basemap.getContainer());
    const [surface, ink, font] = ["--ia-panel", "--ia-ink", "--ia-font"].map((name) => styles.getPropertyValue(name).trim());
    this.names.font = font;
    this.looks = { colors: palette.map((parts) => `rgb(${parts})`), paper: this.setup.paper[theme], surface, ink, font };
    this.remask();
  }

  /** The style of the ground, but for the names that stand above symbols. @param {string} ground  its address */
  async drawGround(ground) {
    const again = Boolean(this.drawnGround);
    this.drawnGround = ground;
    const style = await styleOf(ground);
    if (this.over || this.drawnGround !== ground) return;
    const layers = style.layers.filter((/** @type {any} */ layer) => !isAtDot(layer));
    // Unchecked, because the check asks for a glyph server; names are drawn from the page's own fonts.
    this.host.basemap.setStyle({ ...style, layers }, { validate: false, diff: again });
    this.hasGround = true;
    this.names.load(style);
  }

  /** @param {Columns} columns */
  load(columns) {
    this.release();
    this.columns = columns;
    this.arrangement = new Arrangement(this.host.deck.device, columns, this.paint, (wider) => this.told(wider));
    this.layers = this.host.template;
    this.replace((layer) => this.bound(layer));
  }

  /** Let go of what was drawn. */
  release() {
    this.arrangement?.release();
  }

  /** A layer of all marks with the buffer that it draws from. @param {any} layer */
  bound(layer) {
    return this.arrangement?.bound(layer) ?? layer;
  }

  /** Some layers have another buffer. */
  rebind() {
    this.replace((layer) => this.bound(layer));
    this.host.setProps({ layers: this.layers });
  }

  /** The filter lets others through. */
  remask() {
    const { columns, mask, theme, colorBy } = this.store.get();
    if (!columns || !mask) return;
    if (columns !== this.columns) return this.restyle();
    this.paint.mask = mask;
    this.paint.masked += 1;
    const lines = lineData(columns, { colorBy, theme, mask });
    this.replace((layer) => (layer.id === "lines" ? layer.clone({ data: lines, sifted: true }) : layer));
    this.host.setProps({ layers: this.layers });
    this.rewindow();
  }

  /** What is selected or pointed at has a ring. */
  point() {
    this.drawOver(this.viewport);
  }

  /** @param {(layer: any) => any} change */
  replace(change) {
    this.layers = this.layers.map(change);
  }

  /** What the state asks for. @returns {import('./extension.js').Settings} */
  get wanted() {
    const { window, match, trace, playing, glide, pace } = this.store.get();
    return {
      ...settings,
      range: [window.start, window.end],
      certainly: match === "certainly" ? 1 : 0,
      glide: playing ? glide : 0,
      trace: trace === "keep" ? (look.symbols?.fade.trace ?? 0) : 0,
      fade: playing && trace !== "none" ? Math.max(LEAST_FADE, FADE_S * pace) : 0,
    };
  }

  /** Another window of dates, or another moment of playing. */
  rewindow() {
    const { wanted, arrangement, viewport } = this;
    if (viewport && arrangement?.ask(viewport, wanted)) return;
    Object.assign(settings, wanted);
    if (!arrangement) return;
    if (arrangement.arrange(viewport)) this.rebind();
    this.redraw();
  }

  /** The arrangement has heard what is to be drawn, or has to be asked anew. @param {boolean|null} wider  whether a layer has another buffer now */
  told(wider) {
    if (this.over) return;
    if (wider === null) return this.rewindow();
    if (wider) this.rebind();
    this.redraw();
  }

  /** At once: whoever moves the timeline sees it in the same frame. */
  redraw() {
    this.host.deck.redraw("window");
  }

  /** @param {any} info  what deck.gl says of a place on the screen @returns {number|null} */
  incidentAt({ x, y, layer, object }) {
    const { columns, overlay } = this;
    if (!columns) return null;
    const symbol = overlay.at(x, y, BESIDE);
    if (symbol) return symbol.group < 0 ? columns.marks.incident[symbol.marks[0]] : null;
    return layer ? (object?.incident ?? null) : overlay.discAt(x, y);
  }

  /** @param {{x: number, y: number}} place  pixels of the map @returns {import('../core/store.js').CountedSymbol|null} */
  countedAt({ x, y }) {
    const { columns, overlay, arrangement } = this;
    const symbol = columns && overlay.at(x, y, BESIDE);
    if (!symbol || symbol.group < 0 || !arrangement) return null;
    const { counted } = arrangement.drawing.placed;
    const { group, count } = symbol;
    const shares = [];
    for (let k = counted.share[group]; k < counted.share[group + 1]; k++) shares.push({ colour: counted.values[k], count: counted.numbers[k] });
    const isArea = counted.area[group] === 1;
    return { group, key: arrangement.key, count, shares, isArea, incidents: () => this.incidentsIn(symbol.marks) };
  }

  /** @param {Uint32Array} marks */
  incidentsIn(marks) {
    const { incident } = /** @type {Columns} */ (this.columns).marks;
    return [...new Set(Array.from(marks, (m) => incident[m]))];
  }

  /** The marks that stand in symbols. */
  get drawn() {
    return this.arrangement?.marks ?? null;
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
    const { columns, arrangement } = this;
    if (!columns || !arrangement) return seen;
    const { placed } = arrangement.drawing;
    const { form, size } = columns.marks;
    const singles = placed.mark.subarray(0, placed.n);
    const inFrame = this.store.get().viewfinder;
    const has = (/** @type {{n: number, leader: Uint8Array}} */ { n, leader }) => leader.subarray(0, n).includes(1);
    return {
      ...seen,
      forms: inFrame ? seen.forms : new Set(Array.from(singles, (m) => form[m])),
      sizes: inFrame ? seen.sizes : new Set(Array.from(singles, (m) => size[m])),
      counted: placed.counted.n > 0,
      leaders: has(placed) || has(placed.counted),
    };
  }

  /**
   * West, south, east, north of all that passes the filter in the window, symbols and lines; null for nothing.
   * @returns {[number, number, number, number]|null}
   */
  bounds() {
    const { columns, mask, window: span, match } = this.store.get();
    if (!columns || !mask) return null;
    const { incident, position, n } = columns.marks;
    const extent = new Extent();
    const shows = (/** @type {number} */ i) => mask[i] && inWindow(columns, i, span, match);
    for (let m = 0; m < n; m++) if (shows(incident[m])) extent.add(position[2 * m], position[2 * m + 1]);
    for (const { incident: i, path } of columns.header.lines) {
      if (shows(i)) for (const [lon, lat] of path) extent.add(lon, lat);
    }
    return extent.box;
  }

  destroy() {
    this.over = true;
    this.release();
    this.overlay.remove();
    this.names.remove();
  }
}

/** @type {Map<string, Promise<any>>} */
const styles = new Map();

/** @param {string} address */
function styleOf(address) {
  const known = styles.get(address) ?? fetch(address).then((answer) => answer.json());
  known.catch(() => styles.delete(address));
  styles.set(address, known);
  return known;
}
