// @ts-check
/**
 * Own layers on a canvas: areas and lines, points as squares, labels beside their feature. The map and the HTML player
 * draw by it; pictures do the same (geo/scene/own_layers.py, own_layer_labels.py).
 *
 * @typedef {[number, number, number, number]} Box  left, top, right, bottom; pixels
 * @typedef {{words: string, from: number|null, to: number|null, area: Path2D|null, line: Path2D|null, middles: ArrayLike<number>,
 *            at: [number, number]}} Feature  days since 1970-01-01, null for an open end; places in pixels of the world
 * @typedef {{colour: string, rim: string, features: Feature[]}} Layer  features: those that are shown
 * @typedef {(x: number, y: number) => [number, number]} Place  where a place of the world is, in pixels
 * @typedef {{colour: string, rim: string, words: string, left: number, base: number, box: Box}} Label
 */
import { SYMBOLS } from "../symbols/table.js";
import { meet } from "./overlay_geometry.js";

const { own } = SYMBOLS;
/** Pixels kept free beside a square, and beside and above a label. */
const [AROUND, BESIDE, ABOVE] = [1, 2, 1];

/** Whether a feature was there on a day of a window. @param {{from: number|null, to: number|null}} feature @param {{start: number, end: number}} days */
export const isThere = ({ from, to }, { start, end }) => (from === null || from <= end) && (to === null || to >= start);

/**
 * A layer's areas, and its lines above them; the pen's own pixels are those of the paths.
 * @param {CanvasRenderingContext2D} pen @param {Layer} layer @param {number} scale  pixels of the screen to one of the path
 */
export function paintGround(pen, { colour, features }, scale) {
  pen.lineJoin = pen.lineCap = "round";
  pen.fillStyle = pen.strokeStyle = colour;
  pen.lineWidth = own.outlineWidth / scale;
  for (const { area } of features) {
    if (!area) continue;
    pen.globalAlpha = own.fillOpacity;
    pen.fill(area, "evenodd");
    pen.globalAlpha = 1;
    pen.stroke(area);
  }
  pen.lineWidth = own.lineWidth / scale;
  for (const { line } of features) if (line) pen.stroke(line);
}

/** Its points, in pixels of the screen; gives the box of each. @param {CanvasRenderingContext2D} pen @param {Layer} layer @param {Place} place @returns {Box[]} */
export function paintSquares(pen, { colour, rim, features }, place) {
  pen.fillStyle = colour;
  pen.strokeStyle = rim;
  pen.lineWidth = own.squareRim;
  const half = own.square / 2;
  /** @type {Box[]} */
  const boxes = [];
  for (const { middles } of features) {
    for (let k = 0; k < middles.length; k += 2) {
      const [x, y] = place(middles[k], middles[k + 1]);
      pen.fillRect(x - half, y - half, own.square, own.square);
      pen.strokeRect(x - half, y - half, own.square, own.square);
      boxes.push([x - half - AROUND, y - half - AROUND, x + half + AROUND, y + half + AROUND]);
    }
  }
  return boxes;
}

/** @param {string} font  family */
const lettersOf = (font) => `normal 600 ${own.labelSize}px ${font}`;

/**
 * The labels that have room beside their feature.
 * @param {CanvasRenderingContext2D} pen  measures them @param {Layer[]} layers @param {Place} place
 * @param {{width: number, height: number}} size  of the map @param {Box[]} taken  where none may lie @param {string} font  family
 * @returns {Label[]}
 */
export function labelsOf(pen, layers, place, { width, height }, taken, font) {
  /** @type {Label[]} */
  const found = [];
  const blocked = [...taken];
  const high = own.labelSize;
  const [middle, letters] = [own.lettersDown * high, own.letters * high];
  pen.font = lettersOf(font);
  for (const { colour, rim, features } of layers) {
    for (const { words, at, area, middles } of features) {
      if (!words) continue;
      const [x, y] = place(...at);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const wide = pen.measureText(words).width;
      /** @type {[number, number][]} */
      const beside = [
        [x + own.labelGap, y + middle],
        [x - own.labelGap - wide, y + middle],
        [x - wide / 2, y - own.labelGap],
        [x - wide / 2, y + own.labelGap + letters],
      ];
      /** @type {[number, number][]} */
      const tries = area && !middles.length ? [[x - wide / 2, y + middle], ...beside] : beside;
      for (const [left, base] of tries) {
        /** @type {Box} */
        const box = [left - BESIDE, base - letters - ABOVE, left + wide + BESIDE, base + high - letters + ABOVE];
        const inside = box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height;
        if (!inside || blocked.some((other) => meet(box, other))) continue;
        blocked.push(box);
        found.push({ colour, rim, words, left, base, box });
        break;
      }
    }
  }
  return found;
}

/** @param {CanvasRenderingContext2D} pen @param {Label[]} labels @param {string} font  family */
export function writeLabels(pen, labels, font) {
  pen.font = lettersOf(font);
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  pen.lineJoin = "round";
  pen.lineWidth = 2 * own.haloWidth;
  for (const { colour, rim, words, left, base } of labels) {
    pen.strokeStyle = rim;
    pen.strokeText(words, left, base);
    pen.fillStyle = colour;
    pen.fillText(words, left, base);
  }
}
