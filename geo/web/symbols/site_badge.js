// @ts-check
/**
 * What a symbol of an incident with several sites carries at its upper right: which of them it is, such as "1/2". As
 * geo/scene/symbols.py paints it.
 *
 * @typedef {{paper: string, surface: string, ink: string, font: string}} Colours
 */
import { SYMBOLS } from "./table.js";

const { siteBadge: style } = SYMBOLS;

/** Pixels from a symbol's edge to the badge's at most, for words as long as any. */
export const BADGE_REACH = 40;

/**
 * @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} r  of the symbol
 * @param {string} words @param {Colours} colours
 */
export function drawSiteBadge(pen, x, y, r, words, { paper, surface, ink, font }) {
  const { height, letters, lettersDown, beside, out, rim } = style;
  pen.font = `600 ${letters}px ${font}`;
  pen.textAlign = "center";
  const wide = pen.measureText(words).width + 2 * beside;
  const [left, bottom] = [x + out * r, y - out * r];
  const pill = (/** @type {number} */ more, /** @type {string} */ colour) => {
    pen.beginPath();
    pen.roundRect(left - more, bottom - height - more, wide + 2 * more, height + 2 * more, height / 2 + more);
    pen.fillStyle = colour;
    pen.fill();
  };
  pill(rim, paper);
  pill(0, ink);
  pen.fillStyle = surface;
  pen.fillText(words, left + wide / 2, bottom - height / 2 + lettersDown * letters);
}
