// @ts-check
/**
 * The map's symbols, drawn small: the same forms in the legend, the list and the filters.
 * Hue says one thing (what the person colours by), form says how well an incident is attested.
 */
import { svg } from "../core/dom.js";

/** @typedef {{r: number, fill: string, stroke?: string, "fill-opacity"?: number, "stroke-width"?: number, "stroke-dasharray"?: string}} Circle */

export const SIDE = 16; // of the square that a symbol is drawn in, in its own units

/**
 * Drawn as the map draws it (map/shaders.js).
 * @param {string} form corroborated · reported · claimed_only · disputed; anything else is drawn solid
 * @param {string} color
 * @param {number} [size] px
 * @returns {SVGSVGElement}
 */
export function swatch(form, color, size = 16) {
  const drawing = frame(size);
  for (const circle of circlesOf(form, color)) drawing.append(svg("circle", { cx: SIDE / 2, cy: SIDE / 2, ...circle }));
  return drawing;
}

/** @param {string} form @param {string} color @returns {Circle[]} the lowest first */
export function circlesOf(form, color) {
  const ring = { r: 5.4, fill: "var(--ia-paper)", stroke: color, "stroke-width": 2 };
  if (form === "reported") return [ring, { r: 5.4, fill: color, "fill-opacity": 0.42 }];
  if (form === "claimed_only") return [ring];
  if (form === "disputed") return [{ ...ring, "stroke-dasharray": "2.54 1.70" }];
  return [{ r: 6.4, fill: color, stroke: "var(--ia-paper)" }];
}

/** "Somewhere in this governorate": a rounded, dashed square. @param {string} color @param {number} [size] */
export function areaSwatch(color, size = 16) {
  const box = { x: 2.2, y: 2.2, width: 11.6, height: 11.6, rx: 3, fill: "var(--ia-paper)", stroke: color };
  const drawing = frame(size);
  drawing.append(svg("rect", { ...box, "stroke-width": 2, "stroke-dasharray": "3 2" }));
  return drawing;
}

/** A route: dashes on a soft casing. @param {string} color @param {number} [size] */
export function routeSwatch(color, size = 16) {
  const path = "M1.5 12.5 C5 12.5 6 3.5 14.5 3.5";
  const drawing = frame(size);
  drawing.append(
    svg("path", { d: path, fill: "none", stroke: color, "stroke-opacity": 0.25, "stroke-width": 5 }),
    svg("path", { d: path, fill: "none", stroke: color, "stroke-width": 1.6, "stroke-dasharray": "3 2" }),
  );
  return drawing;
}

/** The disc of uncertainty around a symbol. @param {string} color @param {number} [size] */
export function discSwatch(color, size = 16) {
  const drawing = frame(size);
  drawing.append(
    svg("circle", { cx: 8, cy: 8, r: 7.2, fill: color, "fill-opacity": 0.16, stroke: color, "stroke-width": 0.8 }),
    svg("circle", { cx: 8, cy: 8, r: 1.8, fill: color }),
  );
  return drawing;
}

/** A counted symbol: a number in a ring of shares. @param {string} color */
export function countedSwatch(color) {
  const drawing = svg("svg", { class: "ia-swatch", width: 20, height: 20, viewBox: "0 0 20 20", "aria-hidden": "true" });
  const ring = { cx: 10, cy: 10, r: 7.6, fill: "var(--ia-panel)", stroke: color, "stroke-width": 3 };
  const words = { x: 10, y: 13.2, "text-anchor": "middle", "font-size": 9, "font-weight": 600, fill: color };
  const [third, whole] = [(2 * Math.PI * 7.6) / 3, 2 * Math.PI * 7.6];
  drawing.append(
    svg("circle", { ...ring, "stroke-opacity": 0.4 }),
    svg("circle", { ...ring, fill: "none", "stroke-dasharray": `${third} ${whole}`, transform: "rotate(-90 10 10)" }),
    svg("text", words, "9"),
  );
  return drawing;
}

/** A symbol beside its place, with the line that leads there. @param {string} color @param {number} [size] */
export function leaderSwatch(color, size = 16) {
  const drawing = frame(size);
  drawing.append(
    svg("path", { d: "M3 13L8 8", fill: "none", stroke: color, "stroke-width": 1.2 }),
    svg("circle", { cx: 3, cy: 13, r: 1.9, fill: color }),
    svg("circle", { cx: 11, cy: 5, r: 4, fill: "var(--ia-paper)", stroke: color, "stroke-width": 1.8 }),
  );
  return drawing;
}

/** An empty circle of a true radius, for the legend of sizes. @param {number} radius px @param {string} color */
export function sizeSwatch(radius, color) {
  const side = Math.ceil(radius * 2 + 2);
  const drawing = svg("svg", { class: "ia-swatch", width: side, height: side, "aria-hidden": "true" });
  drawing.append(svg("circle", { cx: side / 2, cy: side / 2, r: radius, fill: "none", stroke: color }));
  return drawing;
}

/** @param {number} size */
function frame(size) {
  return svg("svg", { class: "ia-swatch", width: size, height: size, viewBox: `0 0 ${SIDE} ${SIDE}`, "aria-hidden": "true" });
}
