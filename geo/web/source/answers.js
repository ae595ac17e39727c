// @ts-check
/**
 * What a database has answered so far, and the requests for what the state of the moment asks. They are sent when the
 * hand rests; each answer changes the store's `answers`.
 *
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('../core/store.js').State} State
 * @typedef {import('../core/store.js').Window} Span
 * @typedef {import('../core/columns.js').Header} Header
 * @typedef {{base: string, mostHeld: number, parameters: Record<string, string>}} Settings  of the server, in the header
 * @typedef {{query: string, facets: Record<string, number[]>, actors: Record<string, number>,
 *            stances: Record<string, number>, roles: Record<string, number>, background: number,
 *            count: number, notPlaced: number, context: number,
 *            bounds: [number, number, number, number]|null}} Counts
 */
import { afterPause } from "../core/timing.js";
import { unpackBlock } from "../core/unpacking.js";
import { Days } from "./days.js";
import { filterQuery, queryWords } from "./link.js";
import { orderQuery } from "./order.js";
import { Requests } from "./requests.js";
import { rulerFor, rulerQuery } from "./ruler.js";

const REST_MS = 120;
const DAYS_KEPT = 6;

export class Answers {
  /** @type {import('./ruler.js').Axis|null} */
  axis = null;
  /** @type {Counts|null} */
  counts = null;
  /** By topic. @type {Map<string, Days>} */
  #days = new Map();
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {Header & {engine: Settings}} header @param {import('./vocabulary.js').Vocabulary} columns @param {Store} store */
  constructor(header, columns, store) {
    this.header = header;
    this.columns = columns;
    this.told = header.engine;
    this.store = store;
    this.asking = new Requests(this.told.base, () => this.#listeners.forEach((tell) => tell()));
    const rest = afterPause(() => this.askDays(), REST_MS);
    const settle = afterPause(() => this.askCounts(), REST_MS);
    store.subscribe(["filter", "colorBy", "columns"], rest);
    store.subscribe(["filter", "window", "match", "dragging", "playing", "columns"], settle);
  }

  get isOpen() {
    return this.store.get().columns === this.columns;
  }

  get progress() {
    return this.asking.progress;
  }

  get trouble() {
    return this.asking.trouble;
  }

  /** @param {() => void} tell */
  onProgress(tell) {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  retry() {
    this.asking.retry();
  }

  /** Filter and colour, without dates. */
  get topic() {
    return this.topicOf(this.store.get());
  }

  /** @param {State} state */
  topicOf(state) {
    return queryWords([...filterQuery(state, this.told.parameters, false), ["colour", state.colorBy]]);
  }

  /** The whole question of the moment. */
  get question() {
    return queryWords(filterQuery(this.store.get(), this.told.parameters, true));
  }

  /** @param {import('./order.js').Order} order */
  rowsQuestion(order) {
    const state = this.store.get();
    const query = queryWords([...filterQuery(state, this.told.parameters, true), ["colour", state.colorBy]]);
    return query + orderQuery(order);
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
    const days = await this.fetchDays("days", topic, "the days");
    if (!days) return;
    this.#days.set(topic, days);
    if (this.#days.size > DAYS_KEPT) this.#days.delete([...this.#days.keys()][0]);
    this.answered();
  }

  /** Incidents by day of another filter. @param {string} kind @param {string} topic @param {string} words  what is coming @returns {Promise<Days|null>} */
  async fetchDays(kind, topic, words) {
    const known = this.#days.get(topic);
    if (known) return known;
    const block = await this.asking.ask(kind, `days?${topic}`, words, async (answer) => unpackBlock(await answer.arrayBuffer()));
    return block && new Days(block, this.header.n);
  }

  async askCounts() {
    const { dragging, playing } = this.store.get();
    const { question } = this;
    if (!this.isOpen || dragging || playing || this.counts?.query === question) return;
    const counts = await this.asking.ask("counts", `counts?${question}`, "the numbers beside the filters", (answer) => answer.json());
    if (!counts) return;
    this.counts = { ...counts, query: question };
    this.answered();
  }

  /** What of the time axis is in view. @param {import('./ruler.js').Axis} axis */
  setAxis(axis) {
    const before = this.axis && this.steps;
    this.axis = axis;
    if (before !== this.steps) this.store.set({ scaled: "" });
  }

  /** Numbers that hold for the question of the moment. @returns {Counts|null} */
  get current() {
    return this.counts?.query === this.question ? this.counts : null;
  }

  /** Something has come that a piece of the page may wait for. */
  answered() {
    this.store.set({ answers: this.store.get().answers + 1 });
  }
}
