// @ts-check
/**
 * The rows of the list, fetched a page at a time as they come into sight, and kept while the question is the same.
 *
 * @typedef {import('./source.js').Source} Source
 * @typedef {{id: string, title: string, when: string, where: string, headline: string, verification: string,
 *            colour: string|null}} EngineRow
 */
const PAGE = 50;
const MOST_PAGES = 40;

export class Rows {
  question = "";
  latestFirst = false;
  /** @type {Map<number, EngineRow[]>} */
  #pages = new Map();

  /** @param {Source} source @param {() => void} changed */
  constructor(source, changed) {
    this.source = source;
    this.changed = changed;
  }

  /** Another filter, window or order: what is here answers an older question. @param {string} question @param {boolean} latestFirst */
  load(question, latestFirst) {
    if (question === this.question && latestFirst === this.latestFirst) return;
    [this.question, this.latestFirst] = [question, latestFirst];
    this.#pages.clear();
  }

  /** @param {number} position @returns {EngineRow|undefined} */
  at(position) {
    return this.#pages.get(Math.floor(position / PAGE))?.[position % PAGE];
  }

  /** Where an incident is among the rows that are here; -1 where it is not. @param {string|null} id */
  positionOf(id) {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }

  /** Have the rows of a stretch. @param {number} first @param {number} last  not counted */
  need(first, last) {
    /** @type {number[]} */
    const wanted = [];
    for (let page = Math.floor(first / PAGE); page * PAGE < last; page++) wanted.push(page);
    this.source.asking.keepOnly(({ kind }) => !kind.startsWith("rows ") || wanted.some((page) => kind === `rows ${page}`));
    for (const page of wanted) if (!this.#pages.has(page)) this.#ask(page);
  }

  /** @param {number} page */
  async #ask(page) {
    const { question, latestFirst } = this;
    const order = latestFirst ? "&latest=yes" : "";
    const address = `rows?${question}&offset=${page * PAGE}&limit=${PAGE}${order}`;
    const answer = await this.source.asking.ask(`rows ${page}`, address, "the list", (found) => found.json());
    if (!answer || question !== this.question || latestFirst !== this.latestFirst) return;
    this.#pages.set(page, answer.rows);
    if (this.#pages.size > MOST_PAGES) this.#pages.delete([...this.#pages.keys()][0]);
    this.changed();
  }
}
