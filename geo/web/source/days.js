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
    this.pairs = { start: of("pair.start"), end: of("pair.end"), count: of("pair.count"), away: of("pair.away"), context: of("pair.context") };
    const tables = () => Array.from({ length: 3 }, () => new Float64Array(days + 1)); // all, those not placed, context
    this.begun = tables();
    this.ended = tables();
    // Of these those of several days.
    this.spreadBegun = tables();
    this.spreadEnded = tables();
    this.#fill(days);
    this.tally.unsureIn = (from, to) => [this.#spreadIn(0, from, to - 1), this.#spreadIn(2, from, to - 1)];
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
    const context = array("pair.context").some((/** @type {number} */ n) => n > 0)
      ? { of: new Uint8Array(0), sure: tables("context"), unsure: tables("contextUnsure") }
      : null;
    return { first, days, colours: colours + 1, sure: tables("sure"), unsure: tables("unsure"), context, spans: new Uint32Array(0), start: none, end: none, colourOf: () => 0 };
  }

  /** @param {number} days */
  #fill(days) {
    const { start, end, count, away, context } = this.pairs;
    const first = this.span.start;
    for (let p = 0; p < start.length; p++) {
      const [from, to] = [start[p] - first + 1, end[p] - first + 1];
      for (const [k, n] of [count[p], away[p], context[p]].entries()) {
        this.begun[k][from] += n;
        this.ended[k][to] += n;
        if (from === to) continue;
        this.spreadBegun[k][from] += n;
        this.spreadEnded[k][to] += n;
      }
    }
    for (const table of [...this.begun, ...this.ended, ...this.spreadBegun, ...this.spreadEnded]) for (let d = 1; d <= days; d++) table[d] += table[d - 1];
  }

  /** Days of the table before a day. @param {number} day */
  #at(day) {
    return Math.max(0, Math.min(this.span.end - this.span.start + 1, day - this.span.start));
  }

  /** Incidents of several days that can have been in a range. @param {number} k  which @param {number} from @param {number} to  counted */
  #spreadIn(k, from, to) {
    return this.spreadBegun[k][this.#at(to + 1)] - this.spreadEnded[k][this.#at(from)];
  }

  /**
   * @param {Span} window
   * @param {'possibly'|'certainly'} match
   * @returns {import("./source.js").Count}
   */
  count(window, match) {
    const { total } = this;
    if (match === "possibly") {
      const touching = (/** @type {number} */ k) => this.begun[k][this.#at(window.end + 1)] - this.ended[k][this.#at(window.start)];
      return { shown: touching(0), total, notPlaced: touching(1), context: touching(2) };
    }
    const { start, end, count, away, context } = this.pairs;
    let [shown, notPlaced, inContext] = [0, 0, 0];
    for (let p = 0; p < start.length; p++) {
      if (start[p] < window.start || end[p] > window.end) continue;
      shown += count[p];
      notPlaced += away[p];
      inContext += context[p];
    }
    return { shown, total, notPlaced, context: inContext };
  }
}
