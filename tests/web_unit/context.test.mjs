// Context is told apart from acts in the bars, under the pointer and in the counts; everything adds up to what it was.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Columns } from "../web/core/columns.js";
import { contextWords } from "../web/core/words.js";
import { createStore } from "../web/core/store.js";
import { Days } from "../web/source/days.js";
import { MemorySource } from "../web/source/memory.js";
import { barCounts, bins } from "../web/timeline/bins.js";
import { barWords } from "../web/timeline/readout.js";
import { header, incidents } from "./incidents.mjs";

const CASES = JSON.parse(readFileSync(new URL("./context_words_cases.json", import.meta.url), "utf-8"));

/** The six incidents with “raid” as context: days 1 and 5; and one on days 4 to 7 that is context where asked. */
function source(kinds = {}) {
  const plain = incidents();
  const told = { ...header(), context: { kinds: ["raid", "background"], forms: {} } };
  const columns = new Columns(told, (name) => {
    const values = plain.array(name);
    if (name !== "facet.kind") return values;
    return values.map((kind, i) => kinds[i] ?? kind);
  });
  const store = createStore();
  const found = new MemorySource(columns, store);
  store.set({ source: found, columns, window: { start: 0, end: 9 }, colorBy: "kind" });
  return { source: found, store };
}

for (const { count, context, words } of CASES.counted)
  test(`in words: ${context} of ${count}`, () => assert.equal(contextWords(count, context), words));

for (const { counts, words } of CASES.bars) test(`a bar: ${words}`, () => assert.equal(barWords(counts), words));

test("the count says how many are context, whatever the window", () => {
  const { source: found, store } = source();
  assert.deepEqual(found.count(), { shown: 5, total: 6, notPlaced: 1, context: 2 });
  store.set({ window: { start: 3, end: 5 } });
  assert.deepEqual(found.count(), { shown: 3, total: 6, notPlaced: 0, context: 1 });
  store.set({ match: "certainly" });
  assert.deepEqual(found.count(), { shown: 2, total: 6, notPlaced: 0, context: 1 });
});

test("bars hold acts and context apart, and are as high as before", () => {
  const { source: found } = source({ 4: 1 });
  const tally = found.tally();
  const bars = bins(tally, "day", 0, 10);
  const sum = (tables, b) => tables.reduce((total, table) => total + table[b], 0);
  const day = (b) => [bars.sure, bars.unsure, bars.context.sure, bars.context.unsure].map((tables) => sum(tables, b));
  assert.deepEqual([1, 3, 4, 5].map(day), [[1, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0.25], [0, 0, 1, 0.25]]);
  assert.deepEqual(bars.most, 2);
  assert.deepEqual(barCounts(tally, 5, 6), { sure: 1, context: 1, unsure: 1, unsureContext: 1 });
  const none = new MemorySource(incidents(), createStore());
  none.store.set({ source: none, columns: none.columns, window: { start: 0, end: 9 }, colorBy: "kind" });
  assert.equal(bins(none.tally(), "day", 0, 10).context, null);
});

test("over a database the same numbers come from its counts by day", () => {
  const arrays = {
    "bar.day": [1, 1, 3, 4, 5], "bar.colour": [0, 1, 0, 0, 1], "bar.sure": [1, 1, 1, 0, 1], "bar.unsure": [0, 0, 0, 1, 0],
    "bar.context": [0, 1, 0, 0, 1], "bar.contextUnsure": [0, 0, 0, 1, 0],
    "pair.start": [1, 3, 4, 5], "pair.end": [1, 3, 7, 5], "pair.count": [2, 1, 1, 1], "pair.away": [1, 0, 0, 0],
    "pair.context": [1, 0, 1, 1],
  };
  const days = new Days({ header: { span: { start: 0, end: 9 }, colours: 2 }, array: (name) => Float64Array.from(arrays[name]) }, 6);
  assert.deepEqual(days.count({ start: 0, end: 9 }, "possibly"), { shown: 5, total: 6, notPlaced: 1, context: 3 });
  assert.deepEqual(days.count({ start: 4, end: 5 }, "certainly"), { shown: 1, total: 6, notPlaced: 0, context: 1 });
  assert.deepEqual(barCounts(days.tally, 5, 6), { sure: 1, context: 1, unsure: 1, unsureContext: 1 });
  assert.deepEqual(barCounts(days.tally, 1, 2), { sure: 2, context: 1, unsure: 0, unsureContext: 0 });
});
