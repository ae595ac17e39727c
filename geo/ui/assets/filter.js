// @ts-check
/**
 * The filter's meaning in the browser; `geo/filter/apply.py` means the same, and one table of cases tests both.
 *
 * @typedef {import('./columns.js').Columns} Columns
 * @typedef {import('./store.js').Filter} Filter
 * @typedef {import('./store.js').Window} Window
 */
import { areaMask } from "./area.js";

/** Stances that tie an actor to an act, where the person chose none. */
export const TYING_STANCES = ["claimed", "attributed", "suspected", "reported"];

/**
 * @param {Columns} columns
 * @param {string} facetId
 * @param {string[]} chosen
 * @param {Uint8Array} mask  changed in place
 */
function keepFacet(columns, facetId, chosen, mask) {
  const facet = columns.header.facets.find(({ id }) => id === facetId);
  if (!facet || chosen.length === 0) return;
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
  if (anyActor && (stances.length === 0 || role === "target")) return;
  // The last place stands for "nobody named": an entry about the event itself.
  const wanted = new Uint8Array(columns.header.actors.length + 1).fill(anyActor ? 1 : 0);
  columns.header.actors.forEach(({ id }, index) => {
    if (ids.includes(id)) wanted[index] = 1;
  });
  const stanceSet = new Uint8Array(columns.header.stances.length);
  const chosen = stances.length > 0 ? stances : TYING_STANCES;
  columns.header.stances.forEach(({ value }, index) => {
    if (chosen.includes(value)) stanceSet[index] = 1;
  });
  const { claims, targets } = columns;
  for (let i = 0; i < columns.n; i++) {
    if (!mask[i]) continue;
    let hit = 0;
    if (role !== "target") {
      for (let k = claims.offsets[i]; k < claims.offsets[i + 1]; k++) {
        hit |= wanted[claims.actor[k]] & stanceSet[claims.stance[k]];
      }
    }
    if (role !== "perpetrator" && !anyActor) {
      for (let k = targets.offsets[i]; k < targets.offsets[i + 1]; k++) hit |= wanted[targets.actor[k]];
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
  if (without !== "actors") keepActors(columns, filter.actors, mask);
  if (filter.textMatches && without !== "text") {
    const found = new Uint8Array(columns.n);
    for (const index of filter.textMatches) found[index] = 1;
    for (let i = 0; i < columns.n; i++) mask[i] &= found[i];
  }
  if (filter.area && without !== "area") areaMask(columns, filter.area, mask);
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

/** @type {WeakMap<Uint8Array, {columns: Columns, first: number, tables: Record<string, Uint32Array>}>} */
const cumulated = new WeakMap();

/**
 * Counts by day, cumulated, so that a window's count is two look-ups however many incidents there are.
 * @param {Columns} columns
 * @param {Uint8Array} mask
 */
function cumulate(columns, mask) {
  const known = cumulated.get(mask);
  if (known && known.columns === columns) return known;
  const { start, end } = columns.header.span;
  const days = end - start + 2;
  const tables = {
    started: new Uint32Array(days),
    ended: new Uint32Array(days),
    startedOff: new Uint32Array(days),
    endedOff: new Uint32Array(days),
  };
  for (let i = 0; i < columns.n; i++) {
    if (!mask[i]) continue;
    tables.started[columns.start[i] - start + 1]++;
    tables.ended[columns.end[i] - start + 1]++;
    if (columns.placed[i]) continue;
    tables.startedOff[columns.start[i] - start + 1]++;
    tables.endedOff[columns.end[i] - start + 1]++;
  }
  for (const table of Object.values(tables)) for (let d = 1; d < days; d++) table[d] += table[d - 1];
  const entry = { columns, first: start, tables };
  cumulated.set(mask, entry);
  return entry;
}

/**
 * @param {Columns} columns
 * @param {Uint8Array} mask
 * @param {Window} window
 * @param {'possibly'|'certainly'} match
 * @returns {{shown: number, total: number, notPlaced: number}}
 */
export function countShown(columns, mask, window, match) {
  const total = columns.n;
  if (match === "certainly") {
    let shown = 0;
    let notPlaced = 0;
    for (let i = 0; i < columns.n; i++) {
      if (!mask[i] || !inWindow(columns, i, window, match)) continue;
      shown++;
      if (!columns.placed[i]) notPlaced++;
    }
    return { shown, total, notPlaced };
  }
  const { first, tables } = cumulate(columns, mask);
  const last = tables.started.length - 1;
  /** @param {Uint32Array} table @param {number} day  how many until the end of this day */
  const until = (table, day) => table[Math.max(0, Math.min(last, day - first + 1))];
  return {
    shown: until(tables.started, window.end) - until(tables.ended, window.start - 1),
    total,
    notPlaced: until(tables.startedOff, window.end) - until(tables.endedOff, window.start - 1),
  };
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
  const mask = computeMask(columns, filter, facetId);
  const { values, offsets } = columns.facet(facetId);
  for (let i = 0; i < columns.n; i++) {
    if (!mask[i] || !inWindow(columns, i, window, match)) continue;
    if (!offsets) counts[values[i]]++;
    else for (let k = offsets[i]; k < offsets[i + 1]; k++) counts[values[k]]++;
  }
  return counts;
}
