// @ts-check
/**
 * When numbers beside options are worked out: a few times a second, and where that would cost the pointer
 * its ease (very large datasets, while something moves) only once it rests.
 * @import {Store} from "../core/types.js"
 */
import { afterPause, atMostEvery, together } from "../core/timing.js";

const EVERY_MS = 200;
const DEAR_MS = 12; // of the main thread, for all numbers in sight
const REST_MS = 250;

/**
 * @param {Store} store
 * @param {() => (() => void)[]} tasks one for each list of numbers in sight
 */
export function createCounting(store, tasks) {
  let cost = 0;
  let round = 0;

  // One list after the other, each in its own turn of the event loop.
  function count() {
    const mine = ++round;
    const todo = tasks();
    let spent = 0;
    const next = () => {
      if (mine !== round) return;
      const began = performance.now();
      do todo.shift()?.();
      while (todo.length && performance.now() - began < 4);
      spent += performance.now() - began;
      if (todo.length) setTimeout(next);
      else cost = spent;
    };
    next();
  }
  const often = atMostEvery(count, EVERY_MS);
  const along = together(count, "other");
  const atRest = afterPause(count, REST_MS);

  return {
    soon() {
      const { dragging, playing } = store.get();
      if (!dragging && !playing) often();
      else if (cost > DEAR_MS) atRest();
      else along();
    },
    destroy() {
      round += 1;
      often.cancel();
      along.cancel();
      atRest.cancel();
    },
  };
}
