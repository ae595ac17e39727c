import assert from "node:assert/strict";
import { test } from "node:test";
import { findActors, fold, matches } from "../web/core/fold.js";

test("case, diacritics, apostrophes and hyphens say nothing", () => {
  assert.equal(fold("Ḥashd al-Shaʿbī"), "hashd al shabi");
  assert.equal(fold("  ISIL / Da'esh "), "isil daesh");
});

test("Arabic letters are compared by their base form", () => {
  assert.equal(fold("أربیل"), fold("اربيل"));
});

test("every word asked for begins a word", () => {
  assert.ok(matches(fold("Popular Mobilization Forces"), fold("mobil pop")));
  assert.ok(!matches(fold("Popular Mobilization Forces"), fold("lization")));
});

test("an actor is found by an alias, which is then told; who goes by just this name comes first", () => {
  const isolated = { id: "x", name: "Isolated group", native: null, aliases: [] };
  const state = { id: "y", name: "Islamic State", native: null, aliases: ["IS", "Daesh"] };
  assert.deepEqual(findActors([isolated, state], "is"), [{ actor: state, by: "IS" }, { actor: isolated, by: null }]);
  assert.deepEqual(findActors([isolated, state], "dae"), [{ actor: state, by: "Daesh" }]);
});
