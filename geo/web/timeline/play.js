// @ts-check
/**
 * Playing time: the window moves, or grows from its start. Whole days go to the store; what is left of a day is told
 * to `onFrame`, so that the window glides.
 *
 * @typedef {import('./types.js').Span} Span
 * @typedef {import('./types.js').Store} Store
 * @typedef {'day' | 'days3' | 'week' | 'month'} Speed in a second
 * @typedef {{mode: 'moving' | 'growing', speed: Speed, loop: boolean}} Settings
 */

import { addMonths } from "../core/dates.js";
import { setEdge, setStart } from "./moves.js";

/** @type {Record<Speed, {days: number, words: string}>} */
export const SPEEDS = {
  day: { days: 1, words: "1 day" },
  days3: { days: 3, words: "3 days" },
  week: { days: 7, words: "1 week" },
  month: { days: 30.4375, words: "1 month" },
};

const LONGEST_FRAME = 0.1; // seconds; a page that slept does not leap

/**
 * The window that one step of the given speed leads to.
 * @param {Span} window
 * @param {Settings} settings
 * @param {number} direction 1 or -1
 * @param {Span} bounds
 */
export function stepped(window, settings, direction, bounds) {
  const step = (/** @type {number} */ day) =>
    settings.speed === "month" ? addMonths(day, direction) : day + direction * SPEEDS[settings.speed].days;
  return settings.mode === "moving"
    ? setStart(window, step(window.start), bounds)
    : setEdge(window, "end", step(window.end), bounds);
}

/**
 * Where playing begins: at the beginning when the end is reached, with a part when all is chosen.
 * @param {Span} window
 * @param {Settings} settings
 * @param {Span} bounds
 * @returns {Span}
 */
export function opening(window, settings, bounds) {
  if (window.end < bounds.end) return window;
  if (settings.mode === "growing") return { start: window.start, end: window.start };
  const all = bounds.end - bounds.start + 1;
  const length =
    window.start > bounds.start
      ? window.end - window.start + 1
      : ([365, 91, 30, 7].find((days) => days * 6 <= all) ?? 1);
  return { start: bounds.start, end: bounds.start + length - 1 };
}

export class Player {
  #frame = 0;
  #last = 0;
  #part = 0; // of a day, not yet played

  /**
   * @param {Store} store
   * @param {Settings} settings
   * @param {() => Span} bounds
   * @param {(part: number) => void} onFrame
   */
  constructor(store, settings, bounds, onFrame) {
    this.store = store;
    this.settings = settings;
    this.bounds = bounds;
    this.onFrame = onFrame;
    this.calm = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");
  }

  start() {
    if (this.store.get().playing || !this.store.get().source) return;
    this.#last = performance.now();
    this.#part = 0;
    this.store.set({ window: opening(this.store.get().window, this.settings, this.bounds()), playing: true });
    this.#frame = requestAnimationFrame((now) => this.#tick(now));
  }

  /** @param {boolean} [commit] false when a hand takes over, which commits when it lets go */
  stop(commit = true) {
    this.halt();
    if (!this.store.get().playing) return;
    this.store.set({ playing: false });
    if (commit) this.store.commit();
  }

  /** Stop the clock alone: somebody else has said that nothing plays. */
  halt() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#part = 0;
    this.onFrame(0);
  }

  get running() {
    return this.#frame !== 0;
  }

  toggle() {
    if (this.store.get().playing) this.stop();
    else this.start();
  }

  /** @param {number} now */
  #tick(now) {
    const { window } = this.store.get();
    const seconds = Math.min((now - this.#last) / 1000, this.calm?.matches ? Infinity : LONGEST_FRAME);
    const next = this.calm?.matches ? this.#leap(window, seconds, now) : this.#glide(window, seconds, now);
    if (next && next.end >= this.bounds().end && !this.settings.loop) {
      this.store.set({ window: next });
      this.stop();
      return;
    }
    if (next) this.store.set({ window: this.#looped(window, next) });
    if (!this.#frame) return; // a listener has stopped it
    this.onFrame(this.calm?.matches ? 0 : this.#part);
    this.#frame = requestAnimationFrame((later) => this.#tick(later));
  }

  /** @param {Span} window @param {Span} next */
  #looped(window, next) {
    return window.end >= this.bounds().end ? opening(window, this.settings, this.bounds()) : next;
  }

  /**
   * @param {Span} window
   * @param {number} seconds
   * @param {number} now
   * @returns {Span | null} null while the day is the same
   */
  #glide(window, seconds, now) {
    this.#last = now;
    this.#part += seconds * SPEEDS[this.settings.speed].days;
    const days = Math.floor(this.#part);
    this.#part -= days;
    if (!days) return null;
    return this.settings.mode === "moving"
      ? setStart(window, window.start + days, this.bounds())
      : setEdge(window, "end", window.end + days, this.bounds());
  }

  /**
   * Once a second, for whoever asked for less motion.
   * @param {Span} window
   * @param {number} seconds
   * @param {number} now
   * @returns {Span | null}
   */
  #leap(window, seconds, now) {
    if (seconds < 1) return null;
    this.#last = now;
    return stepped(window, this.settings, 1, this.bounds());
  }
}
