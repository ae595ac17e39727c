// @ts-check
/**
 * What the timeline draws: it keeps the counts, the scene and the two canvases in step with the store, once per frame
 * and only as far as something changed.
 *
 * @typedef {import('../source/source.js').Source} Source
 * @typedef {import('./types.js').State} State
 * @typedef {import('./types.js').Store} Store
 * @typedef {import('../source/tally.js').Tally} Tally
 * @typedef {import('./paint.js').Scene} Scene
 */

import { bins, lanes, spansIn } from "./bins.js";
import { coloursOfFacet } from "../core/facet_options.js";
import { h } from "../core/dom.js";
import { paintStrip } from "./overview.js";
import { layoutOf, paintAxis, paintBars, paintGrid, prepare } from "./paint.js";
import { Scale, binUnit, snapUnit } from "./scale.js";

const FIT_MARGIN = 0.15; // of the window
const MOST_SPANS = 24; // more unsure incidents than this are not drawn one by one
const MUTED = { light: 0.36, dark: 0.42 };

export class View {
  scale = new Scale();
  base = h("canvas", { class: "ia-tl-canvas", "aria-hidden": "true" });
  lit = h("canvas", { class: "ia-tl-canvas ia-tl-lit", "aria-hidden": "true" });
  width = 0;
  height = 0;
  /** @type {Scene | null} */
  scene = null;
  /** @type {Tally | null} */
  #tally = null;
  /** @type {Source | null} */
  #source = null;
  #frame = 0;

  /** @param {Store} store @param {HTMLElement} plot @param {() => void} drawn */
  constructor(store, plot, drawn) {
    this.store = store;
    this.plot = plot;
    this.drawn = drawn;
  }

  /** The incidents or their colours changed: count again. */
  recount() {
    this.#tally = null;
    this.redraw();
  }

  /** Draw on the next frame. */
  redraw() {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** @param {number} width @param {number} height @param {number} gutter */
  resize(width, height, gutter) {
    this.width = width;
    this.height = height;
    this.scale.left = gutter;
    this.scale.right = Math.max(gutter + 1, width - gutter);
    this.redraw();
  }

  /** Bounds follow the data; a new dataset is shown where its incidents are dense. */
  frameData() {
    const { source, filter, window } = this.store.get();
    if (!source) return;
    const wasWhole = this.#source !== null && !this.scale.zoomed;
    this.scale.bounds = source.bounds(Boolean(filter?.background));
    if (this.#source !== source) {
      const { dense } = source.header;
      const { bounds } = this.scale;
      const chosen = window.end >= bounds.start && window.start <= bounds.end ? window : dense;
      this.scale.show(Math.min(dense.start, chosen.start), Math.max(dense.end, chosen.end) + 1);
    } else if (wasWhole) this.showAll();
    else this.scale.show(this.scale.from, this.scale.to);
    this.#source = source;
    this.recount();
  }

  showAll() {
    this.scale.show(this.scale.whole.from, this.scale.whole.to);
    this.redraw();
  }

  /**
   * The window with some room on either side.
   * @param {import("./types.js").Span} window
   */
  fit({ start, end }) {
    const margin = Math.max(2, (end + 1 - start) * FIT_MARGIN);
    this.scale.show(start - margin, end + 1 + margin);
    this.redraw();
  }

  stop() {
    cancelAnimationFrame(this.#frame);
  }

  /** @param {State} state @returns {Scene | null} */
  #compose(state) {
    const { source } = state;
    if (!source || this.width < 2 || this.height < 2) return null;
    const { scale } = this;
    source.setAxis({ unit: snapUnit(scale.pixelsPerDay), from: scale.from, to: scale.to });
    const tally = (this.#tally ??= source.tally());
    if (!tally) return null;
    const unit = binUnit(scale.pixelsPerDay);
    const found = spansIn(tally, scale.from, scale.to, MOST_SPANS);
    const spans = found.length > MOST_SPANS ? [] : found.sort((a, b) => tally.start[a] - tally.start[b]);
    const lane = lanes(tally, spans, 4 / scale.pixelsPerDay);
    const styles = getComputedStyle(this.plot);
    const tone = (/** @type {string} */ name) => styles.getPropertyValue(`--ia-${name}`).trim();
    const tones = {
      paper: tone("paper"),
      ink: tone("ink"),
      muted: tone("muted"),
      rule: tone("rule"),
      accent: tone("accent"),
      font: styles.fontFamily,
    };
    const facet = source.header.facets.find(({ id }) => id === state.colorBy);
    return {
      scale,
      unit,
      spans,
      lane,
      tones,
      tally,
      layout: layoutOf(this.width, this.height, lane.length ? Math.max(...lane) + 1 : 0, scale.zoomed),
      colours: coloursOfFacet(facet).first.map((k) => facet?.options[k]?.color?.[state.theme] ?? tones.muted),
      bins: bins(tally, unit, scale.from, scale.to),
    };
  }

  #draw() {
    this.#frame = 0;
    const state = this.store.get();
    this.scene = this.#compose(state);
    const { scene, width, height } = this;
    if (!scene) return;
    const bars = prepare(this.lit, width, height);
    const under = prepare(this.base, width, height);
    if (!bars || !under) return;
    paintBars(bars, scene);
    under.globalAlpha = MUTED[state.theme] ?? MUTED.light;
    under.drawImage(this.lit, 0, 0, width, height);
    under.globalAlpha = 1;
    paintGrid(under, scene);
    paintAxis(under, scene);
    paintStrip(under, scene);
    this.plot.style.setProperty("--ia-tl-top", `${scene.layout.top}px`);
    this.plot.style.setProperty("--ia-tl-base", `${scene.layout.axis}px`);
    this.drawn();
  }
}
