// A person's own layers: in which days a feature is drawn, with what colour, where a label stands, what the list says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { listed, withLayer } from "../web/legend/layers.js";
import { isThere, labelsOf, paintGround, paintSquares } from "../web/map/own_drawing.js";
import { OwnLayers, copiesIn, seenBox } from "../web/map/own_layers.js";
import { boundsOf, placesOf } from "../web/map/packed_shapes.js";
import { screenOf } from "../web/map/ground.js";

/** A pen that remembers what it drew, with what. */
function pen() {
  const told = [];
  const note = (what) => (shape, ...rest) => told.push([what, shape, ...rest, { fill: known.fillStyle, alpha: known.globalAlpha, line: known.lineWidth }]);
  const known = {
    told, globalAlpha: 1, fill: note("fill"), stroke: note("stroke"), fillRect: note("square"), strokeRect: () => {},
    measureText: (words) => ({ width: 6 * words.length }),
  };
  return known;
}

const feature = (more) => ({ words: "", from: null, to: null, area: null, line: null, middles: [], at: [0, 0], ...more });
const layer = (...features) => ({ colour: "#6a3fb5", rim: "#fff", features });
const here = (x, y) => [x, y];

test("a feature is there in its days, both counted; an end that is missing is open", () => {
  const days = (from, to) => [[0, 9], [10, 20], [15, 15], [20, 30], [21, 30]].map(([start, end]) => isThere({ from, to }, { start, end }));
  assert.deepEqual(days(10, 20), [false, true, true, true, false]);
  assert.deepEqual(days(null, 15), [true, true, true, false, false]);
  assert.deepEqual(days(20, null), [false, true, false, true, true]);
  assert.deepEqual(days(null, null), [true, true, true, true, true]);
});

test("areas lie pale below lines, in the layer's colour, as wide at every zoom", () => {
  const drawn = pen();
  paintGround(drawn, layer(feature({ line: "road" }), feature({ area: "zone" })), 4);
  assert.deepEqual(drawn.told.map(([what, shape]) => `${what} ${shape}`), ["fill zone", "stroke zone", "stroke road"]);
  const [fill, outline, line] = drawn.told.map((one) => one.at(-1));
  assert.equal(fill.fill, "#6a3fb5");
  assert.equal(fill.alpha, 0.12);
  assert.equal(outline.alpha, 1);
  assert.equal(4 * outline.line, 1.25);
  assert.equal(4 * line.line, 2);
});

test("a point is a square around its place", () => {
  const drawn = pen();
  const boxes = paintSquares(drawn, layer(feature({ middles: [100, 50] })), here);
  assert.deepEqual(drawn.told[0].slice(0, 5), ["square", 96, 46, 8, 8]);
  assert.deepEqual(boxes, [[95, 45, 105, 55]]);
});

test("a label stands in its area or beside its point, and on nothing that is there", () => {
  const size = { width: 400, height: 200 };
  const labels = (taken, ...features) => labelsOf(pen(), [layer(...features)], here, size, taken, "sans");
  const camp = feature({ words: "Camp", middles: [100, 100], at: [100, 100] });
  assert.equal(labels([], camp)[0].left, 108, "to the right of its point");
  assert.equal(labels([[105, 90, 140, 110]], camp)[0].left, 100 - 8 - 24, "to the left where a symbol stands at the right");
  assert.deepEqual(labels([[0, 0, 400, 200]], camp), [], "nowhere where there is no room");
  assert.equal(labels([], feature({ words: "Zone", area: "zone", at: [200, 100] }))[0].left, 188, "in the middle of its area");
  assert.equal(labels([], camp, camp).length, 2);
  assert.notEqual(labels([], camp, camp)[1].left, labels([], camp, camp)[0].left);
  assert.deepEqual(labels([], { ...camp, at: [500, 100] }), [], "not at the edge of a place that is out of sight");
});

test("steps become places, and a box holds them", () => {
  const places = placesOf([4, 8, 2, -4], 4);
  assert.deepEqual([...places], [1, 2, 1.5, 1]);
  assert.deepEqual(boundsOf([places]), [1, 1, 1.5, 2]);
});

test("what lies across 180° is seen on both sides of it", () => {
  const across = [[{ bounds: [510, 250, 514, 260] }]];
  const at = (longitude) => copiesIn(screenOf({ width: 600, height: 400, longitude, latitude: 0, zoom: 6 }), across);
  assert.deepEqual(at(179.5), [0]);
  assert.deepEqual(at(-179.5), [-512]);
  assert.deepEqual(at(0), []);
  assert.deepEqual(copiesIn(screenOf({ width: 1600, height: 400, longitude: 0, latitude: 0, zoom: 0 }), across), [-1024, -512, 0, 512]);
});

test("a turned map sees more of the world", () => {
  const wide = (bearing) => {
    const [left, , right] = seenBox(screenOf({ width: 600, height: 400, longitude: 0, latitude: 0, zoom: 3, bearing }), 0);
    return right - left;
  };
  assert.ok(wide(45) > wide(0));
  assert.ok(Math.abs(wide(90) - (400 + 20) / 8) < 1e-9);
});

test("the list has all layers of the person in their order, with the name and colour of the view", () => {
  const own = ["a", "b"].map((digest) => ({ digest, name: `Own ${digest}`, colour: "teal", kinds: ["areas"], open: false, address: "x" }));
  const shown = [{ digest: "b", name: "Front", colour: "brown" }];
  assert.deepEqual(listed(own, shown).map(({ name, colour, on }) => [name, colour, on]), [["Own a", "teal", false], ["Front", "brown", true]]);
  assert.deepEqual(withLayer(shown, own[0], true), [...shown, { digest: "a", name: "Own a", colour: "teal" }], "on top, and nothing more than a link says");
  assert.deepEqual(withLayer(shown, own[1], false), []);
});

/** A page that has one canvas, and a server that has one layer. */
function page(features) {
  const asked = [];
  const drawn = pen();
  const unit = 16;
  Object.assign(drawn, { setTransform: (...by) => drawn.told.push(["transform", ...by]), clearRect: () => drawn.told.splice(0), fillText: (words, x, y) => drawn.told.push(["words", words, x, y]), strokeText: () => {} });
  const holder = { canvas: null, append: (canvas) => (holder.canvas = canvas) };
  globalThis.window = { devicePixelRatio: 2 };
  globalThis.Path2D = class { points = []; moveTo(...at) { this.points.push(at); } lineTo(...at) { this.points.push(at); } closePath() { this.points.push("close"); } };
  globalThis.document = { createElement: () => ({ style: {}, setAttribute() {}, getContext: () => drawn, remove: () => (holder.canvas = null) }) };
  globalThis.fetch = async (address) => (asked.push(address), { ok: true, json: async () => ({ unit, features }) });
  return { asked, drawn, holder, element: { querySelector: (name) => (name === ".maplibregl-canvas-container" ? holder : null) } };
}

test("layers are asked for once they are shown, and drawn again only where something has changed", async () => {
  const square = [[16 * 250, 16 * 250, 16 * 10, 0, 0, 16 * 10, -16 * 10, 0]];
  const { asked, drawn, holder, element } = page([
    { words: "Zone", from: null, to: 5, points: [], lines: [], areas: square, at: [16 * 255, 16 * 255] },
    { words: "", from: 10, to: null, points: [16 * 256, 16 * 256], lines: [], areas: [], at: [16 * 256, 16 * 256] },
  ]);
  let came = 0;
  const own = new OwnLayers(element, () => came++);
  const digest = "0123456789abcdef";
  const view = { width: 600, height: 400, longitude: 0, latitude: 0, zoom: 3, bearing: 0 };
  const all = { ownLayers: [{ digest, name: "Zones", colour: "violet", kinds: ["areas"], open: false, address: "kept/1" }], theme: "light", rim: "#fff", font: "sans", moving: false };
  const draw = (more) => own.draw(view, { ...all, layers: [{ digest, name: "Zones", colour: "violet" }], window: { start: 0, end: 20 }, ...more }, () => []);
  draw({ layers: [] });
  assert.deepEqual(asked, [], "nothing is loaded that nobody looks at");
  draw();
  draw();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual([asked, came, holder.canvas], [["kept/1"], 1, null]);
  draw();
  assert.equal(holder.canvas.className, "ia-map-own");
  assert.deepEqual([holder.canvas.width, holder.canvas.height], [1200, 800]);
  const of = (what) => drawn.told.filter(([name]) => name === what);
  assert.deepEqual(of("fill")[0][1].points, [[250, 250], [260, 250], [260, 260], [250, 260], "close"]);
  assert.deepEqual(of("transform")[0].slice(0, 5), ["transform", 16, -0, 0, 16], "two pixels of the screen to one, eight to one of the world");
  assert.deepEqual(of("square")[0].slice(1, 5), [296, 196, 8, 8], "in the middle of the map");
  assert.equal(of("words")[0][1], "Zone");
  assert.equal(own.taken.length, 2, "no name of the ground lies on the square or on the label");
  const { length } = drawn.told;
  draw({ window: { start: 3, end: 20 } });
  assert.equal(drawn.told.length, length, "the same features: nothing is drawn");
  draw({ window: { start: 6, end: 20 } });
  assert.deepEqual([of("fill").length, of("square").length], [0, 1]);
  draw({ window: { start: 6, end: 9 } });
  assert.equal(holder.canvas, null, "no canvas where nothing is drawn");
  assert.deepEqual(own.taken, []);
});
