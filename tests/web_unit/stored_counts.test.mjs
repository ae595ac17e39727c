// What a database answers for hexagons, density and areas is what the browser counts of the same incidents by itself.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decodeColumns } from "../web/core/columns.js";
import { inWindow } from "../web/core/filter.js";
import { unpackBlock } from "../web/core/unpacking.js";
import { finestLevels } from "../web/map/cell_counts.js";
import { Field } from "../web/map/cells/field.js";
import { CountedMap, gridOf, tilesFor } from "../web/map/cells/counted_map.js";
import { signColumns } from "../web/map/cells/singles.js";
import { screenOf } from "../web/map/ground.js";
import { UNMARKED } from "../web/map/hexagons.js";
import { VisibleMarks } from "../web/map/visible_marks.js";
import { areaRows } from "../web/source/counted.js";
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
