// @ts-check
/**
 * Drawing on the two canvases: below, everything that stays while the window moves, bars muted; above, the same bars
 * in full colour, of which the browser shows the part inside the window. A step of the window paints nothing.
 *
 * @typedef {import('./bins.js').Bins} Bins
 * @typedef {import('../source/tally.js').Tally} Tally
 * @typedef {import('./scale.js').Scale} Scale
 * @typedef {import('./types.js').Unit} Unit
 *
 * @typedef {{paper: string, ink: string, muted: string, rule: string, accent: string, font: string}} Tones
 * @typedef {{
 *   width: number, height: number, top: number, base: number, laneHeight: number, lanes: number,
 *   axis: number, strip: number,
 * }} Layout  bars stand on `base`, under it the span lines; the axis labels from `axis`, the overview from `strip`
 *   (0: none)
 * @typedef {{
 *   scale: Scale, layout: Layout, tones: Tones, colours: string[], bins: Bins, unit: Unit,
 *   tally: Tally, spans: number[], lane: number[],
 * }} Scene
 */

import { hatch, lightBox, paintKeys } from "./fills.js";
import { placedTicks } from "./ticks.js";

const LABEL = 11;
const HEAD = 13; // room over the bars for the label of the topmost line
const AXIS = 16;
const LANE = 3.5;
const MOST_LANES = 3;
const SMALL = 70; // a plot lower than this does without the overview
const STRIP = 8;
const LEAST_BRICK = 5; // incidents are set apart as bricks when each has at least this height

/**
 * @param {number} width
 * @param {number} height
 * @param {number} lanes
 * @param {boolean} zoomed
 * @returns {Layout}
 */
export function layoutOf(width, height, lanes, zoomed) {
  const small = height < SMALL;
  const strip = zoomed && !small ? height - STRIP : 0;
  const axis = (strip || height) - AXIS;
  const room = Math.min(lanes, small ? 2 : MOST_LANES);
  return {
    width,
    height,
    top: HEAD,
    base: axis - (room ? room * LANE + 2 : 1),
    laneHeight: LANE,
    lanes: room,
    axis,
    strip,
  };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @returns {CanvasRenderingContext2D | null} cleared, in CSS pixels
 */
export function prepare(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

/** The bars and the span lines: acts stand on the base, context on top of them. @param {CanvasRenderingContext2D} context @param {Scene} scene */
export function paintBars(context, scene) {
  const { scale, layout, bins, colours, tones } = scene;
  const height = layout.base - layout.top;
  const perOne = height / Math.max(1, bins.most);
  const hatches = colours.map((colour) => hatch(context, colour, tones.paper));
  context.save();
  context.beginPath();
  context.rect(scale.left, 0, scale.right - scale.left, layout.axis);
  context.clip();
  for (let b = 0; b < bins.count; b++) {
    const left = scale.x(bins.first[b]);
    const full = scale.x(bins.first[b + 1]) - left;
    const width = full - (full > 14 ? 2 : full > 3 ? 1 : 0);
    let y = layout.base;
    const segment = (/** @type {number} */ weight, /** @type {string | CanvasPattern} */ fill) => {
      if (!weight) return;
      context.fillStyle = fill;
      context.fillRect(left, y - weight * perOne, width, weight * perOne);
      y -= weight * perOne;
    };
    const lightly = (/** @type {number} */ weight, /** @type {string | CanvasPattern} */ fill, /** @type {string} */ colour) => {
      if (!weight) return;
      y -= weight * perOne;
      lightBox(context, [left, y, width, weight * perOne], fill, colour);
    };
    bins.sure.forEach((bars, c) => segment(bars[b], colours[c]));
    if (perOne >= LEAST_BRICK) joints(context, left, width, layout.base, y, perOne, tones.paper);
    bins.unsure.forEach((bars, c) => segment(bars[b], hatches[c]));
    if (!bins.context) continue;
    const acts = y;
    bins.context.sure.forEach((bars, c) => lightly(bars[b], colours[c], colours[c]));
    if (perOne >= LEAST_BRICK) joints(context, left, width, acts, y, perOne, tones.paper);
    bins.context.unsure.forEach((bars, c) => lightly(bars[b], hatches[c], colours[c]));
  }
  paintSpans(context, scene);
  context.restore();
}

/**
 * The lines that set single incidents apart.
 * @param {CanvasRenderingContext2D} context
 * @param {number} left
 * @param {number} width
 * @param {number} base
 * @param {number} top
 * @param {number} step
 * @param {string} paper
 */
function joints(context, left, width, base, top, step, paper) {
  context.fillStyle = paper;
  for (let y = base - step; y > top + 0.5; y -= step) context.fillRect(left, y - 0.5, width, 1);
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene */
function paintSpans(context, { scale, layout, colours, tally, spans, lane }) {
  if (!layout.lanes) return;
  spans.forEach((i, k) => {
    const y = layout.base + 3.5 + (lane[k] % layout.lanes) * layout.laneHeight;
    const left = scale.x(tally.start[i]);
    const width = Math.max(3, scale.x(tally.end[i] + 1) - left - 1);
    context.fillStyle = colours[tally.colourOf(i)];
    context.fillRect(left, y - 0.75, width, 1.5);
    context.fillRect(left, y - 2, 1.25, 4);
    context.fillRect(left + width - 1.25, y - 2, 1.25, 4);
  });
}

/**
 * The count of the tallest bar, as a line with its unit.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
export function paintGrid(context, { scale, layout, bins, tones, unit, tally }) {
  const most = Math.max(1, bins.most);
  const value = Math.floor(most + 1e-6);
  const y = Math.round(layout.base - ((layout.base - layout.top) * value) / most) - 0.5;
  context.fillStyle = tones.rule;
  context.fillRect(scale.left, y, scale.right - scale.left, 1);
  context.fillStyle = tones.ink;
  context.globalAlpha = 0.55;
  context.fillRect(scale.left, layout.base, scale.right - scale.left, 1);
  context.globalAlpha = 1;
  context.font = `${LABEL}px ${tones.font}`;
  context.textBaseline = "alphabetic";
  context.fillStyle = tones.muted;
  const noun = value === 1 ? "incident" : "incidents";
  context.fillText(`${value.toLocaleString("en-GB")} ${noun} a ${unit}`, scale.left, layout.top - 4);
  paintKeys(context, { scale, layout, bins, tones, tally });
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene */
export function paintAxis(context, { scale, layout, tones }) {
  const face = (/** @type {boolean} */ major) => `${major ? 600 : 400} ${LABEL}px ${tones.font}`;
  context.font = face(true);
  const widthOf = (/** @type {string} */ text) => context.measureText(text).width;
  let covered = -Infinity; // the right end of the last label: no tick is drawn through it
  for (const { x, label, major } of placedTicks(scale, widthOf)) {
    context.fillStyle = tones.muted;
    context.globalAlpha = label ? 0.8 : 0.45;
    if (x >= scale.left && x > covered) context.fillRect(Math.round(x) - 0.5, layout.axis, 1, label ? 13 : 4);
    context.globalAlpha = 1;
    if (!label) continue;
    covered = x + 4 + widthOf(label);
    context.font = face(major);
    context.fillStyle = major ? tones.ink : tones.muted;
    context.fillText(label, x + 4, layout.axis + 12);
  }
}
