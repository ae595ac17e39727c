import assert from "node:assert/strict";
import { test } from "node:test";
import { countShown } from "../web/core/count_shown.js";
import { computeMask, inWindow, optionCounts } from "../web/core/filter.js";
import { restrictions, toggled, withActors, withFacet, withFigure } from "../web/core/filter_changes.js";
import { emptyFilter } from "../web/core/store.js";
import { incidents } from "./incidents.mjs";

const ALL = { start: 0, end: 9 };
const passing = (filter) => {
  const columns = incidents();
  const mask = computeMask(columns, filter);
  return columns.ids.filter((_, i) => mask[i]).join("");
};

test("background events are hidden unless asked for", () => {
  assert.equal(passing(emptyFilter()), "abcde");
  assert.equal(passing({ ...emptyFilter(), background: true }), "abcdef");
});

test("values of one facet widen, facets narrow each other", () => {
  const attack = withFacet(emptyFilter(), "kind", ["attack"]);
  assert.equal(passing(attack), "abe");
  assert.equal(passing(withFacet(attack, "kind", ["attack", "raid"])), "abcde");
  assert.equal(passing(withFacet(attack, "weapon", ["drone"])), "a");
  assert.equal(passing(withFacet(emptyFilter(), "weapon", ["drone"])), "ad");
});

test("an actor counts by claims that name it, as a party and as a target, but not by a denial", () => {
  const of = (ids, role) => passing(withActors(emptyFilter(), { ids, role }));
  assert.equal(of(["north"], "any"), "ad");
  assert.equal(of(["north"], "perpetrator"), "a");
  assert.equal(of(["north"], "target"), "d");
  assert.equal(of(["south"], "party"), "c");
});

test("a number of killed keeps what may be that many; what is not stated is not nought", () => {
  const killed = (least, most, unstated = false) => passing(withFigure(emptyFilter(), "killed", { least, most, unstated }));
  assert.equal(killed(10, null), "de");
  assert.equal(killed(0, 5), "bc");
  assert.equal(killed(0, 0), "b");
  assert.equal(killed(null, null, true), "a");
  assert.equal(killed(10, null, true), "ade");
  const both = withFigure(withFigure(emptyFilter(), "killed", { least: 1, most: null, unstated: false }), "wounded", { least: 1, most: null, unstated: false });
  assert.equal(passing(both), "e");
  assert.deepEqual(restrictions(both, incidents().header).map(({ label }) => label), ["number of killed", "number of wounded"]);
  assert.deepEqual(withFigure(both, "killed", null).figures, { wounded: { least: 1, most: null, unstated: false } });
});

test("a day that is not known is possibly in every window that it touches", () => {
  const columns = incidents();
  assert.ok(inWindow(columns, 4, { start: 7, end: 9 }, "possibly"));
  assert.ok(!inWindow(columns, 4, { start: 5, end: 9 }, "certainly"));
  const mask = computeMask(columns, emptyFilter());
  assert.deepEqual(countShown(columns, mask, { start: 5, end: 9 }, "possibly"), { shown: 2, total: 6, notPlaced: 0, context: 0 });
  assert.deepEqual(countShown(columns, mask, { start: 5, end: 9 }, "certainly"), { shown: 1, total: 6, notPlaced: 0, context: 0 });
  assert.deepEqual(countShown(columns, mask, ALL, "possibly"), { shown: 5, total: 6, notPlaced: 1, context: 0 });
});

test("an option is counted under all other filters, not under its own facet", () => {
  const filter = withFacet(emptyFilter(), "kind", ["raid"]);
  assert.deepEqual(optionCounts(incidents(), filter, ALL, "possibly", "kind"), [3, 2, 0]);
  assert.deepEqual(optionCounts(incidents(), filter, ALL, "possibly", "weapon"), [0, 1]);
});

test("what keeps incidents out is named by group", () => {
  let filter = withFacet(emptyFilter(), "kind", ["raid"]);
  filter = { ...withActors(filter, { ids: ["north"], role: "target" }), text: "bridge" };
  assert.deepEqual(restrictions(filter, incidents().header).map(({ label }) => label), ["kind", "actor", "role of the actor", "text"]);
  assert.deepEqual(restrictions(filter, incidents().header)[0].without.facets, {});
  assert.deepEqual(toggled(toggled(["a"], "b"), "a"), ["b"]);
});
