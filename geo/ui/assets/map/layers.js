// @ts-check
/**
 * Fills the layers of the pydeck spec with the columns. The spec says which layers there are and how they look;
 * here each gets its binary data.
 * @typedef {import('../columns.js').Columns} Columns
 */

/** @param {string} hex @returns {[number, number, number]} 0…255 */
export function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Casing of a route: part of the picture's table of symbols (geo/style/symbols.py). */
const SOFT_ALPHA = 64;
const GREY = /** @type {[number, number, number]} */ ([128, 128, 128]);

/**
 * The hue of an incident, from the facet that colours the map. A facet with several values takes the first.
 * @param {Columns} columns
 * @param {string} colorBy
 * @param {'light'|'dark'} theme
 * @returns {(incident: number) => [number, number, number]}
 */
export function hueOf(columns, colorBy, theme) {
  const facet = columns.header.facets.find(({ id }) => id === colorBy);
  const palette = (facet?.options ?? []).map(({ color }) => (color ? rgb(color[theme]) : GREY));
  const { values, offsets } = columns.facet(colorBy);
  if (!offsets) return (i) => palette[values[i]] ?? GREY;
  return (i) => (offsets[i] === offsets[i + 1] ? GREY : palette[values[offsets[i]]]);
}

/**
 * @param {Columns} columns
 * @param {(incident: number) => [number, number, number]} hue
 * @param {number} alpha  0…255
 */
function markColors(columns, hue, alpha) {
  const { n, incident } = columns.marks;
  const colors = new Uint8Array(4 * n);
  for (let m = 0; m < n; m++) {
    colors.set(hue(incident[m]), 4 * m);
    colors[4 * m + 3] = alpha;
  }
  return colors;
}

/**
 * Routes, outlines of areas and the lines that join the sites of one incident.
 * @param {Columns} columns
 * @param {{colorBy: string, theme: 'light'|'dark', mask: Uint8Array, selection: string|null}} look
 */
export function lineData(columns, { colorBy, theme, mask, selection }) {
  const hue = hueOf(columns, colorBy, theme);
  return columns.header.lines.map(({ incident, role, path }) => ({
    incident,
    role,
    path,
    color: [...hue(incident), 255],
    soft: [...hue(incident), SOFT_ALPHA],
    span: [columns.start[incident], columns.end[incident], 0],
    shown: mask[incident],
    emphasis: columns.ids[incident] === selection ? 1.6 : 1,
  }));
}

/** @param {Columns} columns  first and last possible day of each mark's incident, and the mark's form */
export function markSpans(columns) {
  const { n, incident, form } = columns.marks;
  const spans = new Float32Array(3 * n);
  for (let m = 0; m < n; m++) {
    spans[3 * m] = columns.start[incident[m]];
    spans[3 * m + 1] = columns.end[incident[m]];
    spans[3 * m + 2] = form[m];
  }
  return spans;
}

/** @param {Columns} columns @param {Uint8Array} mask  by incident */
export function markMask(columns, mask) {
  const { n, incident } = columns.marks;
  const shown = new Float32Array(n);
  for (let m = 0; m < n; m++) shown[m] = mask[incident[m]];
  return shown;
}

/** @param {Columns} columns  what does not change with the look */
export function markShapes(columns) {
  const { n, size, offset, near } = columns.marks;
  const radii = new Float32Array(n);
  for (let m = 0; m < n; m++) radii[m] = columns.header.sizes[size[m]].radius;
  return {
    radii,
    offsets: Float32Array.from(offset),
    nears: Float32Array.from(near),
  };
}

/**
 * The binary data of the two layers that draw every mark.
 * @param {Columns} columns
 * @param {{colorBy: string, theme: 'light'|'dark', mask: Uint8Array}} look
 */
export function markData(columns, { colorBy, theme, mask }) {
  const shared = {
    getPosition: { value: columns.marks.position, size: 2 },
    getSpan: { value: markSpans(columns), size: 3 },
    getShown: { value: markMask(columns, mask), size: 1 },
  };
  const { radii, offsets, nears } = markShapes(columns);
  const hue = hueOf(columns, colorBy, theme);
  return {
    discs: {
      length: columns.marks.n,
      attributes: {
        ...shared,
        getRadius: { value: columns.marks.radius, size: 1 },
        getFillColor: { value: markColors(columns, hue, 30), size: 4 },
        getLineColor: { value: markColors(columns, hue, 150), size: 4 },
      },
    },
    marks: {
      length: columns.marks.n,
      attributes: {
        ...shared,
        getRadius: { value: radii, size: 1 },
        getPixelOffset: { value: offsets, size: 2 },
        getNear: { value: nears, size: 2 },
        getFillColor: { value: markColors(columns, hue, 255), size: 4 },
      },
    },
  };
}
