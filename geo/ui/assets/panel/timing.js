// @ts-check
/**
 * Calls that wait: for a pause, or for their turn.
 * @typedef {{(): void, cancel(): void, flush(): void}} Timed
 */

const TOGETHER_MS = 400;

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

/** @type {Set<() => void>} */
const followers = new Set();
let followed = -Infinity;
/** @type {ReturnType<typeof setTimeout>|undefined} */
let following;

/**
 * For what follows a hand that drags or time that plays (the count, the list, the legend): all of it in one frame, as
 * often as the eye can read. Whatever changes in a frame, the browser goes through the whole page once; apart they
 * would each pay for that.
 * @param {() => void} fn @returns {Timed}
 */
export function together(fn) {
  const call = () => {
    followers.add(fn);
    following ??= setTimeout(() => requestAnimationFrame(followAll), Math.max(0, followed + TOGETHER_MS - performance.now()));
  };
  call.cancel = () => void followers.delete(fn);
  call.flush = () => {
    call.cancel();
    fn();
  };
  return call;
}

function followAll() {
  following = undefined;
  followed = performance.now();
  const all = [...followers];
  followers.clear();
  for (const fn of all) fn();
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
