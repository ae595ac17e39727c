// What a database answers for hexagons, density and areas is what the browser counts of the same incidents by itself.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decodeColumns } from "../web/core/columns.js";
import { inWindow } from "../web/core/filter.js";
import { unpackBlock } from "../web/core/unpacking.js";
import { finestLevels } from "../web/map/cell_counts.js";
import { CountOverlay } from "../web/map/count_overlay.js";
import { CountedPicture } from "../web/map/cells/counted_picture.js";
import { CountedPointer } from "../web/map/cells/counted_pointer.js";
import { Field } from "../web/map/cells/field.js";
import { CountedMap, gridOf, tilesFor } from "../web/map/cells/counted_map.js";
import { signColumns } from "../web/map/cells/singles.js";
import { squareMiddle } from "../web/map/density.js";
import { pixelAt, screenOf } from "../web/map/ground.js";
import { UNMARKED, middleOf } from "../web/map/hexagons.js";
import { InCell } from "../web/map/in_cell.js";
import { nothingPlaced } from "../web/map/placed.js";
import { VisibleMarks } from "../web/map/visible_marks.js";
import { areaRows } from "../web/source/counted.js";
import { DatabaseLists } from "../web/source/database_lists.js";
import { Tiles } from "../web/source/tiles.js";

const read = (name) => {
  const { buffer, byteOffset, byteLength } = readFileSync(new URL(name, import.meta.url));
  return buffer.slice(byteOffset, byteOffset + byteLength);
};
const windows = JSON.parse(readFileSync(new URL("./stored.json", import.meta.url), "utf8"));
const BOUNDS = [36, 27, 52, 39.5];
/** All of the incidents lie on it. */
const view = { width: 3000, height: 2400, zoom: 5, longitude: 44, latitude: 33.5, bearing: 0 };

/** What the map counts of incidents that are all here. */
function counted(show, { start, end }, certainly) {
  const columns = decodeColumns(read("./columns.bin"));
  const visible = new VisibleMarks(columns);
  const mask = new Uint8Array(columns.n).fill(1);
  const { values } = columns.facet("kind");
  const filtered = { mask, masked: 1, value: Uint16Array.from(values), values: 20, look: 1, show };
  visible.update(view, { range: [start, end], certainly, glide: 0, trace: 0, fade: 0, least: 0, paper: [1, 1, 1] }, filtered);
  return { ...visible.drawing, columns };
}

/** The tiles of a window as they come from the server. */
async function fieldOf(show, number) {
  const grid = gridOf(show, view.zoom);
  const ask = async (_kind, address) => unpackBlock(read(`./${number}-${address.split("?")[0].replace("counted/", "").replaceAll("/", "-")}.bin`));
  const tiles = new Tiles({ ask, keepOnly: () => undefined }, 500, () => undefined);
  tiles.need(tilesFor(BOUNDS, show, view.zoom), { base: "", steps: `${number}`, grid });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(tiles.complete && tiles.fresh);
  const field = new Field();
  field.load(tiles.drawn);
  assert.equal(field.grid, grid);
  return field;
}

const cellsOf = ({ keys, counts, n }) => Object.fromEntries(Array.from({ length: n }, (_, k) => [keys[k], counts[k]]).sort((a, b) => a[0] - b[0]));

for (const certainly of [0, 1]) {
  test(`hexagons, signs and what is left out are the same, ${certainly ? "certainly" : "possibly"} within`, async () => {
    for (const [number, window] of windows.entries()) {
      const own = counted("hexagons", window, certainly);
      const field = await fieldOf("hexagons", number);
      field.sum(window, certainly === 1);
      assert.ok(field.exact);
      const map = new CountedMap();
      const cells = map.cells(field, "hexagons", screenOf(view));
      assert.ok(number > 0 || certainly || cells.n > 5);
      assert.deepEqual(cellsOf(cells), cellsOf(own.cells));
      assert.deepEqual([cells.most, cells.leftOut, cells.level], [own.cells.most, own.cells.leftOut, own.cells.level]);
      const { placed } = own;
      const inSigns = placed.carries.subarray(0, placed.n).reduce((sum, one) => sum + one, 0) + placed.counted.count.subarray(0, placed.counted.n).reduce((sum, one) => sum + one, 0);
      const signs = field.cells.filter(({ sort }) => sort === "area");
      // A route has its line and no symbol where all incidents are here; of a database it has the sign of its line.
      const { columns } = own;
      const finest = finestLevels(columns);
      let routes = 0;
      for (let i = 0; i < columns.n; i++) if (columns.placed[i] && finest[i] === UNMARKED && inWindow(columns, i, window, certainly ? "certainly" : "possibly")) routes++;
      assert.equal(signs.reduce((sum, { count }) => sum + count, 0), inSigns + routes);
    }
  });

  test(`the surface is the same, ${certainly ? "certainly" : "possibly"} within`, async () => {
    for (const [number, window] of windows.entries()) {
      const own = counted("density", window, certainly).cells;
      const field = await fieldOf("density", number);
      field.sum(window, certainly === 1);
      const { surface, most } = new CountedMap().cells(field, "density", screenOf(view));
      assert.equal(most, own.most);
      assert.equal(surface === null, own.surface === null);
      if (!surface) continue;
      const size = surface.wide * surface.high;
      assert.deepEqual([surface.wide, surface.high, surface.left, surface.top], [own.surface.wide, own.surface.high, own.surface.left, own.surface.top]);
      for (let k = 0; k < size; k++) assert.ok(Math.abs(surface.values[k] - own.surface.values[k]) < 1e-9);
    }
  });

  test(`areas are the same, ${certainly ? "certainly" : "possibly"} within`, () => {
    const rows = areaRows(unpackBlock(read("./areas.bin")));
    for (const { start, end } of windows) {
      const { cells: own, columns } = counted("areas", { start, end }, certainly);
      const cells = new CountedMap().areas(rows, [start, end], certainly === 1);
      assert.deepEqual([...cells.counts], [...own.counts]);
      assert.deepEqual([...cells.possible], [...own.possible]);
      assert.deepEqual(cells.tally, own.tally);
      assert.equal(cells.most, own.most);
      assert.deepEqual(rows.header.areas.list, columns.header.areas.list);
    }
  });
}

test("signs stand at their place as counted symbols, with the shares of their colours", async () => {
  const field = await fieldOf("hexagons", 0);
  field.sum(windows[0], false);
  const { signs } = field;
  signs.forEach((sign, mark) => (sign.number = mark));
  const columns = signColumns(signs, decodeColumns(read("./columns.bin")).header, "kind");
  assert.equal(columns.marks.position.length, 2 * signs.length);
  const shown = field.cells.filter(({ sort }) => sort === "area");
  const { counted: found } = new CountedMap().signs(shown, (cell) => field.parts(cell), screenOf(view));
  assert.equal(found.n, shown.length);
  for (let k = 0; k < found.n; k++) {
    assert.equal(found.count[k], shown[k].count);
    const shares = found.numbers.subarray(found.share[k], found.share[k + 1]);
    assert.equal(shares.reduce((sum, one) => sum + one, 0), found.count[k]);
    assert.deepEqual([...columns.marks.position.subarray(2 * found.mark[k], 2 * found.mark[k] + 2)], [...Float32Array.from(shown[k].middle)]);
  }
});

test("tiles of squares are not drawn as hexagons, nor hexagons of one filter as those of another", async () => {
  const field = await fieldOf("hexagons", 0);
  const blocks = field.signs[0].tile.block;
  const pending = [];
  const tiles = new Tiles({ ask: () => new Promise((resolve) => pending.push(resolve)), keepOnly: () => undefined }, 500, () => undefined);
  const [tile] = tilesFor(BOUNDS, "hexagons", 5);
  tiles.need([tile], { base: "a", steps: "", grid: "hexagons/5" });
  const moment = () => new Promise((resolve) => setTimeout(resolve));
  await moment();
  pending.pop()(blocks);
  await moment();
  assert.equal(tiles.drawn.length, 1);
  tiles.need([tile], { base: "b", steps: "", grid: "hexagons/5" });
  assert.deepEqual([tiles.drawn.length, tiles.fresh], [1, false]);
  tiles.need([tile], { base: "b", steps: "", grid: "density/5" });
  assert.deepEqual([tiles.drawn.length, tiles.fresh], [0, false]);
});

/** The map's picture without a graphics card. */
async function pictureOf(show, said = { count: 7, shares: [{ colour: 0, count: 7 }] }) {
  const state = { show, window: windows[0], match: "possibly", counted: null };
  const rows = areaRows(unpackBlock(read("./areas.bin")));
  const asked = [];
  const counted = { areas: rows, last: rows, held: (cell) => (asked.includes(cell) ? said : null), askHeld: async (cell) => void asked.push(cell) };
  const outer = { get: () => state, set: (patch) => Object.assign(state, patch) };
  const field = show === "areas" ? new Field() : await fieldOf(show, 0);
  const own = { placed: nothingPlaced(), discs: new Uint32Array(0), traces: new Uint32Array(0), cells: null };
  const overlay = { canvas: { holder: { style: {} } }, at: () => null, counts: new CountOverlay({ draw: () => undefined }) };
  const picture = Object.assign(Object.create(CountedPicture.prototype), {
    paint: { of: Array.from({ length: 50 }, (_, colour) => colour) },
    outer, field, overlay, turn: 0, counts: null, joined: null, takenAreas: null, countedMap: new CountedMap(), redraw: () => undefined,
    renderer: { deck: { getViewports: () => [view] } }, tiles: { fresh: true, complete: true, drawn: [] }, visibility: { drawing: own, key: "own" },
    source: { counted, header: decodeColumns(read("./columns.bin")).header }, inCell: new InCell(outer), waiting: 0, singles: {},
  });
  outer.get().colorBy = "kind";
  picture.countedPointer = new CountedPointer(picture);
  field.sum(windows[0], false);
  const { columns } = picture.columnsOf([], picture.source);
  picture.counted();
  Object.assign(overlay.counts, { cells: picture.drawing.cells, screen: screenOf(view), areas: columns.header.areas ?? null });
  return { picture, state, asked, columns, pixel: (x, y) => Object.fromEntries(["x", "y"].map((axis, k) => [axis, pixelAt(screenOf(view), x, y)[k]])) };
}

test("a hexagon that is pointed at says its number at once and its colours once the server has told them", async () => {
  const { picture, state, asked, pixel } = await pictureOf("hexagons");
  const { counts } = picture;
  const pointed = picture.countedAt(pixel(...middleOf(counts.keys[0], counts.level)));
  assert.deepEqual([pointed.count, pointed.within, pointed.cell, pointed.shares], [counts.counts[0], "hexagon", `hexagons:5:${counts.keys[0]}`, []]);
  state.counted = pointed;
  await picture.countedPointer.askNow();
  assert.deepEqual(asked, [pointed.cell]);
  assert.deepEqual([state.counted.count, state.counted.shares], [counts.counts[0], [{ colour: 0, count: 7 }]]);
  picture.countedPointer.ask.cancel();
  assert.equal(picture.squares.cells.length, 0);
  assert.equal(picture.incidentAt({ x: 1, y: 1 }), null);
});

test("of a place of the surface only the server knows how many are felt there", async () => {
  const { picture, state, pixel } = await pictureOf("density");
  const { number } = picture.field.counted[0];
  const pointed = picture.countedAt(pixel(...squareMiddle(number, 5)));
  assert.ok(Number.isNaN(pointed.count));
  assert.deepEqual([pointed.within, pointed.cell], ["density", `density:5:${number}`]);
  assert.match(pointed.around, /km$/);
  state.counted = pointed;
  await picture.countedPointer.askNow();
  assert.equal(state.counted.count, 7);
  picture.countedPointer.ask.cancel();
});

test("an area says its name, its number and what is asked for its list", async () => {
  const { picture, columns, pixel } = await pictureOf("areas");
  const { list } = columns.header.areas;
  const at = picture.counts.counts.findIndex((count) => count > 0);
  const pointed = picture.countedAt(pixel(list[at].x, list[at].y));
  assert.deepEqual([pointed.name, pointed.count, pointed.within, pointed.cell], [list[at].name, picture.counts.counts[at], "governorate", `areas::${list[at].id}`]);
  picture.countedPointer.ask.cancel();
  assert.equal(picture.overlay.canvas.holder.style.opacity, "");
  picture.source.counted.areas = null;
  picture.counted();
  assert.equal(picture.overlay.canvas.holder.style.opacity, "0.3", "of another filter: pale until its own come");
  assert.equal(picture.isWhole, false);
});

test("the list of a cell is counted and fetched by the server, and follows the window at rest", async () => {
  const state = { dragging: false, playing: false };
  const asked = [];
  let held = null;
  const source = {
    store: { get: () => state },
    counted: { held: () => held, askHeld: (cell) => void asked.push(cell) },
    pages: { load: (question) => void asked.push(question), at: (position) => ({ id: `i${position}` }), positionOf: () => -1, need: async () => true },
    rowsQuestion: (order) => `from=2019-01-10&order=${order}`,
  };
  const shown = [];
  const lists = new DatabaseLists(source, (listing) => shown.push(listing));
  const group = { incidents: [], within: "hexagon", cell: "hexagons:5:68591" };
  state.group = group;
  lists.ask(group, "killed");
  assert.ok(Number.isNaN(shown[0].count) && !shown[0].isSettled);
  held = { count: 2, shares: [] };
  lists.ask(group, "killed");
  assert.deepEqual([shown[1].count, shown[1].isSettled, shown[1].lists.placed.at(1)], [2, true, "i1"]);
  assert.deepEqual(asked, ["hexagons:5:68591", "from=2019-01-10&order=killed&cell=hexagons%3A5%3A68591"]);
  assert.equal(await lists.need("placed", 0, 2), true);
});

test("another colour takes what was drawn in the one before, and nothing fails until its own comes", async () => {
  const { picture, state, columns } = await pictureOf("areas");
  const taken = [];
  Object.assign(state, { columns: { source: picture.source }, colorBy: "weapon" });
  Object.assign(picture, { singles: { columns }, takeSingles: (_, blocks) => void taken.push(blocks.length), needSoon: () => undefined, drawCells: () => undefined });
  picture.restyle();
  assert.deepEqual(taken, [0]);
  assert.ok(picture.columnsOf([], picture.source).columns.facet("weapon"));
});
