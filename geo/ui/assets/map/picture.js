// @ts-check
/**
 * What the renderer draws: the layers of the spec, filled from the columns, in step with the store. A step of the
 * timeline changes numbers in `settings` and draws again; nothing is built or sent.
 *
 * @typedef {import('../store.js').Store} Store
 * @typedef {import('../columns.js').Columns} Columns
 * @typedef {import('./instances.js').Paint} Paint
 */
import { inWindow } from "../filter.js";
import { Arrangement } from "./arrangement.js";
import { Extent } from "./extent.js";
import { look, pastDays, settings } from "./extension.js";
import { haloData, lineData, packed, paletteOf, rgb } from "./layers.js";
import { nearFactor } from "./view.js";

const FADE_S = 3; // what has come in is fresh for so long while time plays
const LEAST_FADE = 2; // days

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
    this.paint = { palette: new Uint32Array(1), hues: { values: new Uint8Array() }, mask: new Uint8Array(), look: 0, masked: 0 };
    /** @type {any[]} */
    this.layers = [];
    /** @type {string|null} */
    this.drawnGround = null;
    this.over = false;
    host.setProps({ layerFilter: (/** @type {any} */ { layer, viewport }) => this.isDrawn(layer, viewport) });
  }

  /** Only layers of which something can be in the window: each one that is drawn costs half a millisecond. @param {any} layer @param {any} viewport */
  isDrawn(layer, viewport) {
    const { instances, data } = layer.props;
    if (instances) {
      // Not in the midst of drawing: a layer whose buffer got too small has a new one for the next frame.
      if (this.arrangement?.arrange(viewport)) queueMicrotask(() => this.over || this.rebind());
      return instances.n > 0;
    }
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
    if (this.drawnGround !== ground) {
      // Unchecked, because the check asks for a glyph server; names are drawn from the page's own fonts.
      this.host.basemap.setStyle(ground, { validate: false, diff: Boolean(this.drawnGround) });
      this.drawnGround = ground;
    }
    const [red, green, blue] = rgb(this.setup.paper[theme]);
    settings.paper = [red / 255, green / 255, blue / 255];
    if (!columns || !mask) return;
    if (columns !== this.columns) this.load(columns);
    this.paint.palette = packed(paletteOf(columns, colorBy, theme));
    this.paint.hues = columns.facet(colorBy);
    this.paint.look += 1;
    this.remask();
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
    this.point();
    this.rewindow();
  }

  /** What is selected or pointed at has a ring. */
  point() {
    const { selection, hovered } = this.store.get();
    const { columns } = this;
    if (!columns) return;
    const chosen = haloData(columns, selection === null ? -1 : columns.indexOf(selection), hovered);
    this.replace((layer) => (layer.id === "halo" ? layer.clone({ data: chosen }) : layer));
    this.host.setProps({ layers: this.layers });
  }

  /** @param {(layer: any) => any} change */
  replace(change) {
    this.layers = this.layers.map(change);
  }

  /** What the state asks for. @returns {import('./extension.js').Settings} */
  get wanted() {
    const { window, match, trace, playing, glide, pace, camera } = this.store.get();
    return {
      ...settings,
      range: [window.start, window.end],
      certainly: match === "certainly" ? 1 : 0,
      near: nearFactor(camera.zoom),
      glide: playing ? glide : 0,
      trace: trace === "keep" ? (look.symbols?.fade.trace ?? 0) : 0,
      fade: playing && trace !== "none" ? Math.max(LEAST_FADE, FADE_S * pace) : 0,
    };
  }

  /** Another window of dates, or another moment of playing. */
  rewindow() {
    const { wanted, arrangement } = this;
    const viewport = this.columns && this.host.deck.getViewports()[0];
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
    // The camera may have moved since it was asked.
    settings.near = nearFactor(this.store.get().camera.zoom);
    if (wider) this.rebind();
    this.redraw();
  }

  /** At once: whoever moves the timeline sees it in the same frame. */
  redraw() {
    this.host.deck.redraw("window");
  }

  /** @param {any} info  what deck.gl says of a place on the screen @returns {number|null} */
  incidentAt(info) {
    if (!this.columns || !info.layer || info.index < 0) return null;
    const { instances } = info.layer.props;
    if (instances) return this.columns.marks.incident[instances.markAt(info.index)] ?? null;
    return info.object?.incident ?? null;
  }

  /** The marks that show, where not simply all of the window are drawn. */
  get drawn() {
    return this.arrangement?.visible.some ?? null;
  }

  // For a map that draws more than single incidents (cells/picture.js).

  /** What pressing a place that is no incident does: where the camera goes. @param {any} info @returns {import('../store.js').Camera|null} */
  pressed(info) {
    void info;
    return null;
  }

  /** The incidents that the legend looks at. @param {import('../store.js').State} state */
  lookedAt(state) {
    return { ...state };
  }

  /** @param {import('../store.js').InView} seen */
  alsoSeen(seen) {
    return seen;
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
  }
}
