// @ts-check
/**
 * The window over the histogram: two handles and the part between them, each a slider for keyboard and screen reader.
 *
 * @typedef {import('./types.js').Span} Span
 * @typedef {import('./types.js').Part} Part
 * @typedef {import('./scale.js').Scale} Scale
 */

import { mark, retext } from "../dom.js";
import { longDate, longSpan, shortDate } from "./dates.js";
import { el } from "./dom.js";
import { stripX } from "./overview.js";

const LEAST_BODY = 14; // pixels of the window that can always be taken hold of

/** @type {[Part, string][]} in the order of the tab key */
const PARTS = [
  ["start", "Start date"],
  ["end", "End date"],
  ["whole", "Whole window"],
];

export class Handles {
  constructor() {
    this.band = el("div", { class: "ia-tl-band" });
    this.pointed = el("div", { class: "ia-tl-pointed", hidden: true }); // the incident under the pointer on the map
    this.mark = el("div", { class: "ia-tl-mark-strip" }); // the window on the overview
    this.nodes = Object.fromEntries(PARTS.map(([part, label]) => [part, sliderNode(part, label)]));
    this.flags = {
      start: this.nodes.start.appendChild(el("span", { class: "ia-tl-flag", "aria-hidden": "true" })),
      end: this.nodes.end.appendChild(el("span", { class: "ia-tl-flag", "aria-hidden": "true" })),
    };
  }

  /** @param {EventTarget | null} target @returns {Part | null} */
  partAt(target) {
    const node = target instanceof Element ? target.closest("[data-part]") : null;
    return /** @type {Part | null} */ (node?.getAttribute("data-part") ?? null);
  }

  /**
   * Put everything in its place. Only styles and attributes are written, nothing is measured.
   *
   * @param {Span} window @param {number} glide part of a day that playing is ahead
   * @param {boolean} growing then only the end glides @param {Scale} scale
   * @returns {{left: number, right: number}} the edges in pixels, within the plot
   */
  place(window, glide, growing, scale) {
    const within = (/** @type {number} */ x) => Math.min(Math.max(x, scale.left), scale.right);
    const left = within(scale.x(window.start + (growing ? 0 : glide)));
    const right = Math.max(within(scale.x(window.end + 1 + glide)), left);
    const middle = (left + right) / 2;
    const half = Math.max((right - left) / 2, LEAST_BODY / 2);
    move(this.band, left, right - left);
    move(this.nodes.whole, middle - half, half * 2);
    this.nodes.start.style.transform = `translateX(${left}px)`;
    this.nodes.end.style.transform = `translateX(${right}px)`;
    // Of a narrow window the handles stand off, so that its middle can still be held.
    const stand = Math.max(0, LEAST_BODY / 2 - (right - left) / 2);
    this.nodes.start.style.setProperty("--ia-tl-off", `${-stand}px`);
    this.nodes.end.style.setProperty("--ia-tl-off", `${stand}px`);
    this.nodes.start.classList.toggle(
      "ia-tl-outside",
      scale.x(window.start) < scale.left - 1 || scale.x(window.start) > scale.right + 1,
    );
    this.nodes.end.classList.toggle(
      "ia-tl-outside",
      scale.x(window.end + 1) > scale.right + 1 || scale.x(window.end + 1) < scale.left - 1,
    );
    return { left, right };
  }

  /** @param {Span} window @param {Scale | null} scale null while there is no overview */
  placeMark(window, scale) {
    if (this.mark.hidden === Boolean(scale)) this.mark.hidden = !scale;
    if (!scale) return;
    const left = Math.max(scale.left, stripX(scale, window.start));
    move(this.mark, left, Math.max(2, Math.min(scale.right, stripX(scale, window.end + 1)) - left));
  }

  /** @param {Span | null} days when the incident can have been @param {Scale} scale */
  point(days, scale) {
    this.pointed.hidden = !days;
    if (days) move(this.pointed, scale.x(days.start), Math.max(3, scale.x(days.end + 1) - scale.x(days.start)));
  }

  /** What the sliders say. @param {Span} window @param {Span} bounds */
  say(window, bounds) {
    const { start, end, whole } = this.nodes;
    slide(start, bounds.start, window.end, window.start, longDate(window.start));
    slide(end, window.start, bounds.end, window.end, longDate(window.end));
    const last = Math.max(bounds.start, bounds.end - (window.end - window.start));
    slide(whole, bounds.start, last, window.start, longSpan(window, " to "));
    retext(this.flags.start, shortDate(window.start));
    retext(this.flags.end, shortDate(window.end));
  }
}

/** @param {Part} part @param {string} label */
function sliderNode(part, label) {
  const node = el("button", {
    type: "button",
    role: "slider",
    class: `ia-tl-${part === "whole" ? "window" : `handle ia-tl-${part}`}`,
    "data-part": part,
    "aria-label": label,
    "aria-orientation": "horizontal",
  });
  if (part !== "whole") node.append(el("span", { class: "ia-tl-grip", "aria-hidden": "true" }));
  return node;
}

/** @param {HTMLElement} node @param {number} x @param {number} width */
function move(node, x, width) {
  node.style.transform = `translateX(${x}px)`;
  // Rounded: a width that differs by nothing but arithmetic would have the browser lay out the plot.
  node.style.width = `${Math.round(width * 100) / 100}px`;
}

/**
 * @param {HTMLElement} node
 * @param {number} least
 * @param {number} most
 * @param {number} now
 * @param {string} text
 */
function slide(node, least, most, now, text) {
  mark(node, "aria-valuemin", Math.min(least, now));
  mark(node, "aria-valuemax", Math.max(most, now));
  mark(node, "aria-valuenow", now);
  mark(node, "aria-valuetext", text);
}
