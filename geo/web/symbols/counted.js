// @ts-check
/**
 * A symbol that stands for several incidents: their number, and around it their hues as shares, from the top on
 * clockwise; the sign of an area has them as the dashes of its rim. As geo/scene/counted.py and geo/scene/symbols.py
 * paint them.
 *
 * @typedef {{paper: string, surface: string, ink: string, font: string}} Colours
 * @typedef {[string, number][]} Shares  colours, and how many incidents have each
 */
import { numberWords } from "../core/words.js";
import { disc, paintShapes } from "./paint.js";
import { bandWidth, moved, squareLines } from "./shapes.js";
import { AREA_FORM, FORMS, SYMBOLS } from "./table.js";

const { counted, edge } = SYMBOLS;
const TURN = 2 * Math.PI;
const TOP = -Math.PI / 2;

/** Width of a text in ems. @type {Map<string, number>} */
const widths = new Map();

/** @param {CanvasRenderingContext2D} pen @param {string} words @param {string} font */
export function emsOf(pen, words, font) {
  // All digits are of one width.
  const key = words.replace(/\d/g, "0") + font;
  let ems = widths.get(key);
  if (ems === undefined) {
    pen.font = `600 100px ${font}`;
    widths.set(key, (ems = pen.measureText(words).width / 100));
  }
  return ems;
}

/**
 * @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} r @param {number} count
 * @param {Shares} shares @param {Colours} colours
 */
export function drawCounted(pen, x, y, r, count, shares, colours) {
  const outer = r - edge.inset;
  const band = outer - counted.rim;
  const inner = band - bandWidth(r);
  disc(pen, x, y, outer, colours.paper);
  if (shares.length === 1) disc(pen, x, y, band, shares[0][0]);
  else {
    let angle = TOP;
    for (const [colour, number] of shares) {
      const end = angle + (TURN * number) / count;
      pen.beginPath();
      pen.moveTo(x, y);
      pen.arc(x, y, band, angle, end);
      pen.fillStyle = colour;
      pen.fill();
      angle = end;
    }
  }
  disc(pen, x, y, inner, colours.surface);
  write(pen, x, y, inner, numberWords(count), colours);
}

/**
 * @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} r @param {number} count
 * @param {Shares} shares @param {Colours} colours @param {number} turn  degrees clockwise
 */
export function drawCountedArea(pen, x, y, r, count, shares, colours, turn) {
  const style = FORMS[AREA_FORM];
  const { outline, dashes } = squareLines(r, style, turn);
  const rim = style.rimWidth - edge.rimInset;
  const colourOf = coloursOfDashes(shares, count, dashes.length);
  paintShapes(pen, [
    { paths: [moved(outline, x, y)], fill: colours.paper },
    ...dashes.map((dash, k) => ({ paths: [moved(dash, x, y)], stroke: colourOf(k), strokeWidth: rim })),
  ]);
  write(pen, x, y, r * style.scale - edge.inset - counted.areaRoom, numberWords(count), colours);
}

/** The colour of each dash, as many of one as its share is. @param {Shares} shares @param {number} count @param {number} dashes */
export function coloursOfDashes(shares, count, dashes) {
  let sum = 0;
  const ends = shares.map(([, number]) => (sum += number));
  return (/** @type {number} */ k) => shares[Math.max(0, ends.findIndex((end) => (end / count) * dashes > k))][0];
}

/** Words in the middle of a disc, as large as they fit. @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} room @param {string} words @param {Colours} colours */
function write(pen, x, y, room, words, { ink, font }) {
  const size = sizeOf(room, emsOf(pen, words, font));
  pen.font = `600 ${size}px ${font}`;
  pen.textAlign = "center";
  pen.fillStyle = ink;
  pen.fillText(words, x, y + counted.lettersDown * size);
}

/** Size of letters. @param {number} room  radius of the disc @param {number} ems  width of the words */
export function sizeOf(room, ems) {
  const { letters, leastLetters, lettersStep, lettersHigh, lettersWide } = counted;
  const most = Math.min(letters, lettersHigh * room, (lettersWide * room) / Math.max(ems, 0.1));
  return Math.max(leastLetters, Math.floor(most / lettersStep) * lettersStep);
}
