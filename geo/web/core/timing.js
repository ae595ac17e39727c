// @ts-check
/**
 * Calls that wait: for a pause, or for their turn.
 * @typedef {{(): void, cancel(): void, flush(): void}} Timed
 */

const TOGETHER_MS = 400;
const RESTS_MS = 250;

/**
 * Calls `fn` once, `ms` after the last call.
 * @param {() => void} fn @param {number} ms @returns {Timed}
 */
export function afterPause(fn, ms) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const run = () => {
    timer = undefined;
    fn();
  };
  call.cancel = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  call.flush = () => {
    if (timer === undefined) return;
    call.cancel();
    fn();
  };
  return call;
}

/**
 * Calls `fn` at once when it has rested for `ms`, else when that time is over; never drops the last call.
 * @param {() => void} fn @param {number} ms @returns {Timed}
 */
export function atMostEvery(fn, ms) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let last = -Infinity;
  const run = () => {
    timer = undefined;
    last = performance.now();
    fn();
  };
  const call = () => {
    if (timer !== undefined) return;
    timer = setTimeout(run, Math.max(0, last + ms - performance.now()));
  };
  call.cancel = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  call.flush = () => {
    call.cancel();
    run();
  };
  return call;
}

/**
 * The frames that a follower is in: all of them, or every other one, in turn with those of the other name.
 * @typedef {'all'|'one'|'other'} Frames
 */

/** @type {Map<() => void, Frames>} */
const followers = new Map();
/** @type {Frames} */
let turn = "other";
let [called, followed] = [-Infinity, -Infinity];
/** @type {ReturnType<typeof setTimeout>|undefined} */
let following;

/**
 * For what follows a hand that drags or time that plays (the count, the list, the legend): as often as the eye can
 * read, in frames that they share. Whatever changes in a frame, the browser goes through the whole page once; apart
 * they would each pay for that, and all in one are more than a frame bears.
 * @param {() => void} fn @param {Frames} frames @returns {Timed}
 */
export function together(fn, frames) {
  const call = () => {
    called = performance.now();
    followers.set(fn, frames);
    followSoon();
  };
  call.cancel = () => void followers.delete(fn);
  call.flush = () => {
    call.cancel();
    fn();
  };
  return call;
}

function followSoon() {
  const wait = Math.max(0, followed + TOGETHER_MS - performance.now());
  following ??= setTimeout(() => requestAnimationFrame(followAll), wait);
}

function followAll() {
  following = undefined;
  followed = performance.now();
  turn = turn === "one" ? "other" : "one";
  const waiting = [...followers];
  const mine = waiting.filter(([, frames]) => frames === "all" || frames === turn);
  // A hand that rests has all of it at once.
  const due = mine.length === 0 || followed - called > RESTS_MS ? waiting : mine;
  for (const [fn] of due) followers.delete(fn);
  if (followers.size) followSoon();
  for (const [fn] of due) fn();
}

/** Calls `fn` in the first idle moment, at the latest after `ms`. @param {() => void} fn @param {number} ms @returns {Timed} */
export function whenIdle(fn, ms) {
  if (!("requestIdleCallback" in globalThis)) return afterPause(fn, 0);
  let handle = 0;
  const run = () => {
    handle = 0;
    fn();
  };
  const call = () => {
    if (!handle) handle = requestIdleCallback(run, { timeout: ms });
  };
  call.cancel = () => {
    cancelIdleCallback(handle);
    handle = 0;
  };
  call.flush = () => {
    call.cancel();
    run();
  };
  return call;
}

/** Calls `fn` once before the next painting, however often it is asked. @param {() => void} fn @returns {Timed} */
export function beforePaint(fn) {
  let handle = 0;
  const run = () => {
    handle = 0;
    fn();
  };
  const call = () => {
    if (!handle) handle = requestAnimationFrame(run);
  };
  call.cancel = () => {
    cancelAnimationFrame(handle);
    handle = 0;
  };
  call.flush = () => {
    call.cancel();
    run();
  };
  return call;
}
