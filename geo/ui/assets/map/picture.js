// @ts-check
/**
 * What the renderer draws: the layers of the spec, filled from the columns, in step with the store. A step of the
 * timeline changes numbers in `settings` and draws again; nothing is built or sent.
 *
 * @typedef {import('../store.js').Store} Store
 * @typedef {import('../columns.js').Columns} Columns
 * @typedef {import('./batch.js').Paint} Paint
 */
import { inWindow } from "../filter.js";
import { batchesOf } from "./batch.js";
import { look, pastDays, settings } from "./extension.js";
import { haloData, lineData, packed, paletteOf, rgb } from "./layers.js";
import { nearFactor } from "./view.js";

const FADE_S = 3; // what has come in is fresh for so long while time plays
const LEAST_FADE = 2; // days
const RELEASE_MS = 1000; // until buffers that are no longer drawn from are given back
const SLOT_MS = 4; // of an idle moment, to fill one more slice

/** Work for a moment in which nothing else is to do. @param {() => void} fn */
const later = (fn) => ("requestIdleCallback" in globalThis ? requestIdleCallback(fn, { timeout: 2000 }) : setTimeout(fn, 50));

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
    /** @type {import('./batch.js').Batch[]} */
    this.batches = [];
    /** @type {Paint} */
    this.paint = { palette: new Uint32Array(1), hues: { values: new Uint8Array() }, mask: new Uint8Array(), look: 0, masked: 0 };
    /** @type {any[]} */
    this.layers = [];
    /** @type {string|null} */
    this.drawnGround = null;
    this.filling = false;
    this.over = false;
    host.setProps({ layerFilter: (/** @type {any} */ { layer }) => this.isDrawn(layer) });
  }

  /** Only layers of which something can be in the window: each one that is drawn costs half a millisecond. @param {any} layer */
  isDrawn(layer) {
    const { batch, data } = layer.props;
    if (batch) return batch.instances(settings.range, pastDays())[1] > 0;
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
    const before = this.batches;
    this.columns = columns;
    this.batches = batchesOf(this.host.deck.device, columns);
    const { template } = this.host;
    this.layers = template.flatMap((/** @type {any} */ layer) => {
      const own = this.batches.filter(({ layer: name }) => name === layer.id);
      if (layer.id === "discs" || layer.id === "marks") {
        return own.map((batch) => layer.clone({ id: batch.id, data: batch.data, batch }));
      }
      return layer;
    });
    // The layers of the dataset before let go of their buffers first.
    if (before.length) setTimeout(() => before.forEach((batch) => batch.destroy()), RELEASE_MS);
  }

  /** The filter lets others through. */
  remask() {
    const { columns, mask, theme, colorBy } = this.store.get();
    if (!columns || !mask) return;
    if (columns !== this.columns) return this.restyle();
    this.paint.mask = mask;
    this.paint.masked += 1;
    const lines = lineData(columns, { colorBy, theme, mask });
    this.replace((layer) => {
      const role = ["area", "route", "joint"].find((name) => layer.id.startsWith(name));
      return role ? layer.clone({ data: lines.filter((line) => line.role === role) }) : layer;
    });
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

  /** Another window of dates, or another moment of playing. */
  rewindow() {
    const { window, match, trace, playing, glide, pace, camera } = this.store.get();
    settings.range = [window.start, window.end];
    settings.certainly = match === "certainly" ? 1 : 0;
    settings.near = nearFactor(camera.zoom);
    settings.glide = playing ? glide : 0;
    settings.trace = trace === "keep" ? (look.symbols?.fade.trace ?? 0) : 0;
    settings.fade = playing && trace !== "none" ? Math.max(LEAST_FADE, FADE_S * pace) : 0;
    if (!this.columns) return;
    for (const batch of this.batches) {
      const [first, count] = batch.instances(settings.range, pastDays());
      if (count) batch.prepare(first, count, this.paint);
    }
    this.host.deck.redraw("window");
    this.fillLater();
  }

  /** What lies further off is filled while nothing else is to do. */
  fillLater() {
    if (this.filling) return;
    this.filling = true;
    later(() => {
      this.filling = false;
      if (!this.over && this.fillMore()) this.fillLater();
    });
  }

  /** @returns {boolean} whether there is more to fill */
  fillMore() {
    const began = performance.now();
    for (const batch of this.batches) {
      const [first, count] = batch.instances(settings.range, pastDays());
      for (;;) {
        const slice = batch.stale(first + count / 2, this.paint);
        if (slice < 0) break;
        batch.fill(slice, this.paint);
        if (performance.now() - began > SLOT_MS) return true;
      }
    }
    return false;
  }

  /** @param {any} info  what deck.gl says of a place on the screen @returns {number|null} */
  incidentAt(info) {
    if (!this.columns || !info.layer || info.index < 0) return null;
    const { batch } = info.layer.props;
    if (batch) return this.columns.marks.incident[batch.markAt(info.index)] ?? null;
    return info.object?.incident ?? null;
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

  /** West, south, east, north of all that passes the filter in the window; null for nothing. @returns {[number, number, number, number]|null} */
  bounds() {
    const { columns, mask, window: span, match } = this.store.get();
    if (!columns || !mask) return null;
    const { incident, position, n } = columns.marks;
    const bounds = /** @type {[number, number, number, number]} */ ([180, 90, -180, -90]);
    for (let m = 0; m < n; m++) {
      const i = incident[m];
      if (!mask[i] || !inWindow(columns, i, span, match)) continue;
      const [lon, lat] = [position[2 * m], position[2 * m + 1]];
      bounds[0] = Math.min(bounds[0], lon);
      bounds[1] = Math.min(bounds[1], lat);
      bounds[2] = Math.max(bounds[2], lon);
      bounds[3] = Math.max(bounds[3], lat);
    }
    return bounds[0] > bounds[2] ? null : bounds;
  }

  destroy() {
    this.over = true;
  }
}
