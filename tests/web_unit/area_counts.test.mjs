// Counts by governorate are those of the pictures: one table of cases for both languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { AreaCounts, areaNumberWords, areaBounds, areasInView, rangeWords } from "../web/map/area_counts.js";
import { rateClassWords, rateTenths, rateWords } from "../web/map/area_rates.js";
import { areaAt, areaFills, areaNumberSize } from "../web/map/area_overlay.js";
import { copiedCells, keepsLines } from "../web/map/cell_counts.js";
import { incidentsInArea } from "../web/map/in_cell.js";
import { VisibleMarks } from "../web/map/visible_marks.js";
import { areaNotes } from "../web/legend/counts.js";
import { SYMBOLS } from "../web/symbols/table.js";

const cases = JSON.parse(readFileSync(new URL("./area_count_cases.json", import.meta.url), "utf8"));
const square = (x, y) => [x, y, x + 10, y, x + 10, y + 10, x, y + 10, x, y];
const list = cases.areas.map((name, k) => ({ id: name, name, country: "IQ", x: 10 * k + 5, y: 5, room: 5, rings: [square(10 * k, 0)] }));
const areas = { list, borders: [], ties: cases.ties };

/** Ten incidents of the table, each a day after the other; only the first has a place. */
function columns() {
  const n = cases.code.length;
  const marks = {
    n: 1, incident: Uint32Array.of(0), site: Uint32Array.of(0), position: Float32Array.of(44.36, 33.31),
    radius: Float32Array.of(25_000), form: Uint8Array.of(0), size: Uint8Array.of(0),
  };
  const days = Int32Array.from({ length: n }, (_, k) => k);
  const header = { sizes: [{ label: "", radius: 7 }], runs: [{ from: 0, to: 1, longest: 1 }], lines: [], areas };
  return { n, start: days, end: days, marks, header, areaCode: Uint16Array.from(cases.code), indexOf: Number };
}
const filtered = (mask, masked = 1) => ({ mask: Uint8Array.from(mask), masked, value: new Uint16Array(20), values: 1, look: 1, show: "areas" });
const settings = (from, to) => ({ range: [from, to], certainly: 0, glide: 0, trace: 0, fade: 0, least: 0, paper: [1, 1, 1] });
const view = { width: 1280, height: 720, zoom: 5, longitude: 45, latitude: 32.5, bearing: 0 };

test("a window holds what the table says", () => {
  for (const { name, mask, certain, possible, ...told } of cases.tallies) {
    const counts = new AreaCounts(columns());
    const { drawn, several, coarse, placed, unmatched, unknown, unsure } = counts.tally((i) => mask[i] === 1);
    assert.deepEqual([...counts.certain], certain, name);
    assert.deepEqual([...counts.possible], possible, name);
    const { name: _, ...rest } = { ...told };
    assert.deepEqual({ drawn, several, coarse, placed, unmatched, unknown, unsure }, rest, name);
  }
});

test("classes and ranges are those of the pictures", () => {
  for (const { most, bounds } of cases.bounds) assert.deepEqual(areaBounds(most), bounds);
  for (const [certain, possible, words] of cases.ranges) assert.equal(rangeWords(certain, possible), words);
});

test("the window changes counts, not the classes; the filter changes both; nothing keeps a symbol", () => {
  const visible = new VisibleMarks(columns());
  const all = filtered(cases.tallies[0].mask);
  visible.update(view, settings(0, 12), all);
  let { cells, placed, discs } = visible.drawing;
  assert.deepEqual([[...cells.counts], cells.most, placed.n, placed.counted.n, discs.length], [cases.tallies[0].certain, 4, 0, 0, 0]);
  visible.update(view, settings(0, 1), all);
  ({ cells } = visible.drawing);
  assert.deepEqual([[...cells.counts], cells.most, cells.tally.drawn], [[2, 0, 0], 4, 2]);
  visible.update(view, settings(0, 9), filtered([1, 1, 0, 0, 0, 0, 0, 0, 0, 0], 2));
  ({ cells } = visible.drawing);
  assert.deepEqual([[...cells.counts], cells.most], [[2, 0, 0], 2]);
  const copy = copiedCells(cells);
  assert.ok(copy.possible !== cells.possible && copy.counts !== cells.counts);
  assert.deepEqual(copy.tally, cells.tally);
});

test("a governorate's list holds what its number says, also what has no place", () => {
  const mask = Uint8Array.from(cases.tallies[0].mask);
  assert.deepEqual(incidentsInArea(columns(), mask, { start: 0, end: 9 }, "possibly", 0), [0, 1, 2, 3]);
  assert.deepEqual(incidentsInArea(columns(), mask, { start: 2, end: 9 }, "possibly", 0), [2, 3]);
  assert.deepEqual(incidentsInArea(columns(), mask, { start: 0, end: 9 }, "possibly", 2), [3]);
});

test("only what is open has its lines", () => {
  const keeps = keepsLines(columns(), "3", "areas");
  assert.deepEqual([0, 3].map(keeps), [false, true]);
});

test("a place is in the governorate around it, holes are not", () => {
  assert.deepEqual([areaAt(list, 5, 5), areaAt(list, 25, 5), areaAt(list, 5, 15)], [0, 2, -1]);
  assert.equal(areaAt([{ rings: [square(0, 0), [2, 2, 8, 2, 8, 8, 2, 8, 2, 2]] }], 5, 5), -1);
});

test("what holds nothing has the paper's colour, numbers stand where they fit", () => {
  const fills = areaFills({ counts: Uint32Array.of(4, 0, 1), n: 3, most: 4 }, "light");
  assert.equal(fills[1], SYMBOLS.areaInks.light.none);
  assert.equal(new Set(fills).size, 3);
  assert.equal(areaNumberSize(40, 1.6), SYMBOLS.areas.letters);
  assert.equal(areaNumberSize(6, 1.6), 0);
});

test("where a range has no room a number says that it is the least", () => {
  const people = { ...areas, list: areas.list.map((area) => ({ ...area, people: 1000 })), perPeople: true };
  assert.deepEqual(areaNumberWords(areas, 0, 1215, 354), ["1,215–1,569", "1,215+"]);
  assert.deepEqual(areaNumberWords(areas, 0, 41, 0), ["41"]);
  assert.deepEqual(areaNumberWords(people, 0, 1, 1), ["100.0–200.0", "100.0+"]);
});

test("the legend tells what the colours don't", () => {
  const counts = new AreaCounts(columns());
  const cells = counts.count(filtered(cases.tallies[0].mask), [0, 9], false);
  const byArea = areasInView(areas, cells);
  assert.deepEqual([byArea.none, byArea.unknown, byArea.range], [false, false, [1, 1]]);
  assert.deepEqual(areaNotes(byArea), [
    "1–2: 1 for certain, 1 more possibly", "1 known to the governorate only", "1 in more than one, counted in each",
    "3 in a governorate without boundary (Halabja and 1 more)", "2 not in a governorate for certain", "Boundaries: Natural Earth",
  ]);
  const last = areasInView(areas, counts.count(filtered(cases.tallies[0].mask), [6, 7], false));
  assert.deepEqual([last.none, last.unknown], [true, true]);
});

test("rates and their classes are those of the pictures", () => {
  for (const { incidents, people, more, tenths, words } of cases.rates) {
    assert.equal(rateTenths(incidents, people), tenths);
    if (people !== null) assert.equal(rateWords(incidents, people, more), words);
  }
  for (const { bounds, words } of cases.rate_classes) assert.deepEqual(rateClassWords(bounds), words);
});

test("a person's own areas are coloured by their rate, and say where no population is known", () => {
  const people = [1_000_000, null, 10_000];
  const own = { ...areas, list: list.map((area, k) => ({ ...area, country: "", people: people[k] })), noun: "area", basis: "own.geojson", perPeople: true };
  const asked = columns();
  asked.header.areas = own;
  const cells = new AreaCounts(asked).count(filtered(cases.tallies[0].mask), [0, 9], false);
  assert.equal(cells.most, 100); // one of 10,000
  const fills = areaFills(cells, "light", own);
  assert.equal(fills[1], SYMBOLS.areaInks.light.unknown);
  assert.notEqual(fills[0], fills[2]);
  const byArea = areasInView(own, cells);
  assert.deepEqual([byArea.rates.unknown, byArea.none], [true, false]);
  const notes = areaNotes(byArea);
  assert.ok(notes.includes("0.4–0.5: 0.4 for certain, more possibly"));
  assert.ok(notes.includes("2 not in an area for certain") && notes.includes("Boundaries: own.geojson"));
});
