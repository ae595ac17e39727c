// @ts-check
/**
 * Which incidents are shown, in the order of time, apart by whether they have a place on the map. They are put in order
 * once for each filter; a window of dates is then a part of that order, however many incidents it holds.
 * @import {Columns, Match, Window} from "../core/types.js"
 * @typedef {{length: number, at: (position: number) => number, indexOf: (incident: number) => number}} Series
 * @typedef {{placed: Series, notPlaced: Series}} Shown
 */
import { inWindow } from "../core/filter.js";
import { whenIdle } from "../core/timing.js";

const SLICE = 1 << 14; // incidents between two looks at the clock
const BUDGET_MS = 2; // of one slice: what is dragged comes first
const PAUSE_MS = 60; // until the next slice, where there is no idle moment before
const AT_ONCE = 150_000; // up to here putting in order takes about a millisecond
const SPANS = 1 << 8; // spans of which the last day is kept together

/**
 * The indices in order of their first possible day. Counting sort: the days are few, the incidents many.
 * @param {Int32Array} start
 * @returns {Uint32Array}
 */
export function timeOrder(start) {
  const order = new Uint32Array(start.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let [low, high, sorted] = [Infinity, -Infinity, true];
  for (let i = 0; i < start.length; i++) {
    if (start[i] < low) low = start[i];
    if (start[i] > high) high = start[i];
    if (i && start[i] < start[i - 1]) sorted = false;
  }
  if (sorted) return order;
  if (high - low > 4_000_000) return order.sort((a, b) => start[a] - start[b] || a - b);
  const places = new Uint32Array(high - low + 2);
  for (let i = 0; i < start.length; i++) places[start[i] - low + 1]++;
  for (let day = 1; day < places.length; day++) places[day] += places[day - 1];
  for (let i = 0; i < start.length; i++) order[places[start[i] - low]++] = i;
  return order;
}

/** The first place from 0 to `n` from which on a condition holds. @param {number} n @param {(place: number) => boolean} holds */
function firstWhere(n, holds) {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Incidents in the order of time: some that began before a window, then those that began in it but for some.
 * `early` and `holes` are places in the order, ascending.
 */
export class Sequence {
  /** @param {Ordered} ordered @param {number} from @param {number} to @param {number[]} early @param {number[]} holes */
  constructor(ordered, from, to, early, holes) {
    this.ordered = ordered;
    this.from = from;
    this.to = to;
    this.early = early;
    this.holes = holes;
    this.length = early.length + to - from - holes.length;
  }

  /** The incident at a position. @param {number} position */
  at(position) {
    const { ordered, from, early, holes } = this;
    if (position < early.length) return ordered.order[early[position]];
    const inside = position - early.length;
    const skipped = firstWhere(holes.length, (k) => holes[k] - from - k > inside);
    return ordered.order[from + inside + skipped];
  }

  /** The position of an incident; -1 where it isn't shown. @param {number} incident */
  indexOf(incident) {
    const { from, to, early, holes } = this;
    const place = this.ordered.placeOf(incident);
    if (place < 0 || place >= to) return -1;
    if (place < from) return early.indexOf(place);
    const skipped = firstWhere(holes.length, (k) => holes[k] >= place);
    return holes[skipped] === place ? -1 : early.length + place - from - skipped;
  }
}

/** Incidents in the order of time, those that last longer than a day apart as well. */
class Ordered {
  /** @param {Columns} columns @param {Uint32Array} order */
  constructor({ start, end }, order) {
    this.start = start;
    this.order = order;
    let count = 0;
    for (let at = 0; at < order.length; at++) if (end[order[at]] > start[order[at]]) count++;
    /** Places in the order, and the last days. */
    this.spans = new Uint32Array(count);
    this.lasts = new Int32Array(count);
    /** The last day of some spans together: most of them lie wholly before a window. */
    this.latest = new Int32Array(Math.ceil(count / SPANS)).fill(-(2 ** 31));
    for (let at = 0, k = 0; k < count; at++) {
      const last = end[order[at]];
      if (last <= start[order[at]]) continue;
      const piece = Math.floor(k / SPANS);
      if (last > this.latest[piece]) this.latest[piece] = last;
      this.lasts[k] = last;
      this.spans[k++] = at;
    }
  }

  /** The place of an incident in the order; -1 where the filter leaves it out. @param {number} incident */
  placeOf(incident) {
    const { order, start } = this;
    const day = start[incident];
    const place = firstWhere(order.length, (at) => start[order[at]] > day || (start[order[at]] === day && order[at] >= incident));
    return order[place] === incident ? place : -1;
  }

  /** Spans between two places that last to a day or longer. @param {number} from @param {number} to @param {number} day */
  lasting(from, to, day) {
    const { spans, lasts, latest } = this;
    /** @type {number[]} */
    const found = [];
    for (let k = firstWhere(spans.length, (at) => spans[at] >= from); k < spans.length && spans[k] < to; k++) {
      if (k % SPANS === 0 && latest[k / SPANS] < day) k += SPANS - 1;
      else if (lasts[k] >= day) found.push(spans[k]);
    }
    return found;
  }

  /** @param {Window} window @param {Match} match */
  within(window, match) {
    const { order, start } = this;
    const from = firstWhere(order.length, (at) => start[order[at]] >= window.start);
    const to = Math.max(from, firstWhere(order.length, (at) => start[order[at]] > window.end));
    if (match === "certainly") return new Sequence(this, from, to, [], this.lasting(from, to, window.end + 1));
    return new Sequence(this, from, to, this.lasting(0, from, window.start), []);
  }
}

/** Nothing is shown. @returns {Shown} */
export function nothing() {
  const ordered = new Ordered(/** @type {any} */ ({ start: [], end: [] }), new Uint32Array());
  return { placed: new Sequence(ordered, 0, 0, [], []), notPlaced: new Sequence(ordered, 0, 0, [], []) };
}

/**
 * Says what is shown of one dataset.
 * @param {Columns} columns
 */
export function createScanner(columns) {
  const { start, placed, n } = columns;
  const order = timeOrder(start);
  /** What a filter lets through, placed and not. @type {[Ordered, Ordered]|null} */
  let ready = null;
  /** @type {Uint8Array|null|undefined} */
  let filtered;
  /** @type {() => void} */
  let answer = () => {};
  let running = 0;

  /** @param {Uint8Array|null} mask */
  function prepare(mask) {
    const mine = ++running;
    filtered = mask;
    ready = null;
    const [here, elsewhere] = [new Uint32Array(n), new Uint32Array(n)];
    let [at, a, b] = [0, 0, 0];
    const soon = whenIdle(step, PAUSE_MS);

    function step() {
      if (mine !== running) return;
      const began = performance.now();
      while (at < n && (n <= AT_ONCE || performance.now() - began < BUDGET_MS)) {
        for (const until = Math.min(n, at + SLICE); at < until; at++) {
          const i = order[at];
          if (mask && !mask[i]) continue;
          if (placed[i]) here[a++] = i;
          else elsewhere[b++] = i;
        }
      }
      if (at < n) return soon();
      ready = [new Ordered(columns, here.subarray(0, a)), new Ordered(columns, elsewhere.slice(0, b))];
      answer();
    }
    step();
  }

  return {
    /**
     * @param {Uint8Array|null} mask @param {Window} window @param {Match} match
     * @param {(shown: Shown) => void} done  called once, unless another scan begins before
     */
    scan(mask, window, match, done) {
      answer = () => {
        if (!ready) return;
        answer = () => {};
        done({ placed: ready[0].within(window, match), notPlaced: ready[1].within(window, match) });
      };
      if (ready && filtered === mask) answer();
      else if (filtered !== mask) prepare(mask);
    },
    cancel: () => void running++,
  };
}

/**
 * Of some incidents those that are shown, in the order of time.
 * @param {Columns} columns @param {number[]} incidents @param {Uint8Array|null} mask @param {Window} window @param {Match} match
 * @returns {Shown}
 */
export function shownOf(columns, incidents, mask, window, match) {
  const { start } = columns;
  const here = incidents.filter((i) => (!mask || mask[i]) && inWindow(columns, i, window, match));
  here.sort((a, b) => start[a] - start[b] || a - b);
  const placed = { length: here.length, at: (/** @type {number} */ position) => here[position], indexOf: (/** @type {number} */ i) => here.indexOf(i) };
  return { placed, notPlaced: nothing().notPlaced };
}
