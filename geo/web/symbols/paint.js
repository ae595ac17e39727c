// @ts-check
/**
 * Paints shapes, leader lines and rings on a canvas: for the list's small pictures, what lies above the map, and the HTML
 * player.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 */
import { SYMBOLS } from "./table.js";

const TURN = 2 * Math.PI;
const { leader, selection } = SYMBOLS;

/** @param {CanvasRenderingContext2D} pen @param {number[][][]} paths */
function trace(pen, paths) {
  for (const path of paths) path.forEach(([x, y], k) => (k ? pen.lineTo(x, y) : pen.moveTo(x, y)));
}

/** @param {CanvasRenderingContext2D} pen @param {Shape[]} shapes  the lowest first */
export function paintShapes(pen, shapes) {
  for (const { circle, paths = [], fill, fillOpacity = 1, stroke, strokeWidth = 1, strokeOpacity = 1, dash = [], roundCaps } of shapes) {
    pen.beginPath();
    if (circle) pen.arc(...circle, 0, TURN);
    trace(pen, paths);
    if (fill) {
      pen.globalAlpha = fillOpacity;
      pen.fillStyle = fill;
      pen.fill();
    }
    if (stroke) {
      pen.globalAlpha = strokeOpacity;
      pen.strokeStyle = stroke;
      pen.lineWidth = strokeWidth;
      pen.lineCap = roundCaps ? "round" : "butt";
      pen.setLineDash(dash);
      pen.stroke();
      pen.setLineDash([]);
    }
    pen.globalAlpha = 1;
  }
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} r @param {string} colour */
export function disc(pen, x, y, r, colour) {
  pen.beginPath();
  pen.arc(x, y, Math.max(0, r), 0, TURN);
  pen.fillStyle = colour;
  pen.fill();
}

/**
 * The strokes of a leader line from a place to a symbol's edge, the lowest first.
 * @param {number[][]} line @param {{paper: string, ink: string}} colours @returns {Shape[]}
 */
export const leaderShapes = (line, { paper, ink }) => [
  { paths: [line], stroke: paper, strokeWidth: leader.width + leader.casing, strokeOpacity: leader.casingOpacity },
  { paths: [line], stroke: ink, strokeWidth: leader.width },
];

/** Pixels from a place to the edge of its dot. */
export const DOT_REACH = leader.dot + leader.rim / 2;

/** The dot at a place that a leader line begins at. @param {number} x @param {number} y @param {{paper: string, ink: string}} colours @returns {Shape[]} */
export const dotShapes = (x, y, { paper, ink }) => [
  { circle: [x, y, DOT_REACH], fill: paper },
  { circle: [x, y, leader.dot - leader.rim / 2], fill: ink },
];

/** The ring around a symbol of some radius. @param {number} x @param {number} y @param {number} r @param {number} width @returns {Shape} */
export const ringShape = (x, y, r, width) => ({ circle: [x, y, r + selection.gap], stroke: selection.colour, strokeWidth: width });

/**
 * A ring along both sides of lines. What lay on the canvas between them is gone.
 * @param {CanvasRenderingContext2D} pen @param {number[][][]} paths @param {number} width
 */
export function paintBeside(pen, paths, width) {
  pen.lineJoin = pen.lineCap = "round";
  pen.strokeStyle = selection.colour;
  for (const [reach, mode] of /** @type {[number, GlobalCompositeOperation][]} */ ([
    [selection.besideLine + width, "source-over"],
    [selection.besideLine, "destination-out"],
  ])) {
    pen.globalCompositeOperation = mode;
    pen.lineWidth = 2 * reach;
    pen.beginPath();
    trace(pen, paths);
    pen.stroke();
  }
  pen.globalCompositeOperation = "source-over";
}
