// @ts-check
/**
 * What a filter restricts, one by one, each with the same filter without it.
 * @import {Filter, ActorEntry, Facet, State} from "../core/types.js"
 * @typedef {{key: string, group: string, label: string, without: Filter}} Restriction
 * @typedef {{key: string, group: string, label: string, patch: Partial<State>}} Chip
 * @typedef {{facets: Facet[], actors: ActorEntry[], stances: {value: string, label: string}[],
 *            roles: {value: string, label: string}[]}} Names
 */
import { areaWords } from "../area/area_words.js";
import { longDate, shortDate } from "../core/dates.js";
import { FIGURE_NAMES, FIGURES, figureWords } from "../core/figure_range.js";
import { toggled, withActors, withFacet, withFigure, withoutText } from "../core/filter_changes.js";
import { nearWords, withNear } from "../core/near.js";

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

/** @param {Filter} filter @returns {Restriction[]} */
function figureChips(filter) {
  return FIGURE_NAMES.flatMap((name) => {
    const asked = filter.figures[name];
    if (!asked) return [];
    return [{ key: name, group: FIGURES[name], label: figureWords(asked), without: withFigure(filter, name, null) }];
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
  const chips = [...actorChips(filter, names), ...facetChips(filter, names), ...figureChips(filter)];
  if (filter.text)
    chips.unshift({ key: "text", group: "Search", label: `“${filter.text}”`, without: withoutText(filter) });
  if (filter.knownOn) {
    const label = longDate(dayNumber(filter.knownOn));
    chips.unshift({ key: "known", group: "Known as of", label, without: { ...filter, knownOn: null } });
  }
  if (filter.area)
    chips.push({ key: "area", group: "Area", label: areaWords(filter.area), without: { ...filter, area: null } });
  if (filter.near) chips.push({ key: "near", group: "Near", label: nearWords(filter.near), without: withNear(filter, null) });
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

/** Everything that is set, one by one. @param {State} state @param {Names} names @returns {Chip[]} */
export function activeFilters(state, names) {
  const chips = filterChips(state.filter, names);
  return [...dateChips(state), ...chips.map(({ without, ...chip }) => ({ ...chip, patch: { filter: without } }))];
}

/** Days since 1970-01-01. @param {string} iso */
const dayNumber = (iso) => Date.parse(iso) / 86_400_000;
