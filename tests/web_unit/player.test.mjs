// The HTML player counts as the pictures do: its own script, run on a canvas that only remembers what it was told.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inflateSync } from "node:zlib";

class Stub {
  children = [];
  dataset = {};
  style = {};
  classList = { add() {}, toggle() {} };
  attributes = {};
  constructor(tag = "") {
    this.tag = tag;
    this.context = contextOf(this);
  }
  append(...parts) { this.children.push(...parts); }
  replaceChildren(...parts) { this.children = parts; }
  setAttribute(name, value) { this.attributes[name] = value; }
  getContext() { return this.context; }
  get words() { return this.children.flatMap((part) => (part instanceof Stub ? part.words : [String(part)])); }
}

function contextOf(canvas) {
  const told = { fills: 0, texts: [], images: 0 };
  const known = {
    canvas, told, measureText: (words) => ({ width: 50 * words.length }), fill: () => told.fills++, fillText: (words) => told.texts.push(words),
    drawImage: () => told.images++, createImageData: (wide, high) => ({ data: new Uint8ClampedArray(4 * wide * high) }),
    getTransform: () => ({}),
  };
  return new Proxy(known, { get: (target, name) => target[name] ?? (() => {}), set: (target, name, value) => ((target[name] = value), true) });
}

/** The player of a file, and its data. @param {string} name */
function opened(name) {
  const page = readFileSync(new URL(`./${name}`, import.meta.url), "utf8");
  const packed = /id="data">([^<]*)</.exec(page)[1];
  const data = JSON.parse(inflateSync(Buffer.from(packed, "base64")).toString());
  const script = /<script>([\s\S]*)<\/script>\s*<\/body>/.exec(page)[1].replace(/\nstart\(\)\.catch[\s\S]*$/, "");
  const scale = new Stub("div");
  const document = { createElement: (tag) => new Stub(tag), createElementNS: (_, tag) => new Stub(tag), getElementById: () => scale, createTextNode: String };
  const make = new Function("document", "Node", "Element", `${script}\nreturn { createCamera, createSymbols };`);
  const size = { width: 1280, height: 720 };
  const { createCamera, createSymbols } = make(document, Stub, Stub);
  globalThis.Path2D ??= class { moveTo() {} lineTo() {} arc() {} closePath() {} };
  const camera = createCamera(data, () => size);
  camera.reset();
  const symbols = createSymbols(data);
  const canvas = new Stub("canvas");
  Object.assign(canvas, size);
  const all = data.spans.map(() => 1);
  const draw = (shown = all, selected = -1) => symbols.draw(canvas.context, camera, shown, selected, size);
  return { data, symbols, camera, canvas, scale, draw, all };
}

test("hexagons have numbers, a scale, and lists that hold what they say", () => {
  const { symbols, canvas, scale, draw, data } = opened("hexagons.html");
  draw();
  const numbers = canvas.context.told.texts;
  assert.ok(numbers.includes("3"), numbers.join());
  assert.match(scale.words.join(" "), /Incidents per hexagon, \d+ km wide 1 2 or more/);
  const [box] = symbols.boxes().filter(({ number }) => number);
  const [left, top, right, bottom] = box.number;
  const found = symbols.at((left + right) / 2, (top + bottom) / 2);
  assert.ok(found.length >= 1);
  const sum = symbols.boxes().filter(({ number }) => number).reduce((all, { number: [a, b, c, d] }) => all + symbols.at((a + c) / 2, (b + d) / 2).length, 0);
  assert.equal(sum + symbols.drawn().reduce((all, one) => all + one.count, 0), symbols.total());
  draw(data.spans.map(() => 0));
  assert.equal(symbols.total(), 0);
});

test("what is open has its symbol above its hexagon", () => {
  const { symbols, canvas, draw, all } = opened("hexagons.html");
  draw();
  const before = canvas.context.told.fills;
  draw();
  const plain = canvas.context.told.fills - before;
  const [box] = symbols.boxes().filter(({ number }) => number);
  const [incident] = symbols.at(box.number[0] + 1, box.number[1] + 1);
  draw(all, incident);
  assert.ok(canvas.context.told.fills - before - plain > plain);
});

test("density is one picture with fewer and more", () => {
  const { symbols, canvas, scale, draw } = opened("density.html");
  draw();
  assert.ok(canvas.context.told.images >= 1);
  assert.match(scale.words.join(" "), /Density of incidents fewer more An incident \d+ km away counts half/);
  const somewhere = Array.from({ length: 2000 }, (_, k) => symbols.at(20 * (k % 50), 20 * Math.floor(k / 50)).length);
  assert.ok(Math.max(...somewhere) >= 2, "a press on the surface lists what is felt there");
  assert.deepEqual(symbols.boxes().filter(({ number }) => number), []);
});

test("symbols are as before", () => {
  const { symbols, scale, draw, data } = opened("symbols.html");
  draw();
  assert.equal(data.counts, null);
  assert.deepEqual(scale.words, []);
  assert.ok(symbols.total() >= 5);
});

test("governorates have numbers, a scale, and lists that hold what they say", () => {
  const { symbols, canvas, scale, draw, data } = opened("areas.html");
  draw();
  const numbers = canvas.context.told.texts;
  assert.ok(numbers.includes("1–4"), numbers.join());
  assert.match(scale.words.join(" "), /Incidents per governorate 0 1 2 or more 1–4: 1 for certain, 3 more possibly/);
  assert.match(scale.words.join(" "), /14 not in a governorate for certain/);
  assert.equal(symbols.drawn().length, 0);
  assert.equal(symbols.total(), 5);
  const boxes = symbols.boxes().map(({ number }) => number);
  const lists = boxes.map(([left, top, right, bottom]) => symbols.at((left + right) / 2, (top + bottom) / 2).length).filter(Boolean);
  assert.deepEqual(lists.sort(), [1, 1, 1, 1, 2]);
  // What names keep free is as wide as the words are: a range of three letters three times a digit.
  const widths = boxes.map(([left, , right]) => right - left);
  assert.ok(widths.some((width) => Math.abs(width - 3 * Math.min(...widths)) < 0.01), widths.join());
  draw(data.spans.map(() => 0));
  assert.equal(symbols.total(), 0);
  assert.match(scale.words.join(" "), /Incidents per governorate 0 1 2 or more Boundaries: Natural Earth/);
});
