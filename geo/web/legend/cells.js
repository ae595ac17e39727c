// @ts-check
/**
 * Cells in the legend: what a square stands for, and how many incidents its size means.
 * @import {Store} from "../core/types.js"
 */
import { h, svg } from "../core/dom.js";
import { numberWords } from "../core/words.js";
import { FILL, cellPixels, cellSideWords } from "../source/grid.js";

const LARGEST = 44; // px of a square in the legend

/** @param {number} side px @param {boolean} hollow */
function square(side, hollow) {
  const room = Math.ceil(side + 2);
  const at = (room - side) / 2;
  const box = { x: at, y: at, width: side, height: side, rx: hollow ? 3 : 1 };
  const ink = hollow
    ? { fill: "none", stroke: "var(--ia-ink)", "stroke-width": 2, "stroke-dasharray": "3 2" }
    : { fill: "var(--ia-ink)", "fill-opacity": 0.75 };
  return svg("svg", { class: "ia-swatch", width: room, height: room, "aria-hidden": "true" }, svg("rect", { ...box, ...ink }));
}

/** @param {Node} sign @param {string} label @param {string} key */
const entry = (sign, label, key) =>
  h("li", { class: "ia-legend-entry", "data-key": key }, h("span", { class: "ia-legend-sign" }, sign), h("span", null, label));

/** @param {string} words */
const note = (words) => h("p", { class: "ia-legend-rounded" }, words);

/** Up to three round numbers, of which the largest square shows the last or more. @param {number} most */
function roundCounts(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  const top = power * (/** @type {number} */ ([5, 2, 1].find((factor) => factor * power <= most)));
  return [top / 100, top / 10, top].filter((count) => count >= 1 && Number.isInteger(count));
}

/**
 * Groups for the legend: empty where only single incidents are in view.
 * @param {Store} store
 * @returns {HTMLElement[]}
 */
export function cellGroups(store) {
  const { scaled, camera } = store.get();
  const [level, most, sorts, exact, beyond] = scaled.split(" ");
  if (!scaled || Number(level) < 0 || !(sorts || Number(beyond))) return [];
  const full = Math.min(LARGEST, FILL * cellPixels(Number(level), camera.zoom));
  const entries = [];
  if (sorts.includes("fine")) {
    for (const count of roundCounts(Number(most))) {
      entries.push(entry(square(Math.max(3, full * Math.sqrt(count / Number(most))), false), numberWords(count), `cells:${count}`));
    }
  }
  const wider = sorts.includes("wide") ? (sorts.includes("area") ? "Somewhere in a wider square or area" : "Somewhere in a wider square") : "Somewhere in this area";
  if (/wide|area/.test(sorts)) entries.push(entry(square(13, true), wider, "cells:wide"));
  const words = `Incidents per square of ${cellSideWords(Number(level), camera.latitude)}, in the colour of the most frequent`;
  const rounded = exact === "true" ? null : note("Squares follow the dates in whole steps while they move");
  const hidden = Number(beyond) ? note(`${numberWords(Number(beyond))} more are known to a wider stretch than this view only: go further out`) : null;
  return [
    h("section", { class: "ia-legend-group ia-legend-cells", "aria-label": "Squares" }, h("h3", null, words), h("ul", null, entries), rounded, hidden),
  ];
}
