// @ts-check
/**
 * When nothing matches: which one restriction to take off, and how many incidents that would show.
 * @import {Columns, Filter, State, Store} from "../core/types.js"
 * @typedef {{label: string, count: number, patch: Partial<State>}} WayOut
 */
import { h, refill } from "../core/dom.js";
import { computeMask, countShown } from "../core/filter.js";
import { emptyFilter } from "../core/store.js";
import { restrictions } from "../filters/restrictions.js";
import { dayWords, numberWords } from "../core/words.js";

const MOST = 6; // ways that are offered
const PAIRS_UP_TO = 100_000; // incidents up to which two restrictions are tried off together

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
  const ways = restrictions(filter, columns.header).map(({ label, without }) => [`Any ${label}`, { filter: without }]);
  ways.push([`All dates, ${dayWords(span.start)} to ${dayWords(span.end)}`, { window: span }]);
  if (match === "certainly") ways.push(["Dates that possibly fall within", { match: "possibly" }]);
  if (!filter.background) ways.push(["With background events", { filter: { ...filter, background: true } }]);
  const found = counted(ways);
  return found.length ? found : counted(columns.n > PAIRS_UP_TO ? [] : pairs(filter, columns));

  /** @param {[string, Partial<Pick<State, "filter"|"window"|"match">>][]} these */
  function counted(these) {
    return these
      .map(([label, patch]) => ({ label, patch, count: count(patch) }))
      .filter((way) => way.count > 0)
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST);
  }
}

/** Two restrictions off at once. @param {Filter} filter @param {Columns} columns @returns {[string, {filter: Filter}][]} */
function pairs(filter, columns) {
  return restrictions(filter, columns.header).flatMap((first) =>
    restrictions(first.without, columns.header)
      .filter((second) => first.label < second.label)
      .map(
        (second) =>
          /** @type {[string, {filter: Filter}]} */ ([
            `Any ${first.label} and any ${second.label}`,
            { filter: second.without },
          ]),
      ),
  );
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
  const today = { filter: { ...state.filter, knownOn: null } };
  const everything = { filter: { ...emptyFilter(), columns: state.filter.columns }, window: columns.header.span, match: /** @type {const} */ ("possibly") };
  refill(
    element,
    h("h3", null, "Nothing matches"),
    h(
      "p",
      null,
      ways.length || state.filter.knownOn !== null
        ? "Each of these would bring incidents back:"
        : "No single change brings incidents back: several filters hold at once.",
    ),
    h(
      "ul",
      { class: "ia-ways" },
      ways.map((way) =>
        h(
          "li",
          null,
          h("button", { type: "button", class: "ia-way", onclick: () => take(way.patch) }, way.label),
          h("span", { class: "ia-way-count" }, numberWords(way.count)),
        ),
      ),
      // What was told later isn't here to be counted: the server brings it.
      state.filter.knownOn === null
        ? []
        : h("li", null, h("button", { type: "button", class: "ia-way", onclick: () => take(today) }, "All that is known today")),
    ),
    h(
      "button",
      { type: "button", class: "ia-link", onclick: () => take(everything) },
      "Show all incidents of all dates",
    ),
  );
}
