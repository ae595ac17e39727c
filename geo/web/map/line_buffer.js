// @ts-check
/**
 * Routes, outlines and the lines between sites on the graphics card: all pieces of all lines, in buffers that are made
 * once, with a record for each corner of a piece. A step says which pieces show.
 *
 * @typedef {import('./vertex_buffer.js').Source} Source
 * @typedef {{path: number[][], width: number, color: number[], span?: [number, number], dash?: number[],
 *            shown?: boolean, incident?: number}} Line
 *   longitude and latitude; pixels; 0…255; days; dash and gap in widths; whether the filter lets it through
 */
import { DASH_PARTS, ENDS, PIECE_CORNERS, PIECE_STRIDE, PIECE_TRIANGLES, POINT_STRIDE, STARTS } from "./line_shaders.js";
import { pastDays, settings } from "./settings.js";
import { INDICES, RELEASE_MS, VERTICES } from "./vertex_buffer.js";

const CORNERS = PIECE_CORNERS.length / 2;
/** Whether each line is looked at before it is drawn: a test draws them all. */
const SIFTED = true;

/** @implements {Source} */
export class LineBuffer {
  n = 0;
  draws = 0;
  /** What draws from these buffers. @type {any} */
  bound = null;
  /** What is shown, in words. */
  key = "";

  /** @param {any} device  luma.gl's @param {Line[]} lines  the lowest first @param {boolean} [always]  they have no dates */
  constructor(device, lines, always = false) {
    this.lines = lines;
    this.always = always;
    const paths = lines.map(({ path }) => pointsOf(path));
    /** The first piece of each line, and the one behind the last. */
    this.first = [0];
    for (const { points } of paths) this.first.push(/** @type {number} */ (this.first.at(-1)) + points.length);
    const all = /** @type {number} */ (this.first.at(-1));
    /** Records of a corner: a piece looks at the point before it and the two behind it. */
    this.each = all + 4;
    this.kinds = new Uint8Array(all);
    this.chosen = new Uint32Array(all * PIECE_TRIANGLES.length);
    if (!all) return;
    const points = new Float32Array((this.each * CORNERS * POINT_STRIDE) / 4);
    const pieces = new ArrayBuffer(this.each * CORNERS * PIECE_STRIDE);
    paths.forEach((path, k) => this.write(lines[k], k, path, points, pieces));
    this.copy(points, new Uint32Array(pieces));
    this.points = device.createBuffer({ data: points, usage: VERTICES });
    this.pieces = device.createBuffer({ data: new Uint8Array(pieces), usage: VERTICES });
    this.order = device.createBuffer({ byteLength: this.chosen.byteLength, usage: INDICES, indexType: "uint32" });
  }

  /** The records of the first corner. @param {Line} line @param {number} number @param {Path} path @param {Float32Array} points @param {ArrayBuffer} pieces */
  write({ width, color, span, dash }, number, path, points, pieces) {
    const [floats, bytes, words] = [new Float32Array(pieces), new Uint8Array(pieces), new Uint32Array(pieces)];
    const hue = color.reduce((sum, part, k) => sum | (part << (8 * k)), 0);
    path.points.forEach(([lon, lat], k) => {
      const piece = this.first[number] + k;
      const at = 4 * (piece + 1); // before the first point lies none
      [points[at], points[at + 1]] = [lon, lat];
      [points[at + 2], points[at + 3]] = [lon - points[at], lat - points[at + 1]];
      this.kinds[piece] = path.kinds[k];
      const word = (piece * PIECE_STRIDE) / 4;
      [floats[word], floats[word + 1]] = span ?? [0, 0];
      floats[word + 2] = width;
      words[word + 3] = hue;
      words[word + 4] = number + 1; // nothing is 0, as the renderer has it
      const [on = 0, off = 0] = dash ?? [];
      bytes.set([path.kinds[k], Math.round(DASH_PARTS * on), Math.round(DASH_PARTS * (on + off))], 4 * word + 20);
    });
  }

  /** The other corners have the same records, and each its place in the piece. @param {Float32Array} points @param {Uint32Array} pieces */
  copy(points, pieces) {
    const { each } = this;
    const words = PIECE_STRIDE / 4;
    const places = new Int8Array(pieces.buffer);
    for (let corner = 0; corner < CORNERS; corner++) {
      if (corner) {
        points.copyWithin((corner * each * POINT_STRIDE) / 4, 0, (each * POINT_STRIDE) / 4);
        pieces.copyWithin(corner * each * words, 0, each * words);
      }
    }
    for (let corner = 0; corner < CORNERS; corner++) {
      const place = PIECE_CORNERS.slice(2 * corner, 2 * corner + 2);
      for (let piece = 0; piece < each; piece++) places.set(place, (corner * each + piece) * PIECE_STRIDE + 24);
    }
  }

  /** The filter lets others through. @param {(line: Line) => boolean} shows */
  filter(shows) {
    for (const line of this.lines) line.shown = shows(line);
    this.key = "";
  }

  /** Choose what shows of the window. @returns {boolean} whether there is anything */
  choose() {
    const { range: [from, to], certainly } = settings;
    const past = pastDays();
    const key = [from, to, certainly, past].join(" ");
    if (key === this.key) return this.n > 0;
    this.key = key;
    this.n = 0;
    this.lines.forEach(({ span, shown = true }, k) => {
      if (!shown) return;
      const [start, end] = span ?? [from, to];
      const touches = certainly ? start >= from && end <= to : start <= to && end >= from;
      const show = touches || (end < from && end >= from - past) || this.always || !SIFTED;
      if (show) for (let piece = this.first[k]; piece < this.first[k + 1]; piece++) this.add(piece);
    });
    if (this.n) this.order.write(this.chosen.subarray(0, this.n), 0);
    return this.n > 0;
  }

  /** @param {number} piece */
  add(piece) {
    if (this.kinds[piece] === NO_PIECE) return;
    for (const corner of PIECE_TRIANGLES) this.chosen[this.n++] = corner * this.each + piece;
  }

  /** @param {any} model  luma.gl's */
  prepare(model) {
    const { points, pieces, order } = this;
    if (this.bound !== model.vertexArray) {
      model.setAttributes({ points, pieces });
      model.setIndexBuffer(order);
      this.bound = model.vertexArray;
    }
    model.setVertexCount(this.n);
  }

  /** @param {number} index @returns {Line|null} */
  at(index) {
    return this.lines[index] ?? null;
  }

  release() {
    const buffers = [this.points, this.pieces, this.order];
    // The layer that draws from them lets go of them first.
    setTimeout(() => buffers.forEach((buffer) => buffer?.destroy()), RELEASE_MS);
  }
}

/** Of a point behind which no piece lies. */
const NO_PIECE = 255;

/**
 * A line's points, for each of which there is a piece that begins there, and what kind the piece is. A closed line goes on
 * beyond its end, so that its first corner has two neighbours.
 * @typedef {{points: number[][], kinds: number[]}} Path
 * @param {number[][]} path @returns {Path}
 */
function pointsOf(path) {
  if (path.length < 2) return { points: [], kinds: [] };
  const [first, last] = [path[0], path[path.length - 1]];
  const isClosed = first[0] === last[0] && first[1] === last[1];
  if (!isClosed) {
    const kinds = path.map((_, k) => (k === path.length - 1 ? NO_PIECE : 0));
    kinds[0] |= STARTS;
    kinds[path.length - 2] |= ENDS;
    return { points: path, kinds };
  }
  if (path.length < 3) return { points: [], kinds: [] };
  const points = [...path, path[1], path[2] ?? path[1]];
  return { points, kinds: points.map((_, k) => (k === 0 || k >= points.length - 2 ? NO_PIECE : 0)) };
}
