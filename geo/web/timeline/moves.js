// @ts-check
/**
 * How the window moves: pure functions from one window to the next. At least one day, never out of bounds.
 *
 * @typedef {import('./types.js').Span} Span
 * @typedef {import('./types.js').Unit} Unit
 * @typedef {import('./types.js').Edge} Edge
 * @typedef {import('./types.js').Part} Part
 */

import { addMonths, floorTo, nextUnit } from "../core/dates.js";
import { nearest } from "./scale.js";

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high));

/**
 * One edge to a day; it stops at the other edge.
 * @param {Span} window
 * @param {Edge} edge
 * @param {number} day
 * @param {Span} bounds
 * @returns {Span}
 */
export function setEdge(window, edge, day, bounds) {
  return edge === "start"
    ? { start: clamp(day, bounds.start, window.end), end: window.end }
    : { start: window.start, end: clamp(day, window.start, bounds.end) };
}

/**
 * The whole window to a first day; its length stays.
 * @param {Span} window
 * @param {number} start
 * @param {Span} bounds
 * @returns {Span}
 */
export function setStart(window, start, bounds) {
  const length = Math.min(window.end - window.start, bounds.end - bounds.start);
  const first = clamp(start, bounds.start, bounds.end - length);
  return { start: first, end: first + length };
}

/**
 * @param {Span} window
 * @param {Edge} edge
 * @param {number} at day with a fraction
 * @param {Unit} unit
 * @param {Span} bounds
 */
export function dragEdge(window, edge, at, unit, bounds) {
  const boundary = nearest(at, unit);
  return setEdge(window, edge, edge === "start" ? boundary : boundary - 1, bounds);
}

/**
 * The whole window dragged. One that covers whole units keeps covering as many (three months stay three months).
 *
 * @param {Span} window @param {number} at where its first day would be, with a fraction
 * @param {Unit} unit @param {Span} bounds @returns {Span}
 */
export function dragWhole(window, at, unit, bounds) {
  const start = nearest(at, unit);
  const units = wholeUnits(window, unit);
  if (!units) return setStart(window, start, bounds);
  const end = nextUnit(start, unit, units) - 1;
  return start < bounds.start || end > bounds.end ? setStart(window, start, bounds) : { start, end };
}

/**
 * A new window from one day to another: all units that the pointer touched.
 * @param {number} from
 * @param {number} to
 * @param {Unit} unit
 * @param {Span} bounds
 * @returns {Span}
 */
export function drawn(from, to, unit, bounds) {
  const first = floorTo(Math.min(from, to), unit);
  const last = nextUnit(floorTo(Math.max(from, to), unit), unit) - 1;
  const start = clamp(first, bounds.start, bounds.end);
  return { start, end: clamp(last, start, bounds.end) };
}

/**
 * How many whole units a window covers; 0 when it cuts one.
 * @param {Span} window
 * @param {Unit} unit
 */
function wholeUnits(window, unit) {
  if (floorTo(window.start, unit) !== window.start || floorTo(window.end + 1, unit) !== window.end + 1) return 0;
  const average = { day: 1, week: 7, month: 30.44, year: 365.25 }[unit];
  return Math.round((window.end + 1 - window.start) / average);
}

/**
 * @param {Span} window
 * @param {Part} part
 * @param {number} days
 * @param {number} months
 * @param {Span} bounds
 * @returns {Span}
 */
export function shift(window, part, days, months, bounds) {
  const moved = (/** @type {number} */ day) => (months ? addMonths(day, months) : day + days);
  if (part === "whole") return setStart(window, moved(window.start), bounds);
  return setEdge(window, part, moved(window[part]), bounds);
}

/**
 * Home and End.
 * @param {Span} window
 * @param {Part} part
 * @param {Edge} to
 * @param {Span} bounds
 * @returns {Span}
 */
export function toLimit(window, part, to, bounds) {
  if (part !== "whole") return setEdge(window, part, bounds[to], bounds);
  return setStart(window, to === "start" ? bounds.start : bounds.end - (window.end - window.start), bounds);
}

/**
 * The window after a key, or null when the key means nothing here.
 *
 * @param {KeyboardEvent} event @param {Span} window @param {Part} part @param {Span} bounds @returns {Span | null}
 */
export function keyed(event, window, part, bounds) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const days = event.shiftKey ? 7 : 1;
  switch (event.key) {
    case "ArrowRight":
    case "ArrowUp":
      return shift(window, part, days, 0, bounds);
    case "ArrowLeft":
    case "ArrowDown":
      return shift(window, part, -days, 0, bounds);
    case "PageUp":
      return shift(window, part, 0, 1, bounds);
    case "PageDown":
      return shift(window, part, 0, -1, bounds);
    case "Home":
      return toLimit(window, part, "start", bounds);
    case "End":
      return toLimit(window, part, "end", bounds);
    default:
      return null;
  }
}
