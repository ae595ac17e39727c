// @ts-check
/**
 * Incidents by day, as the database has counted them for a filter without its dates: from this the histogram at any
 * zoom and the exact count of any window are worked out here, while a hand drags.
 *
 * @typedef {import('../core/store.js').Window} Span
 * @typedef {import('./tally.js').Tally} Tally
 * @typedef {import('../core/unpacking.js').Numbers} Numbers
 */

export class Days {
  /** @param {{header: any, array: (name: string) => any}} block @param {number} total  incidents of the dataset */
  constructor({ header, array }, total) {
    /** @type {Span} */
    this.span = header.span;
    this.total = total;
    const days = this.span.end - this.span.start + 1;
    /** @type {Tally} */
    this.tally = this.#tally(days, header.colours, array);
    const of = (/** @type {string} */ name) => /** @type {Numbers} */ (array(name));
    this.pairs = { start: of("pair.start"), end: of("pair.end"), count: of("pair.count"), away: of("pair.away") };
    this.begun = [new Float64Array(days + 1), new Float64Array(days + 1)];
    this.ended = [new Float64Array(days + 1), new Float64Array(days + 1)];
    this.spread = [new Float64Array(days + 1), new Float64Array(days + 1)];
    this.#fill(days);
    this.tally.unsureIn = (from, to) => this.#spreadIn(from, to - 1);
  }

  /** @param {number} days @param {number} colours @param {(name: string) => any} array @returns {Tally} */
  #tally(days, colours, array) {
    const first = this.span.start;
    const tables = (/** @type {string} */ name) => {
      const sums = Array.from({ length: colours + 1 }, () => new Float64Array(days + 1));
      const [day, colour, value] = ["day", "colour", name].map((column) => /** @type {Numbers} */ (array(`bar.${column}`)));
      for (let r = 0; r < day.length; r++) sums[Math.min(colours, colour[r])][day[r] - first + 1] += value[r];
      for (const sum of sums) for (let d = 1; d <= days; d++) sum[d] += sum[d - 1];
      return sums;
    };
    const none = new Int32Array(0);
    return { first, days, colours: colours + 1, sure: tables("sure"), unsure: tables("unsure"), spans: new Uint32Array(0), start: none, end: none, colourOf: () => 0 };
  }

  /** @param {number} days */
  #fill(days) {
    const { start, end, count, away } = this.pairs;
    const first = this.span.start;
    for (let p = 0; p < start.length; p++) {
      const [from, to] = [start[p] - first + 1, end[p] - first + 1];
      for (const [k, n] of [count[p], away[p]].entries()) {
        this.begun[k][from] += n;
        this.ended[k][to] += n;
      }
      if (from !== to) {
        this.spread[0][from] += count[p];
        this.spread[1][to] += count[p];
      }
    }
    for (const table of [...this.begun, ...this.ended, ...this.spread]) for (let d = 1; d <= days; d++) table[d] += table[d - 1];
  }

  /** Days of the table before a day. @param {number} day */
  #at(day) {
    return Math.max(0, Math.min(this.span.end - this.span.start + 1, day - this.span.start));
  }

  /** Incidents of several days that can have been in a range. @param {number} from @param {number} to  counted */
  #spreadIn(from, to) {
    return this.spread[0][this.#at(to + 1)] - this.spread[1][this.#at(from)];
  }

  /**
   * @param {Span} window
   * @param {'possibly'|'certainly'} match
   * @returns {{shown: number, total: number, notPlaced: number}}
   */
  count(window, match) {
    const { total } = this;
    if (match === "possibly") {
      const touching = (/** @type {number} */ k) => this.begun[k][this.#at(window.end + 1)] - this.ended[k][this.#at(window.start)];
      return { shown: touching(0), total, notPlaced: touching(1) };
    }
    const { start, end, count, away } = this.pairs;
    let shown = 0;
    let notPlaced = 0;
    for (let p = 0; p < start.length; p++) {
      if (start[p] < window.start || end[p] > window.end) continue;
      shown += count[p];
      notPlaced += away[p];
    }
    return { shown, total, notPlaced };
  }
}
