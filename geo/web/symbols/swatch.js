// @ts-check
/**
 * The map's symbols, drawn small: the same forms in the legend, the list and the filters.
 * Hue says one thing (what the person colours by), form says how well an incident is attested.
 *
 * @typedef {import('./shapes.js').Shape} Shape
 */
import { svg } from "../core/dom.js";
import { sizeOf } from "./counted.js";
import { hexagonCorners, opacityAt, ramp } from "./counts.js";
import { bandWidth, signShapes, styleOf, symbolShapes } from "./shapes.js";
import { AREA_FORM, CELL_FORM, FORMS, SYMBOLS, WIDE_CELL_FORM } from "./table.js";

export const SIDE = 16; // of the square that a symbol is drawn in, in its own units
const MIDDLE = SIDE / 2;
const PAPER = "var(--ia-paper)";
const { counted, edge, signSizes } = SYMBOLS;

/**
 * As the map draws the smallest one.
 * @param {string} form corroborated · reported · claimed_only · disputed; anything else is drawn solid
 * @param {string} color
 * @param {number} [size] px
 * @returns {SVGSVGElement}
 */
export const swatch = (form, color, size = SIDE) => drawing(size, SIDE, shapesOf(form, color));

/** @param {string} form @param {string} color @returns {Shape[]} the lowest first */
export const shapesOf = (form, color) => symbolShapes(styleOf(form), MIDDLE, MIDDLE, signSizes.symbol, color, PAPER);

/** "Somewhere in this governorate": a rounded, dashed square. @param {string} color @param {number} [size] */
export const areaSwatch = (color, size = SIDE) =>
  drawing(size, SIDE, symbolShapes(FORMS[AREA_FORM], MIDDLE, MIDDLE, signSizes.area, color, PAPER));

/** A sign that is no symbol. @param {Parameters<typeof signShapes>[0]} name @param {string} color @param {number} [size] */
export const signSwatch = (name, color, size = SIDE) =>
  drawing(size, SIDE, signShapes(name, MIDDLE, MIDDLE, { ink: color, paper: PAPER }));

/** A counted symbol: a number in a ring of shares. @param {string} color */
export function countedSwatch(color) {
  const { counted: radius } = signSizes;
  const band = radius - edge.inset - counted.rim;
  const width = bandWidth(radius);
  const ring = band - width / 2;
  /** @type {[number, number, number]} */
  const circle = [radius, radius, ring];
  const around = 2 * Math.PI * ring;
  const found = drawing(2 * radius, 2 * radius, [
    { circle: [radius, radius, radius - edge.inset], fill: PAPER },
    { circle, fill: "var(--ia-panel)", stroke: color, strokeWidth: width, strokeOpacity: signSizes.paleShare },
    { circle, stroke: color, strokeWidth: width, dash: [around / 3, around] },
  ]);
  found.lastElementChild?.setAttribute("transform", `rotate(-90 ${radius} ${radius})`);
  const size = sizeOf(band - width, 0);
  const words = { x: radius, y: radius + counted.lettersDown * size, "text-anchor": "middle", "font-size": size, "font-weight": 600, fill: color };
  found.append(svg("text", words, "9"));
  return found;
}

/** An empty circle of a true radius, for the legend of sizes. @param {number} radius px @param {string} color */
export function sizeSwatch(radius, color) {
  const side = Math.ceil(radius * 2 + 2);
  const middle = side / 2;
  return drawing(side, side, [{ circle: [middle, middle, radius - edge.inset], stroke: color, strokeWidth: signSizes.sizeLine }]);
}

/** A square of counts; hollow where its place is known to a wider stretch only. @param {number} half  of its side, px @param {boolean} isHollow @param {string} color */
export function cellSwatch(half, isHollow, color) {
  const style = FORMS[isHollow ? WIDE_CELL_FORM : CELL_FORM];
  const side = Math.ceil(2 * half + 2);
  return drawing(side, side, symbolShapes(style, side / 2, side / 2, half / style.scale, color, PAPER));
}

/** A hexagon of a map of counts. @param {string} color */
export function hexagonSwatch(color) {
  const { swatch: reach, opacity } = SYMBOLS.hexagons;
  const corners = hexagonCorners(reach * Math.sqrt(3), 0, 0).map(([x, y]) => [x + reach, y + reach]);
  return drawing(2 * reach, 2 * reach, [{ paths: [[...corners, corners[0]]], fill: color, fillOpacity: opacity }]);
}

/** A governorate of a map of counts. @param {string} color @param {string} edge  colour of its boundary */
export function governorateSwatch(color, edge) {
  const { swatch: reach, opacity, edge: width } = SYMBOLS.areas;
  const [low, high] = [width / 2, 2 * reach - width / 2];
  const square = { paths: [[[low, low], [high, low], [high, high], [low, high], [low, low]]], stroke: edge, strokeWidth: width };
  return drawing(2 * reach, 2 * reach, [{ ...square, fill: color, fillOpacity: opacity }]);
}

const BAR = 110; // px
const BAR_STEPS = 22;

/** The colours of the smooth surface from few to many. @param {'light'|'dark'} theme */
export function densityBar(theme) {
  const { bar: height } = SYMBOLS.density;
  const wide = BAR / BAR_STEPS;
  const found = svg("svg", { class: "ia-swatch", width: BAR, height, viewBox: `0 0 ${BAR} ${height}`, "aria-hidden": "true" });
  for (let k = 0; k < BAR_STEPS; k++) {
    const share = k / (BAR_STEPS - 1);
    found.append(svg("rect", { x: k * wide, y: 0, width: wide, height, fill: `rgb(${ramp(theme, share)})`, "fill-opacity": opacityAt(share) }));
  }
  return found;
}

/** @param {number} size  px @param {number} side  in its own units @param {Shape[]} shapes */
function drawing(size, side, shapes) {
  const found = svg("svg", { class: "ia-swatch", width: size, height: size, viewBox: `0 0 ${side} ${side}`, "aria-hidden": "true" });
  found.append(...shapes.map(elementOf));
  return found;
}

/** @param {Shape} shape */
function elementOf({ circle, paths = [], fill, fillOpacity = 1, stroke, strokeWidth, strokeOpacity = 1, dash = [], roundCaps }) {
  const look = {
    fill: fill ?? "none",
    "fill-opacity": fillOpacity,
    ...(stroke ? { stroke, "stroke-width": strokeWidth, "stroke-opacity": strokeOpacity } : {}),
    ...(stroke && dash.length ? { "stroke-dasharray": dash.join(" ") } : {}),
    ...(roundCaps ? { "stroke-linecap": "round" } : {}),
  };
  if (circle) return svg("circle", { cx: circle[0], cy: circle[1], r: circle[2], ...look });
  const line = (/** @type {number[][]} */ path) => `M${path.map((point) => point.map((at) => at.toFixed(2)).join(" ")).join("L")}`;
  return svg("path", { d: paths.map(line).join(""), ...look });
}
