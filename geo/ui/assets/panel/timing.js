// @ts-check
/**
 * Calls that wait: for a pause, or for their turn.
 * @typedef {{(): void, cancel(): void, flush(): void}} Timed
 */

const APART_MS = 100; // between two turns

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

let free = 0; // when the next turn may be taken

/**
 * Calls `fn` in its turn. What follows a hand that drags (the count, the list, the legend) takes turns, so that the
 * map's next step never has to wait for all of them.
 * @param {() => void} fn
 * @returns {ReturnType<typeof setTimeout>}
 */
export function takeTurn(fn) {
  const now = performance.now();
  const at = Math.max(now, free);
  free = at + APART_MS;
  return setTimeout(fn, at - now);
}

/** As `atMostEvery`, and in turn with others. @param {() => void} fn @param {number} ms @returns {Timed} */
export function inTurns(fn, ms) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let turn;
  const run = () => {
    turn = undefined;
    fn();
  };
  const call = atMostEvery(() => void (turn ??= takeTurn(run)), ms);
  const cancel = () => {
    call.cancel();
    clearTimeout(turn);
    turn = undefined;
  };
  const flush = () => {
    cancel();
    fn();
  };
  return Object.assign(() => call(), { cancel, flush });
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
