// @ts-check
/**
 * The steps of time by which cells are counted. As fine as the time axis shows (what a dragged edge snaps to), over as
 * much time as the axis can reach, and cut where the window's own edges fall between two steps: so every sum over
 * steps is exact, and a day is never asked of twenty years.
 *
 * @typedef {import('../store.js').Window} Span
 * @typedef {'day'|'week'|'month'} StepUnit
 * @typedef {{unit: StepUnit, since: number, until: number, cuts: number[]}} Ruler  days, both counted
 * @typedef {{unit: StepUnit, from: number, to: number}} Axis  what of the time axis is in view
 */
import { dayOf, floorTo, nextUnit, parts } from "../timeline/dates.js";

/** Years that a block of steps takes in; blocks lie on a fixed grid, so that neighbours ask for the same ones. */
const BLOCK = { day: 1, week: 4 };

/**
 * @param {Axis} axis
 * @param {Span} window  at rest
 * @param {Span} span  all there is
 * @returns {Ruler}
 */
export function rulerFor(axis, window, span) {
  const start = Math.max(window.start, span.start);
  const end = Math.min(window.end, span.end);
  const { unit } = axis;
  const block = unit === "month" ? null : blockOf(axis, BLOCK[unit]);
  const fits = block && start >= block.since && end <= block.until;
  const { since, until } = fits ? block : { since: floorTo(span.start, "month"), until: nextUnit(floorTo(span.end, "month"), "month") - 1 };
  const steps = fits ? unit : "month";
  const cuts = [start, end + 1].filter((day) => day > since && day <= until && floorTo(day, steps) !== day);
  return { unit: steps, since, until, cuts: [...new Set(cuts)] };
}

/** @param {Axis} axis @param {number} years */
function blockOf({ from, to, unit }, years) {
  const first = Math.floor(parts(from).year / years) * years;
  const last = (Math.floor(parts(to - 1).year / years) + 1) * years;
  return { since: floorTo(dayOf(first, 0, 1), unit), until: floorTo(dayOf(last, 0, 1), unit) - 1 };
}

/** The ruler as a part of an address. @param {Ruler} ruler @returns {[string, string][]} */
export function rulerQuery({ unit, since, until, cuts }) {
  return [["unit", unit], ["since", String(since)], ["until", String(until)], ["cut", cuts.join(",")]];
}

/**
 * The steps that a window takes in, numbered from 1. Where an edge falls into a step (only while a hand moves it, and then only by the part of a step), the nearer side
 * counts.
 * @param {Int32Array} edges  first days of the steps, and the day after the last
 * @param {Span} window
 * @returns {[number, number]} first and last, both counted
 */
export function stepsOf(edges, { start, end }) {
  if (end < edges[0] || start >= edges[edges.length - 1]) return [1, 0];
  const first = Math.min(edges.length - 1, nearestEdge(edges, start) + 1);
  return [first, Math.max(first, nearestEdge(edges, end + 1))];
}

/** Whether sums for this window are exact. @param {Int32Array} edges @param {Span} window */
export function onSteps(edges, { start, end }) {
  const last = edges.length - 1;
  const at = (/** @type {number} */ day) => edges[nearestEdge(edges, day)] === day;
  return (start <= edges[0] || at(start)) && (end + 1 >= edges[last] || at(end + 1));
}

/** @param {Int32Array} edges @param {number} day */
function nearestEdge(edges, day) {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low > 0 && day - edges[low - 1] < edges[low] - day ? low - 1 : low;
}
