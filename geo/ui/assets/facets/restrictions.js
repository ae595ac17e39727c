// @ts-check
/**
 * What a filter restricts, and the same filter without it: as chips one by one, as groups for the ways out of
 * an empty result.
 * @import {Filter, ActorEntry, Facet} from "../panel/types.js"
 * @typedef {{key: string, group: string, label: string, without: Filter}} Restriction
 * @typedef {{facets: Facet[], actors: ActorEntry[], stances: {value: string, label: string}[]}} Names
 */
import { emptyFilter } from "../store.js";

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

/** @param {Filter} filter @param {Names} names @returns {Restriction[]} */
function facetChips(filter, names) {
  return Object.entries(filter.facets).flatMap(([id, values]) => {
    const facet = names.facets.find((other) => other.id === id);
    return values.map((value) => ({
      key: `${id}:${value}`,
      group: facet?.label ?? id,
      label: labelOf(facet?.options ?? [], value),
      without: withFacet(filter, id, toggled(values, value)),
    }));
  });
}

/** @param {Filter} filter @param {Names} names @returns {Restriction[]} */
function actorChips(filter, names) {
  const { ids, role, stances } = filter.actors;
  const chips = ids.map((id) => ({
    key: `actor:${id}`,
    group: "Actor",
    label: names.actors.find((actor) => actor.id === id)?.name ?? id,
    without: withActors(filter, { ids: toggled(ids, id) }),
  }));
  if (role !== "either") {
    const label = role === "target" ? "as target" : "as perpetrator";
    chips.push({ key: "role", group: "Role", label, without: withActors(filter, { role: "either" }) });
  }
  for (const stance of stances) {
    const without = withActors(filter, { stances: toggled(stances, stance) });
    chips.push({ key: `stance:${stance}`, group: "Stance", label: labelOf(names.stances, stance), without });
  }
  return chips;
}

/** Everything that is set, one by one. @param {Filter} filter @param {Names} names @returns {Restriction[]} */
export function activeFilters(filter, names) {
  const chips = [...actorChips(filter, names), ...facetChips(filter, names)];
  if (filter.text)
    chips.unshift({ key: "text", group: "Search", label: `“${filter.text}”`, without: withoutText(filter) });
  if (filter.area)
    chips.push({ key: "area", group: "Area", label: "drawn on the map", without: { ...filter, area: null } });
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

/** @param {Filter} filter @returns {Filter} */
const withoutText = (filter) => ({ ...filter, text: "", textMatches: null });

/** What keeps incidents out, by group: values of one group widen, so only a whole group is worth taking off.
 * @param {Filter} filter @param {Names} names @returns {{label: string, without: Filter}[]} */
export function restrictions(filter, names) {
  const groups = Object.keys(filter.facets)
    .filter((id) => filter.facets[id].length)
    .map((id) => ({
      label: (names.facets.find((facet) => facet.id === id)?.label ?? id).toLowerCase(),
      without: withFacet(filter, id, []),
    }));
  const { ids, stances } = filter.actors;
  if (ids.length || stances.length)
    groups.push({ label: "actor", without: { ...filter, actors: emptyFilter().actors } });
  if (ids.length && filter.actors.role !== "either") {
    groups.push({ label: "role of the actor", without: withActors(filter, { role: "either" }) });
  }
  if (ids.length && stances.length) groups.push({ label: "stance", without: withActors(filter, { stances: [] }) });
  if (filter.text) groups.push({ label: "text", without: withoutText(filter) });
  if (filter.area) groups.push({ label: "area", without: { ...filter, area: null } });
  return groups;
}
