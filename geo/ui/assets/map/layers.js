// @ts-check
/**
 * Fills the layers of the pydeck spec with the columns. The spec says which layers there are and how they look;
 * here each gets its binary data. Marks come sorted in runs (geo/layers/columns.py), one deck layer a run.
 * @typedef {import('../columns.js').Columns} Columns
 * @typedef {[number, number, number]} Rgb
 * @typedef {{colorBy: string, theme: 'light'|'dark', mask: Uint8Array}} Look
 * @typedef {{id: string, data: {length: number, attributes: Record<string, any>}, marks: Uint32Array,
 *            run: import('./run.js').Run}} Filled
 */
import { look } from "./extension.js";

/** @param {string} hex @returns {Rgb} 0…255 */
export function rgb(hex) {
  return /** @type {Rgb} */ ([1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
}

const GREY = /** @type {Rgb} */ ([128, 128, 128]);
/** @param {number|undefined} opacity  0…1 @returns {number} 0…255 */
const alpha = (opacity) => Math.round(255 * (opacity ?? 1));

/**
 * The hue of an incident, from the facet that colours the map. A facet with several values takes the first.
 * @param {Columns} columns
 * @param {string} colorBy
 * @param {'light'|'dark'} theme
 * @returns {(incident: number) => Rgb}
 */
export function hueOf(columns, colorBy, theme) {
  const facet = columns.header.facets.find(({ id }) => id === colorBy);
  const palette = (facet?.options ?? []).map(({ color }) => (color ? rgb(color[theme]) : GREY));
  const { values, offsets } = columns.facet(colorBy);
  if (!offsets) return (i) => palette[values[i]] ?? GREY;
  return (i) => (offsets[i] === offsets[i + 1] ? GREY : palette[values[offsets[i]]]);
}

/**
 * Routes, outlines of areas and the lines that join the sites of one incident.
 * @param {Columns} columns
 * @param {Look} look
 */
export function lineData(columns, { colorBy, theme, mask }) {
  const hue = hueOf(columns, colorBy, theme);
  return columns.header.lines.map(({ incident, role, path }) => ({
    incident,
    role,
    path,
    color: [...hue(incident), role === "joint" ? alpha(look.symbols?.joint) : 255],
    soft: [...hue(incident), alpha(look.symbols?.casing)],
    span: [columns.start[incident], columns.end[incident], 0],
    shown: mask[incident],
  }));
}

/**
 * One attribute for some marks.
 * @template {Float32Array|Uint8Array} T
 * @param {T} values
 * @param {Uint32Array} marks
 * @param {number} size
 * @param {(mark: number, at: number, values: T) => void} write
 */
function attribute(values, marks, size, write) {
  for (let k = 0; k < marks.length; k++) write(marks[k], k * size, values);
  return { value: values, size };
}

/** @param {Columns} columns @param {Uint32Array} marks @param {Uint8Array} mask  by incident */
export function shownAttribute(columns, marks, mask) {
  const { incident } = columns.marks;
  return attribute(new Float32Array(marks.length), marks, 1, (m, at, to) => (to[at] = mask[incident[m]]));
}

/** @param {Uint32Array} incident @param {Uint32Array} marks @param {(i: number) => Rgb} hue @param {number} opacity  0…255 */
function colorAttribute(incident, marks, hue, opacity) {
  return attribute(new Uint8Array(4 * marks.length), marks, 4, (m, at, to) => {
    const [red, green, blue] = hue(incident[m]);
    to[at] = red;
    to[at + 1] = green;
    to[at + 2] = blue;
    to[at + 3] = opacity;
  });
}

/**
 * The binary data of one run of one layer.
 * @param {Columns} columns
 * @param {'discs'|'marks'} layer
 * @param {Uint32Array} marks
 * @param {Look} look
 */
function attributes(columns, layer, marks, { colorBy, theme, mask }) {
  const { incident, position, form, radius, size, offset, near } = columns.marks;
  const hue = hueOf(columns, colorBy, theme);
  const floats = (/** @type {number} */ width) => new Float32Array(width * marks.length);
  /** @param {Float32Array|Int8Array} from */
  const pair = (from) =>
    attribute(floats(2), marks, 2, (m, at, to) => {
      to[at] = from[2 * m];
      to[at + 1] = from[2 * m + 1];
    });
  const shared = {
    getPosition: pair(position),
    getSpan: attribute(floats(3), marks, 3, (m, at, to) => {
      to[at] = columns.start[incident[m]];
      to[at + 1] = columns.end[incident[m]];
      to[at + 2] = form[m];
    }),
    getShown: shownAttribute(columns, marks, mask),
    getFillColor: colorAttribute(incident, marks, hue, layer === "discs" ? alpha(look.symbols?.disc.fill) : 255),
  };
  if (layer === "discs") {
    return {
      ...shared,
      getRadius: attribute(floats(1), marks, 1, (m, at, to) => (to[at] = radius[m])),
      getLineColor: colorAttribute(incident, marks, hue, alpha(look.symbols?.disc.line)),
    };
  }
  return {
    ...shared,
    getRadius: attribute(floats(1), marks, 1, (m, at, to) => (to[at] = columns.header.sizes[size[m]].radius)),
    getPixelOffset: pair(offset),
    getNear: pair(near),
  };
}

/**
 * Every run of the layers that draw all marks.
 * @param {Columns} columns
 * @param {Look} look
 * @returns {Record<'discs'|'marks', Filled[]>}
 */
export function markData(columns, look) {
  const { radius, incident } = columns.marks;
  /** @type {Record<'discs'|'marks', Filled[]>} */
  const filled = { discs: [], marks: [] };
  columns.header.runs.forEach(({ from, to, longest }, number) => {
    const all = Uint32Array.from({ length: to - from }, (_, k) => from + k);
    const wide = all.filter((m) => radius[m] > 0);
    for (const [layer, marks] of /** @type {const} */ ([["discs", wide], ["marks", all]])) {
      if (marks.length === 0) continue;
      const starts = Int32Array.from(marks, (m) => columns.start[incident[m]]);
      const data = { length: marks.length, attributes: attributes(columns, layer, marks, look) };
      filled[layer].push({ id: `${layer}-${number}`, data, marks, run: { starts, longest } });
    }
  });
  return filled;
}
