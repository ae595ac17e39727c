// @ts-check
/** Marks, first the topmost; a list that keeps its room. */
export class List {
  /** @type {Uint32Array} */
  chosen = new Uint32Array(1024);
  n = 0;

  /** @param {number} m */
  add(m) {
    if (this.n === this.chosen.length) {
      const wider = new Uint32Array(Math.max(1024, 2 * this.n));
      wider.set(this.chosen);
      this.chosen = wider;
    }
    this.chosen[this.n++] = m;
  }

  /** @param {Uint32Array} chosen */
  take(chosen) {
    this.chosen = chosen;
    this.n = chosen.length;
  }

  /** Those in the list. */
  get all() {
    return this.chosen.subarray(0, this.n);
  }
}
