// @ts-check
/**
 * What is pointed at on a map of counts that a database made: how many a hexagon or an area holds is known here; their
 * colours, and how many are felt at a place of the smooth surface, are asked for once the pointer rests.
 *
 * @typedef {import('./counted_picture.js').CountedPicture} CountedPicture
 * @typedef {import('../../core/store.js').CountedSymbol} CountedSymbol
 */
import { afterPause } from "../../core/timing.js";
import { CELLS_FROM } from "../overlay.js";

const REST_MS = 120;
const BESIDE = 4; // pixels from a sign's edge at which it is pointed at

export class CountedPointer {
  cell = "";

  /** @param {CountedPicture} picture */
  constructor(picture) {
    this.picture = picture;
    this.ask = afterPause(() => this.askNow(), REST_MS);
  }

  /** @param {{x: number, y: number}} place  pixels of the map @returns {CountedSymbol|null} */
  at({ x, y }) {
    const { picture } = this;
    const { counts, overlay, source } = picture;
    if (!counts || !source) return null;
    const sign = overlay.at(x, y, BESIDE);
    if (sign) return this.sign(sign);
    const cell = overlay.counts.at(x, y);
    if (!cell) return null;
    const { key, name, possible, rate } = cell;
    const { mode, level } = counts;
    const id = overlay.counts.areas?.list[key]?.id;
    const words = mode === "areas" ? `areas::${id}` : `${mode}:${level}:${key}`;
    const around = mode === "density" ? picture.inCell.around(key, level) : undefined;
    const within = around ? "density" : name ? "governorate" : "hexagon";
    const count = cell.count < 0 ? NaN : cell.count;
    return this.told({ group: CELLS_FROM + key, key: picture.drawnKey, count, shares: [], within, around, incidents: () => [], name, possible, rate, cell: words });
  }

  /** With what the server has said of it. @param {CountedSymbol & {cell: string}} symbol @returns {CountedSymbol} */
  told(symbol) {
    const held = symbol.count === 0 ? null : this.picture.source?.counted.held(symbol.cell);
    this.cell = symbol.cell;
    if (!held && symbol.count !== 0) this.ask();
    // What was counted here is what the server counts; of the surface it alone knows it.
    return held ? { ...symbol, key: `${symbol.key} told`, count: Number.isNaN(symbol.count) ? held.count : symbol.count, shares: held.shares } : symbol;
  }

  async askNow() {
    const { cell, picture } = this;
    const { outer, source } = picture;
    if (outer.get().counted?.cell !== cell || !source) return;
    await source.counted.askHeld(cell, "pointed at");
    const { counted } = outer.get();
    if (counted?.cell === cell) outer.set({ counted: this.told({ ...counted, cell }) });
  }

  /** The sign of an area. @param {import('../overlay.js').Symbol} sign @returns {CountedSymbol} */
  sign({ group, count, marks }) {
    const { picture } = this;
    const cell = picture.field.signs[marks[0]];
    const shares = picture.field.parts(cell);
    return { group, key: picture.drawnKey, count, shares, within: "area", incidents: () => [], cell: `signs::${cell.key.slice("area ".length)}` };
  }
}
