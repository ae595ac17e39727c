// @ts-check
/**
 * Records on the graphics card that are written anew when others are drawn: six of each, one for each corner of the two
 * triangles that a symbol or disc is.
 *
 * @typedef {object} Source  what a layer draws
 * @property {number} n  how many of them; none are not drawn
 * @property {number} draws  how often they were drawn
 * @property {() => boolean} choose  whether anything is to be drawn
 * @property {(model: any) => void} prepare  have a model of luma.gl draw them
 * @property {(index: number) => any} at  the one under the pointer, by the number that its picking colour says
 * @typedef {{words: Uint32Array, floats: Float32Array, bytes: Uint8Array, signed: Int16Array}} Views  of one buffer
 */

/** Buffers of luma.gl: of vertices and of indices that are written to. */
export const VERTICES = 0x20 | 0x08;
export const INDICES = 0x10 | 0x08;
const ROOM = 1024; // records to begin with
export const RELEASE_MS = 1000; // until a buffer that is no longer drawn from is given back
const CORNERS = 6;

/** @implements {Source} */
export class VertexBuffer {
  n = 0;
  draws = 0;
  room = 0;
  /** @type {any} */
  buffer = null;
  /** What draws from which buffer. @type {{vertexArray?: any, buffer?: any}} */
  bound = {};
  /** @type {Views} */
  views = viewsOf(new Uint32Array(0));

  /** @param {any} device  luma.gl's @param {string} name  in the layout of the shaders @param {number} stride  bytes of a record */
  constructor(device, name, stride) {
    this.device = device;
    this.name = name;
    this.words = stride / 4;
  }

  /** Begin anew, with room for so many. @param {number} n */
  clear(n) {
    this.n = 0;
    if (n <= this.room) return;
    this.room = Math.max(n, 2 * this.room, ROOM);
    this.release();
    const words = new Uint32Array(this.room * CORNERS * this.words);
    this.views = viewsOf(words);
    this.buffer = this.device.createBuffer({ byteLength: words.byteLength, usage: VERTICES });
  }

  /** Where the next record begins, in words. */
  get next() {
    return this.n * CORNERS * this.words;
  }

  /** The record that was written at `next` is whole: it is that of all its corners. */
  add() {
    const { words, next } = this;
    const all = this.views.words;
    all.copyWithin(next + words, next, next + words);
    all.copyWithin(next + 2 * words, next, next + 2 * words);
    all.copyWithin(next + 4 * words, next, next + 2 * words);
    this.n++;
  }

  /** Have on the graphics card what was written. */
  send() {
    if (this.n) this.buffer.write(this.views.words.subarray(0, this.next), 0);
  }

  choose() {
    return this.n > 0;
  }

  /** @param {any} model  luma.gl's */
  prepare(model) {
    const { buffer, bound, name } = this;
    const { vertexArray } = model;
    if (bound.vertexArray !== vertexArray || bound.buffer !== buffer) {
      model.setAttributes({ [name]: buffer });
      this.bound = { vertexArray, buffer };
    }
    model.setVertexCount(CORNERS * this.n);
  }

  /** @param {number} index @returns {any} */
  at(index) {
    void index; // what is pointed at is found without the graphics card (overlay.js)
    return null;
  }

  release() {
    const { buffer } = this;
    // The layers that draw from it let go of it first.
    setTimeout(() => buffer?.destroy(), RELEASE_MS);
  }
}

/** @param {Uint32Array} words @returns {Views} */
function viewsOf(words) {
  const { buffer } = words;
  return { words, floats: new Float32Array(buffer), bytes: new Uint8Array(buffer), signed: new Int16Array(buffer) };
}

/** An opacity as the highest byte of a colour. @param {number|undefined} share  0…1 */
export const opacityByte = (share) => Math.round(255 * (share ?? 1)) << 24;
