// @ts-check
/**
 * The rows of the list, fetched a page at a time as they come into sight, and kept while the question is the same.
 *
 * @typedef {import('./source.js').Row} Row
 * @typedef {import('./requests.js').Requests} Requests
 * @typedef {{id: string, title: string, when: string, where: string, headline: string, killed: string,
 *            wounded: string, verification: string, kind: string, colour: string|null}} SentRow  colour: value of the facet that colours
 */
const PAGE = 50;
const MOST_PAGES = 40;

export class Pages {
  question = "";
  /** @type {Map<number, Row[]>} */
  #pages = new Map();

  /** @param {Requests} requests @param {(row: SentRow) => Row} read */
  constructor(requests, read) {
    this.requests = requests;
    this.read = read;
  }

  /** Another filter, window, colour or order: what is here answers an older question. @param {string} question */
  load(question) {
    if (question === this.question) return;
    this.question = question;
    this.#pages.clear();
  }

  /** @param {number} position @returns {Row|undefined} */
  at(position) {
    return this.#pages.get(Math.floor(position / PAGE))?.[position % PAGE];
  }

  /** Where an incident is among the rows that are here; -1 where it is not. @param {string} id */
  positionOf(id) {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }

  /** @param {string} id */
  row(id) {
    const position = this.positionOf(id);
    return position < 0 ? undefined : this.at(position);
  }

  /** Have the rows of a stretch. Resolves to whether any came. @param {number} first @param {number} last  not counted */
  async need(first, last) {
    /** @type {number[]} */
    const wanted = [];
    for (let page = Math.floor(first / PAGE); page * PAGE < last; page++) wanted.push(page);
    this.requests.keepOnly(({ kind }) => !kind.startsWith("rows ") || wanted.some((page) => kind === `rows ${page}`));
    const came = await Promise.all(wanted.filter((page) => !this.#pages.has(page)).map((page) => this.#fetch(page)));
    return came.includes(true);
  }

  /** @param {number} page */
  async #fetch(page) {
    const { question } = this;
    const address = `rows?${question}&offset=${page * PAGE}&limit=${PAGE}`;
    const answer = await this.requests.ask(`rows ${page}`, address, "the list", (found) => found.json());
    if (!answer || question !== this.question) return false;
    this.#pages.set(page, answer.rows.map(this.read));
    if (this.#pages.size > MOST_PAGES) this.#pages.delete([...this.#pages.keys()][0]);
    return true;
  }
}
