// @ts-check
/**
 * The window over the histogram: two handles and the part between them, each a slider for keyboard and screen reader.
 *
 * @typedef {import('./types.js').Span} Span
 * @typedef {import('./types.js').Part} Part
 * @typedef {import('./scale.js').Scale} Scale
 */

import { h, hide, mark } from "../core/dom.js";
import { longDate, longSpan, shortDate } from "../core/dates.js";
import { Flag, WIDTH } from "./flag.js";
import { stripX } from "./overview.js";

const LEAST_BODY = 14; // pixels of the window that can always be taken hold of

/** @type {[Part, string][]} in the order of the tab key */
const PARTS = [
  ["start", "Start date"],
  ["end", "End date"],
  ["whole", "Whole window"],
];

export class Handles {
  /** Known once the plot is drawn. @type {import('./paint.js').Tones | undefined} */
  tones = undefined;

  constructor() {
    this.band = h("div", { class: "ia-tl-band" });
    // Two sheets as wide as the plot, one within the other: what is in both is in the window. Where they lie is told to
    // the graphics card alone; a clip of changing size would have the browser paint the plot anew.
    this.inner = h("div", { class: "ia-tl-lens" });
    this.lens = h("div", { class: "ia-tl-lens" }, [this.inner]);
    this.pointed = h("div", { class: "ia-tl-pointed", hidden: true }); // the incident under the pointer on the map
    this.mark = h("div", { class: "ia-tl-mark-strip" }); // the window on the overview
    this.nodes = Object.fromEntries(PARTS.map(([part, label]) => [part, sliderNode(part, label)]));
    this.flags = { start: new Flag(true), end: new Flag(false) };
    this.nodes.start.append(this.flags.start.node);
    this.nodes.end.append(this.flags.end.node);
  }

  /** @param {EventTarget | null} target @returns {Part | null} */
  partAt(target) {
    const node = target instanceof Element ? target.closest("[data-part]") : null;
    return /** @type {Part | null} */ (node?.getAttribute("data-part") ?? null);
  }

  /** What shows in the window only, as large as the plot. @param {HTMLElement[]} nodes */
  light(nodes) {
    this.lit = this.inner.appendChild(h("div", { class: "ia-tl-lens" }, nodes));
  }

  /**
   * Put everything in its place. Only styles and attributes are written, nothing is measured.
   *
   * @param {Span} window @param {number} glide part of a day that playing is ahead
   * @param {boolean} growing then only the end glides @param {Scale} scale @param {number} width of the plot
   */
  place(window, glide, growing, scale, width) {
    const within = (/** @type {number} */ x) => Math.min(Math.max(x, scale.left), scale.right);
    const from = within(scale.x(window.start + (growing ? 0 : glide)));
    const to = Math.max(within(scale.x(window.end + 1 + glide)), from);
    const middle = (from + to) / 2;
    const half = Math.max((to - from) / 2, LEAST_BODY / 2);
    const [left, right] = [crisp(from), crisp(to)];
    shift(this.lens, right - width);
    shift(this.inner, left - right + width);
    if (this.lit) shift(this.lit, -left);
    move(this.nodes.whole, middle - half, half * 2);
    shift(this.nodes.start, left);
    shift(this.nodes.end, right);
    this.flags.start.turn(left < WIDTH);
    this.flags.start.show(shortDate(window.start), this.tones);
    this.flags.end.turn(right > width - WIDTH);
    this.flags.end.show(shortDate(window.end), this.tones);
    this.nodes.start.classList.toggle(
      "ia-tl-outside",
      scale.x(window.start) < scale.left - 1 || scale.x(window.start) > scale.right + 1,
    );
    this.nodes.end.classList.toggle(
      "ia-tl-outside",
      scale.x(window.end + 1) > scale.right + 1 || scale.x(window.end + 1) < scale.left - 1,
    );
  }

  /** @param {Span} window @param {Scale | null} scale null while there is no overview */
  placeMark(window, scale) {
    hide(this.mark, !scale);
    if (!scale) return;
    const left = Math.max(scale.left, stripX(scale, window.start));
    move(this.mark, crisp(left), Math.max(2, Math.min(scale.right, stripX(scale, window.end + 1)) - left));
  }

  /** @param {Span | null} days when the incident can have been @param {Scale} scale */
  point(days, scale) {
    hide(this.pointed, !days);
    if (days) move(this.pointed, scale.x(days.start), Math.max(3, scale.x(days.end + 1) - scale.x(days.start)));
  }

  /** What the sliders say. @param {Span} window @param {Span} bounds */
  say(window, bounds) {
    const { start, end, whole } = this.nodes;
    slide(start, bounds.start, window.end, window.start, longDate(window.start));
    slide(end, window.start, bounds.end, window.end, longDate(window.end));
    const last = Math.max(bounds.start, bounds.end - (window.end - window.start));
    slide(whole, bounds.start, last, window.start, longSpan(window, " to "));
  }
}

/** @param {Part} part @param {string} label */
function sliderNode(part, label) {
  const node = h("button", {
    type: "button",
    role: "slider",
    class: `ia-tl-${part === "whole" ? "window" : `handle ia-tl-${part}`}`,
    "data-part": part,
    "aria-label": label,
    "aria-orientation": "horizontal",
  });
  if (part !== "whole") node.append(h("span", { class: "ia-tl-grip", "aria-hidden": "true" }));
  return node;
}

/** On the screen's own pixels: what the graphics card moves by parts of one gets blurred. @param {number} x */
function crisp(x) {
  const ratio = globalThis.devicePixelRatio || 1;
  return Math.round(x * ratio) / ratio;
}

const FAR = 8192; // pixels, further than any plot is wide
/** @type {WeakMap<HTMLElement, Animation>} */
const moving = new WeakMap();

/**
 * Moved by an animation that stands still: the graphics card follows it alone. After any other change of place the
 * browser looks through all that is on the page.
 * @param {HTMLElement} node @param {number} x
 */
function shift(node, x) {
  let animation = moving.get(node);
  if (!animation) {
    const path = [-FAR, FAR].map((to) => ({ transform: `translateX(${to}px)` }));
    animation = node.animate(path, { duration: 2 * FAR, fill: "both" });
    animation.pause();
    moving.set(node, animation);
  }
  if (animation.currentTime !== x + FAR) animation.currentTime = x + FAR;
}

/** @param {HTMLElement} node @param {number} x @param {number} width */
function move(node, x, width) {
  shift(node, x);
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
