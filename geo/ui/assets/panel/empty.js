// @ts-check
/**
 * When nothing matches: which one restriction to take off, and how many incidents that would show.
 * @import {Columns, Filter, State, Store} from "./types.js"
 * @typedef {{label: string, count: number, patch: Partial<State>}} WayOut
 */
import { h, refill } from "../dom.js";
import { computeMask, countShown } from "../filter.js";
import { emptyFilter } from "../store.js";
import { restrictions } from "../facets/restrictions.js";
import { dayWords, numberWords } from "./words.js";

/** @param {State} state @param {Columns} columns @returns {WayOut[]} */
export function waysOut(state, columns) {
  const { filter, window, match } = state;
  const { span } = columns.header;
  /** @param {Partial<Pick<State, "filter"|"window"|"match">>} patch */
  const count = (patch) => {
    const mask = computeMask(columns, patch.filter ?? filter);
    return countShown(columns, mask, patch.window ?? window, patch.match ?? match).shown;
  };
  /** @type {[string, Partial<Pick<State, "filter"|"window"|"match">>][]} */
  const ways = restrictions(filter, columns.header)
    .map(({ label, without }) => [`Any ${label}`, { filter: without }]);
  ways.push([`All dates, ${dayWords(span.start)} to ${dayWords(span.end)}`, { window: span }]);
  if (match === "certainly") ways.push(["Dates that possibly fall within", { match: "possibly" }]);
  if (!filter.background) ways.push(["With background events", { filter: { ...filter, background: true } }]);
  return ways.map(([label, patch]) => ({ label, patch, count: count(patch) }))
    .filter((way) => way.count > 0).sort((a, b) => b.count - a.count);
}

/** @param {HTMLElement} element @param {Store} store */
export function fillEmpty(element, store) {
  const state = store.get();
  const { columns } = state;
  if (!columns) return;
  const ways = waysOut(state, columns);
  /** @param {Partial<State>} patch */
  const take = (patch) => {
    store.set(patch);
    store.commit();
  };
  const everything = { filter: emptyFilter(), window: columns.header.span, match: /** @type {const} */ ("possibly") };
  refill(element,
    h("h3", null, "Nothing matches"),
    h("p", null, ways.length ? "Each of these alone would bring incidents back:"
      : "No single change brings incidents back: several filters hold at once."),
    h("ul", { class: "ia-ways" }, ways.map((way) => h("li", null,
      h("button", { type: "button", class: "ia-way", onclick: () => take(way.patch) }, way.label),
      h("span", { class: "ia-way-count" }, numberWords(way.count))))),
    h("button", { type: "button", class: "ia-link", onclick: () => take(everything) }, "Show all incidents of all dates"));
}
