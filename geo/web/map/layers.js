// @ts-check
/**
 * Colours of incidents, and the data of the lines: routes and outlines.
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {[number, number, number]} Rgb
 */
import { rgb } from "../core/colour.js";
import { SYMBOLS } from "../symbols/table.js";

/** The colours of a facet's values, last the one of no value. @param {Columns} columns @param {string} colorBy @param {'light'|'dark'} theme */
export function paletteOf(columns, colorBy, theme) {
  const facet = columns.header.facets.find(({ id }) => id === colorBy);
  const none = rgb(SYMBOLS.none[theme]);
  return [...(facet?.options ?? []).map(({ color }) => (color ? rgb(color[theme]) : none)), none];
}

/** Colours as the graphics card reads them. @param {Rgb[]} palette */
export const packed = (palette) => Uint32Array.from(palette, ([red, green, blue]) => red | (green << 8) | (blue << 16));

/**
 * The number of each incident's colour (`coloursOfFacet`). Of several values the first one colours; last comes none.
 * @param {Columns} columns @param {string} colorBy @param {Uint16Array} of  by option the number of its colour
 */
export function valuesOf(columns, colorBy, of) {
  const { values, offsets } = columns.facet(colorBy);
  const none = of.length - 1;
  const found = new Uint16Array(columns.n);
  for (let i = 0; i < columns.n; i++) {
    const option = !offsets ? values[i] : offsets[i] < offsets[i + 1] ? values[offsets[i]] : none;
    found[i] = of[Math.min(option, none)];
  }
  return found;
}

/**
 * The hue of an incident, from the facet that colours the map. A facet with several values takes the first.
 * @param {Columns} columns
 * @param {string} colorBy
 * @param {'light'|'dark'} theme
 * @returns {(incident: number) => Rgb}
 */
function hueOf(columns, colorBy, theme) {
  const palette = paletteOf(columns, colorBy, theme);
  const none = palette[palette.length - 1];
  const { values, offsets } = columns.facet(colorBy);
  if (!offsets) return (i) => palette[values[i]] ?? none;
  return (i) => (offsets[i] === offsets[i + 1] ? none : palette[values[offsets[i]]]);
}

/**
 * Routes and outlines of areas, the lowest first. What joins an incident's sites is drawn above the map, and only while it
 * is selected or pointed at.
 * @param {Columns} columns @param {string} colorBy @param {'light'|'dark'} theme
 * @returns {import('./line_buffer.js').Line[]}
 */
export function linesOf(columns, colorBy, theme) {
  const hue = hueOf(columns, colorBy, theme);
  return SYMBOLS.strokes.flatMap(({ role, width, opacity, dash }) =>
    columns.header.lines
      .filter((line) => line.role === role && role !== "joint")
      .map(({ incident, path }) => ({
        incident,
        path,
        width,
        color: [...hue(incident), Math.round(255 * opacity)],
        span: [columns.start[incident], columns.end[incident]],
        dash,
      })),
  );
}
