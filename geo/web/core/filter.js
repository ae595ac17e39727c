// @ts-check
/**
 * The filter's meaning in the browser; `geo/filter/apply.py` means the same, and one table of cases tests both.
 *
 * @typedef {import('./columns.js').Columns} Columns
 * @typedef {import('./store.js').Filter} Filter
 * @typedef {import('./store.js').Window} Window
 */
import { keepFigures } from "./figure_range.js";
import { keepNear } from "./near.js";
import { areaMask } from "./within.js";

/** Bases of attribution that put an actor forward as the perpetrator: what counts where the person chose none. */
const NAMING = ["claimed", "attributed", "suspected", "reported"];

/**
 * @param {Columns} columns
 * @param {string} facetId
 * @param {string[]} chosen
 * @param {Uint8Array} mask  changed in place
 */
function keepFacet(columns, facetId, chosen, mask) {
  const facet = columns.header.facets.find(({ id }) => id === facetId);
  if (chosen.length === 0) return;
  if (!facet) {
    mask.fill(0); // of a column that nobody chose no incident has a value
    return;
  }
  const wanted = new Uint8Array(facet.options.length);
  facet.options.forEach((option, index) => {
    if (chosen.includes(option.value)) wanted[index] = 1;
  });
  const { values, offsets } = columns.facet(facetId);
  for (let i = 0; i < columns.n; i++) {
    if (!mask[i]) continue;
    if (!offsets) {
      mask[i] = wanted[values[i]];
      continue;
    }
    let hit = 0;
    for (let k = offsets[i]; k < offsets[i + 1]; k++) hit |= wanted[values[k]];
    mask[i] = hit;
  }
}

/**
 * @param {Columns} columns
 * @param {Filter['actors']} actors
 * @param {Uint8Array} mask  changed in place
 */
function keepActors(columns, { ids, role, stances }, mask) {
  const anyActor = ids.length === 0;
  const byLedger = role === "any" || role === "perpetrator";
  if (anyActor && (stances.length === 0 || !byLedger)) return;
  // The last place stands for "nobody named": an entry about the event itself.
  const wanted = new Uint8Array(columns.header.actors.length + 1).fill(anyActor ? 1 : 0);
  columns.header.actors.forEach(({ id }, index) => {
    if (ids.includes(id)) wanted[index] = 1;
  });
  const stanceSet = new Uint8Array(columns.header.stances.length);
  const chosen = stances.length > 0 ? stances : NAMING;
  columns.header.stances.forEach(({ value, basis }, index) => {
    if (basis && chosen.includes(value)) stanceSet[index] = 1;
  });
  const { claims } = columns;
  const lists = anyActor ? [] : [role === "target" ? null : columns.parties, role === "party" ? null : columns.targets];
  const listed = role === "perpetrator" ? [] : lists.filter((list) => list !== null);
  for (let i = 0; i < columns.n; i++) {
    if (!mask[i]) continue;
    let hit = 0;
    if (byLedger) {
      for (let k = claims.offsets[i]; k < claims.offsets[i + 1]; k++) {
        hit |= wanted[claims.actor[k]] & stanceSet[claims.stance[k]];
      }
    }
    for (const { offsets, actor } of listed) {
      for (let k = offsets[i]; k < offsets[i + 1]; k++) hit |= wanted[actor[k]];
    }
    mask[i] = hit;
  }
}

/**
 * Everything but the window of dates.
 * @param {Columns} columns
 * @param {Filter} filter
 * @param {string} [without]  a facet id, or "actors", "text", "area", "background": left out of the mask
 * @returns {Uint8Array}
 */
export function computeMask(columns, filter, without) {
  const mask = new Uint8Array(columns.n).fill(1);
  const { backgroundKind } = columns.header;
  if (!filter.background && without !== "background" && backgroundKind >= 0) {
    const kinds = columns.facet("kind").values;
    for (let i = 0; i < columns.n; i++) if (kinds[i] === backgroundKind) mask[i] = 0;
  }
  for (const [facetId, chosen] of Object.entries(filter.facets)) {
    if (facetId !== without) keepFacet(columns, facetId, chosen, mask);
  }
  keepFigures(columns, filter.figures, mask);
  if (without !== "actors") keepActors(columns, filter.actors, mask);
  if (filter.textMatches && without !== "text") {
    const found = new Uint8Array(columns.n);
    for (const index of filter.textMatches) found[index] = 1;
    for (let i = 0; i < columns.n; i++) mask[i] &= found[i];
  }
  if (filter.area && without !== "area") areaMask(columns, filter.area, mask);
  keepNear(filter, mask);
  return mask;
}

/**
 * @param {Columns} columns
 * @param {number} i
 * @param {Window} window
 * @param {'possibly'|'certainly'} match
 */
export function inWindow(columns, i, window, match) {
  return match === "possibly"
    ? columns.start[i] <= window.end && columns.end[i] >= window.start
    : columns.start[i] >= window.start && columns.end[i] <= window.end;
}

/** @type {WeakMap<Filter, {columns: Columns, masks: Map<string, Uint8Array>}>} */
const masksOf = new WeakMap();

/**
 * The mask that leaves one facet out, kept as long as the filter is: dragging through dates asks for it again and again.
 * @param {Columns} columns
 * @param {Filter} filter
 * @param {string} facetId
 */
function maskWithout(columns, filter, facetId) {
  let known = masksOf.get(filter);
  if (!known || known.columns !== columns) masksOf.set(filter, (known = { columns, masks: new Map() }));
  const without = filter.facets[facetId]?.length ? facetId : "";
  let mask = known.masks.get(without);
  if (!mask) known.masks.set(without, (mask = computeMask(columns, filter, without)));
  return mask;
}

/**
 * What each option of a facet would leave under all other filters.
 * @param {Columns} columns
 * @param {Filter} filter
 * @param {Window} window
 * @param {'possibly'|'certainly'} match
 * @param {string} facetId
 * @returns {number[]}
 */
export function optionCounts(columns, filter, window, match, facetId) {
  const facet = columns.header.facets.find(({ id }) => id === facetId);
  if (!facet) return [];
  const counts = new Array(facet.options.length).fill(0);
  const mask = maskWithout(columns, filter, facetId);
  const { values, offsets } = columns.facet(facetId);
  for (let i = 0; i < columns.n; i++) {
    if (!mask[i] || !inWindow(columns, i, window, match)) continue;
    if (!offsets) counts[values[i]]++;
    else for (let k = offsets[i]; k < offsets[i + 1]; k++) counts[values[k]]++;
  }
  return counts;
}
