// @ts-check
/**
 * How symbols look: every number and shape of it, from geo/style/symbol_styles.py, legend_signs.py and sequential.py, where they are
 * explained. No other module has such a number of its own. Lengths are pixels, opacities 0…1.
 *
 * @typedef {object} FormStyle
 * @property {"disc"|"rounded_square"|"diamond"} shape
 * @property {number} coreOpacity
 * @property {number} rimWidth
 * @property {"hue"|"paper"} rim
 * @property {number} dashes
 * @property {number} dashShare
 * @property {number} corner
 * @property {number} scale
 *
 * @typedef {{role: string, width: number, opacity: number, dash: number[], roundCaps: boolean}} Stroke
 *
 * @typedef {"ink"|"paper"|null} Ink
 * @typedef {object} SignShape  around the middle of a sign
 * @property {[number, number, number]|null} circle
 * @property {[number, number][]} path
 * @property {Ink} fill
 * @property {number} fillOpacity
 * @property {Ink} stroke
 * @property {number} strokeWidth
 * @property {number} strokeOpacity
 * @property {number[]} dash
 * @property {boolean} roundCaps
 *
 * @typedef {object} SymbolTable
 * @property {Record<string, FormStyle>} forms  in the order of their numbers
 * @property {{inset: number, rimInset: number}} edge
 * @property {{fillOpacity: number, lineOpacity: number, lineWidth: number}} disc
 * @property {Stroke[]} strokes  of lines, the lowest first; dash and gap in widths
 * @property {{width: number, casing: number, casingOpacity: number, dot: number, rim: number}} leader
 * @property {{radius: number, tenfold: number, rim: number, band: number, leastBand: number, mostBand: number, letters: number,
 *             leastLetters: number, lettersStep: number, lettersHigh: number, lettersWide: number, lettersDown: number,
 *             areaRoom: number}} counted
 * @property {{height: number, letters: number, lettersDown: number, beside: number, out: number, rim: number}} siteBadge
 * @property {{colour: string, gap: number, lineWidth: number, hoveredWidth: number, besideLine: number}} selection
 * @property {{trace: number, least: number}} fade
 * @property {{largest: number, least: number, leastHollow: number, sign: number, groundOpacity: number, edgeWidth: number,
 *             edgeOpacity: number, pointedAreaWidth: number, pointedWidth: number, letterWidth: number, lettersRoom: number,
 *             leastNamed: number}} cell
 * @property {{symbol: number, area: number, counted: number, paleShare: number, sizeLine: number, leastCell: number, mostCell: number,
 *             wideCell: number}} signSizes
 * @property {Record<"disc"|"route"|"sites"|"leader", SignShape[]>} signs
 * @property {Record<"counted"|"shares"|"leader"|"disc"|"route"|"sites"|"area"|"context", string>} placeWords  what signs of places and of context mean
 * @property {{light: string, dark: string}} none
 * @property {{light: string[], dark: string[]}} sequential  from few to many
 * @property {number[][]} classColours  by the number of classes, which of those they take
 * @property {{opacity: number, gap: number, pointedWidth: number, letters: number, leastLetters: number, lettersWide: number,
 *             lettersDown: number, swatch: number}} hexagons
 * @property {{opacity: number, edgeOpacity: number, bar: number}} density
 * @property {{opacity: number, edge: number, border: number, pointedWidth: number, letters: number, leastLetters: number,
 *             lettersHigh: number, lettersDown: number, halo: number, leastRoom: number, swatch: number}} areas
 * @property {{square: number, squareRim: number, lineWidth: number, outlineWidth: number, fillOpacity: number, labelSize: number,
 *             labelGap: number, haloWidth: number, letters: number, lettersDown: number}} own  layers of a person's own
 * @property {Record<string, {light: string, dark: string}>} ownHues  by word of LayerColour
 * @property {Record<'light'|'dark', {none: string, unknown: string, words: string, edge: string, border: string}>} areaInks  of governorates: without
 *   an incident, their 0, boundaries, borders of countries
 */

/** The server writes the table here (geo/web/joining.py). @type {SymbolTable} */
export const SYMBOLS = JSON.parse("{}");

/** By number. */
export const FORMS = Object.values(SYMBOLS.forms);
const NAMES = Object.keys(SYMBOLS.forms);
export const AREA_FORM = NAMES.indexOf("area");
/** Of counts by square. */
export const CELL_FORM = NAMES.indexOf("cell");
export const WIDE_CELL_FORM = NAMES.indexOf("wide_cell");

/** Radius of the symbol that stands for so many marks, from the logarithm of their number. @param {number} log  to base 10 */
export const countedRadiusOf = (log) => SYMBOLS.counted.radius + SYMBOLS.counted.tenfold * log;
