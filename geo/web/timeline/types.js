// @ts-check
/**
 * The shapes the timeline works with. Days are whole calendar days since 1970-01-01, without a time zone.
 *
 * @typedef {import("../core/store.js").Window} Span  first and last day, both inclusive
 * @typedef {import("../core/store.js").State} State
 * @typedef {import("../core/store.js").Store} Store
 * @typedef {"day" | "week" | "month" | "year"} Unit
 * @typedef {"start" | "end"} Edge
 * @typedef {Edge | "whole"} Part  which part of the window is moved
 */

/** How `select` names what is past; the map draws it. */
export const TRACES = /** @type {const} */ ([
  ["none", "Past hidden"],
  ["fade", "Fade earlier events"],
  ["keep", "Keep earlier events"],
]);
