// @ts-check
/**
 * Cells in the legend: what a square stands for, and how many incidents its size means.
 * @import {Store} from "../core/types.js"
 */
import { h } from "../core/dom.js";
import { numberWords } from "../core/words.js";
import { cellPixels, cellSideWords } from "../source/grid.js";
import { cellSwatch } from "../symbols/swatch.js";
import { SYMBOLS } from "../symbols/table.js";

const INK = "var(--ia-ink)";
const { leastCell, mostCell, wideCell } = SYMBOLS.signSizes;

/** @param {Node} sign @param {string} label @param {string} key */
const entry = (sign, label, key) =>
  h("li", { class: "ia-legend-entry", "data-key": key }, h("span", { class: "ia-legend-sign" }, sign), h("span", null, label));

const ROUNDED = "Counts follow the dates in whole steps while they move";

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
  const { scaled, camera, show, source } = store.get();
  const [level, most, sorts, exact, beyond] = scaled.split(" ");
  if (show !== "symbols" && source?.drawnAs === "cells") return exact === "false" ? [h("section", { class: "ia-legend-group ia-legend-cells" }, note(ROUNDED))] : [];
  if (!scaled || Number(level) < 0 || !(sorts || Number(beyond))) return [];
  const full = Math.min(mostCell, (SYMBOLS.cell.largest * cellPixels(Number(level), camera.zoom)) / 2);
  const entries = [];
  if (sorts.includes("fine")) {
    for (const count of roundCounts(Number(most))) {
      entries.push(entry(cellSwatch(Math.max(leastCell, full * Math.sqrt(count / Number(most))), false, INK), numberWords(count), `cells:${count}`));
    }
  }
  const wider = sorts.includes("wide") ? (sorts.includes("area") ? "Somewhere in a wider square or area" : "Somewhere in a wider square") : "Somewhere in this area";
  if (/wide|area/.test(sorts)) entries.push(entry(cellSwatch(wideCell, true, INK), wider, "cells:wide"));
  const words = `Incidents per square of ${cellSideWords(Number(level), camera.latitude)}, in the colour of the most frequent`;
  const rounded = exact === "true" ? null : note("Squares follow the dates in whole steps while they move");
  const hidden = Number(beyond) ? note(`${numberWords(Number(beyond))} more are known to a wider stretch than this view only: go further out`) : null;
  return [
    h("section", { class: "ia-legend-group ia-legend-cells", "aria-label": "Squares" }, h("h3", null, words), h("ul", null, entries), rounded, hidden),
  ];
}
