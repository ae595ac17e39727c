// @ts-check
/**
 * The source of incidents that are all here, as columns.
 *
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./source.js').Row} Row
 * @typedef {import('./source.js').Listing} Listing
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('../core/store.js').Window} Span
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./ways_back.js').Way} Way
 */
import { facetOption, formName } from "../core/facet_options.js";
import { countShown } from "../core/count_shown.js";
import { computeMask, inWindow, optionCounts } from "../core/filter.js";
import { withActors } from "../core/filter_changes.js";
import { emptyFilter } from "../core/store.js";
import { atSameSite } from "../core/sites.js";
import { MemoryLists } from "./memory_lists.js";
import { createWords } from "./row_words.js";
import { daysWithoutBackground, tally } from "./tally.js";
import { mostHelpful, pairsOfChanges, singleChanges } from "./ways_back.js";

const MANY = 20_000; // incidents up to which numbers that take a pass each are worked out
const PAIRS_UP_TO = 100_000; // incidents up to which two restrictions are tried off together

/** @implements {Source} */
export class MemorySource {
  drawnAs = /** @type {const} */ ("incidents");
  progress = null;
  trouble = null;

  /** @param {Columns} columns @param {Store} store */
  constructor(columns, store) {
    this.columns = columns;
    this.header = columns.header;
    this.store = store;
    this.words = createWords(columns);
  }

  // All is here: nothing is under way, nothing can fail.
  onProgress() {
    return () => {};
  }

  retry() {}

  count() {
    const { filter, mask, window, match } = this.store.get();
    return countShown(this.columns, mask ?? computeMask(this.columns, filter), window, match);
  }

  /** What a change would show. @param {Way["patch"]} patch */
  countWith(patch) {
    const { filter, window, match } = { ...this.store.get(), ...patch };
    return countShown(this.columns, computeMask(this.columns, filter), window, match).shown;
  }

  tally() {
    const { mask, colorBy } = this.store.get();
    return tally(this.columns, mask, colorBy);
  }

  setAxis() {}

  /** @param {boolean} background @returns {Span} */
  bounds(background) {
    return background ? this.header.span : daysWithoutBackground(this.columns);
  }

  /** @param {string} facetId */
  optionCounts(facetId) {
    const { filter, window, match } = this.store.get();
    return optionCounts(this.columns, filter, window, match, facetId);
  }

  /** @param {string} facetId */
  frequencies(facetId) {
    return optionCounts(this.columns, { ...emptyFilter(), background: true }, this.header.span, "possibly", facetId);
  }

  /** @param {string} actorId */
  actorCount(actorId) {
    if (this.columns.n > MANY) return null;
    return this.countWith({ filter: withActors(this.store.get().filter, { ids: [actorId] }) });
  }

  roleCounts() {
    if (this.columns.n > MANY) return null;
    const { filter } = this.store.get();
    return Object.fromEntries(this.header.roles.map(({ value }) => [value, this.countWith({ filter: withActors(filter, { role: value }) })]));
  }

  stanceCounts() {
    if (this.columns.n > MANY) return null;
    const { filter } = this.store.get();
    const as = (/** @type {string} */ stance) => withActors(filter, { role: "perpetrator", stances: [stance] });
    const bases = this.header.stances.filter(({ basis }) => basis);
    return Object.fromEntries(bases.map(({ value }) => [value, this.countWith({ filter: as(value) })]));
  }

  /** @param {Span} window */
  backgroundCount(window) {
    const { filter } = this.store.get();
    const [withIt, without] = [true, false].map((background) => this.countWith({ filter: { ...filter, background }, window }));
    return withIt - without;
  }

  /** @param {import('../core/store.js').Filter} filter @returns {Span} */
  backgroundDays(filter) {
    const { columns } = this;
    const kinds = columns.facet("kind").values;
    const mask = computeMask(columns, filter);
    const days = { start: Infinity, end: -Infinity };
    for (let i = 0; i < columns.n; i++) {
      if (!mask[i] || kinds[i] !== columns.header.backgroundKind) continue;
      days.start = Math.min(days.start, columns.start[i]);
      days.end = Math.max(days.end, columns.end[i]);
    }
    return days;
  }

  async waysBack() {
    const state = this.store.get();
    const counted = (/** @type {Way} */ way) => ({ ...way, count: this.countWith(way.patch) });
    const found = mostHelpful(singleChanges(state, this.header).map(counted));
    if (found.length || this.columns.n > PAIRS_UP_TO) return found;
    return mostHelpful(pairsOfChanges(state.filter, this.header).map(counted));
  }

  /** @param {(listing: Listing) => void} show */
  lists(show) {
    return new MemoryLists(this, show);
  }

  /** @param {string} id */
  has(id) {
    return this.columns.indexOf(id) >= 0;
  }

  /** @param {string} id @returns {Row|undefined} */
  row(id) {
    const { columns } = this;
    const index = columns.indexOf(id);
    const words = index < 0 ? undefined : this.words.get(index);
    if (!words) return undefined;
    const { title, when, where, headline, killed, wounded } = words;
    const form = formName(this.header, facetOption(columns, "verification", index), facetOption(columns, "kind", index)?.value);
    const hue = facetOption(columns, this.store.get().colorBy, index)?.color;
    return { id, title, when, where, headline, killed, wounded, placed: columns.placed[index] === 1, form, hue };
  }

  /** @param {string[]} ids */
  need(ids) {
    return this.words.need(ids.map((id) => this.columns.indexOf(id)));
  }

  /** @param {string} id */
  sameSite(id) {
    const { columns } = this;
    const { mask, window, match } = this.store.get();
    const others = atSameSite(columns, columns.indexOf(id));
    const shown = others.filter((other) => (!mask || mask[other]) && inWindow(columns, other, window, match));
    return { shown: shown.map((other) => columns.idOf(other)), hidden: others.length - shown.length };
  }

  /** @param {string} id */
  siteCount(id) {
    return this.columns.n <= MANY ? atSameSite(this.columns, this.columns.indexOf(id)).length : 0;
  }

  /** @param {number} index */
  idOf(index) {
    return this.columns.idOf(index);
  }

  /** @param {string} id */
  indexOf(id) {
    return this.columns.indexOf(id);
  }

  /** @param {number} index @returns {Span} */
  daysOf(index) {
    return { start: this.columns.start[index], end: this.columns.end[index] };
  }
}

/** @type {WeakMap<Columns, MemorySource>} */
const sources = new WeakMap();

/** The same source for the same columns. @param {Columns} columns @param {Store} store */
export function memorySource(columns, store) {
  const source = sources.get(columns) ?? new MemorySource(columns, store);
  sources.set(columns, source);
  return source;
}
