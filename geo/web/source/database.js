// @ts-check
/**
 * The source of incidents that are in a database of the server, too many to be here: their vocabulary as columns without
 * incidents, and requests for what is counted. What a hand moves is answered from what is here already.
 *
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./source.js').Listing} Listing
 * @typedef {import('./source.js').Row} Row
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('../core/store.js').Window} Span
 * @typedef {import('../core/columns.js').Header} Header
 * @typedef {import('./answers.js').Settings} Settings
 */
import { formName } from "../core/columns.js";
import { Answers } from "./answers.js";
import { CountedSource } from "./counted.js";
import { DatabaseLists } from "./database_lists.js";
import { Drawn } from "./drawn.js";
import { Pages } from "./pages.js";
import { Vocabulary } from "./vocabulary.js";
import { mostHelpful, singleChanges } from "./ways_back.js";


/** @implements {Source} */
export class DatabaseSource extends Answers {
  drawnAs = /** @type {const} */ ("cells");
  /** Of the counted symbol whose list was opened last. @type {Map<string, Row>} */
  #groupRows = new Map();
  /** What the map draws one by one. @type {Drawn|null} */
  #drawn = null;

  /** @param {Header & {engine: Settings}} header @param {Store} store */
  constructor(header, store) {
    super(header, new Vocabulary(header), store);
    this.columns.source = this;
    this.pages = new Pages(this.asking, (row) => this.#read(row));
    this.counted = new CountedSource(this, () => this.answered());
    // The incidents of a symbol were those of another filter, and are not here to be filtered anew.
    store.subscribe(["filter"], () => this.isOpen && store.get().group && store.set({ group: null }));
  }

  /** @returns {import('./source.js').Count} */
  count() {
    const { window, match } = this.store.get();
    const found = this.days?.count(window, match);
    if (found) return found;
    const { current, header } = this;
    if (current) return { shown: current.count, total: header.n, notPlaced: current.notPlaced, context: current.context };
    return { shown: NaN, total: header.n, notPlaced: NaN, context: NaN };
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
        const topic = this.topicOf(changed);
        const days = await this.fetchDays(`way ${k}`, topic, "what would bring incidents back");
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
    return this.pages.row(id) ?? this.#drawn?.row(this.indexOf(id)) ?? this.#groupRows.get(id);
  }

  async need() {
    return false;
  }

  /** @param {import('./pages.js').SentRow} sent @returns {Row} */
  #read({ verification, kind, colour, ...words }) {
    const options = this.header.facets.find(({ id }) => id === this.store.get().colorBy)?.options ?? [];
    const hue = options.find(({ value }) => value === colour)?.color;
    return { ...words, placed: words.where !== "", form: formName(this.header, { value: verification, label: "" }, kind), hue };
  }

  /** Among what the map draws one by one. @param {string} id */
  sameSite(id) {
    const index = this.indexOf(id);
    return this.#drawn && index >= 0 ? this.#drawn.sameSite(index, this.store.get()) : { shown: [], hidden: 0 };
  }

  /** @param {string} id */
  siteCount(id) {
    const index = this.indexOf(id);
    return this.#drawn && index >= 0 ? this.#drawn.siteCount(index) : 0;
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
    return this.#drawn?.daysOf(index) ?? this.header.span;
  }

  /** The map draws other incidents one by one: what was pointed at is none of them. @param {import('../core/columns.js').Columns} columns @param {string[]} titles */
  show(columns, titles) {
    this.#drawn = new Drawn(columns, titles);
    this.columns.drawn = columns;
    if (this.store.get().hovered !== null) this.store.set({ hovered: null });
  }

  /** Of some that the map draws, in the order of time: kept while their list is open. @param {number[]} indices */
  drawnRows(indices) {
    const found = indices.flatMap((index) => {
      const row = this.#drawn?.row(index);
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
