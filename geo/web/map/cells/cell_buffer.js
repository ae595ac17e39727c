// @ts-check
/** The squares of cells on the graphics card: the ground of each cell, and above it the square that says its count. */
import { paletteOf } from "../layers.js";
import { look as symbols } from "../settings.js";
import { SYMBOL_STRIDE } from "../symbol_shaders.js";
import { VertexBuffer } from "../vertex_buffer.js";
import { FILL } from "../../source/grid.js";
import { SIGN_PIXELS, signsWithRoom } from "./drawing.js";

const WORLD = 512;
const GROUND = 0.13; // opacity of a cell's ground
const LEAST_HOLLOW = 4; // half the side of a hollow square
const ON_MAP = 1; // the radius is in units of the map at zoom 0

/** The last two of the table of forms are those of cells (geo/layers/aggregate_layers.py). */
function formsOf() {
  const forms = symbols.symbols?.forms ?? [];
  return [forms.length - 2, forms.length - 1].map((number) => ({ number, scale: forms[number]?.scale ?? 1 }));
}

export class CellBuffer extends VertexBuffer {
  /** @param {any} device  luma.gl's */
  constructor(device) {
    super(device, "symbols", SYMBOL_STRIDE);
  }

  /** @param {import('./field.js').Field} field @param {import('./drawing.js').Look} look */
  fill(field, { columns, colorBy, theme, opacity, zoom }) {
    const { cells, level } = field;
    const palette = paletteOf(columns, colorBy, theme);
    const [solid, hollow] = formsOf();
    const pixel = 1 / 2 ** zoom;
    const signs = signsWithRoom(field, zoom);
    const hueOf = (/** @type {import('./field.js').Cell} */ cell) => palette[cell.colour] ?? palette[palette.length - 1];
    this.clear(2 * cells.length);
    for (const cell of cells) {
      const isSeen = cell.sort === "fine" ? 1 : 0;
      this.write(cell.middle, WORLD / 2 ** cell.level / 2, solid, [...hueOf(cell), GROUND * opacity * isSeen]);
    }
    for (const cell of cells) {
      const square = (FILL * WORLD * field.share(cell.count)) / 2 ** level / 2;
      const sign = (signs.has(cell) ? SIGN_PIXELS : LEAST_HOLLOW) * pixel;
      const hollowHalf = cell.sort === "area" ? sign : Math.max(LEAST_HOLLOW * pixel, square);
      const isFine = cell.sort === "fine";
      this.write(cell.middle, isFine ? square : hollowHalf, isFine ? solid : hollow, [...hueOf(cell), opacity]);
    }
    this.send();
  }

  /**
   * Squares reach their corners within the round that is drawn: see the form's scale.
   * @param {[number, number]} middle @param {number} half  of the side, in units of the map at zoom 0
   * @param {{number: number, scale: number}} form @param {number[]} colour  0…255, and an opacity 0…1
   */
  write([lon, lat], half, { number, scale }, [red, green, blue, opacity]) {
    const { next, n } = this;
    const { floats, bytes, words } = this.views;
    floats.set([lon, lat, 0, 0, half / scale], next);
    bytes.set([number, ON_MAP], 4 * next + 20);
    bytes.set([red, green, blue, Math.round(255 * opacity)], 4 * next + 28);
    words[next + 8] = n + 1; // nothing is 0, as the renderer has it
    this.add();
  }
}
