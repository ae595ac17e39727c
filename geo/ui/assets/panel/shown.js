// @ts-check
/**
 * Which incidents are shown, in the order of time, apart by whether they have a place on the map.
 * A million incidents are gone through in slices, so that the pointer never waits for the list.
 * @import {Columns, Match, Window} from "./types.js"
 * @typedef {{placed: Uint32Array, notPlaced: Uint32Array}} Shown
 */
import { whenIdle } from "./timing.js";

const SLICE = 1 << 14; // incidents between two looks at the clock
const BUDGET_MS = 2; // of one slice: what is dragged comes first
const PAUSE_MS = 60; // until the next slice, where there is no idle moment before
const AT_ONCE = 150_000; // up to here a scan takes about a millisecond

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

/**
 * A scanner over one dataset. The arrays that it hands out are valid until the scan after the next.
 * @param {Columns} columns
 */
export function createScanner(columns) {
  const { start, end, placed, n } = columns;
  const order = timeOrder(start);
  /** @type {[Uint32Array, Uint32Array][]} */
  const buffers = [0, 1].map(() => [new Uint32Array(n), new Uint32Array(n)]);
  /** The last possible day in each slice of the order: most lie wholly before a window. */
  const latest = new Int32Array(Math.ceil(n / SLICE)).fill(-(2 ** 31));
  for (let at = 0; at < n; at++) latest[Math.floor(at / SLICE)] = Math.max(latest[Math.floor(at / SLICE)], end[order[at]]);
  let turn = 0;
  let running = 0;

  /**
   * @param {Uint8Array|null} mask @param {Window} window @param {Match} match
   * @param {(shown: Shown) => void} done  called once, unless another scan begins before
   */
  function scan(mask, window, match, done) {
    const mine = ++running;
    const certainly = match === "certainly";
    const [here, elsewhere] = buffers[turn];
    let [at, a, b] = [0, 0, 0];

    /** @param {number} until */
    function slice(until) {
      if (latest[Math.floor(at / SLICE)] < window.start) {
        at = until;
        return at < n;
      }
      for (; at < until; at++) {
        const i = order[at];
        if (start[i] > window.end) return false; // sorted: nothing further can match
        if (mask && !mask[i]) continue;
        if (certainly ? start[i] < window.start || end[i] > window.end : end[i] < window.start) continue;
        if (placed[i]) here[a++] = i;
        else elsewhere[b++] = i;
      }
      return at < n;
    }

    const soon = whenIdle(step, PAUSE_MS);

    function step() {
      if (mine !== running) return;
      const began = performance.now();
      let more = true;
      while (more && (n <= AT_ONCE || performance.now() - began < BUDGET_MS)) more = slice(Math.min(n, at + SLICE));
      if (more) {
        soon();
        return;
      }
      turn = 1 - turn;
      done({ placed: here.subarray(0, a), notPlaced: elsewhere.subarray(0, b) });
    }
    step();
  }
  return { scan, cancel: () => void running++ };
}
