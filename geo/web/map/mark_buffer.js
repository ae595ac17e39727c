// @ts-check
/**
 * The symbols of single incidents on the graphics card, only those that are drawn.
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./visible_marks.js').Filtered & {palette: Uint32Array, of: Uint16Array, first: number[]}} Paint  colours
 *     by number; by option the number of its colour, by colour its first option
 * @typedef {import('./visible_marks.js').Drawing} Drawing
 */
import { PARTS, SYMBOL_STRIDE } from "./symbol_shaders.js";
import { VertexBuffer, opacityByte } from "./vertex_buffer.js";
import { AREA_FORM } from "../symbols/table.js";


export class MarkBuffer extends VertexBuffer {
  order = new Float64Array(0);

  /** @param {any} device  luma.gl's @param {Columns} columns */
  constructor(device, columns) {
    super(device, "symbols", SYMBOL_STRIDE);
    this.columns = columns;
    this.radii = columns.header.sizes.map(({ radius }) => radius);
  }

  /** Traces, signs of areas, symbols in the order of the dataset. @param {Drawing} drawing @param {Paint} paint */
  fill({ placed: { n, mark, dx, dy }, traces }, paint) {
    const { incident, form } = this.columns.marks;
    this.clear(n + traces.length);
    for (let k = traces.length - 1; k >= 0; k--) this.write(traces[k], 0, 0, paint);
    if (this.order.length < n) this.order = new Float64Array(2 * n);
    const order = this.order.subarray(0, n);
    for (let k = 0; k < n; k++) {
      const m = mark[k];
      order[k] = ((form[m] === AREA_FORM ? 0 : this.columns.n) + incident[m]) * n + k;
    }
    order.sort();
    for (let j = 0; j < n; j++) {
      const k = order[j] % n;
      this.write(mark[k], dx[k], dy[k], paint);
    }
    this.send();
  }

  /** @param {number} m @param {number} dx @param {number} dy  pixels @param {Paint} paint */
  write(m, dx, dy, { palette, value }) {
    const { columns, next } = this;
    const { floats, bytes, signed, words } = this.views;
    const { incident, position, size, form } = columns.marks;
    const i = incident[m];
    const byte = 4 * next;
    floats[next] = position[2 * m];
    floats[next + 1] = position[2 * m + 1];
    floats[next + 2] = columns.start[i];
    floats[next + 3] = columns.end[i];
    floats[next + 4] = this.radii[size[m]];
    bytes[byte + 20] = form[m];
    signed[(byte + 24) / 2] = Math.round(PARTS * dx);
    signed[(byte + 26) / 2] = Math.round(PARTS * dy);
    words[next + 7] = palette[value[i]] | opacityByte(1);
    this.add();
  }
}
