// @ts-check
/**
 * The marks of a camera that stands still, by place on the screen. While the window moves, a place that is painted over
 * from edge to edge is left without a look at what lies deeper there: a step costs what one sees.
 *
 * What a look at a mark needs lies side by side: of a million marks the way into memory is what takes the time.
 *
 * @typedef {[number, number][]} Ranges  of marks, from and to, ascending
 * @typedef {(m: number, x: number, y: number, incident: number, kind: number, range: number) => boolean} Visit
 *   whether a mark shows, of a range, as the place among all
 */
const CELL = 3; // places of 8 by 8 pixels
const SIDE = 1 << CELL;
const NEAR = 12; // pixels: what reaches further is kept apart, because more has to be painted over to hide it
const SLICE = 1 << 15; // marks
const PIECES = 1 << 12;
const RECORD = 4;
const FEW = 4; // marks of a place in the window: to look at them costs less than whether the place is done

export class Standing {
  list = new Uint32Array(0);
  /** Four numbers a mark: x and y in pixels, its incident and its kind. */
  places = new Float32Array(0);
  facts = new Uint32Array(0);
  /** Places with marks. */
  cells = new Uint32Array(0);
  heads = new Int32Array(PIECES);

  /** @param {number} width  pixels @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.across = (width >> CELL) + 1;
    const count = 2 * this.across * ((height >> CELL) + 1);
    /** Where each place's marks begin in the list, ascending, and how far they reach in pixels. */
    this.offsets = new Uint32Array(count + 1);
    this.reach = new Float32Array(count);
    /** The place in the list that each place has come down to. */
    this.cursor = new Int32Array(count);
    /** The mark there, and in which range it is. */
    this.marks = new Uint32Array(count);
    this.among = new Uint8Array(count);
    /** The place that is next in line. */
    this.next = new Int32Array(count);
  }

  /**
   * Sort the marks, in slices.
   * @param {number} n
   * @param {(m: number) => number} reachOf  pixels; below 0 for a mark that is not asked for
   * @param {(m: number) => Float64Array} placeOf
   * @param {Uint32Array} incidents  of the marks
   * @param {(m: number) => number} kindOf
   */
  *build(n, reachOf, placeOf, incidents, kindOf) {
    const { width, height, across, offsets } = this;
    const cells = new Int32Array(n).fill(-1);
    const [xs, ys] = [new Float32Array(n), new Float32Array(n)];
    for (let m = 0; m < n; m++) {
      if (m % SLICE === 0) yield;
      const reach = reachOf(m);
      if (reach < 0) continue;
      const place = placeOf(m);
      const x = place[0];
      const y = place[1];
      if (x + reach < 0 || y + reach < 0 || x - reach > width || y - reach > height) continue;
      const column = Math.min(width - 1, Math.max(0, x)) >> CELL;
      const cell = 2 * ((Math.min(height - 1, Math.max(0, y)) >> CELL) * across + column) + (reach > NEAR ? 1 : 0);
      cells[m] = cell;
      xs[m] = x;
      ys[m] = y;
      offsets[cell + 1]++;
      this.reach[cell] = Math.max(this.reach[cell], reach);
    }
    for (let cell = 1; cell < offsets.length; cell++) offsets[cell] += offsets[cell - 1];
    const all = offsets[offsets.length - 1];
    this.list = new Uint32Array(all);
    this.places = new Float32Array(RECORD * all);
    this.facts = new Uint32Array(this.places.buffer);
    const next = offsets.slice();
    for (let m = 0; m < n; m++) {
      if (m % SLICE === 0) yield;
      if (cells[m] < 0) continue;
      const at = next[cells[m]]++;
      this.list[at] = m;
      this.places[RECORD * at] = xs[m];
      this.places[RECORD * at + 1] = ys[m];
      this.facts[RECORD * at + 2] = incidents[m];
      this.facts[RECORD * at + 3] = kindOf(m);
    }
    this.cells = Uint32Array.from(this.reach.keys()).filter((cell) => offsets[cell] < offsets[cell + 1]);
  }

  /** The last of a place's marks in the ranges that lies before a place in the list; -1 for none. @param {number} cell @param {number} end @param {Ranges} ranges */
  before(cell, end, ranges) {
    const { list } = this;
    const first = this.offsets[cell];
    for (let r = ranges.length - 1; r >= 0 && end > first; r--) {
      const [from, to] = ranges[r];
      if (list[end - 1] < from) continue;
      if (list[end - 1] >= to) {
        let low = first;
        while (low < end) {
          const middle = (low + end) >> 1;
          if (list[middle] < to) low = middle + 1;
          else end = middle;
        }
      }
      if (end > first && list[end - 1] >= from) return end - 1;
    }
    return -1;
  }

  /**
   * All marks of the ranges from the topmost down, until a place is done. The places wait in line, in sorted pieces:
   * each where its next mark stands among all.
   * @param {Ranges} ranges
   * @param {Visit} visit
   * @param {import('./cover.js').Cover} cover
   */
  descend(ranges, visit, cover) {
    const { list, places, facts, offsets, cursor, marks, among, heads, next } = this;
    const before = ranges.map((_, r) => ranges.slice(0, r).reduce((sum, [from, to]) => sum + to - from, 0));
    const all = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
    heads.fill(-1);
    const wait = (/** @type {number} */ cell, /** @type {number} */ end) => {
      const at = this.before(cell, end, ranges);
      if (at < 0) return;
      const mark = list[at];
      let r = ranges.length - 1;
      while (mark < ranges[r][0]) r--;
      cursor[cell] = at;
      marks[cell] = mark;
      among[cell] = r;
      const piece = Math.floor(((before[r] + mark - ranges[r][0]) / all) * PIECES);
      let above = -1;
      let below = heads[piece];
      while (below >= 0 && marks[below] > mark) {
        above = below;
        below = next[below];
      }
      next[cell] = below;
      if (above < 0) heads[piece] = cell;
      else next[above] = cell;
    };
    for (const cell of this.cells) wait(cell, offsets[cell + 1]);
    for (let piece = PIECES - 1; piece >= 0; piece--) {
      for (let cell = heads[piece]; cell >= 0; cell = heads[piece]) {
        heads[piece] = next[cell];
        const at = cursor[cell];
        const few = (offsets[cell + 1] - offsets[cell]) * all < FEW * list.length;
        const word = RECORD * at;
        const shows = visit(marks[cell], places[word], places[word + 1], facts[word + 2], facts[word + 3], among[cell]);
        if (shows || few || !this.isDone(cell, cover)) wait(cell, at);
      }
    }
  }

  /** All marks of the ranges at places that are not done, in no order. @param {Ranges} ranges @param {Visit} visit @param {import('./cover.js').Cover} cover */
  each(ranges, visit, cover) {
    for (const cell of this.cells) {
      if (this.isDone(cell, cover)) continue;
      for (let at = this.before(cell, this.offsets[cell + 1], ranges); at >= 0; at = this.before(cell, at, ranges)) {
        const word = RECORD * at;
        visit(this.list[at], this.places[word], this.places[word + 1], this.facts[word + 2], this.facts[word + 3], 0);
      }
    }
  }

  /** Whether nothing shows that lies at a place. @param {number} cell @param {import('./cover.js').Cover} cover */
  isDone(cell, cover) {
    const x = (((cell >> 1) % this.across) + 0.5) * SIDE;
    const y = (Math.floor((cell >> 1) / this.across) + 0.5) * SIDE;
    return cover.hides(x, y, this.reach[cell] + SIDE * Math.SQRT1_2 + 1);
  }
}
