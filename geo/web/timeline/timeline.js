// @ts-check
/**
 * The timeline under the map: a histogram of the incidents, the window of chosen dates over it, and play.
 * `mount` draws it into an element; everything it tells and hears goes through the store.
 *
 * @typedef {import('./types.js').Span} Span
 * @typedef {import('./types.js').Store} Store
 * @typedef {import('./play.js').Settings} Settings
 */

import { h } from "../core/dom.js";
import { afterPause, together } from "../core/timing.js";
import { controls } from "./play_controls.js";
import { countLine } from "./count.js";
import { dateFields } from "./datefields.js";
import { Gestures } from "./gestures.js";
import { Handles } from "./handles.js";
import { gestureActions, pressKey } from "./input.js";
import { Player, SPEEDS, stepped } from "./play.js";
import { readout } from "./readout.js";
import { View } from "./view.js";

const KEY_REST = 350; // milliseconds after the last key until Python hears
const GUTTER = 28; // pixels beside the axis, where the page's style says nothing

/** @typedef {{settings: Settings, from: number, to: number, source: unknown}} Memory */

/**
 * What outlives a remount: how the timeline plays and which days it shows.
 * @type {WeakMap<Store, Memory>}
 */
const memory = new WeakMap();

/** @param {HTMLElement} element @param {Store} store @returns {{destroy(): void}} */
export function mount(element, store) {
  const timeline = new Timeline(element, store);
  return { destroy: () => timeline.destroy() };
}

export class Timeline {
  #glide = 0;
  #background = false;
  #off = new AbortController();
  plot = h("div", { class: "ia-tl-plot", role: "group", "aria-label": "Timeline", "aria-keyshortcuts": "Space" });
  handles = new Handles();

  /** @param {HTMLElement} element @param {Store} store */
  constructor(element, store) {
    const kept = memory.get(store);
    this.store = store;
    this.settings = kept?.settings ?? /** @type {Settings} */ ({ mode: "moving", speed: "week", loop: false });
    this.view = new View(store, this.plot, () => {
      this.handles.tones = this.view.scene?.tones;
      this.#place();
      this.#point();
    });
    this.scale = this.view.scale;
    this.hint = readout(this.view);
    this.player = new Player(
      store,
      this.settings,
      () => this.bounds,
      (part) => {
        this.#glide = part;
        this.#place();
        const { playing } = store.get();
        if (playing) store.set({ glide: part, pace: SPEEDS[this.settings.speed].days });
      },
    );
    this.fields = dateFields({
      window: () => this.window,
      bounds: () => this.bounds,
      choose: (window) => this.settle(window),
    });
    // The handles show the dates of every step; those that can be typed follow.
    this.datesAlong = together(() => this.fields.show(this.window), "other");
    this.count = countLine(store);
    this.commitSoon = afterPause(() => store.commit(), KEY_REST);
    this.foot = controls(store, this.player, this.settings, {
      step: (direction) => this.settle(stepped(this.window, this.settings, direction, this.bounds)),
      showAll: () => this.showAll(),
      fit: () => this.view.fit(this.window),
    });
    this.root = this.#build(element);
    this.gestures = new Gestures(this.plot, this.scale, gestureActions(this));
    this.observer = new ResizeObserver(() => this.#measure());
    this.observer.observe(this.plot);
    this.subscriptions = this.#subscribe();
    this.#measure();
    this.#everything();
    if (kept && kept.source === store.get().source) this.scale.show(kept.from, kept.to);
  }

  get window() {
    return this.store.get().window;
  }

  get bounds() {
    return this.scale.bounds;
  }
  /** Nothing lies outside the window. */
  get covered() {
    return this.window.start <= this.bounds.start && this.window.end >= this.bounds.end;
  }

  destroy() {
    const { scale, settings, store } = this;
    memory.set(store, { settings, from: scale.from, to: scale.to, source: store.get().source });
    this.player.stop();
    this.commitSoon.flush();
    this.datesAlong.cancel();
    for (const unsubscribe of this.subscriptions) unsubscribe();
    for (const part of [this.count, this.fields, this.view]) part.stop();
    this.observer.disconnect();
    this.gestures.detach();
    this.#off.abort();
    this.root.remove();
  }

  /** @param {HTMLElement} element */
  #build(element) {
    const { fields, handles, hint, plot, view } = this;
    const head = h("div", { class: "ia-tl-head" }, [
      fields.from,
      fields.start,
      this.count.node,
      fields.to,
      fields.end,
      fields.problem,
    ]);
    const { start, end, whole } = handles.nodes;
    handles.light([handles.band, view.lit]);
    plot.append(view.base, handles.lens, handles.mark, handles.pointed, start, end, whole, hint.mark, hint.node);
    const root = h("section", { class: "ia-timeline", "aria-label": "Dates", tabindex: "-1" }, [
      head,
      plot,
      this.foot.node,
    ]);
    const { signal } = this.#off;
    root.addEventListener("keydown", (event) => pressKey(this, event), { signal });
    // The browser would turn the released space bar into a click on the handle.
    root.addEventListener(
      "keyup",
      (event) => {
        if (event.key === " " && handles.partAt(event.target)) event.preventDefault();
      },
      { signal },
    );
    plot.addEventListener("dblclick", () => this.showAll(), { signal });
    element.append(root);
    return root;
  }

  #subscribe() {
    const { store, view } = this;
    return [
      store.subscribe(["window"], () => this.#windowChanged()),
      store.subscribe(["source"], () => this.#everything()),
      store.subscribe(["filter"], (state) => {
        if (Boolean(state.filter?.background) !== this.#background) this.#everything();
      }),
      store.subscribe(["mask", "answers"], () => {
        view.recount();
        this.count.refresh();
      }),
      store.subscribe(["colorBy"], () => view.recount()),
      store.subscribe(["theme"], () => view.redraw()),
      store.subscribe(["hovered"], () => this.#point()),
      store.subscribe(["match"], (state) => {
        this.count.refresh();
        this.foot.update(state);
      }),
      store.subscribe(["playing", "trace"], (state) => {
        if (!state.playing && this.player.running) this.player.halt();
        this.foot.update(state);
      }),
    ];
  }

  #measure() {
    const gutter = parseFloat(getComputedStyle(this.plot).getPropertyValue("--ia-tl-gutter")) || GUTTER;
    this.view.resize(this.plot.clientWidth, this.plot.clientHeight, gutter);
  }

  #everything() {
    this.#background = Boolean(this.store.get().filter?.background);
    this.view.frameData();
    this.#windowChanged();
    this.foot.update(this.store.get());
  }

  #windowChanged() {
    const state = this.store.get();
    this.handles.say(state.window, this.bounds);
    if (state.dragging || state.playing) this.datesAlong();
    else this.datesAlong.flush();
    this.count.refresh();
    this.#reveal();
    this.plot.classList.toggle("ia-tl-covered", this.covered);
    this.#place();
  }

  /** Keep the window in view, unless a hand is on it. */
  #reveal() {
    const { window, dragging, playing } = this.store.get();
    if (dragging) return;
    const ahead = this.settings.mode === "growing" ? { start: window.end, end: window.end } : window;
    if (playing ? this.scale.reveal(ahead) : this.scale.include(window)) this.view.redraw();
  }

  /** One step of the window: styles only, nothing is painted or measured. */
  #place() {
    const { handles, scale, view } = this;
    handles.place(this.window, this.#glide, this.settings.mode === "growing", scale, view.width);
    handles.placeMark(this.window, view.scene?.layout.strip ? scale : null);
  }

  #point() {
    const { source, hovered } = this.store.get();
    const known = source && typeof hovered === "number";
    this.handles.point(known ? source.daysOf(hovered) : null, this.scale);
  }

  /** @param {Span} window @param {boolean} dragging */
  choose(window, dragging) {
    this.store.set({ window, dragging });
  }

  /** @param {Span} window */
  settle(window) {
    this.player.stop(false);
    this.choose(window, false);
    this.store.commit();
  }

  showAll() {
    this.settle({ ...this.bounds });
    this.view.showAll();
  }

  /** Zoom around the middle of the window. @param {number} factor */
  zoom(factor) {
    this.scale.zoom(factor, this.scale.x((this.window.start + this.window.end + 1) / 2));
    this.view.redraw();
  }
}
