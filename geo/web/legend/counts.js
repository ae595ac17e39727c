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
import { areaBounds, rangeWords } from "../map/area_counts.js";
import { NO_POPULATION, rateClassWords } from "../map/area_rates.js";
import { classBounds, classWords, distanceWords, widthMetres } from "../map/hexagons.js";
import { coloursOf } from "../symbols/counts.js";
import { governorateSwatch, densityBar, hexagonSwatch } from "../symbols/swatch.js";
import { SYMBOLS } from "../symbols/table.js";

/** How the map can show many incidents, by name. A further one is a line here, with its group below. @type {[import('../core/store.js').MapMode, string][]} */
export const MODES = [
  ["symbols", "Symbols"],
  ["hexagons", "Hexagons"],
  ["density", "Density"],
  ["areas", "By area"],
];

/** @param {string} words */
const note = (words) => h("p", { class: "ia-legend-rounded" }, words);

/** A class of counts, and what it is. @param {Node} sign @param {string} words @param {number} least */
const classEntry = (sign, words, least) => h("li", { class: "ia-legend-entry", "data-key": `class:${least}` }, h("span", { class: "ia-legend-sign" }, sign), h("span", null, words));

/** Groups for the legend; empty on a map of symbols. @param {Store} store @returns {HTMLElement[]} */
export function countGroups(store) {
  const { inView, theme, camera } = store.get();
  const cells = inView?.cells;
  if (!cells) return [];
  const { latitude } = camera;
  if (cells.byArea) return [areas(cells, cells.byArea, theme)];
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
  const entries = classWords(bounds, numberWords).map((words, k) => classEntry(hexagonSwatch(colours[k]), words, bounds[k]));
  return [`Incidents per hexagon, ${distanceWords(widthMetres(level, latitude))} wide`, entries, null];
}

/** @param {CellsInView} cells @param {'light'|'dark'} theme @param {number} latitude @returns {[string, HTMLElement[], HTMLElement|null]} */
function density({ level }, theme, latitude) {
  const bar = h("li", { class: "ia-legend-entry", "data-key": "density" }, h("span", null, "fewer"), densityBar(theme), h("span", null, "more"));
  return ["Density of incidents", [bar], note(`An incident ${distanceWords(halfMetres(level, latitude))} away counts half`)];
}

/** @param {CellsInView} cells @param {import('../core/store.js').AreasInView} byArea @param {'light'|'dark'} theme */
function areas({ most }, byArea, theme) {
  const { none, unknown, rates, noun } = byArea;
  const title = rates ? "Incidents per 100,000 people" : `Incidents per ${noun}`;
  const bounds = areaBounds(most);
  const { edge, none: paper, unknown: grey } = SYMBOLS.areaInks[theme];
  const entry = (/** @type {string} */ colour, /** @type {string} */ words, /** @type {number} */ key) => classEntry(governorateSwatch(colour, edge), words, key);
  const colours = coloursOf(theme, bounds.length);
  const classes = rates ? rateClassWords(bounds) : classWords(bounds, numberWords);
  const entries = classes.map((words, k) => entry(colours[k], words, bounds[k]));
  if (none) entries.unshift(entry(paper, unknown ? "0, or not known" : "0", 0));
  if (rates?.unknown) entries.unshift(entry(grey, NO_POPULATION[0].toUpperCase() + NO_POPULATION.slice(1), -1));
  const notes = areaNotes(byArea).map(note);
  return h("section", { class: "ia-legend-group ia-legend-counts", "aria-label": title }, h("h3", null, title), h("ul", null, entries), notes);
}

/** @param {[string, number][]} named */
const totalOf = (named) => numberWords(named.reduce((sum, [, count]) => sum + count, 0));

/** @param {[string, number][]} named */
const firstOf = (named) => `${named[0][0]}${named.length > 1 ? ` and ${numberWords(named.length - 1)} more` : ""}`;

/** What the colours don't say. @param {import('../core/store.js').AreasInView} byArea */
export function areaNotes({ tally: { coarse, several, placed, unmatched, unsure }, range, rates, noun, basis }) {
  const notes = [];
  if (rates && rates.range.length > 1) notes.push(`${rates.range[0]}: ${rates.range[0].split("–")[0]} for certain, more possibly`);
  if (range && !rates) notes.push(`${rangeWords(...range)}: ${numberWords(range[0])} for certain, ${numberWords(range[1])} more possibly`);
  if (coarse) notes.push(`${numberWords(coarse)} known to the ${noun} only`);
  if (several) notes.push(`${numberWords(several)} in more than one, counted in each`);
  if (placed.length) notes.push(`${totalOf(placed)} by their place: the stated name has no boundary (${firstOf(placed)})`);
  if (unmatched.length) notes.push(`${totalOf(unmatched)} in a governorate without boundary (${firstOf(unmatched)})`);
  if (unsure) notes.push(`${numberWords(unsure)} not in ${noun === "area" ? "an" : "a"} ${noun} for certain`);
  return [...notes, `Boundaries: ${basis}`];
}
