// @ts-check
/**
 * Single symbols, or discs, on the graphics card: only those that are drawn, one record after another in one buffer that
 * is written anew when others are. Each is two triangles, whose six corners hold the same record.
 *
 * Discs are painted as one flat coat of their hue: of each hue first all of them with their lines, then what lies within
 * those, over whatever is there, so that only the outline of all together is left.
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./visible.js').Filtered & {palette: Uint32Array}} Paint  colours by number of the value
 * @typedef {import('./visible.js').Drawing} Drawing
 * @typedef {'discs'|'marks'} LayerName
 * @typedef {{words: Uint32Array, floats: Float32Array, bytes: Uint8Array, signed: Int16Array}} Views  of one buffer
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
  instanceAside: { type: "sint16", size: 2, offset: 24 },
  instanceFillColors: { type: "unorm8", size: 4, offset: 28 },
  instanceLineColors: { type: "unorm8", size: 4, offset: 32 },
  instancePickingColors: { type: "uint8", size: 4, offset: 36 },
};
/** Parts of a pixel that a symbol stands beside its place, as shaders.js reads them. */
const PARTS = 16;
const AREA_FORM = 4;
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
  words = new Uint32Array(0);
  order = new Float64Array(0);

  /** @param {any} device  luma.gl's @param {Columns} columns @param {LayerName} layer */
  constructor(device, columns, layer) {
    this.device = device;
    this.columns = columns;
    this.layer = layer;
    this.radii = columns.header.sizes.map(({ radius }) => radius);
    const disc = look.symbols?.disc;
    this.opacity = { fill: opacity(layer === "discs" ? disc?.fill : 1), line: opacity(disc?.line) };
    this.widen(ROOM);
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
    return true;
  }

  /** Write what is to be drawn. @param {Drawing} drawing @param {Paint} paint @returns {boolean} whether the layer needs the new `data` */
  fill(drawing, paint) {
    const { placed, discs, traces } = drawing;
    const another = this.widen(this.layer === "discs" ? 2 * discs.length : placed.n + traces.length);
    const { words } = this;
    const views = { words, floats: new Float32Array(words.buffer), bytes: new Uint8Array(words.buffer), signed: new Int16Array(words.buffer) };
    this.n = 0;
    if (this.layer === "discs") this.discs(discs, views, paint);
    else this.symbols(placed, traces, views, paint);
    if (this.n) this.buffer.write(words.subarray(0, this.n * EACH * WORDS), 0);
    return another;
  }

  /** Each hue twice. @param {Uint32Array} discs  by hue @param {Views} views @param {Paint} paint */
  discs(discs, views, paint) {
    const { incident } = this.columns.marks;
    for (let from = 0, to = 0; from < discs.length; from = to) {
      const hue = paint.palette[paint.value[incident[discs[from]]]];
      while (to < discs.length && paint.palette[paint.value[incident[discs[to]]]] === hue) to++;
      for (const within of [0, 1]) for (let k = from; k < to; k++) this.write(discs[k], 0, 0, within, views, paint);
    }
  }

  /** Traces, signs of areas, symbols in the order of the dataset. @param {Drawing["placed"]} placed @param {Uint32Array} traces @param {Views} views @param {Paint} paint */
  symbols({ n, mark, dx, dy }, traces, views, paint) {
    const { incident, form } = this.columns.marks;
    for (let k = traces.length - 1; k >= 0; k--) this.write(traces[k], 0, 0, 0, views, paint);
    if (this.order.length < n) this.order = new Float64Array(2 * n);
    const order = this.order.subarray(0, n);
    for (let k = 0; k < n; k++) {
      const m = mark[k];
      order[k] = ((form[m] === AREA_FORM ? 0 : this.columns.n) + incident[m]) * n + k;
    }
    order.sort();
    for (let j = 0; j < n; j++) {
      const k = order[j] % n;
      this.write(mark[k], dx[k], dy[k], 0, views, paint);
    }
  }

  /** @param {number} m @param {number} dx @param {number} dy  pixels @param {number} within  1 for what lies within a disc's line @param {Views} views @param {Paint} paint */
  write(m, dx, dy, within, { floats, bytes, signed, words }, { palette, value, mask }) {
    const { columns, layer } = this;
    const { incident, position, radius, size, form } = columns.marks;
    const i = incident[m];
    const word = this.n++ * EACH * WORDS;
    const byte = 4 * word;
    floats[word] = position[2 * m];
    floats[word + 1] = position[2 * m + 1];
    floats[word + 2] = columns.start[i];
    floats[word + 3] = columns.end[i];
    floats[word + 4] = layer === "discs" ? radius[m] : this.radii[size[m]];
    bytes[byte + 20] = form[m];
    bytes[byte + 21] = mask[i];
    bytes[byte + 22] = within;
    signed[(byte + 24) / 2] = Math.round(PARTS * dx);
    signed[(byte + 26) / 2] = Math.round(PARTS * dy);
    words[word + 7] = palette[value[i]] | this.opacity.fill;
    words[word + 8] = palette[value[i]] | this.opacity.line;
    words[word + 9] = 0; // what is pointed at is found without the graphics card (overlay.js)
    words.copyWithin(word + WORDS, word, word + WORDS);
    words.copyWithin(word + 2 * WORDS, word, word + 2 * WORDS);
    words.copyWithin(word + 4 * WORDS, word, word + 2 * WORDS);
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
