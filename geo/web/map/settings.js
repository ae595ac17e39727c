// @ts-check
/** What all layers of incidents draw by: the window of dates, and how symbols look. */

/**
 * @typedef {object} Settings
 * @property {[number, number]} range  days since 1970-01-01, both inclusive
 * @property {number} certainly  1: wholly within the range, 0: possibly within
 * @property {number} glide  part of a day that playing is ahead of the range, 0…1
 * @property {number} trace  strength of what ended before the range; 0 hides it
 * @property {number} fade  days over which what came in loses its strength, and what is past the rest of it; 0: neither
 * @property {number} least  strength that fading leaves
 * @property {[number, number, number]} paper  0…1
 */

/**
 * How the forms are painted, by number, as geo/style/symbols.py says.
 * @typedef {{square: boolean, core: number, rim: number, paperRim: boolean, dashes: number, dashShare: number,
 *            corner: number, scale: number}} FormStyle
 * @typedef {object} Symbols
 * @property {FormStyle[]} forms
 * @property {{fill: number, line: number, width: number}} disc  opacities, 0…1; pixels of the line
 * @property {{role: string, width: number, opacity: number, dash: [number, number]|null}[]} strokes  of lines, the lowest
 *   first; a dash and its gap in widths of the line
 * @property {{trace: number, least: number}} fade
 * @property {number} haloGap  pixels
 * @property {string} selection  the colour around what is chosen or pointed at
 */

/** The table of symbols; set before the first layer is made. @type {{symbols: Symbols|null}} */
export const look = { symbols: null };

/** One object for all layers: change it, then ask deck to redraw. @type {Settings} */
export const settings = {
  range: [0, 0],
  certainly: 0,
  glide: 0,
  trace: 0,
  fade: 0,
  least: 1,
  paper: [1, 1, 1],
};

/** How many days before the window are drawn too. @param {Settings} [of] */
export const pastDays = ({ trace, fade } = settings) => (trace > 0 ? Infinity : Math.ceil(fade));
