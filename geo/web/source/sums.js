// @ts-check
/**
 * Counts by cell, colour and step of time, summed over any run of steps in the browser. Incidents that begin and end
 * in one step are running sums, a difference of two look-ups; the others begin in one step and end in a later one:
 * those that touch a run are what has begun up to its end without what ended before its start.
 *
 * @typedef {import('../core/unpacking.js').Numbers} Numbers
 * @typedef {{total: Uint32Array, colour: Uint8Array}} Summed  by place: how many, and the most frequent colour
 */

/** Series of one kind: (step, running sum), one after another. */
class Runs {
  /** @param {number} room @param {number} series */
  constructor(room, series) {
    this.steps = new Uint16Array(room);
    this.sums = new Uint32Array(room);
    this.offsets = new Uint32Array(series + 1);
    this.n = 0;
  }

  /** @param {number} series @param {number} step  never smaller than before within a series @param {number} count */
  add(series, step, count) {
    const begins = this.n === this.offsets[series];
    const before = begins ? 0 : this.sums[this.n - 1];
    if (!begins && this.steps[this.n - 1] === step) this.sums[this.n - 1] += count;
    else {
      this.steps[this.n] = step;
      this.sums[this.n++] = before + count;
    }
  }

  /** @param {number} series  the next one begins */
  close(series) {
    this.offsets[series + 1] = this.n;
  }

  /** How many lie at or before a step. @param {number} series @param {number} step */
  upTo(series, step) {
    const { steps, offsets } = this;
    const first = offsets[series];
    let low = first;
    let high = offsets[series + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle] <= step) low = middle + 1;
      else high = middle;
    }
    return low === first ? 0 : this.sums[low - 1];
  }
}

export class Sums {
  /**
   * Rows sorted by place, colour, first step, last step.
   * @param {number} places
   * @param {{place: Numbers, colour: Numbers, begin: Numbers, end: Numbers, count: Numbers}} rows
   */
  constructor(places, rows) {
    const { place, colour, begin, end, count } = rows;
    const n = place.length;
    /** @type {number[]} */
    const from = [];
    let long = 0;
    for (let r = 0; r < n; r++) {
      if (r === 0 || place[r] !== place[r - 1] || colour[r] !== colour[r - 1]) from.push(r);
      if (begin[r] !== end[r]) long++;
    }
    this.places = places;
    this.series = from.length;
    this.place = Uint32Array.from(from, (r) => place[r]);
    this.colour = Uint8Array.from(from, (r) => colour[r]);
    this.within = new Runs(n - long, from.length);
    this.begun = new Runs(long, from.length);
    this.ended = new Runs(long, from.length);
    this.pairs = { begin: new Uint16Array(long), end: new Uint16Array(long), count: new Uint32Array(long), offsets: new Uint32Array(from.length + 1) };
    this.fill(from, rows);
  }

  /** @param {number[]} from @param {{begin: Numbers, end: Numbers, count: Numbers}} rows */
  fill(from, { begin, end, count }) {
    const { within, begun, ended, pairs } = this;
    let p = 0;
    for (let s = 0; s < from.length; s++) {
      const first = p;
      for (let r = from[s]; r < (from[s + 1] ?? begin.length); r++) {
        if (begin[r] === end[r]) within.add(s, begin[r], count[r]);
        else {
          begun.add(s, begin[r], count[r]);
          pairs.begin[p] = begin[r];
          pairs.end[p] = end[r];
          pairs.count[p++] = count[r];
        }
      }
      const order = Array.from({ length: p - first }, (_, k) => first + k).sort((a, b) => pairs.end[a] - pairs.end[b]);
      for (const k of order) ended.add(s, pairs.end[k], pairs.count[k]);
      for (const runs of [within, begun, ended]) runs.close(s);
      pairs.offsets[s + 1] = p;
    }
  }

  /** One series over steps [first, last]. @param {number} s @param {number} first @param {number} last @param {boolean} certainly */
  of(s, first, last, certainly) {
    const within = this.within.upTo(s, last) - this.within.upTo(s, first - 1);
    if (!certainly) return within + this.begun.upTo(s, last) - this.ended.upTo(s, first - 1);
    const { begin, end, count, offsets } = this.pairs;
    let whole = within;
    for (let p = offsets[s]; p < offsets[s + 1] && begin[p] <= last; p++) if (begin[p] >= first && end[p] <= last) whole += count[p];
    return whole;
  }

  /**
   * Every place over steps [first, last].
   * @param {number} first @param {number} last @param {boolean} certainly
   * @returns {Summed}
   */
  over(first, last, certainly) {
    const total = new Uint32Array(this.places);
    const colour = new Uint8Array(this.places);
    const most = new Uint32Array(this.places);
    for (let s = 0; s < this.series; s++) {
      const count = this.of(s, first, last, certainly);
      if (!count) continue;
      const k = this.place[s];
      total[k] += count;
      if (count > most[k]) {
        most[k] = count;
        colour[k] = this.colour[s];
      }
    }
    return { total, colour };
  }

  /** What one place is made of, the most frequent colour first. @param {number} place @param {number} first @param {number} last @param {boolean} certainly */
  parts(place, first, last, certainly) {
    /** @type {{colour: number, count: number}[]} */
    const found = [];
    for (let s = 0; s < this.series; s++) {
      if (this.place[s] !== place) continue;
      const count = this.of(s, first, last, certainly);
      if (count) found.push({ colour: this.colour[s], count });
    }
    return found.sort((a, b) => b.count - a.count);
  }
}
