// @ts-check
/**
 * Discs of uncertainty on the graphics card, as one flat coat of their hue: of each hue first all of them with their
 * lines, then what lies within those, over whatever is there, so that only the outline of all together is left.
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./mark_buffer.js').Paint} Paint
 */
import { DISC_STRIDE } from "./disc_shaders.js";
import { VertexBuffer, opacityByte } from "./vertex_buffer.js";
import { SYMBOLS } from "../symbols/table.js";

export class DiscBuffer extends VertexBuffer {
  /** @param {any} device  luma.gl's @param {Columns} columns */
  constructor(device, columns) {
    super(device, "discs", DISC_STRIDE);
    this.columns = columns;
    const { fillOpacity, lineOpacity, lineWidth } = SYMBOLS.disc;
    this.opacity = { fill: opacityByte(fillOpacity), line: opacityByte(lineOpacity) };
    this.width = Math.round(10 * lineWidth);
  }

  /** Each hue twice. @param {import('./visible_marks.js').Drawing} drawing  discs by hue @param {Paint} paint */
  fill({ discs }, { palette, value }) {
    const { incident } = this.columns.marks;
    this.clear(2 * discs.length);
    const hueOf = (/** @type {number} */ k) => palette[value[incident[discs[k]]]];
    for (let from = 0, to = 0; from < discs.length; from = to) {
      const hue = hueOf(from);
      while (to < discs.length && hueOf(to) === hue) to++;
      for (const within of [0, 1]) for (let k = from; k < to; k++) this.write(discs[k], within, hue);
    }
    this.send();
  }

  /** @param {number} m @param {number} within  1 for what lies within the line @param {number} hue */
  write(m, within, hue) {
    const { columns, next, opacity } = this;
    const { floats, bytes, words } = this.views;
    const { incident, position, radius } = columns.marks;
    const i = incident[m];
    floats[next] = position[2 * m];
    floats[next + 1] = position[2 * m + 1];
    floats[next + 2] = columns.start[i];
    floats[next + 3] = columns.end[i];
    floats[next + 4] = radius[m];
    words[next + 5] = hue | opacity.fill;
    words[next + 6] = hue | opacity.line;
    bytes[4 * next + 28] = within;
    bytes[4 * next + 29] = this.width;
    this.add();
  }
}
