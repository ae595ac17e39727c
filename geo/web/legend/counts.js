// @ts-check
/**
 * Counts in the legend: the colours of hexagons or of the smooth surface, and how many incidents are known too vaguely
 * for them.
 * @import {Store} from "../core/types.js"
 * @import {CellsInView} from "../core/store.js"
 */
import { h } from "../core/dom.js";
import { numberWords } from "../core/words.js";
import { halfMetres } from "../map/density.js";
import { classBounds, classWords, distanceWords, widthMetres } from "../map/hexagons.js";
import { coloursOf } from "../symbols/counts.js";
import { densityBar, hexagonSwatch } from "../symbols/swatch.js";

/** How the map can show many incidents, by name. A further one is a line here, with its group below. @type {[import('../core/store.js').MapMode, string][]} */
export const MODES = [
  ["symbols", "Symbols"],
  ["hexagons", "Hexagons"],
  ["density", "Density"],
];

/** @param {string} words */
const note = (words) => h("p", { class: "ia-legend-rounded" }, words);

/** Groups for the legend; empty on a map of symbols. @param {Store} store @returns {HTMLElement[]} */
export function countGroups(store) {
  const { inView, theme, camera } = store.get();
  const cells = inView?.cells;
  if (!cells) return [];
  const { latitude } = camera;
  const parts = cells.mode === "density" ? density(cells, theme, latitude) : hexagons(cells, theme, latitude);
  const left = cells.leftOut ? note(`${numberWords(cells.leftOut)} not drawn: known less closely than a hexagon is wide. Go further out to see them.`) : null;
  if (!cells.any && !left) return [];
  const [title, entries, said] = parts;
  const lines = cells.any ? [h("h3", null, title), h("ul", null, entries), said] : [];
  return [h("section", { class: "ia-legend-group ia-legend-counts", "aria-label": title }, lines, left)];
}

/** @param {CellsInView} cells @param {'light'|'dark'} theme @param {number} latitude @returns {[string, HTMLElement[], HTMLElement|null]} */
function hexagons({ level, most }, theme, latitude) {
  const bounds = classBounds(most);
  const colours = coloursOf(theme, bounds.length);
  const entries = classWords(bounds, numberWords).map((words, k) =>
    h("li", { class: "ia-legend-entry", "data-key": `class:${bounds[k]}` }, h("span", { class: "ia-legend-sign" }, hexagonSwatch(colours[k])), h("span", null, words)),
  );
  return [`Incidents per hexagon, ${distanceWords(widthMetres(level, latitude))} wide`, entries, null];
}

/** @param {CellsInView} cells @param {'light'|'dark'} theme @param {number} latitude @returns {[string, HTMLElement[], HTMLElement|null]} */
function density({ level }, theme, latitude) {
  const bar = h("li", { class: "ia-legend-entry", "data-key": "density" }, h("span", null, "fewer"), densityBar(theme), h("span", null, "more"));
  return ["Density of incidents", [bar], note(`An incident ${distanceWords(halfMetres(level, latitude))} away counts half`)];
}
