// Within some kilometres of an own layer: the server measures, the browser keeps what it says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { computeMask } from "../web/core/filter.js";
import { restrictions } from "../web/core/filter_changes.js";
import { nearWords, typedKm, withNear } from "../web/core/near.js";
import { emptyFilter } from "../web/core/store.js";
import { activeFilters } from "../web/filters/chips.js";
import { filterQuery } from "../web/source/link.js";
import { incidents } from "./incidents.mjs";

const CASES = JSON.parse(readFileSync(new URL("./near_words_cases.json", import.meta.url), "utf8"));
const CAMPS = CASES[0].near;
const codes = Uint8Array.from([2, 1, 0, 2, 0, 1]);
const near = (more, given = codes) => ({ ...emptyFilter(), near: { ...CAMPS, ...more }, nearCodes: given });
const passing = (filter) => {
  const columns = incidents();
  const mask = computeMask(columns, filter);
  return columns.ids.filter((_, i) => mask[i]).join("");
};

test("what is possibly within passes unless only certain places are asked for", () => {
  assert.equal(passing(near({})), "abd");
  assert.equal(passing(near({ match: "certainly" })), "ad");
  assert.equal(passing({ ...near({}), background: true }), "abdf");
});

test("until the server has answered nothing is kept back, nor by an answer of other incidents", () => {
  assert.equal(passing(near({}, null)), "abcde");
  assert.equal(passing(near({}, codes.slice(0, 3))), "abcde");
});

test("an answer stays for the same distance of the same layer, and goes with another", () => {
  assert.equal(withNear(near({}), { ...CAMPS, match: "certainly" }).nearCodes, codes);
  assert.equal(withNear(near({}), { ...CAMPS, km: 11 }).nearCodes, null);
  assert.equal(withNear(near({}), { ...CAMPS, digest: "0".repeat(16) }).nearCodes, null);
  assert.equal(withNear(near({}), null).nearCodes, null);
});

test("words and address are those of Python", () => {
  const state = { window: { start: 0, end: 9 }, match: "possibly" };
  for (const { near: asked, words, address } of CASES) {
    assert.equal(nearWords(asked), words);
    assert.deepEqual(filterQuery({ ...state, filter: near(asked) }, {}, false), [["near", address]]);
  }
});

test("a distance is 1 to 200 km, as people type it", () => {
  assert.deepEqual(["10", " 10 km", "2.5", "2,5", "1", "200"].map(typedKm), [10, 10, 2.5, 2.5, 1, 200]);
  assert.deepEqual(["", "0", "0.5", "200.5", "201", "ten", "-3", "1e2", "10 miles"].map(typedKm), Array(9).fill(null));
});

test("a chip says it and takes it off, and it is a way back", () => {
  const names = { facets: [], actors: [], stances: [], roles: [] };
  const state = { filter: near({}), window: { start: 0, end: 9 }, opening: { start: 0, end: 9 }, match: "possibly" };
  const [chip] = activeFilters(state, names);
  assert.deepEqual([chip.key, chip.group, chip.label], ["near", "Near", "within 10 km of Camps"]);
  assert.equal(chip.patch.filter.near, null);
  assert.deepEqual(restrictions(state.filter, names).map(({ label }) => label), ["distance from Camps"]);
});
