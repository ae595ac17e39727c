// @ts-check
/**
 * The steps of time by which cells are counted. As fine as the time axis shows (what a dragged edge snaps to), over as
 * much time as the axis can reach, and cut where the window's own edges fall between two steps: so every sum over
 * steps is exact, and a day is never asked of twenty years. Around a window that is hardly longer than a step, days are
 * told singly: else it would take in whole steps, many times what it holds, as soon as a hand moves it.
 *
 * @typedef {import('../core/store.js').Window} Span
 * @typedef {'day'|'week'|'month'} StepUnit
 * @typedef {{unit: StepUnit, since: number, until: number, cuts: number[], near: number[]}} Ruler  days, both counted;
 *   near: first and last of those that are told singly, or none
 * @typedef {{unit: StepUnit, from: number, to: number}} Axis  what of the time axis is in view
 */
import { dayOf, floorTo, nextUnit, parts } from "../core/dates.js";

/** Years that a block of steps takes in; blocks lie on a fixed grid, so that neighbours ask for the same ones. */
const BLOCK = { day: 1, week: 4 };
const SHORT = { day: 0, week: 14, month: 62 }; // days of a window that is hardly longer than a step
const AROUND = 183; // days to either side that it can be moved, at the least

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
  const near = end >= start && end - start < SHORT[steps] ? yearsAround(start, end, since, until) : [];
  // The window's own edges, also where it reaches beyond all there is (to the end of a month): else it would count as
  // one that falls between two steps.
  const cuts = [window.start, window.end + 1].filter((day) => day > since && day <= until && floorTo(day, steps) !== day);
  return { unit: steps, since, until, cuts: near.length ? [] : [...new Set(cuts)], near };
}

/** Whole years, so that neighbours ask for the same ones. @param {number} start @param {number} end @param {number} since @param {number} until */
function yearsAround(start, end, since, until) {
  const first = dayOf(parts(start - AROUND).year, 0, 1);
  const last = dayOf(parts(end + AROUND).year + 1, 0, 1) - 1;
  return [Math.max(since, first), Math.min(until, last)];
}

/** @param {Axis} axis @param {number} years */
function blockOf({ from, to, unit }, years) {
  const first = Math.floor(parts(from).year / years) * years;
  const last = (Math.floor(parts(to - 1).year / years) + 1) * years;
  return { since: floorTo(dayOf(first, 0, 1), unit), until: floorTo(dayOf(last, 0, 1), unit) - 1 };
}

/** The ruler as a part of an address. @param {Ruler} ruler @returns {[string, string][]} */
export function rulerQuery({ unit, since, until, cuts, near }) {
  return [["unit", unit], ["since", String(since)], ["until", String(until)], ["cut", cuts.join(",")], ["singly", near.join(",")]];
}

/**
 * The steps that a window takes in, numbered from 1. Where an edge falls into a step (only while a hand moves it, and
 * then only by the part of a step), the nearer side counts.
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
