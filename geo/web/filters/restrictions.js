// @ts-check
/**
 * What a filter restricts, and the same filter without it: as chips one by one, as groups for the ways out of
 * an empty result.
 * @import {Columns, Filter, ActorEntry, Facet, State} from "../core/types.js"
 * @typedef {{key: string, group: string, label: string, without: Filter}} Restriction
 * @typedef {{key: string, group: string, label: string, patch: Partial<State>}} Chip
 * @typedef {{facets: Facet[], actors: ActorEntry[], stances: {value: string, label: string}[],
 *            roles: {value: string, label: string}[]}} Names
 */
import { areaWords } from "../area/words.js";
import { emptyFilter } from "../core/store.js";
import { isFileColumn } from "./file_columns.js";
import { longDate, shortDate } from "../core/dates.js";

/** @param {Filter} filter @param {string} id @param {string[]} values @returns {Filter} */
export function withFacet(filter, id, values) {
  const facets = { ...filter.facets, [id]: values };
  if (values.length === 0) delete facets[id];
  return { ...filter, facets };
}

/** @param {string[]} list @param {string} value */
export function toggled(list, value) {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}

/** @param {Filter} filter @param {Partial<Filter["actors"]>} patch @returns {Filter} */
export function withActors(filter, patch) {
  return { ...filter, actors: { ...filter.actors, ...patch } };
}

/** @param {{value: string, label: string}[]} options @param {string} value */
const labelOf = (options, value) => options.find((option) => option.value === value)?.label ?? value;

/** In the order of the options, in whatever order they were chosen. @param {string[]} values @param {{value: string}[]} options */
function inOrder(values, options) {
  const place = new Map(options.map(({ value }, k) => [value, k]));
  return [...values].sort((a, b) => (place.get(a) ?? Infinity) - (place.get(b) ?? Infinity) || (a < b ? -1 : 1));
}

/** @param {Filter} filter @param {Names} names @returns {Restriction[]} */
function facetChips(filter, names) {
  return names.facets.flatMap(({ id, label, options }) => {
    const values = filter.facets[id] ?? [];
    return inOrder(values, options).map((value) => ({
      key: `${id}:${value}`,
      group: label,
      label: labelOf(options, value),
      without: withFacet(filter, id, toggled(values, value)),
    }));
  });
}

/** @param {Filter} filter @param {Names} names @returns {Restriction[]} */
function actorChips(filter, names) {
  const { ids, role, stances } = filter.actors;
  const chips = [...ids].sort().map((id) => ({
    key: `actor:${id}`,
    group: "Actor",
    label: names.actors.find((actor) => actor.id === id)?.name ?? id,
    without: withActors(filter, { ids: toggled(ids, id) }),
  }));
  if (role !== "any") {
    const label = labelOf(names.roles, role).toLowerCase();
    chips.push({ key: "role", group: "Role", label, without: withActors(filter, { role: "any" }) });
  }
  for (const stance of inOrder(stances, names.stances)) {
    const without = withActors(filter, { stances: toggled(stances, stance) });
    chips.push({ key: `stance:${stance}`, group: "Basis", label: labelOf(names.stances, stance), without });
  }
  return chips;
}

/** Dates that are not those the page opens on, and how they are meant. @param {State} state @returns {Chip[]} */
function dateChips({ window, opening, match }) {
  /** @type {Chip[]} */
  const chips = [];
  if (opening && (window.start !== opening.start || window.end !== opening.end)) {
    const label = window.start === window.end ? shortDate(window.start) : `${shortDate(window.start)} – ${shortDate(window.end)}`;
    chips.push({ key: "dates", group: "Dates", label, patch: { window: opening } });
  }
  if (match === "certainly") {
    chips.push({ key: "match", group: "Dates", label: "certainly within", patch: { match: "possibly" } });
  }
  return chips;
}

/** @param {Filter} filter @param {Names} names @returns {Restriction[]} */
function filterChips(filter, names) {
  const chips = [...actorChips(filter, names), ...facetChips(filter, names)];
  if (filter.text)
    chips.unshift({ key: "text", group: "Search", label: `“${filter.text}”`, without: withoutText(filter) });
  if (filter.knownOn) {
    const label = longDate(dayNumber(filter.knownOn));
    chips.unshift({ key: "known", group: "Known as of", label, without: { ...filter, knownOn: null } });
  }
  if (filter.area)
    chips.push({ key: "area", group: "Area", label: areaWords(filter.area), without: { ...filter, area: null } });
  if (filter.background) {
    chips.push({
      key: "background",
      group: "Also",
      label: "background events",
      without: { ...filter, background: false },
    });
  }
  return chips;
}

/** Everything that is set, one by one. @param {State} state @param {Columns} columns @returns {Chip[]} */
export function activeFilters(state, columns) {
  const chips = filterChips(state.filter, columns.header);
  return [...dateChips(state), ...chips.map(({ without, ...chip }) => ({ ...chip, patch: { filter: without } }))];
}

/** As the page opens. @param {State} state @returns {Partial<State>} */
export function nothingSet({ filter, window, opening }) {
  return { filter: { ...emptyFilter(), columns: filter.columns }, window: opening ?? window, match: "possibly" };
}

/** Days since 1970-01-01. @param {string} iso */
const dayNumber = (iso) => Date.parse(iso) / 86_400_000;

/** @param {Filter} filter @returns {Filter} */
const withoutText = (filter) => ({ ...filter, text: "", textMatches: null });

/** The name of a facet for the middle of a sentence; a person's own name is left as it is. @param {string} id @param {string} label */
const inSentence = (id, label) => (isFileColumn(id) ? `“${label}”` : label.toLowerCase());

/** What keeps incidents out, by group: values of one group widen, so only a whole group is worth taking off.
 * @param {Filter} filter @param {Names} names @returns {{label: string, without: Filter}[]} */
export function restrictions(filter, names) {
  const groups = Object.keys(filter.facets)
    .filter((id) => filter.facets[id].length)
    .map((id) => ({
      label: inSentence(id, names.facets.find((facet) => facet.id === id)?.label ?? id),
      without: withFacet(filter, id, []),
    }));
  const { ids, stances } = filter.actors;
  if (ids.length || stances.length)
    groups.push({ label: "actor", without: { ...filter, actors: emptyFilter().actors } });
  if (ids.length && filter.actors.role !== "any") {
    groups.push({ label: "role of the actor", without: withActors(filter, { role: "any" }) });
  }
  if (ids.length && stances.length) groups.push({ label: "basis of attribution", without: withActors(filter, { stances: [] }) });
  if (filter.text) groups.push({ label: "text", without: withoutText(filter) });
  if (filter.area) groups.push({ label: "area", without: { ...filter, area: null } });
  return groups;
}
