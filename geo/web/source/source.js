// @ts-check
/**
 * A dataset too large to be held here: its vocabulary as columns without incidents, and behind it the engine of the
 * server, which counts. What a hand moves is answered from what is here already; what needs the engine is asked when
 * the hand rests.
 *
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('../core/store.js').State} State
 * @typedef {import('../core/store.js').Window} Span
 * @typedef {import('../core/columns.js').Header} Header
 * @typedef {{base: string, mostHeld: number, parameters: Record<string, string>}} Told  by the server, in the header
 * @typedef {{query: string, facets: Record<string, number[]>, actors: Record<string, number>,
 *            stances: Record<string, number>, roles: Record<string, number>, background: number,
 *            count: number, notPlaced: number, bounds: [number, number, number, number]|null}} Counts
 */
import { Columns } from "../core/columns.js";
import { afterPause } from "../core/timing.js";
import { numberWords } from "../core/words.js";
import { unpackBlock } from "../core/unpacking.js";
import { Asking } from "./asking.js";
import { Days } from "./days.js";
import { filterQuery, queryWords } from "./link.js";
import { rulerFor, rulerQuery } from "./ruler.js";
import { cellGroups } from "./signs.js";

const REST_MS = 120;
const DAYS_KEPT = 6;
const NO_MARKS = { "marks.incident": { dtype: "u4", length: 0, offset: 0 } };

/** The columns of a dataset of which no incident is here. @param {string} name */
function nothing(name) {
  if (name.endsWith("offsets")) return new Uint32Array(1);
  return name.startsWith("marks") ? new Float32Array(0) : new Int32Array(0);
}

export class Source {
  /** @type {import('./ruler.js').Axis|null} */
  axis = null;
  /** @type {Counts|null} */
  counts = null;
  /** @type {Map<string, Days>} */
  #days = new Map();
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {Header & {engine: Told}} header @param {Store} store */
  constructor(header, store) {
    this.header = header;
    this.told = header.engine;
    this.store = store;
    const told = () => this.#listeners.forEach((tell) => tell());
    this.asking = new Asking(this.told.base, told);
    this.columns = new Columns({ ...header, runs: [], lines: [], rows: null, ids: [], arrays: NO_MARKS }, nothing);
    this.columns.n = header.n;
    this.columns.source = this;
    this.rest = afterPause(() => this.askDays(), REST_MS);
    this.settle = afterPause(() => this.askCounts(), REST_MS);
    /** What the map shows one by one. @type {{columns: Columns, titles: string[]}|null} */
    this.singles = null;
    store.subscribe(["filter", "colorBy", "columns"], () => this.rest());
    store.subscribe(["filter", "window", "match", "dragging", "playing", "columns"], () => this.settle());
  }

  get isOpen() {
    return this.store.get().columns === this.columns;
  }

  /** Hear of questions that begin, end or fail. @param {() => void} tell */
  onChange(tell) {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  /** Filter and colour, without dates. */
  get topic() {
    const state = this.store.get();
    return queryWords([...filterQuery(state, this.told.parameters, false), ["colour", state.colorBy]]);
  }

  /** The whole question of the moment. */
  get question() {
    return queryWords(filterQuery(this.store.get(), this.told.parameters, true));
  }

  /** @param {Span} [window] */
  ruler(window = this.store.get().window) {
    return rulerFor(this.axis ?? { unit: "month", from: window.start, to: window.end }, window, this.header.span);
  }

  /** The steps by which cells are counted, as a part of an address. */
  get steps() {
    return queryWords(rulerQuery(this.ruler()));
  }

  /** What is known by day of the filter that holds now. @returns {Days|null} */
  get days() {
    return this.#days.get(this.topic) ?? null;
  }

  async askDays() {
    const { topic } = this;
    if (!this.isOpen || this.#days.has(topic)) return;
    const block = await this.asking.ask("days", `days?${topic}`, "the days", async (answer) => unpackBlock(await answer.arrayBuffer()));
    if (!block) return;
    this.#days.set(topic, new Days(block, this.header.n));
    if (this.#days.size > DAYS_KEPT) this.#days.delete([...this.#days.keys()][0]);
    this.#tell();
  }

  async askCounts() {
    const { dragging, playing } = this.store.get();
    const { question } = this;
    if (!this.isOpen || dragging || playing || this.counts?.query === question) return;
    const counts = await this.asking.ask("counts", `counts?${question}`, "the numbers beside the filters", (answer) => answer.json());
    if (!counts) return;
    this.counts = { ...counts, query: question };
    this.#tell();
  }

  /** What of the time axis is in view. @param {import('./ruler.js').Axis} axis */
  setAxis(axis) {
    const before = this.axis && this.steps;
    this.axis = axis;
    if (before !== this.steps) this.store.set({ scaled: "" });
  }

  /** Single incidents are on the map: what is pointed at is one of them. @param {Columns} columns @param {string[]} titles */
  show(columns, titles) {
    this.singles = { columns, titles };
    Object.assign(this.columns, { start: columns.start, end: columns.end });
    this.columns.idOf = (index) => columns.idOf(index);
    if (this.store.get().hovered !== null) this.store.set({ hovered: null });
  }

  #tell() {
    this.store.set({ answers: this.store.get().answers + 1 });
  }

  /** Numbers that hold for the question of the moment. @returns {Counts|null} */
  get current() {
    return this.counts?.query === this.question ? this.counts : null;
  }

  // What the pieces of the page ask; as filter.js and timeline/bins.js answer it from columns.

  /** @param {Span} window @param {State["match"]} match */
  countShown(window, match) {
    const found = this.days?.count(window, match);
    if (found) return found;
    const { current, header } = this;
    if (current) return { shown: current.count, total: header.n, notPlaced: current.notPlaced };
    return { shown: NaN, total: header.n, notPlaced: NaN };
  }

  /** @param {string} facetId @returns {number[]|null} null: not known now */
  optionCounts(facetId) {
    return this.current?.facets[facetId] ?? null;
  }

  /** For the legend. */
  signs() {
    return cellGroups(this.store);
  }

  /** @param {string} id  of an actor @returns {string} */
  actorCount(id) {
    const count = this.current?.actors[id];
    return count === undefined ? "" : numberWords(count);
  }

  /** By stance: as a basis of attribution. @returns {Record<string, number>|null} null: not known now */
  stanceCounts() {
    return this.current?.stances ?? null;
  }

  /** Of the chosen actors, by role. @returns {Record<string, number>|null} null: not known now */
  roleCounts() {
    return this.current?.roles ?? null;
  }

  /** @returns {import('../timeline/bins.js').Tally|null} */
  get tally() {
    return this.days?.tally ?? null;
  }
}

/** @type {Map<string, Promise<Columns>>} */
const opened = new Map();

/** @param {string} address  of the header @param {Store} store @returns {Promise<Columns>} */
export function openSource(address, store) {
  let pending = opened.get(address);
  if (!pending) {
    pending = fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(`The dataset’s description could not be loaded (${answer.status}). Reload the page.`);
      return new Source(await answer.json(), store).columns;
    });
    pending.catch(() => opened.delete(address));
    opened.set(address, pending);
  }
  return pending;
}
