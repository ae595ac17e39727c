// @ts-check
/**
 * Counts on a map, painted: hexagons with their number, and the colours of a smooth surface. As geo/scene/map_counts.py
 * paints them.
 *
 * @typedef {{theme: 'light'|'dark', ink: string, ground: string, font: string}} CountLooks  ground: letters on what is as
 *   dark as ink
 */
import { rgb } from "../core/colour.js";
import { emsOf } from "./counted.js";
import { SYMBOLS } from "./table.js";

const { hexagons, density, sequential, classColours } = SYMBOLS;
/** Corners around a middle, clockwise from the top, where a hexagon is 1 wide. @type {[number, number][]} */
const CORNERS = Array.from({ length: 6 }, (_, k) => [Math.sin((k * Math.PI) / 3) / Math.sqrt(3), -Math.cos((k * Math.PI) / 3) / Math.sqrt(3)]);

/** The colours of so many classes, from few to many. @param {'light'|'dark'} theme @param {number} classes */
export const coloursOf = (theme, classes) => classColours[classes].map((at) => sequential[theme][at]);

/** The colour at a share of the way from few to many: red, green, blue. @param {'light'|'dark'} theme @param {number} share  0…1 */
export function ramp(theme, share) {
  const colours = sequential[theme];
  const place = Math.min(Math.max(share, 0), 1) * (colours.length - 1);
  const first = Math.min(Math.floor(place), colours.length - 2);
  const [low, high] = [rgb(colours[first]), rgb(colours[first + 1])];
  return low.map((part, k) => Math.floor(part + (high[k] - part) * (place - first) + 0.5));
}

/** How opaque the surface is at a share. @param {number} share */
export const opacityAt = (share) => density.edgeOpacity + (density.opacity - density.edgeOpacity) * Math.min(1, 3 * share);

/**
 * Corners of a hexagon around its middle, without the gap to the next one.
 * @param {number} wide  pixels @param {number} turn  degrees clockwise @param {number} [gap]  pixels
 * @returns {[number, number][]}
 */
export function hexagonCorners(wide, turn, gap = hexagons.gap) {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const side = wide - gap;
  return CORNERS.map(([x, y]) => [side * (x * cos - y * sin), side * (x * sin + y * cos)]);
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {[number, number][]} corners */
function trace(pen, x, y, corners) {
  pen.beginPath();
  for (const [dx, dy] of corners) pen.lineTo(x + dx, y + dy);
  pen.closePath();
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {[number, number][]} corners @param {string} colour */
export function paintHexagon(pen, x, y, corners, colour) {
  trace(pen, x, y, corners);
  pen.globalAlpha = hexagons.opacity;
  pen.fillStyle = colour;
  pen.fill();
  pen.globalAlpha = 1;
}

/** The outline of one that is pointed at. @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {[number, number][]} corners @param {string} ink */
export function outlineHexagon(pen, x, y, corners, ink) {
  trace(pen, x, y, corners);
  pen.lineWidth = hexagons.pointedWidth;
  pen.lineJoin = "round";
  pen.strokeStyle = ink;
  pen.stroke();
}

/** Size of a number in a hexagon; 0 where it has no room. @param {number} wide  pixels @param {number} ems  width of the number */
export function numberSize(wide, ems) {
  const size = Math.min(hexagons.letters, (hexagons.lettersWide * wide) / Math.max(ems, 0.1));
  return size < hexagons.leastLetters ? 0 : size;
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} wide @param {string} words @param {string} colour @param {string} font */
export function paintNumber(pen, x, y, wide, words, colour, font) {
  const size = numberSize(wide, emsOf(pen, words, font));
  if (!size) return;
  pen.font = `600 ${size.toFixed(1)}px ${font}`;
  pen.textAlign = "center";
  pen.fillStyle = colour;
  pen.fillText(words, x, y + hexagons.lettersDown * size);
}
