// @ts-check
/**
 * Where nothing matches: the single changes that may bring incidents back. A source counts what each would show.
 * @import {Filter, State} from "../core/types.js"
 * @import {Header} from "../core/columns.js"
 * @import {WayBack} from "./source.js"
 * @typedef {Partial<Pick<State, "filter"|"window"|"match">>} Change
 * @typedef {{label: string, patch: Change}} Way
 */
import { restrictions } from "../core/filter_changes.js";
import { dayWords } from "../core/words.js";

const MOST = 6; // ways that are offered

/** @param {State} state @param {Header} header @returns {Way[]} */
export function singleChanges({ filter, match }, header) {
  const { span } = header;
  /** @type {Way[]} */
  const ways = restrictions(filter, header).map(({ label, without }) => ({ label: `Any ${label}`, patch: { filter: without } }));
  ways.push({ label: `All dates, ${dayWords(span.start)} to ${dayWords(span.end)}`, patch: { window: span } });
  if (match === "certainly") ways.push({ label: "Dates that possibly fall within", patch: { match: "possibly" } });
  if (!filter.background) ways.push({ label: "With background events", patch: { filter: { ...filter, background: true } } });
  return ways;
}

/** Two restrictions off at once. @param {Filter} filter @param {Header} header @returns {Way[]} */
export function pairsOfChanges(filter, header) {
  return restrictions(filter, header).flatMap((first) =>
    restrictions(first.without, header)
      .filter((second) => first.label < second.label)
      .map((second) => ({ label: `Any ${first.label} and any ${second.label}`, patch: { filter: second.without } })),
  );
}

/** Those that bring any back, the most helpful first. @param {WayBack[]} ways */
export function mostHelpful(ways) {
  return ways
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST);
}
