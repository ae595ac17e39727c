// Symbols in the legend, the list and the HTML player are those of the pictures, and say what the table says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { coloursOfDashes, sizeOf } from "../web/symbols/counted.js";
import { leaderShapes, paintShapes, ringShape } from "../web/symbols/paint.js";
import { bandWidth, signShapes, styleOf, symbolShapes } from "../web/symbols/shapes.js";
import { AREA_FORM, CELL_FORM, FORMS, SYMBOLS, WIDE_CELL_FORM, countedRadiusOf } from "../web/symbols/table.js";
import { countedRadius } from "../web/map/grouping.js";
import { SYMBOL_SHADERS } from "../web/map/symbol_shaders.js";

const pictures = JSON.parse(readFileSync(new URL("./pictures.json", import.meta.url), "utf8"));

/** @param {any} found @param {any} wanted @param {string} what */
function near(found, wanted, what) {
  assert.equal(typeof found, typeof wanted, what);
  if (typeof wanted === "number") return assert.ok(Math.abs(found - wanted) < 1e-6, `${what}: ${found}, not ${wanted}`);
  if (!Array.isArray(wanted)) return assert.equal(found, wanted, what);
  assert.equal(found.length, wanted.length, what);
  wanted.forEach((part, k) => near(found[k], part, what));
}

test("a symbol's shapes are those of a picture", () => {
  const { ink, paper, symbols } = pictures;
  assert.ok(symbols.length > 20);
  for (const { form, radius, turn, shapes } of symbols) {
    const what = `${form} ${radius} ${turn}`;
    const found = symbolShapes(styleOf(form), 3, 5, radius, ink, paper, turn);
    // A picture fills a hollow core with paper too.
    const wanted = styleOf(form).coreOpacity ? shapes : shapes.filter(({ filled }, k) => k === 0 || !filled);
    assert.equal(found.length, wanted.length, what);
    found.forEach((shape, k) => {
      if (shape.circle) near(shape.circle, wanted[k].circle, what);
      else near(shape.paths, wanted[k].paths, what);
      assert.equal(Boolean(shape.fill), wanted[k].filled, what);
      if (!shape.stroke) return;
      near(shape.strokeWidth, wanted[k].width, what);
      near(shape.dash ?? [], wanted[k].dash, what);
    });
  }
});

test("a counted symbol's band and number are those of a picture", () => {
  for (const [radius, band] of pictures.bands) near(bandWidth(radius), band, `band of ${radius}`);
  for (const [room, ems, size] of pictures.letters) near(sizeOf(room, ems), size, `letters in ${room}`);
  near(countedRadius(1000, 2), 2 * countedRadiusOf(3), "radius");
});

test("every dash of an area's sign has a colour, as many of one as its share", () => {
  const colourOf = coloursOfDashes([["red", 3], ["blue", 1]], 4, 12);
  const colours = Array.from({ length: 12 }, (_, k) => colourOf(k));
  assert.deepEqual(colours, [...Array(9).fill("red"), ...Array(3).fill("blue")]);
  const many = coloursOfDashes(Array.from({ length: 30 }, (_, k) => [`${k}`, 1]), 30, 12);
  assert.ok(Array.from({ length: 12 }, (_, k) => many(k)).every(Boolean));
});

test("forms have the numbers that columns use", () => {
  assert.deepEqual(Object.keys(SYMBOLS.forms), ["corroborated", "reported", "claimed_only", "disputed", "area",
    "context_corroborated", "context_reported", "context_claimed_only", "context_disputed", "cell", "wide_cell"]);
  assert.deepEqual([AREA_FORM, CELL_FORM, WIDE_CELL_FORM], [4, 9, 10]);
  assert.equal(styleOf("solid"), FORMS[0]);
});

test("a ring and a leader line have the table's widths", () => {
  assert.deepEqual(ringShape(1, 2, 10, 1.5), { circle: [1, 2, 10 + SYMBOLS.selection.gap], stroke: SYMBOLS.selection.colour, strokeWidth: 1.5 });
  const [casing, line] = leaderShapes([[0, 0], [9, 9]], { paper: "white", ink: "black" });
  assert.equal(line.strokeWidth, SYMBOLS.leader.width);
  assert.equal(casing.strokeOpacity, SYMBOLS.leader.casingOpacity);
});

test("a sign of the legend stands around its place in the colours given", () => {
  const [disc, dot] = signShapes("disc", 8, 8, { ink: "black", paper: "white" });
  assert.deepEqual(disc.circle?.slice(0, 2), [8, 8]);
  assert.equal(disc.fillOpacity, SYMBOLS.disc.fillOpacity);
  assert.equal(dot.fill, "black");
});

test("shapes are painted in their order, each with its own opacity and dashes", () => {
  const calls = [];
  const pen = new Proxy({}, {
    get: (_, name) => (...given) => calls.push([name, ...given]),
    set: (_, name, value) => (calls.push([name, value]), true),
  });
  paintShapes(pen, [{ circle: [1, 2, 3], fill: "white" }, { paths: [[[0, 0], [4, 0]]], stroke: "red", strokeWidth: 2, strokeOpacity: 0.5, dash: [3, 1] }]);
  const told = calls.map((call) => call.join(" "));
  assert.ok(told.indexOf("fill") < told.indexOf("stroke"));
  for (const call of ["globalAlpha 0.5", "lineWidth 2", "setLineDash 3,1", "lineTo 4 0"]) assert.ok(told.includes(call), call);
  assert.equal(told.at(-1), "globalAlpha 1");
});

test("the shader's text holds the table's forms", () => {
  for (const { rimWidth, dashShare } of FORMS) {
    assert.ok(SYMBOL_SHADERS.vs.includes(rimWidth.toFixed(4)));
    assert.ok(SYMBOL_SHADERS.vs.includes(dashShare.toFixed(4)));
  }
  assert.ok(SYMBOL_SHADERS.vs.startsWith("#version 300 es\n"));
  assert.ok(!/undefined|NaN/.test(SYMBOL_SHADERS.vs + SYMBOL_SHADERS.fs));
});
