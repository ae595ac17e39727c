// @ts-check
/**
 * The source of incidents that are in a database of the server, too many to be here: their vocabulary as columns without
 * incidents, and requests for what is counted. What a hand moves is answered from what is here already.
 *
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./source.js').Listing} Listing
 * @typedef {import('./source.js').Row} Row
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('../core/store.js').State} State
 * @typedef {import('../core/store.js').Window} Span
 * @typedef {import('../core/columns.js').Header} Header
 * @typedef {{base: string, mostHeld: number, parameters: Record<string, string>}} Settings  of the server, in the header
 * @typedef {{query: string, facets: Record<string, number[]>, actors: Record<string, number>,
 *            stances: Record<string, number>, roles: Record<string, number>, background: number,
 *            count: number, notPlaced: number, bounds: [number, number, number, number]|null}} Counts
 */
import { Columns } from "../core/columns.js";
import { inWindow } from "../core/filter.js";
import { atSameSite } from "../core/sites.js";
import { afterPause } from "../core/timing.js";
import { unpackBlock } from "../core/unpacking.js";
import { daysWords } from "../core/words.js";
import { DatabaseLists } from "./database_lists.js";
import { Days } from "./days.js";
import { filterQuery, queryWords } from "./link.js";
import { Pages } from "./pages.js";
import { Requests } from "./requests.js";
import { rulerFor, rulerQuery } from "./ruler.js";
import { mostHelpful, singleChanges } from "./ways_back.js";

const REST_MS = 120;
const DAYS_KEPT = 6;
const NO_MARKS = { "marks.incident": { dtype: "u4", length: 0, offset: 0 } };

/** The columns of a dataset of which no incident is here. @param {string} name */
function nothing(name) {
  if (name.endsWith("offsets")) return new Uint32Array(1);
  return name.startsWith("marks") ? new Float32Array(0) : new Int32Array(0);
}

/** Vocabulary without incidents; what the map draws one by one can be called by its id. */
class Vocabulary extends Columns {
  /** @type {Columns|null} */
  drawn = null;

  /** @param {Header} header */
  constructor(header) {
    super({ ...header, runs: [], lines: [], rows: null, ids: [], arrays: NO_MARKS }, nothing);
    this.n = 0;
  }

  /** @param {number} index */
  idOf(index) {
    return this.drawn?.idOf(index) ?? "";
  }
}

/** @implements {Source} */
export class DatabaseSource {
  drawnAs = /** @type {const} */ ("cells");
  /** @type {import('./ruler.js').Axis|null} */
  axis = null;
  /** @type {Counts|null} */
  counts = null;
  /** @type {Map<string, Days>} */
  #days = new Map();
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** Of the counted symbol whose list was opened last. @type {Map<string, Row>} */
  #groupRows = new Map();
  /** What the map draws one by one. @type {{columns: Columns, titles: string[]}|null} */
  #drawn = null;

  /** @param {Header & {engine: Settings}} header @param {Store} store */
  constructor(header, store) {
    this.header = header;
    this.told = header.engine;
    this.store = store;
    this.asking = new Requests(this.told.base, () => this.#listeners.forEach((tell) => tell()));
    this.columns = new Vocabulary(header);
    this.columns.source = this;
    this.pages = new Pages(this.asking, (row) => this.#read(row));
    this.rest = afterPause(() => this.askDays(), REST_MS);
    this.settle = afterPause(() => this.askCounts(), REST_MS);
    store.subscribe(["filter", "colorBy", "columns"], () => this.rest());
    store.subscribe(["filter", "window", "match", "dragging", "playing", "columns"], () => this.settle());
    // The incidents of a symbol were those of another filter, and are not here to be filtered anew.
    store.subscribe(["filter"], () => this.isOpen && store.get().group && store.set({ group: null }));
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
    return this.#topicOf(this.store.get());
  }

  /** @param {State} state */
  #topicOf(state) {
    return queryWords([...filterQuery(state, this.told.parameters, false), ["colour", state.colorBy]]);
  }

  /** The whole question of the moment. */
  get question() {
    return queryWords(filterQuery(this.store.get(), this.told.parameters, true));
  }

  /** @param {boolean} latestFirst */
  rowsQuestion(latestFirst) {
    const state = this.store.get();
    const query = queryWords([...filterQuery(state, this.told.parameters, true), ["colour", state.colorBy]]);
    return latestFirst ? `${query}&latest=yes` : query;
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
    const days = await this.#fetchDays("days", topic, "the days");
    if (!days) return;
    this.#days.set(topic, days);
    if (this.#days.size > DAYS_KEPT) this.#days.delete([...this.#days.keys()][0]);
    this.#tell();
  }

  /** @param {string} kind @param {string} topic @param {string} words  what is coming @returns {Promise<Days|null>} */
  async #fetchDays(kind, topic, words) {
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
    this.#tell();
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

  #tell() {
    this.store.set({ answers: this.store.get().answers + 1 });
  }

  /** @returns {import('./source.js').Count} */
  count() {
    const { window, match } = this.store.get();
    const found = this.days?.count(window, match);
    if (found) return found;
    const { current, header } = this;
    if (current) return { shown: current.count, total: header.n, notPlaced: current.notPlaced };
    return { shown: NaN, total: header.n, notPlaced: NaN };
  }

  tally() {
    return this.days?.tally ?? null;
  }

  /** @param {boolean} background @returns {Span} */
  bounds(background) {
    return background ? this.header.span : (this.header.core ?? this.header.span);
  }

  /** @param {string} facetId */
  optionCounts(facetId) {
    return this.current?.facets[facetId] ?? null;
  }

  /** As far as it is known: of what passes now. @param {string} facetId */
  frequencies(facetId) {
    return this.optionCounts(facetId);
  }

  /** @param {string} actorId */
  actorCount(actorId) {
    return this.current?.actors[actorId] ?? null;
  }

  roleCounts() {
    return this.current?.roles ?? null;
  }

  stanceCounts() {
    return this.current?.stances ?? null;
  }

  backgroundCount() {
    return this.current?.background ?? null;
  }

  backgroundDays() {
    return this.header.span;
  }

  async waysBack() {
    const state = this.store.get();
    const counted = await Promise.all(
      singleChanges(state, this.header).map(async (way, k) => {
        const changed = { ...state, ...way.patch };
        const topic = this.#topicOf(changed);
        const days = this.#days.get(topic) ?? (await this.#fetchDays(`way ${k}`, topic, "what would bring incidents back"));
        return { ...way, count: days?.count(changed.window, changed.match).shown ?? 0 };
      }),
    );
    return mostHelpful(counted);
  }

  /** @param {(listing: Listing) => void} show */
  lists(show) {
    return new DatabaseLists(this, show);
  }

  /** The server says of any id whether there is such an incident. */
  has() {
    return true;
  }

  /** @param {string} id @returns {Row|undefined} */
  row(id) {
    return this.pages.row(id) ?? this.#drawnRow(this.indexOf(id)) ?? this.#groupRows.get(id);
  }

  async need() {
    return false;
  }

  /** @param {import('./pages.js').SentRow} sent @returns {Row} */
  #read({ verification, colour, ...words }) {
    const options = this.header.facets.find(({ id }) => id === this.store.get().colorBy)?.options ?? [];
    const hue = options.find(({ value }) => value === colour)?.color;
    return { ...words, placed: words.where !== "", form: verification, hue };
  }

  /** Among what the map draws one by one. @param {string} id */
  sameSite(id) {
    const columns = this.#drawn?.columns;
    const index = this.indexOf(id);
    if (!columns || index < 0) return { shown: [], hidden: 0 };
    const { window, match } = this.store.get();
    const others = atSameSite(columns, index);
    const shown = others.filter((other) => inWindow(columns, other, window, match)).map((other) => columns.idOf(other));
    return { shown, hidden: others.length - shown.length };
  }

  /** @param {string} id */
  siteCount(id) {
    const index = this.indexOf(id);
    return index < 0 || !this.#drawn ? 0 : atSameSite(this.#drawn.columns, index).length;
  }

  /** @param {number} index */
  idOf(index) {
    return this.columns.idOf(index);
  }

  /** @param {string} id */
  indexOf(id) {
    return this.#drawn?.columns.indexOf(id) ?? -1;
  }

  /** @param {number} index @returns {Span} */
  daysOf(index) {
    const columns = this.#drawn?.columns;
    return columns ? { start: columns.start[index], end: columns.end[index] } : this.header.span;
  }

  /** The map draws other incidents one by one: what was pointed at is none of them. @param {Columns} columns @param {string[]} titles */
  show(columns, titles) {
    this.#drawn = { columns, titles };
    this.columns.drawn = columns;
    if (this.store.get().hovered !== null) this.store.set({ hovered: null });
  }

  /** What its tile says of an incident that the map draws. @param {number} index @returns {Row|undefined} */
  #drawnRow(index) {
    if (!this.#drawn || index < 0) return undefined;
    const { columns, titles } = this.#drawn;
    const [mark] = columns.marksOf(index);
    const form = columns.header.forms[columns.marks.form[mark]]?.value ?? null;
    const [colours] = columns.header.facets;
    const hue = colours?.options[columns.facet(colours.id).values[index]]?.color;
    return {
      id: columns.idOf(index),
      title: titles[index] ?? "",
      when: daysWords(columns.start[index], columns.end[index]),
      where: "",
      headline: "",
      placed: true,
      form: form?.startsWith("area") ? null : form, // the sign of an area does not say how well it is attested
      hue,
    };
  }

  /** Of some that the map draws, in the order of time: kept while their list is open. @param {number[]} indices */
  drawnRows(indices) {
    const found = indices.flatMap((index) => {
      const row = this.#drawnRow(index);
      return row ? [{ row, ...this.daysOf(index) }] : [];
    });
    this.#groupRows = new Map(found.map(({ row }) => [row.id, row]));
    return found.sort((a, b) => a.start - b.start);
  }
}

/** @type {Map<string, Promise<DatabaseSource>>} */
const opened = new Map();

/** The same source for the same address. @param {string} address  of the header @param {Store} store */
export function databaseSource(address, store) {
  let pending = opened.get(address);
  if (!pending) {
    pending = fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(`The dataset’s description could not be loaded (${answer.status}). Reload the page.`);
      return new DatabaseSource(await answer.json(), store);
    });
    pending.catch(() => opened.delete(address));
    opened.set(address, pending);
  }
  return pending;
}
