import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { figureParameter, figureWords, keepFigures, typedRange } from "../web/core/figure_range.js";
import { emptyFilter } from "../web/core/store.js";
import { filterQuery } from "../web/source/link.js";
import { activeFilters } from "../web/filters/chips.js";
import { header } from "./incidents.mjs";

const { figures, ranges } = JSON.parse(readFileSync(new URL("figure_range_cases.json", import.meta.url), "utf8"));
const low = Int32Array.from(figures, ([least]) => least ?? -1);
const above = Uint32Array.from(figures, ([least, most]) => (most === null ? 0 : most - least));
const columns = /** @type {any} */ ({ array: (name) => (name.endsWith("low") ? low : above) });

for (const { link, asked, words, passing } of ranges) {
  test(`killed=${link}`, () => {
    const mask = new Uint8Array(figures.length).fill(1);
    keepFigures(columns, { killed: asked }, mask);
    assert.deepEqual([...mask.keys()].filter((k) => mask[k]), passing);
    assert.equal(figureWords(asked), words);
    assert.equal(figureParameter(asked), link);
  });
}

test("what another part of the filter left out stays out", () => {
  const mask = new Uint8Array(figures.length);
  keepFigures(columns, { killed: { least: 0, most: null, unstated: true } }, mask);
  assert.ok(mask.every((one) => one === 0));
});

test("typed bounds are read, or told what is wrong and where", () => {
  assert.deepEqual(typedRange("10", ""), { least: 10, most: null });
  assert.deepEqual(typedRange(" 1 ", "5"), { least: 1, most: 5 });
  assert.deepEqual(typedRange("", "5"), { least: 0, most: 5 });
  assert.deepEqual(typedRange("1,200", ""), { least: 1200, most: null });
  assert.deepEqual(typedRange("", ""), { least: null, most: null });
  const problem = (words) => `“${words}” is not a number of people. Type a whole number, 0 or more, such as 10.`;
  assert.deepEqual(typedRange("many", ""), { problem: problem("many"), edge: "from" });
  assert.deepEqual(typedRange("1", "-3"), { problem: problem("-3"), edge: "to" });
  assert.deepEqual(typedRange("1.5", ""), { problem: problem("1.5"), edge: "from" });
  assert.deepEqual(typedRange("9999999999", ""), { problem: problem("9999999999"), edge: "from" });
  assert.deepEqual(typedRange("5", "1"), { problem: "1 is less than 5: the second number must not be smaller.", edge: "to" });
});

const FILTER = { ...emptyFilter(), figures: { wounded: { least: 1, most: 5, unstated: true }, killed: { least: 10, most: null, unstated: false } } };

test("a question to the server names the ranges", () => {
  const state = /** @type {any} */ ({ filter: FILTER, window: { start: 0, end: 9 }, match: "possibly" });
  assert.deepEqual(filterQuery(state, {}, false), [["killed", "10-"], ["wounded", "1-5,not_stated"]]);
});

test("each range is an active filter that can be taken off", () => {
  const state = /** @type {any} */ ({ filter: FILTER, window: { start: 0, end: 9 }, opening: null, match: "possibly" });
  const chips = activeFilters(state, header());
  assert.deepEqual(chips.map(({ group, label }) => `${group}: ${label}`), ["Killed: 10 or more", "Wounded: 1 to 5, or not stated"]);
  assert.deepEqual(Object.keys(chips[0].patch.filter.figures), ["wounded"]);
});
