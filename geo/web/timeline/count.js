// @ts-check
/**
 * The line that says how much is shown: “9 of 17 incidents · 27 December 2019 – 8 January 2020 · 2 of them context · 3 without a map
 * location”. As `Summary.sentence` (geo/count/summary.py) says it.
 *
 * @typedef {import('./types.js').Store} Store
 */

import { h, mark, retext } from "../core/dom.js";
import { together } from "../core/timing.js";
import { longSpan } from "../core/dates.js";
import { contextWords, numberWords } from "../core/words.js";

const ANNOUNCE = 1000; // what the ear can follow

/** @param {Store} store */
export function countLine(store) {
  const number = h("span", { class: "ia-count-shown" });
  const dates = h("span", { class: "ia-count-dates" });
  const inContext = h("span", { class: "ia-count-context" });
  const missing = h("span", { class: "ia-count-missing" });
  const framed = h("span", { class: "ia-count-frame" });
  const node = h("p", { class: "ia-count", role: "status", "aria-live": "polite", "aria-atomic": "true" }, [
    number,
    dates,
    inContext,
    missing,
    framed,
  ]);
  let spoken = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let speaking;

  const write = () => {
    const { source, window, inFrame } = store.get();
    if (!source) return;
    const { shown, total, notPlaced, context } = source.count();
    // While busy, screen readers wait: changes are announced at most once a second.
    const now = performance.now();
    const wait = spoken + ANNOUNCE - now;
    mark(node, "aria-busy", String(wait > 0));
    clearTimeout(speaking);
    if (wait > 0)
      speaking = setTimeout(() => {
        node.setAttribute("aria-busy", "false");
        spoken = performance.now();
      }, wait);
    else spoken = now;
    const noun = total === 1 ? "incident" : "incidents";
    const counted = !Number.isNaN(shown);
    retext(number, `${counted ? numberWords(shown) : "…"} of ${numberWords(total)} ${noun}`);
    retext(dates, ` · ${longSpan(window)}`);
    const told = contextWords(shown, context);
    retext(inContext, told && ` · ${told}`);
    retext(missing, counted ? ` · ${numberWords(notPlaced)} without a map location` : "");
    const inside = Number.isNaN(inFrame) ? "…" : numberWords(inFrame ?? 0);
    retext(framed, inFrame === null ? "" : ` · ${inside} of ${numberWords(shown)} in the frame`);
  };

  const refresh = together(write, "all");
  const unsubscribe = store.subscribe(["inFrame"], refresh);
  return {
    node,
    refresh,
    stop: () => {
      unsubscribe();
      refresh.cancel();
      clearTimeout(speaking);
    },
  };
}
