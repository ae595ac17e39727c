// @ts-check
/**
 * What is still being counted, in a line and in words; and what went wrong, with what to do and when it is tried again.
 * @import {Mounted, Source, Store} from "../core/types.js"
 */
import { h, refill } from "../core/dom.js";

const QUIET_MS = 150; // a quicker answer needs no word
const LONG_MS = 5000;
const TICK_MS = 500;

/** @param {HTMLElement} element  the map's box @param {Store} store @returns {Mounted} */
export function mount(element, store) {
  const bar = h("div", { class: "ia-coming-bar" }, h("span", null));
  const words = h("p", { class: "ia-coming-words", role: "status" });
  const coming = h("div", { class: "ia-coming", hidden: true }, bar, words);
  const what = h("p", { class: "ia-trouble-what" });
  const remedy = h("p", null);
  const again = h("span", { class: "ia-trouble-again" });
  const button = h("button", { type: "button", class: "ia-trouble-now", onclick: () => store.get().source?.retry() }, "Try now");
  const trouble = h("div", { class: "ia-trouble", role: "alert", hidden: true }, what, remedy, h("p", { class: "ia-trouble-foot" }, again, button));
  element.append(coming, trouble);
  /** @type {Source|null} */
  let heard = null;
  let stop = () => {};
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let next;

  function draw() {
    const { source } = store.get();
    if (source !== heard) {
      stop();
      stop = source?.onProgress(draw) ?? (() => {});
      heard = source;
    }
    drawTrouble(source);
    drawProgress(source);
    clearTimeout(next);
    // The seconds count on by themselves while there is something to say.
    if (source?.trouble || source?.progress) next = setTimeout(draw, TICK_MS);
  }

  /** @param {Source|null} source */
  function drawTrouble(source) {
    const problem = source?.trouble ?? null;
    trouble.hidden = problem === null;
    if (!problem) return;
    if (what.textContent !== problem.what) refill(what, problem.what);
    if (remedy.textContent !== problem.remedy) refill(remedy, problem.remedy);
    const seconds = problem.again === null ? 0 : Math.max(0, Math.ceil((problem.again - performance.now()) / 1000));
    again.textContent = problem.again === null ? "" : seconds > 0 ? `Next try in ${seconds} s` : "Trying again …";
    button.hidden = problem.again === null;
  }

  /** @param {Source|null} source */
  function drawProgress(source) {
    const progress = source?.progress ?? null;
    const waited = progress ? performance.now() - progress.since : 0;
    coming.hidden = !progress || waited < QUIET_MS || source?.trouble !== null;
    if (coming.hidden || !progress) return;
    const done = progress.total - progress.open;
    /** @type {HTMLElement} */ (bar.firstElementChild).style.width = `${Math.max(8, Math.round((100 * done) / progress.total))}%`;
    const slow = waited > LONG_MS ? ` · ${Math.round(waited / 1000)} s` : "";
    const text = `Counting ${progress.words}${slow}`;
    if (words.textContent !== text) words.textContent = text;
  }

  const unsubscribe = store.subscribe(["source", "answers", "held"], draw);
  draw();
  return {
    destroy() {
      clearTimeout(next);
      unsubscribe();
      stop();
      coming.remove();
      trouble.remove();
    },
  };
}
