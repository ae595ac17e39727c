// @ts-check
/**
 * What symbols are made of, as circles and lines: the same as geo/scene/symbols.py, for legend, list and HTML player. The
 * map paints single symbols on the graphics card instead (map/symbol_shaders.js).
 *
 * @typedef {import('./table.js').FormStyle} FormStyle
 * @typedef {object} Shape  a circle, or paths, which are areas where they are filled; pixels, opacities 0…1
 * @property {[number, number, number]} [circle]  middle and radius
 * @property {number[][][]} [paths]
 * @property {string|null} [fill]
 * @property {number} [fillOpacity]
 * @property {string|null} [stroke]
 * @property {number} [strokeWidth]
 * @property {number} [strokeOpacity]
 * @property {number[]} [dash]
 * @property {boolean} [roundCaps]
 */
import { FORMS, SYMBOLS } from "./table.js";

const TURN = 2 * Math.PI;
const CORNER_STEPS = 6;
const DASH_STEPS = 9;
const DIAMOND_TURN = 45; // degrees
const { edge } = SYMBOLS;

/**
 * One symbol, the lowest shape first.
 * @param {FormStyle} style @param {number} x @param {number} y @param {number} radius @param {string} colour
 * @param {string} paper @param {number} [turn]  degrees clockwise of what is not round @returns {Shape[]}
 */
export function symbolShapes(style, x, y, radius, colour, paper, turn = 0) {
  if (style.shape === "diamond") return squareShapes(style, x, y, radius, colour, paper, DIAMOND_TURN);
  if (style.shape === "rounded_square") return squareShapes(style, x, y, radius, colour, paper, turn);
  const outer = radius - edge.inset;
  const rim = style.rimWidth - edge.rimInset;
  const ground = { circle: circle(x, y, outer), fill: paper };
  if (style.rim === "paper") return [ground, { circle: circle(x, y, outer - rim), fill: colour, fillOpacity: style.coreOpacity }];
  const middle = outer - rim / 2;
  const step = (TURN * middle) / style.dashes;
  const dash = style.dashes ? [step * style.dashShare, step * (1 - style.dashShare)] : [];
  return [
    ground,
    ...(style.coreOpacity ? [{ circle: circle(x, y, middle), fill: colour, fillOpacity: style.coreOpacity }] : []),
    { circle: circle(x, y, middle), stroke: colour, strokeWidth: rim, dash },
  ];
}

/** @param {FormStyle} style @param {number} x @param {number} y @param {number} radius @param {string} colour @param {string} paper @param {number} turn @returns {Shape[]} */
function squareShapes(style, x, y, radius, colour, paper, turn) {
  const { outline, inner, middle, dashes } = squareLines(radius, style, turn);
  const ground = { paths: [moved(outline, x, y)], fill: paper };
  const core = { paths: [moved(style.rim === "paper" ? inner : outline, x, y)], fill: colour, fillOpacity: style.coreOpacity };
  const shapes = style.coreOpacity ? [ground, core] : [ground];
  if (style.rim === "paper") return shapes;
  const rim = dashes.length ? dashes : [middle];
  return [...shapes, { paths: rim.map((dash) => moved(dash, x, y)), stroke: colour, strokeWidth: style.rimWidth - edge.rimInset }];
}

/** @type {Map<string, SquareLines>} */
const known = new Map();

/**
 * A square around the origin: its outline, that within the rim, the middle of the rim, and the rim's dashes, clockwise from
 * the left.
 * @typedef {{outline: number[][], inner: number[][], middle: number[][], dashes: number[][][]}} SquareLines
 * @param {number} radius @param {FormStyle} style @param {number} turn  degrees clockwise @returns {SquareLines}
 */
export function squareLines(radius, style, turn) {
  const key = `${radius} ${turn} ${Object.values(style)}`;
  const made = known.get(key) ?? madeSquare(radius, style, turn);
  if (known.size > 500) known.clear();
  known.set(key, made);
  return made;
}

/** @param {number} radius @param {FormStyle} style @param {number} turn @returns {SquareLines} */
function madeSquare(radius, style, turn) {
  const half = radius * style.scale - edge.inset;
  const rim = style.rimWidth - edge.rimInset;
  const angle = (turn / 360) * TURN;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = (/** @type {number[][]} */ path) => path.map(([x, y]) => [cos * x - sin * y, sin * x + cos * y]);
  const middle = rounded(half - rim / 2, style.corner - rim / 2);
  return {
    outline: turned(rounded(half, style.corner)),
    inner: turned(rounded(half - rim, style.corner - rim)),
    middle: turned(middle),
    dashes: dashesAround(middle, style).map(turned),
  };
}

/** A square with round corners, clockwise from the middle of its left side. @param {number} half @param {number} corner */
function rounded(half, corner) {
  const round = Math.max(corner, 0.01);
  const inner = half - round;
  const ring = [[-half, 0]];
  for (const [start, cx, cy] of [[2, -1, -1], [3, 1, -1], [0, 1, 1], [1, -1, 1]]) {
    for (let k = 0; k < CORNER_STEPS; k++) {
      const angle = ((start + k / (CORNER_STEPS - 1)) * TURN) / 4;
      ring.push([cx * inner + round * Math.cos(angle), cy * inner + round * Math.sin(angle)]);
    }
  }
  return [...ring, ring[0]];
}

/** The stretches of a ring that lie within the angles of the dashes. @param {number[][]} ring @param {FormStyle} style */
function dashesAround(ring, { dashes, dashShare }) {
  // From the left on clockwise, as parts of a turn; the last point is the first one after a whole turn.
  const turns = ring.map(([x, y], k) => (k && k === ring.length - 1 ? 1 : (Math.atan2(y, x) / TURN + 0.5) % 1));
  return Array.from({ length: dashes }, (_, dash) =>
    Array.from({ length: DASH_STEPS }, (_unused, k) => pointAt((dash + (dashShare * k) / (DASH_STEPS - 1)) / dashes, turns, ring)),
  );
}

/** @param {number} turn @param {number[]} turns  ascending @param {number[][]} ring */
function pointAt(turn, turns, ring) {
  let next = 1;
  while (next < turns.length - 1 && turns[next] < turn) next++;
  const [before, after] = [turns[next - 1], turns[next]];
  const part = after > before ? (turn - before) / (after - before) : 0;
  return [0, 1].map((axis) => ring[next - 1][axis] + part * (ring[next][axis] - ring[next - 1][axis]));
}

/**
 * A sign of the legend around a place.
 * @param {keyof import('./table.js').SymbolTable["signs"]} name @param {number} x @param {number} y
 * @param {{ink: string, paper: string}} colours @returns {Shape[]}
 */
export function signShapes(name, x, y, colours) {
  return SYMBOLS.signs[name].map(({ circle: round, path, fill, stroke, ...rest }) => ({
    ...rest,
    ...(round ? { circle: circle(x + round[0], y + round[1], round[2]) } : { paths: [moved(path, x, y)] }),
    fill: fill && colours[fill],
    stroke: stroke && colours[stroke],
  }));
}

/** A path around the origin as it lies around a place. @param {number[][]} path @param {number} x @param {number} y */
export const moved = (path, x, y) => path.map(([px, py]) => [x + px, y + py]);

/** How a form is painted, by its name; any other is solid. @param {string} name */
export const styleOf = (name) => SYMBOLS.forms[name] ?? FORMS[0];

/** @param {number} x @param {number} y @param {number} r @returns {[number, number, number]} */
const circle = (x, y, r) => [x, y, Math.max(0, r)];

/** Width of the band of shares in a counted symbol. @param {number} radius */
export const bandWidth = (radius) => {
  const { band, leastBand, mostBand } = SYMBOLS.counted;
  return Math.min(mostBand, Math.max(leastBand, band * radius));
};
