// @ts-check
/**
 * Which pixels of the map are painted over, to leave out what would lie wholly beneath. A pixel counts when its middle
 * lies in a disc; blocks of pixels say at once where nothing of the ground is left.
 */

/** Under so many parts nothing shows any more; a symbol in full strength has them all. */
export const FULL = 255;
const BLOCK = 3; // blocks of 8 by 8 pixels: a row of a block is a byte
const WORD = 5; // 32 pixels of a row are a number, the first one its lowest bit
const STEPS = 4; // a pixel, for what is looked up in a table
/** How far a disc may be off, because its middle is taken at the next step. */
export const ROUNDING = Math.SQRT1_2 / STEPS;

/** First and last pixel of each row of a disc, seen from its middle's, for each step of the middle within a pixel. */
class Shape {
  /** @param {number} reach  pixels */
  constructor(reach) {
    this.above = Math.ceil(reach) + 1;
    this.rows = 2 * this.above + 1;
    this.first = new Int16Array(STEPS * STEPS * this.rows);
    this.last = new Int16Array(this.first.length);
    for (let at = 0; at < this.first.length; at++) {
      const phase = Math.floor(at / this.rows);
      const off = (at % this.rows) - this.above + 0.5 - Math.floor(phase / STEPS) / STEPS;
      const half = Math.abs(off) > reach ? -1 : Math.sqrt(reach * reach - off * off);
      const x = (phase % STEPS) / STEPS;
      this.first[at] = Math.ceil(x - half - 0.5);
      this.last[at] = Math.floor(x + half - 0.5);
    }
  }
}

/** The pixels of a row from one to another, of one word. @param {number} from  0…31 @param {number} to */
const bits = (from, to) => (-1 >>> (31 - (to - from))) << from;

/** @type {Shape[]} */
const shapes = [];
/** The disc of at least this reach. @param {number} reach  pixels */
const wider = (reach) => (shapes[Math.ceil(reach * STEPS)] ??= new Shape(Math.ceil(reach * STEPS) / STEPS));
/** The disc of at most this reach. @param {number} reach  pixels */
const narrower = (reach) => (shapes[Math.floor(reach * STEPS)] ??= new Shape(Math.floor(reach * STEPS) / STEPS));

export class Cover {
  width = 0;
  height = 0;
  across = 0;
  words = 0;
  /** A bit for each pixel that is painted over. */
  rows = new Int32Array(0);
  /** Rows of each block that have gaps; and in the beginning. */
  left = new Uint8Array(0);
  whole = new Uint8Array(0);
  /** Under how many parts a pixel lies, where something is not in full strength. @type {Uint8Array|null} */
  parts = null;

  /** Nothing is painted yet. @param {number} width  pixels @param {number} height */
  clear(width, height) {
    if (width !== this.width || height !== this.height) this.resize(width, height);
    this.rows.fill(0);
    this.left.set(this.whole);
    this.parts?.fill(0);
  }

  /** The last columns and rows may hang over the edge: what hides there is not found, which only costs time. @param {number} width @param {number} height */
  resize(width, height) {
    const across = ((width - 1) >> BLOCK) + 1;
    const words = ((width - 1) >> WORD) + 1;
    Object.assign(this, { width, height, across, words, parts: null });
    this.rows = new Int32Array(words * height);
    this.left = new Uint8Array(across * (((height - 1) >> BLOCK) + 1));
    this.whole = this.left.map((_, at) => Math.min(1 << BLOCK, height - (Math.floor(at / across) << BLOCK)));
  }

  /** Whether nothing of the ground is left in a box. @param {number} west @param {number} north @param {number} east @param {number} south  pixels */
  done(west, north, east, south) {
    const { width, height, across, left } = this;
    const first = Math.max(0, west) >> BLOCK;
    const last = Math.min(width - 1, east) >> BLOCK;
    const bottom = Math.min(height - 1, south) >> BLOCK;
    for (let row = Math.max(0, north) >> BLOCK; row <= bottom; row++) {
      for (let at = row * across + first; at <= row * across + last; at++) if (left[at]) return false;
    }
    return true;
  }

  /** Whether nothing of a disc would show; what lies off the map does not. @param {number} x @param {number} y @param {number} reach  pixels */
  hides(x, y, reach) {
    if (this.done(x - reach, y - reach, x + reach, y + reach)) return true;
    const { height, width, rows, words } = this;
    const shape = wider(reach);
    const { above, first, last } = shape;
    const column = columnOf(x);
    const top = columnOf(y) - above;
    const phase = phaseOf(x, y) * shape.rows;
    const inside = column - above >= 0 && column + above < width && top >= 0 && top + shape.rows <= height;
    const begin = inside ? 0 : Math.max(0, -top);
    const end = inside ? shape.rows : Math.min(shape.rows, height - top);
    let row = (top + begin) * words;
    for (let k = phase + begin; k < phase + end; k++, row += words) {
      const from = inside ? column + first[k] : Math.max(0, column + first[k]);
      const to = inside ? column + last[k] : Math.min(width - 1, column + last[k]);
      if (from > to) continue;
      const start = row + (from >> WORD);
      const stop = row + (to >> WORD);
      // Shifts count modulo 32, so that only the place within the word matters.
      const head = -1 << from;
      const tail = -1 >>> (31 - (to & 31));
      if (start === stop) {
        if (head & tail & ~rows[start]) return false;
        continue;
      }
      if (head & ~rows[start] || tail & ~rows[stop]) return false;
      for (let at = start + 1; at < stop; at++) if (rows[at] !== -1) return false;
    }
    return true;
  }

  /** A disc is painted. @param {number} x @param {number} y @param {number} reach  pixels @param {number} strength  of `FULL` */
  paint(x, y, reach, strength) {
    const shape = narrower(reach);
    const [column, top, phase] = [columnOf(x), columnOf(y) - shape.above, phaseOf(x, y) * shape.rows];
    const end = Math.min(shape.rows, this.height - top);
    for (let k = Math.max(0, -top); k < end; k++) {
      const from = Math.max(0, column + shape.first[phase + k]);
      const to = Math.min(this.width - 1, column + shape.last[phase + k]);
      if (from > to) continue;
      if (strength === FULL) this.paintRow(top + k, from, to);
      else this.paintThinly(top + k, from, to, strength);
    }
  }

  /** @param {number} row @param {number} from @param {number} to  pixels, both in the row */
  paintRow(row, from, to) {
    const { rows, words, across, left } = this;
    const last = to >> WORD;
    for (let word = from >> WORD; word <= last; word++) {
      const at = row * words + word;
      const before = rows[at];
      const now = before | bits(word === from >> WORD ? from & 31 : 0, word === last ? to & 31 : 31);
      if (now === before) continue;
      rows[at] = now;
      const block = (row >> BLOCK) * across + (word << (WORD - BLOCK));
      for (let byte = 0; byte < 4; byte++) {
        const mask = 255 << (8 * byte);
        if ((now & mask) === mask && (before & mask) !== mask) left[block + byte]--;
      }
    }
  }

  /** @param {number} row @param {number} from @param {number} to  pixels, both in the row @param {number} strength */
  paintThinly(row, from, to, strength) {
    this.parts ??= new Uint8Array(this.width * this.height);
    for (let column = from; column <= to; column++) {
      const at = row * this.width + column;
      this.parts[at] = Math.min(FULL, this.parts[at] + strength);
      if (this.parts[at] === FULL) this.paintRow(row, column, column);
    }
  }
}

/** The pixel of a middle, at the next step. @param {number} x */
const columnOf = (x) => Math.floor(x + 0.5 / STEPS);

/** Which of a shape's tables it is. @param {number} x @param {number} y */
function phaseOf(x, y) {
  const [right, down] = [x + 0.5 / STEPS, y + 0.5 / STEPS];
  return Math.floor((down - Math.floor(down)) * STEPS) * STEPS + Math.floor((right - Math.floor(right)) * STEPS);
}
