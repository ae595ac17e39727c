// Hexagons and density count by the rules of the pictures: one table of cases holds both.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { lettersOn } from "../web/core/colour.js";
import { project } from "../web/core/projection.js";
import { CellCounts, finestLevels, keepsLines } from "../web/map/cell_counts.js";
import { CountOverlay } from "../web/map/count_overlay.js";
import { Spreading, halfMetres, isFelt, shareOf, squareMiddle, squareOf, valueAt } from "../web/map/density.js";
import { Ground, pixelAt, placeAt, screenOf } from "../web/map/ground.js";
import { NEVER, cellOf, classBounds, classOf, classWords, distanceWords, finestLevel, levelOf, middleOf, widthMetres, widthOf } from "../web/map/hexagons.js";
import { incidentsInCell } from "../web/map/in_cell.js";
import { unitsOf } from "../web/map/units.js";
import { VisibleMarks } from "../web/map/visible_marks.js";
import { AREA_FORM } from "../web/symbols/table.js";
import { coloursOf, hexagonCorners, numberSize, ramp } from "../web/symbols/counts.js";

const cases = JSON.parse(readFileSync(new URL("./hexagon_cases.json", import.meta.url), "utf8"));
const near = (found, wanted, what, off = 1e-6) => assert.ok(Math.abs(found - wanted) < off, `${what}: ${found}, not ${wanted}`);

test("a place is in the cell of the table, and the cell's middle is there", () => {
  for (const { name, lon, lat, level, cell, middle } of cases.cells) {
    assert.equal(cellOf(...project(lon, lat), level), cell, name);
    middleOf(cell, level).forEach((at, k) => near(at, middle[k], name));
  }
});

test("the grid follows whole zoom levels", () => {
  for (const [zoom, level] of cases.levels) assert.equal(levelOf(zoom), level);
});

test("a radius counts as long as it is no longer than a hexagon is wide", () => {
  for (const { radius, lat, counted } of cases.radii) {
    counted.forEach((yes, level) => assert.equal(finestLevel(radius, lat) >= level, yes, `${radius} m at level ${level}`));
  }
});

test("classes are round numbers, at most six, and told in words", () => {
  for (const { most, bounds } of cases.classes) assert.deepEqual(classBounds(most), bounds);
  const bounds = classBounds(904);
  assert.deepEqual([1, 4, 5, 499, 500, 904].map((count) => classOf(count, bounds)), [0, 0, 1, 3, 4, 4]);
  assert.deepEqual(classWords(bounds, String), ["1–4", "5–19", "20–99", "100–499", "500 or more"]);
  assert.deepEqual(classWords([1, 2, 5], String), ["1", "2–4", "5 or more"]);
});

test("distances on the ground are those of the pictures", () => {
  for (const { level, lat, km, half } of cases.widths) {
    near(widthMetres(level, lat) / 1000, km, "width");
    near(halfMetres(level, lat) / 1000, half, "half");
  }
  assert.deepEqual([87_525, 5470, 5000, 342].map(distanceWords), ["88 km", "5.5 km", "5 km", "340 m"]);
});

test("the surface is that of the pictures", () => {
  const { level, points, wide, high, left, top, side, highest, sum, at } = cases.density;
  const places = points.map(([lon, lat]) => project(lon, lat));
  const found = new Spreading().surface(places.map(([x]) => x), places.map(([, y]) => y), places.length, level);
  assert.deepEqual([found.wide, found.high], [wide, high]);
  [["left", left], ["top", top], ["side", side]].forEach(([name, value]) => near(found[name], value, name));
  const values = [...found.values.subarray(0, wide * high)];
  near(Math.max(...values), highest, "highest");
  near(values.reduce((all, value) => all + value, 0), sum, "sum");
  for (const [row, column, value] of at) near(values[row * wide + column], value, `${row} ${column}`);
  assert.ok(shareOf(0.2, 900) < 0 && shareOf(0.26, 900) >= 0);
  near(shareOf(900, 900), 1, "the highest");
});

test("room is used again, and empties", () => {
  const spreading = new Spreading();
  spreading.surface([300, 310], [200, 205], 2, 5);
  const { values, wide, high } = spreading.surface([300], [200], 1, 5);
  near(Math.max(...values.subarray(0, wide * high)), 1, "one incident");
  assert.equal(spreading.surface([], [], 0, 5), null);
});

/** Five incidents: two at one place, one at two places, one somewhere within 25 km, one in an area. */
function columns() {
  const position = Float32Array.of(44.36, 33.31, 44.36, 33.31, 47.78, 30.51, 44.36, 33.31, 44.4, 33.4, 44.0, 33.0);
  const marks = {
    n: 6, incident: Uint32Array.of(0, 1, 2, 2, 3, 4), site: Uint32Array.of(0, 0, 1, 0, 2, 3), position,
    radius: Float32Array.of(0, 0, 0, 0, 25_000, 0), form: Uint8Array.of(0, 0, 0, 0, 0, AREA_FORM), size: new Uint8Array(6),
  };
  const header = { sizes: [{ label: "", radius: 7 }], runs: [{ from: 0, to: 6, longest: 1 }], lines: [] };
  return { n: 5, start: Int32Array.of(1, 2, 2, 2, 2), end: Int32Array.of(1, 2, 2, 2, 2), marks, header, indexOf: Number };
}
const filtered = (show, mask = Uint8Array.of(1, 1, 1, 1, 1), masked = 1) => ({ mask, masked, value: new Uint16Array(5), values: 1, look: 1, show });
const settings = (from, to) => ({ range: [from, to], certainly: 0, glide: 0, trace: 0, fade: 0, least: 0, paper: [1, 1, 1] });
const view = (zoom) => ({ width: 1280, height: 720, zoom, longitude: 45, latitude: 32.5, bearing: 0 });

test("what shows is counted once, at its first site; what is vague is left out or keeps its sign", () => {
  const visible = new VisibleMarks(columns());
  visible.update(view(5), settings(1, 2), filtered("hexagons"));
  let { cells, placed } = visible.drawing;
  assert.equal(cells.level, 5);
  const held = () => Object.fromEntries(Array.from({ length: cells.n }, (_, k) => [cells.keys[k], cells.counts[k]]));
  const [baghdad, basra] = [[44.36, 33.31], [47.78, 30.51]].map((place) => cellOf(...project(...place), 5));
  assert.deepEqual(held(), { [baghdad]: 3, [basra]: 1 });
  assert.equal(cells.leftOut, 0);
  assert.equal(cells.most, 3);
  assert.deepEqual([...placed.mark.subarray(0, placed.n)], [5]);
  // 25 km are more than a hexagon of level 7 is wide.
  visible.update(view(7), settings(1, 2), filtered("hexagons"));
  ({ cells, placed } = visible.drawing);
  assert.equal(cells.leftOut, 1);
  assert.equal(Array.from(cells.counts.subarray(0, cells.n)).reduce((a, b) => a + b, 0) + cells.leftOut + placed.n, 5);
});

test("the window changes counts, not the classes; the filter changes both", () => {
  const visible = new VisibleMarks(columns());
  visible.update(view(5), settings(1, 1), filtered("hexagons"));
  const { cells } = visible.drawing;
  assert.deepEqual([cells.n, cells.counts[0], cells.most], [1, 1, 3]);
  visible.update(view(5), settings(1, 1), filtered("hexagons", Uint8Array.of(1, 0, 0, 0, 0), 2));
  assert.deepEqual([visible.drawing.cells.n, visible.drawing.cells.most], [1, 1]);
});

test("a map of symbols has no cells, one of density a surface", () => {
  const visible = new VisibleMarks(columns());
  visible.update(view(5), settings(1, 2), filtered("symbols"));
  assert.equal(visible.drawing.cells, null);
  assert.ok(visible.drawing.placed.n + visible.drawing.placed.counted.n > 1);
  visible.update(view(5), settings(1, 2), filtered("density"));
  const { values, wide, high } = visible.drawing.cells.surface;
  near(Math.max(...values.subarray(0, wide * high)), 3, "three within one square");
  assert.equal(visible.drawing.cells.n, 0);
});

test("a cell's list holds what its number says", () => {
  const all = columns();
  const baghdad = cellOf(...project(44.36, 33.31), 5);
  const mask = Uint8Array.of(1, 1, 1, 1, 1);
  const found = (window) => incidentsInCell(all, mask, window, "possibly", 5, baghdad, view(5)).sort();
  assert.deepEqual(found({ start: 1, end: 2 }), [0, 1, 3]); // the third is counted at its first site
  assert.deepEqual(found({ start: 1, end: 1 }), [0]);
});

test("a place of the surface lists what is felt there, wherever it is drawn", () => {
  const all = columns();
  const mask = Uint8Array.of(1, 1, 1, 1, 1);
  const [x, y] = project(44.36, 33.31);
  const at = squareOf(x, y, 5);
  const [east, south] = squareMiddle(at, 5);
  assert.ok(Math.abs(east - x) <= widthOf(5) / 14 + 1e-9 && Math.abs(south - y) <= widthOf(5) / 14 + 1e-9);
  const around = (square, window = { start: 1, end: 2 }) => incidentsInCell(all, mask, window, "possibly", 5, square, view(5), "density").sort();
  assert.deepEqual(around(at), [0, 1, 3]);
  assert.deepEqual(around(at, { start: 1, end: 1 }), [0]);
  assert.deepEqual(around(squareOf(...project(47.78, 30.51), 5)), [2]);
  assert.deepEqual(around(squareOf(...project(46, 32), 5)), []);
  const screen = screenOf(view(5));
  const visible = new VisibleMarks(all);
  visible.update(view(5), settings(1, 2), filtered("density"));
  const overlay = new CountOverlay({ draw: () => undefined });
  Object.assign(overlay, { cells: visible.drawing.cells, screen });
  const pixel = (lon, lat) => pixelAt(screen, ...project(lon, lat));
  assert.equal(overlay.at(...pixel(44.36, 33.31)).key, at);
  assert.equal(overlay.at(...pixel(40, 30)), null, "no surface, nothing to press");
});

test("a place is felt across the antimeridian, and a surface is asked on its own copy of the world", () => {
  const at = squareOf(511.99, 200, 5);
  assert.ok(isFelt(at, 5, 0.01, 200));
  assert.ok(!isFelt(at, 5, 256, 200));
  assert.equal(squareOf(-0.01, 200, 5), at);
  const surface = new Spreading().surface([512.01], [200], 1, 5);
  near(valueAt(surface, 0.01, 200), 1, "the same place");
  assert.equal(valueAt(surface, 100, 200), 0);
});

test("lines of what a cell counts are not drawn, unless it is open", () => {
  const all = columns();
  assert.equal(finestLevels(all)[4], NEVER);
  const keeps = keepsLines(all, "1");
  assert.deepEqual([0, 1, 4].map(keeps), [false, true, true]);
});

test("a pixel leads back to its place, also on a turned map", () => {
  const screen = screenOf({ ...view(6.3), bearing: 40 });
  const place = project(44.36, 33.31);
  placeAt(screen, ...pixelAt(screen, ...place)).forEach((at, k) => near(at, place[k], "place"));
});

test("colours go from few to many, letters can be read on them, numbers stand where they fit", () => {
  for (const theme of ["light", "dark"]) {
    for (let classes = 1; classes <= 6; classes++) assert.equal(new Set(coloursOf(theme, classes)).size, classes);
  }
  const hex = (parts) => `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  assert.equal(hex(ramp("light", 0)), coloursOf("light", 6)[0]);
  assert.equal(hex(ramp("light", 1)), coloursOf("light", 6)[5]);
  assert.equal(lettersOn("#511a34", "#26231f", "#fbfaf7"), "#fbfaf7");
  assert.equal(lettersOn("#f3d9a2", "#26231f", "#fbfaf7"), "#26231f");
  assert.equal(numberSize(43, 1.1), 11.5);
  assert.equal(numberSize(31, 3), 0);
  const corners = hexagonCorners(43, 0, 0);
  near(Math.max(...corners.map(([x]) => x)) - Math.min(...corners.map(([x]) => x)), 43, "width");
  assert.equal(corners.length, 6);
});

test("counting makes no new lists once there is room", () => {
  const all = columns();
  const { marks } = all;
  const units = unitsOf(marks.n, marks.incident, marks.site, (m) => marks.form[m] === AREA_FORM, all.n);
  const counting = new CellCounts(all, units, new Ground(marks.position, units.mark).world);
  const shown = Uint32Array.of(0, 1, 2, 3, 4, 5);
  const first = counting.count("hexagons", 5, filtered("hexagons"), shown, 6, 320);
  const { keys, counts } = first;
  const again = counting.count("hexagons", 5, filtered("hexagons"), shown, 3, 320);
  assert.ok(again.keys === keys && again.counts === counts);
});
