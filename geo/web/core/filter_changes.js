// @ts-check
/**
 * A filter with one thing changed, and what in it keeps incidents out.
 * @import {ActorEntry, Facet, Filter, State} from "./types.js"
 * @import {FigureName, FigureRange} from "./figure_range.js"
 * @typedef {{facets: Facet[], actors: ActorEntry[]}} Names
 */
import { isFileColumn } from "./columns.js";
import { FIGURE_NAMES } from "./figure_range.js";
import { withNear } from "./near.js";
import { emptyFilter } from "./store.js";

/** @param {Filter} filter @param {string} id @param {string[]} values @returns {Filter} */
export function withFacet(filter, id, values) {
  const facets = { ...filter.facets, [id]: values };
  if (values.length === 0) delete facets[id];
  return { ...filter, facets };
}

/** @param {Filter} filter @param {FigureName} name @param {FigureRange|null} range @returns {Filter} */
export function withFigure(filter, name, range) {
  const { [name]: _, ...others } = filter.figures;
  return { ...filter, figures: range ? { ...others, [name]: range } : others };
}

/** @param {string[]} list @param {string} value */
export function toggled(list, value) {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}

/** @param {Filter} filter @param {Partial<Filter["actors"]>} patch @returns {Filter} */
export function withActors(filter, patch) {
  return { ...filter, actors: { ...filter.actors, ...patch } };
}

/** As the page opens. @param {State} state @returns {Partial<State>} */
export function nothingSet({ filter, window, opening }) {
  return { filter: { ...emptyFilter(), columns: filter.columns }, window: opening ?? window, match: "possibly" };
}

/** @param {Filter} filter @returns {Filter} */
export const withoutText = (filter) => ({ ...filter, text: "", textMatches: null });

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
  for (const name of FIGURE_NAMES) {
    if (filter.figures[name]) groups.push({ label: `number of ${name}`, without: withFigure(filter, name, null) });
  }
  const { ids, stances } = filter.actors;
  if (ids.length || stances.length)
    groups.push({ label: "actor", without: { ...filter, actors: emptyFilter().actors } });
  if (ids.length && filter.actors.role !== "any") {
    groups.push({ label: "role of the actor", without: withActors(filter, { role: "any" }) });
  }
  if (ids.length && stances.length) groups.push({ label: "basis of attribution", without: withActors(filter, { stances: [] }) });
  if (filter.text) groups.push({ label: "text", without: withoutText(filter) });
  if (filter.area) groups.push({ label: "area", without: { ...filter, area: null } });
  if (filter.near) groups.push({ label: `distance from ${filter.near.name}`, without: withNear(filter, null) });
  return groups;
}
