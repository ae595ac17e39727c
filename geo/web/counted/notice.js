// @ts-check
/**
 * What is under way, in a line and in words; and what went wrong, with what to do and when it is tried again.
 * @import {Mounted, Store} from "../core/types.js"
 * @typedef {import('../source/source.js').Source} Source
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
  const button = h("button", { type: "button", class: "ia-trouble-now", onclick: () => source()?.asking.again() }, "Try now");
  const trouble = h("div", { class: "ia-trouble", role: "alert", hidden: true }, what, remedy, h("p", { class: "ia-trouble-foot" }, again, button));
  element.append(coming, trouble);
  /** @type {Source|null} */
  let heard = null;
  let stop = () => {};

  const source = () => store.get().columns?.source ?? null;

  function draw() {
    const now = source();
    if (now !== heard) {
      stop();
      stop = now?.onChange(draw) ?? (() => {});
      heard = now;
    }
    drawTrouble(now);
    drawDoing(now);
  }

  /** @param {Source|null} now */
  function drawTrouble(now) {
    const told = now?.asking.trouble ?? null;
    trouble.hidden = told === null;
    if (!told) return;
    if (what.textContent !== told.what) refill(what, told.what);
    if (remedy.textContent !== told.remedy) refill(remedy, told.remedy);
    const seconds = told.again === null ? 0 : Math.max(0, Math.ceil((told.again - performance.now()) / 1000));
    again.textContent = told.again === null ? "" : seconds > 0 ? `Next try in ${seconds} s` : "Trying again …";
    button.hidden = told.again === null;
  }

  /** @param {Source|null} now */
  function drawDoing(now) {
    const doing = now?.asking.doing ?? null;
    const waited = doing ? performance.now() - doing.since : 0;
    coming.hidden = !doing || waited < QUIET_MS || now?.asking.trouble !== null;
    if (coming.hidden || !doing) return;
    const done = doing.asked - doing.open;
    /** @type {HTMLElement} */ (bar.firstElementChild).style.width = `${Math.max(8, Math.round((100 * done) / doing.asked))}%`;
    const slow = waited > LONG_MS ? ` · ${Math.round(waited / 1000)} s` : "";
    const said = `Counting ${doing.words}${slow}`;
    if (words.textContent !== said) words.textContent = said;
  }

  const timer = setInterval(draw, TICK_MS);
  const unsubscribe = store.subscribe(["columns", "answers", "held"], draw);
  draw();
  return {
    destroy() {
      clearInterval(timer);
      unsubscribe();
      stop();
      coming.remove();
      trouble.remove();
    },
  };
}
