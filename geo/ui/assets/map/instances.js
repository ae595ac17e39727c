// @ts-check
/**
 * The marks of one layer on the graphics card: only those that are drawn, one record after another in one buffer that
 * is written anew when others are. Each is two triangles, whose six corners hold the same record.
 *
 * @typedef {import('../columns.js').Columns} Columns
 * @typedef {{palette: Uint32Array, hues: import('../columns.js').FacetColumn, mask: Uint8Array, look: number,
 *            masked: number}} Paint  colours by value of a facet; how often colours and mask have changed
 * @typedef {'discs'|'marks'} LayerName
 */
import { VERTICES, unfold } from "./corners.js";
import { look } from "./extension.js";

const ROOM = 1024; // records to begin with
const RELEASE_MS = 1000; // until a buffer that is no longer drawn from is given back
const STRIDE = 40; // bytes of a corner
const WORDS = STRIDE / 4;
const CORNERS = [-1, -1, 0, 1, -1, 0, -1, 1, 0, -1, 1, 0, 1, -1, 0, 1, 1, 0];
const EACH = 6; // corners
/** @type {Record<string, {type: string, size: number, offset: number}>} */
const ATTRIBUTES = {
  instancePositions: { type: "float32", size: 2, offset: 0 },
  instanceSpan: { type: "float32", size: 2, offset: 8 },
  instanceRadius: { type: "float32", size: 1, offset: 16 },
  instanceFacts: { type: "uint8", size: 4, offset: 20 },
  instanceAside: { type: "sint8", size: 4, offset: 24 },
  instanceFillColors: { type: "unorm8", size: 4, offset: 28 },
  instanceLineColors: { type: "unorm8", size: 4, offset: 32 },
  instancePickingColors: { type: "uint8", size: 4, offset: 36 },
};
const OWN = { discs: "instanceLineColors", marks: "instanceAside" };

/** @param {LayerName} layer */
const namesOf = (layer) => Object.keys(ATTRIBUTES).filter((name) => name === OWN[layer] || !Object.values(OWN).includes(name));

export class Instances {
  n = 0;
  room = 0;
  /** @type {any} */
  buffer = null;
  /** Where in its square each corner lies. @type {any} */
  corners = null;
  /** What draws from which corners. @type {{vertexArray?: any, corners?: any}} */
  bound = {};
  /** What deck.gl draws from; another object when there is another buffer. */
  data = { length: 0, attributes: {} };
  marks = new Uint32Array(0);

  /** @param {any} device  luma.gl's @param {Columns} columns @param {LayerName} layer */
  constructor(device, columns, layer) {
    this.device = device;
    this.columns = columns;
    this.layer = layer;
    this.widen(ROOM);
  }

  /** The mark of an instance. @param {number} k */
  markAt(k) {
    return this.marks[k];
  }

  /** Have room for so many. @param {number} n @returns {boolean} whether the buffer is another one now */
  widen(n) {
    if (n <= this.room) return false;
    this.room = Math.max(n, 2 * this.room);
    this.release();
    const corners = new Float32Array(this.room * CORNERS.length).map((_, k) => CORNERS[k % CORNERS.length]);
    this.corners = this.device.createBuffer({ data: corners, usage: VERTICES });
    this.buffer = this.device.createBuffer({ byteLength: this.room * EACH * STRIDE, usage: VERTICES });
    const { buffer } = this;
    const entries = namesOf(this.layer).map((name) => [name, { buffer, stride: STRIDE, ...ATTRIBUTES[name] }]);
    this.data = { length: this.room, attributes: Object.fromEntries(entries) };
    this.words = new Uint32Array(this.room * EACH * WORDS);
    this.marks = new Uint32Array(this.room);
    return true;
  }

  /**
   * Write the marks of a list that begins with the topmost.
   * @param {import('./list.js').List} list
   * @param {Paint} paint
   * @returns {boolean} whether the layer needs the new `data`
   */
  fill({ chosen, n }, paint) {
    const another = this.widen(n);
    this.n = n;
    for (let k = 0; k < n; k++) this.marks[k] = chosen[n - 1 - k];
    const words = /** @type {Uint32Array} */ (this.words);
    this.write(new Float32Array(words.buffer), new Uint8Array(words.buffer), new Int8Array(words.buffer), words, paint);
    if (n) this.buffer.write(words.subarray(0, n * EACH * WORDS), 0);
    return another;
  }

  /** @param {Float32Array} floats @param {Uint8Array} bytes @param {Int8Array} signed @param {Uint32Array} words @param {Paint} paint */
  write(floats, bytes, signed, words, { palette, mask, hues: { values, offsets } }) {
    const { columns, layer, marks, n } = this;
    const { start, end } = columns;
    const { incident, position, radius, size, form, offset, near } = columns.marks;
    const sizes = columns.header.sizes.map((each) => each.radius);
    const disc = look.symbols?.disc;
    const fill = opacity(layer === "discs" ? disc?.fill : 1);
    const line = opacity(disc?.line);
    const none = palette.length - 1;
    for (let k = 0; k < n; k++) {
      const m = marks[k];
      const i = incident[m];
      const word = k * EACH * WORDS;
      const byte = 4 * word;
      // Of several values the first one colours.
      const value = offsets ? (offsets[i] < offsets[i + 1] ? values[offsets[i]] : none) : values[i];
      floats[word] = position[2 * m];
      floats[word + 1] = position[2 * m + 1];
      floats[word + 2] = start[i];
      floats[word + 3] = end[i];
      floats[word + 4] = layer === "discs" ? radius[m] : sizes[size[m]];
      bytes[byte + 20] = form[m];
      bytes[byte + 21] = mask[i];
      signed[byte + 24] = offset[2 * m];
      signed[byte + 25] = offset[2 * m + 1];
      signed[byte + 26] = near[2 * m];
      signed[byte + 27] = near[2 * m + 1];
      words[word + 7] = palette[value] | fill;
      words[word + 8] = palette[value] | line;
      words[word + 9] = k + 1; // as deck.gl numbers what can be picked: bytes from the lowest, 0 for nothing
      words.copyWithin(word + WORDS, word, word + WORDS);
      words.copyWithin(word + 2 * WORDS, word, word + 2 * WORDS);
      words.copyWithin(word + 4 * WORDS, word, word + 2 * WORDS);
    }
  }

  /** Have a layer draw what is filled in. @param {any} layer  deck.gl's @param {any} model  luma.gl's */
  bind(layer, model) {
    const { bound, corners } = this;
    unfold(layer, model);
    const { vertexArray } = model; // another one has the renderer's own corners again
    if (bound.vertexArray !== vertexArray || bound.corners !== corners) {
      model.setAttributes({ positions: corners });
      this.bound = { vertexArray, corners };
    }
    model.setVertexCount(EACH * this.n);
  }

  release() {
    const buffers = [this.buffer, this.corners];
    // The layers that draw from them let go of them first.
    setTimeout(() => buffers.forEach((buffer) => buffer?.destroy()), RELEASE_MS);
  }
}

/** An opacity as the highest byte of a colour. @param {number|undefined} share  0…1 */
const opacity = (share) => Math.round(255 * (share ?? 1)) << 24;
