// @ts-check
/**
 * The marks of one run of one layer, on the graphics card. The buffers have room for all of them from the start and
 * are filled in slices: what the window needs at once, the rest while nothing else is to do. A change of colours or of
 * the filter makes the slices stale, not the buffers.
 *
 * @typedef {import('../columns.js').Columns} Columns
 * @typedef {{palette: Uint32Array, hues: import('../columns.js').FacetColumn, mask: Uint8Array, look: number,
 *            masked: number}} Paint  colours by value of a facet; how often colours and mask have changed
 * @typedef {'discs'|'marks'} LayerName
 */
import { look } from "./extension.js";
import { instancesIn } from "./run.js";

const SLICE = 1 << 15; // marks: a millisecond or two
/** @type {Record<string, {type: string, size: number, bytes: number}>} */
const ATTRIBUTES = {
  instancePositions: { type: "float32", size: 2, bytes: 8 },
  instanceSpan: { type: "float32", size: 2, bytes: 8 },
  instanceRadius: { type: "float32", size: 1, bytes: 4 },
  instanceFacts: { type: "uint8", size: 4, bytes: 4 },
  instanceAside: { type: "sint8", size: 4, bytes: 4 },
  instanceFillColors: { type: "unorm8", size: 4, bytes: 4 },
  instanceLineColors: { type: "unorm8", size: 4, bytes: 4 },
  instancePickingColors: { type: "uint8", size: 4, bytes: 4 },
};
const OWN = { discs: "instanceLineColors", marks: "instanceAside" };

/** @param {LayerName} layer */
const namesOf = (layer) => Object.keys(ATTRIBUTES).filter((name) => name === OWN[layer] || !Object.values(OWN).includes(name));

export class Batch {
  /**
   * @param {any} device  luma.gl's
   * @param {Columns} columns
   * @param {LayerName} layer
   * @param {string} id
   * @param {{from: number, n: number, chosen: Uint32Array|null, longest: number}} run  the marks one after another, or chosen
   */
  constructor(device, columns, layer, id, { from, n, chosen, longest }) {
    this.id = id;
    this.columns = columns;
    this.layer = layer;
    this.from = from;
    this.chosen = chosen;
    this.n = n;
    this.longest = longest;
    const { incident } = columns.marks;
    const { start } = columns;
    /** @type {(k: number) => number} */
    this.startOf = chosen ? (k) => start[incident[chosen[k]]] : (k) => start[incident[from + k]];
    /** @type {Record<string, {buffer: any, type: string, size: number, stride: number}>} */
    this.attributes = {};
    for (const name of namesOf(layer)) {
      const { type, size, bytes: stride } = ATTRIBUTES[name];
      // 0x20 | 0x08: vertices that are written to.
      this.attributes[name] = { buffer: device.createBuffer({ byteLength: n * stride, usage: 0x28 }), type, size, stride };
    }
    this.data = { length: n, attributes: this.attributes };
    const slices = Math.ceil(n / SLICE);
    this.places = new Uint8Array(slices);
    this.looks = new Uint32Array(slices);
    this.masks = new Uint32Array(slices);
  }

  /** The mark of an instance. @param {number} k */
  markAt(k) {
    return this.chosen ? this.chosen[k] : this.from + k;
  }

  /** @param {[number, number]} range @param {number} past  @returns {[number, number]} first instance, how many */
  instances(range, past) {
    return instancesIn(this, range, past);
  }

  /** Have some instances as they are now. @param {number} first @param {number} count @param {Paint} paint */
  prepare(first, count, paint) {
    for (let s = Math.floor(first / SLICE); s * SLICE < first + count; s++) this.fill(s, paint);
  }

  /** The slice nearest to an instance that is not as it should be; -1 where all are. @param {number} k @param {Paint} paint */
  stale(k, { look: looked, masked }) {
    const middle = Math.floor(k / SLICE);
    for (let away = 0; away < this.places.length; away++) {
      for (const s of [middle + away, middle - away]) {
        if (s < 0 || s >= this.places.length) continue;
        if (!this.places[s] || this.looks[s] !== looked || this.masks[s] !== masked) return s;
      }
    }
    return -1;
  }

  /** @param {number} s  slice @param {Paint} paint */
  fill(s, paint) {
    const from = s * SLICE;
    const to = Math.min(this.n, from + SLICE);
    if (!this.places[s]) this.fillPlaces(from, to);
    if (this.looks[s] !== paint.look) this.fillColours(from, to, paint);
    if (!this.places[s] || this.masks[s] !== paint.masked) this.fillFacts(from, to, paint.mask);
    this.places[s] = 1;
    this.looks[s] = paint.look;
    this.masks[s] = paint.masked;
  }

  /** @param {string} name @param {number} from @param {ArrayBufferView} values */
  write(name, from, values) {
    this.attributes[name].buffer.write(values, from * ATTRIBUTES[name].bytes);
  }

  /** @param {number} from @param {number} to */
  fillPlaces(from, to) {
    const { columns, layer } = this;
    const { start, end } = columns;
    const { incident, position, radius, size, offset, near } = columns.marks;
    const count = to - from;
    const positions = new Float32Array(2 * count);
    const spans = new Float32Array(2 * count);
    const radii = new Float32Array(count);
    const aside = new Int8Array(layer === "marks" ? 4 * count : 0);
    const picking = new Uint32Array(count);
    const sizes = columns.header.sizes.map((each) => each.radius);
    for (let k = 0; k < count; k++) {
      const m = this.markAt(from + k);
      const i = incident[m];
      positions[2 * k] = position[2 * m];
      positions[2 * k + 1] = position[2 * m + 1];
      spans[2 * k] = start[i];
      spans[2 * k + 1] = end[i];
      radii[k] = layer === "discs" ? radius[m] : sizes[size[m]];
      picking[k] = from + k + 1; // as deck.gl numbers what can be picked: bytes from the lowest, 0 for nothing
      if (layer === "discs") continue;
      aside[4 * k] = offset[2 * m];
      aside[4 * k + 1] = offset[2 * m + 1];
      aside[4 * k + 2] = near[2 * m];
      aside[4 * k + 3] = near[2 * m + 1];
    }
    this.write("instancePositions", from, positions);
    this.write("instanceSpan", from, spans);
    this.write("instanceRadius", from, radii);
    this.write("instancePickingColors", from, new Uint8Array(picking.buffer));
    if (layer === "marks") this.write("instanceAside", from, aside);
  }

  /** @param {number} from @param {number} to @param {Uint8Array} mask  by incident */
  fillFacts(from, to, mask) {
    const { incident, form } = this.columns.marks;
    const facts = new Uint8Array(4 * (to - from));
    for (let k = from; k < to; k++) {
      const m = this.markAt(k);
      facts[4 * (k - from)] = form[m];
      facts[4 * (k - from) + 1] = mask[incident[m]];
    }
    this.write("instanceFacts", from, facts);
  }

  /** @param {number} from @param {number} to @param {Paint} paint */
  fillColours(from, to, { palette, hues: { values, offsets } }) {
    const { incident } = this.columns.marks;
    const none = palette.length - 1;
    const colours = new Uint32Array(to - from);
    for (let k = from; k < to; k++) {
      const i = incident[this.markAt(k)];
      // Of several values the first one colours.
      const value = offsets ? (offsets[i] < offsets[i + 1] ? values[offsets[i]] : none) : values[i];
      colours[k - from] = palette[value];
    }
    const disc = look.symbols?.disc;
    if (this.layer === "marks") return this.write("instanceFillColors", from, opaque(colours, 1));
    this.write("instanceFillColors", from, opaque(colours, disc?.fill ?? 1));
    this.write("instanceLineColors", from, opaque(colours, disc?.line ?? 1));
  }

  destroy() {
    for (const { buffer } of Object.values(this.attributes)) buffer.destroy();
  }
}

/** Colours as bytes, with an opacity. @param {Uint32Array} colours  0x00bbggrr @param {number} opacity  0…1 */
function opaque(colours, opacity) {
  const alpha = Math.round(255 * opacity) << 24;
  return new Uint8Array(colours.map((colour) => colour | alpha).buffer);
}

/**
 * Every run of the two layers that draw all marks.
 * @param {any} device
 * @param {Columns} columns
 * @returns {Batch[]}
 */
export function batchesOf(device, columns) {
  const { radius } = columns.marks;
  return columns.header.runs.flatMap(({ from, to, longest }, number) => {
    const wide = new Uint32Array(to - from);
    let count = 0;
    for (let m = from; m < to; m++) if (radius[m] > 0) wide[count++] = m;
    const all = { from, n: to - from, chosen: null, longest };
    const discs = { from, n: count, chosen: wide.slice(0, count), longest };
    return [
      ...(count ? [new Batch(device, columns, "discs", `discs-${number}`, discs)] : []),
      new Batch(device, columns, "marks", `marks-${number}`, all),
    ];
  });
}
