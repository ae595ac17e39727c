// @ts-check
/** The squares of cells on the graphics card: the ground of each cell, and above it the square that says its count. */
import { WORLD } from "../../core/projection.js";
import { paletteOf } from "../layers.js";
import { SYMBOL_STRIDE } from "../symbol_shaders.js";
import { VertexBuffer } from "../vertex_buffer.js";
import { CELL_FORM, FORMS, SYMBOLS, WIDE_CELL_FORM } from "../../symbols/table.js";
import { signsWithRoom } from "./drawing.js";

const ON_MAP = 1; // the radius is in units of the map at zoom 0

const { cell: look } = SYMBOLS;

export class CellBuffer extends VertexBuffer {
  /** @param {any} device  luma.gl's */
  constructor(device) {
    super(device, "symbols", SYMBOL_STRIDE);
  }

  /** @param {import('./field.js').Field} field @param {import('./drawing.js').Look} look */
  fill(field, { columns, colorBy, theme, opacity, zoom }) {
    const { cells, level } = field;
    const palette = paletteOf(columns, colorBy, theme);
    const [solid, hollow] = [CELL_FORM, WIDE_CELL_FORM];
    const pixel = 1 / 2 ** zoom;
    const signs = signsWithRoom(field, zoom);
    const hueOf = (/** @type {import('./field.js').Cell} */ cell) => palette[cell.colour] ?? palette[palette.length - 1];
    this.clear(2 * cells.length);
    for (const cell of cells) {
      // The ground of a wider cell or an area is not seen, but its record keeps the count of records even. It has no size:
      // a thousand squares as large as the map would be painted, however transparent.
      const isSeen = cell.sort === "fine" ? 1 : 0;
      this.write(cell.middle, (isSeen * WORLD) / 2 ** cell.level / 2, solid, [...hueOf(cell), look.groundOpacity * opacity * isSeen]);
    }
    for (const cell of cells) {
      const square = (look.largest * WORLD * field.share(cell.count)) / 2 ** level / 2;
      const sign = (signs.has(cell) ? look.sign : look.leastHollow) * pixel;
      const hollowHalf = cell.sort === "area" ? sign : Math.max(look.leastHollow * pixel, square);
      const isFine = cell.sort === "fine";
      this.write(cell.middle, isFine ? square : hollowHalf, isFine ? solid : hollow, [...hueOf(cell), opacity]);
    }
    this.send();
  }

  /**
   * Squares reach their corners within the round that is drawn: see the form's scale.
   * @param {[number, number]} middle @param {number} half  of the side, in units of the map at zoom 0
   * @param {number} form @param {number[]} colour  0…255, and an opacity 0…1
   */
  write([lon, lat], half, form, [red, green, blue, opacity]) {
    const { next, n } = this;
    const { floats, bytes, words } = this.views;
    floats.set([lon, lat, 0, 0, half / FORMS[form].scale], next);
    bytes.set([form, ON_MAP], 4 * next + 20);
    bytes.set([red, green, blue, Math.round(255 * opacity)], 4 * next + 28);
    words[next + 8] = n + 1; // nothing is 0, as the renderer has it
    this.add();
  }
}
