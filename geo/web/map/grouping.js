// @ts-check
/**
 * Which shown sites become one group because their symbols would cover each other, and which symbols meet: the same as
 * geo/layers/grouping.py.
 */
import { countedRadiusOf } from "../symbols/table.js";

/** Pixels of the screen that stay free between symbols. */
export const GAP = 1;
const PASSES = 3;
const ROUNDS = 4;
const CELL = 16; // px

/** Radius of the symbol that stands for so many marks. @param {number} count @param {number} enlarged */
export const countedRadius = (count, enlarged) => enlarged * countedRadiusOf(logOf(count));

/** @type {Float64Array} */
const LOGS = Float64Array.from({ length: 4096 }, (_, count) => Math.log10(count));
/** @param {number} count */
const logOf = (count) => (count < LOGS.length ? LOGS[count] : Math.log10(count));

/**
 * Room for at least so many numbers, kept from step to step.
 * @template {Float64Array|Int32Array|Uint32Array|Uint8Array} T @param {T} array @param {number} n @returns {T}
 */
export function roomFor(array, n) {
  if (array.length >= n) return array;
  return new /** @type {any} */ (array.constructor)(Math.max(n, 2 * array.length));
}

export class Grouping {
  /** Of each site the one that stands for its group. */
  anchor = new Int32Array(0);
  count = new Int32Array(0);
  /** How far the farthest place of a group is from its anchor's. */
  reach = new Float64Array(0);
  radius = new Float64Array(0);
  alive = new Int32Array(0);
  taken = new Int32Array(0);
  free = new Uint8Array(0);
  won = new Int32Array(0);
  /** The sites that may still be taken, by place: where each cell begins and ends, and what is in them. */
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  cells = new Int32Array(0);
  across = 0;
  down = 0;
  left = 0;
  top = 0;
  cell = CELL;

  /** @param {number} n */
  widen(n) {
    this.anchor = roomFor(this.anchor, n);
    this.count = roomFor(this.count, n);
    this.reach = roomFor(this.reach, n);
    this.radius = roomFor(this.radius, n);
    this.alive = roomFor(this.alive, n);
    this.taken = roomFor(this.taken, n);
    this.free = roomFor(this.free, n);
    this.won = roomFor(this.won, n);
    this.cells = roomFor(this.cells, n);
  }

  /**
   * The anchor of each site (its own number where it is one), for sites in order of rank within a box.
   * @param {number} n @param {Float64Array} x @param {Float64Array} y  pixels
   * @param {Float64Array} own  radius of a single symbol there @param {Int32Array} count  marks
   * @param {[number, number, number, number]} box @param {number} enlarged
   */
  run(n, x, y, own, count, box, enlarged) {
    this.widen(n);
    const { anchor, alive, reach, taken } = this;
    this.count.set(count.subarray(0, n));
    this.cell = CELL * enlarged;
    [this.left, this.top] = box;
    this.across = Math.floor((box[2] - box[0]) / this.cell) + 1;
    this.down = Math.floor((box[3] - box[1]) / this.cell) + 1;
    for (let i = 0; i < n; i++) {
      anchor[i] = alive[i] = i;
      reach[i] = 0;
    }
    let left = n;
    for (let round = 0; round < ROUNDS; round++) {
      if (!this.round(left, x, y, own, enlarged)) break;
      for (let i = 0; i < n; i++) anchor[i] = taken[anchor[i]];
      let stays = 0;
      for (let k = 0; k < left; k++) if (taken[alive[k]] === alive[k]) alive[stays++] = alive[k];
      left = stays;
    }
    return anchor;
  }

  /** The sites that are left, by place. @param {number} n @param {Float64Array} x @param {Float64Array} y */
  sort(n, x, y) {
    const { alive, across, cell, left, top } = this;
    const number = across * this.down;
    const starts = (this.starts = roomFor(this.starts, number + 1));
    const ends = (this.ends = roomFor(this.ends, number));
    starts.fill(0, 0, number + 1);
    for (let k = 0; k < n; k++) {
      const i = alive[k];
      starts[Math.floor((y[i] - top) / cell) * across + Math.floor((x[i] - left) / cell) + 1]++;
    }
    for (let at = 0; at < number; at++) {
      starts[at + 1] += starts[at];
      ends[at] = starts[at];
    }
    for (let k = 0; k < n; k++) {
      const i = alive[k];
      this.cells[ends[Math.floor((y[i] - top) / cell) * across + Math.floor((x[i] - left) / cell)]++] = i;
    }
  }

  /** Sites take others once. @param {number} n @param {Float64Array} x @param {Float64Array} y @param {Float64Array} own @param {number} enlarged */
  round(n, x, y, own, enlarged) {
    const { alive, count, reach, radius, taken, free, won, cells } = this;
    let widest = 0;
    for (let k = 0; k < n; k++) {
      const i = alive[k];
      taken[i] = i;
      free[i] = 1;
      radius[i] = count[i] === 1 ? own[i] : countedRadius(count[i], enlarged);
      if (radius[i] > widest) widest = radius[i];
    }
    this.sort(n, x, y);
    const { starts, ends, across, down, cell, left, top } = this;
    const gap = GAP * enlarged;
    let any = false;
    for (let k = 0; k < n; k++) {
      const at = alive[k];
      if (!free[at]) continue;
      free[at] = 0;
      const [ax, ay] = [x[at], y[at]];
      for (let pass = 0; pass < PASSES; pass++) {
        const total = count[at];
        const mine = total === 1 ? own[at] : countedRadius(total, enlarged);
        const far = mine + widest + gap;
        const first = Math.max(0, Math.floor((ax - far - left) / cell));
        const last = Math.min(across - 1, Math.floor((ax + far - left) / cell));
        const bottom = Math.min(down - 1, Math.floor((ay + far - top) / cell));
        let wins = 0;
        for (let row = Math.max(0, Math.floor((ay - far - top) / cell)); row <= bottom; row++) {
          for (let c = row * across + first; c <= row * across + last; c++) {
            for (let spot = starts[c]; spot < ends[c]; spot++) {
              const i = cells[spot];
              if (!free[i]) {
                cells[spot--] = cells[--ends[c]];
                continue;
              }
              const [dx, dy] = [x[i] - ax, y[i] - ay];
              const square = dx * dx + dy * dy;
              const room = mine + radius[i] + gap;
              if (square >= room * room) continue;
              const away = Math.sqrt(square);
              if (away < room && away + reach[i] <= 2 * countedRadius(total + count[i], enlarged) - enlarged) won[wins++] = i;
            }
          }
        }
        if (!wins) break;
        any = true;
        for (let w = 0; w < wins; w++) {
          const i = won[w];
          free[i] = 0;
          taken[i] = at;
          count[at] += count[i];
          const [dx, dy] = [x[i] - ax, y[i] - ay];
          reach[at] = Math.max(reach[at], Math.sqrt(dx * dx + dy * dy) + reach[i]);
        }
      }
    }
    return any;
  }
}

/** Discs by the group that they belong to; tells which would be met. */
export class Neighbours {
  x = new Float64Array(64);
  y = new Float64Array(64);
  r = new Float64Array(64);
  group = new Int32Array(64);
  next = new Int32Array(64);
  heads = new Int32Array(0);
  n = 0;
  across = 0;
  down = 0;
  widest = 0;
  cell = 2 * CELL;
  left = 0;
  top = 0;

  /** @param {[number, number, number, number]} box @param {number} enlarged */
  clear(box, enlarged) {
    this.cell = 2 * CELL * enlarged;
    [this.left, this.top] = box;
    this.across = Math.floor((box[2] - box[0]) / this.cell) + 1;
    this.down = Math.floor((box[3] - box[1]) / this.cell) + 1;
    this.heads = roomFor(this.heads, this.across * this.down);
    this.heads.fill(-1);
    this.n = this.widest = 0;
  }

  /** @param {number} x @param {number} last  the last column or row */
  column(x, last) {
    return Math.min(last, Math.max(0, Math.floor(x / this.cell)));
  }

  /** Put a disc down. @param {number} group @param {number} x @param {number} y @param {number} r */
  add(group, x, y, r) {
    if (this.n === this.x.length) {
      const grown = (/** @type {any} */ from) => {
        const to = roomFor(from, 2 * this.n);
        to.set(from);
        return to;
      };
      [this.x, this.y, this.r, this.group, this.next] = [this.x, this.y, this.r, this.group, this.next].map(grown);
    }
    const at = this.n++;
    const cell = this.column(y - this.top, this.down - 1) * this.across + this.column(x - this.left, this.across - 1);
    this.x[at] = x;
    this.y[at] = y;
    this.r[at] = r;
    this.group[at] = group;
    this.next[at] = this.heads[cell];
    this.heads[cell] = at;
    if (r > this.widest) this.widest = r;
  }

  /** Take a disc away that was put down as one of the first. @param {number} at */
  remove(at) {
    this.r[at] = -1e9;
  }

  /** Whether a disc overlaps one of another group. @param {number} x @param {number} y @param {number} r @param {number} group */
  meets(x, y, r, group) {
    const far = r + this.widest;
    const last = this.column(x + far - this.left, this.across - 1);
    const bottom = this.column(y + far - this.top, this.down - 1);
    for (let row = this.column(y - far - this.top, this.down - 1); row <= bottom; row++) {
      for (let column = this.column(x - far - this.left, this.across - 1); column <= last; column++) {
        for (let at = this.heads[row * this.across + column]; at >= 0; at = this.next[at]) {
          if (this.group[at] === group || this.r[at] < 0) continue;
          const [dx, dy, room] = [this.x[at] - x, this.y[at] - y, r + this.r[at]];
          if (dx * dx + dy * dy < room * room) return true;
        }
      }
    }
    return false;
  }
}
