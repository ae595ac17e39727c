// One interface, two implementations: what the parts of the page ask is answered alike.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withFacet } from "../web/core/filter_changes.js";
import { createStore, emptyFilter } from "../web/core/store.js";
import { DatabaseSource } from "../web/source/database.js";
import { MemorySource } from "../web/source/memory.js";
import { header, incidents } from "./incidents.mjs";

const IN_TIME = ["b", "c", "a", "e", "d"];

function memory() {
  const store = createStore();
  const source = new MemorySource(incidents(), store);
  store.set({ source, columns: source.columns, window: { start: 0, end: 9 }, colorBy: "kind" });
  return { source, store };
}

/** A database that answers counts and rows, and refuses all else; `asked` are the questions. */
function database({ refuses = false } = {}) {
  const asked = [];
  const orders = [];
  globalThis.fetch = async (address) => {
    const [, kind, query] = /engine\/(\w+)\?(.*)/.exec(address);
    asked.push(kind);
    const asking = new URLSearchParams(query);
    if (kind === "rows") orders.push(asking.get("order") ?? (asking.get("latest") ? "latest" : "earliest"));
    const order = asking.get("latest") ? [...IN_TIME].reverse() : IN_TIME;
    const words = { when: "", headline: "", verification: "reported", colour: "attack" };
    const answers = {
      counts: { count: 5, notPlaced: 1, context: 2, background: 1, facets: { kind: [3, 2, 0] }, actors: { north: 2 }, stances: {}, roles: {} },
      rows: { rows: order.map((id) => ({ ...words, id, title: id.toUpperCase(), where: id === "c" ? "" : "Mosul" })) },
    };
    const refusal = { what: "No.", remedy: "None.", passing: false };
    return { ok: kind in answers && !refuses, json: async () => (refuses ? refusal : (answers[kind] ?? refusal)) };
  };
  const store = createStore();
  const source = new DatabaseSource({ ...header(), engine: { base: "engine", mostHeld: 10, parameters: {} } }, store);
  store.set({ source, columns: source.columns, window: { start: 0, end: 9 }, colorBy: "kind" });
  return { source, store, asked, orders };
}

/** The list of a source, and what it shows now. */
function list(source) {
  const seen = {};
  const lists = source.lists((listing) => Object.assign(seen, listing));
  lists.ask(null, "earliest");
  return { lists, seen };
}

const ids = (some) => Array.from({ length: some.length }, (_, position) => some.at(position));
const settled = () => new Promise((done) => setTimeout(done, 200));

test("in memory: in the order of time, apart by whether the map can show it", () => {
  const { source } = memory();
  const { lists, seen } = list(source);
  assert.deepEqual([seen.count, seen.notPlaced, seen.isSplit, seen.isSettled], [5, 1, true, true]);
  assert.deepEqual(ids(seen.lists.placed), ["b", "a", "e", "d"]);
  assert.deepEqual(ids(seen.lists.notPlaced), ["c"]);
  const { placed } = seen.lists;
  assert.deepEqual(["b", "d", "c", "f", "nobody"].map((id) => placed.positionOf(id)), [0, 3, -1, -1, -1]);
  assert.equal(placed.at(4), undefined);
  lists.ask(null, "latest");
  assert.deepEqual(ids(seen.lists.placed), ["d", "e", "a", "b"]);
});

test("in memory: by number of killed, what is not stated last, ties in the order of time", () => {
  const { source, store } = memory();
  const { lists, seen } = list(source);
  lists.ask(null, "killed");
  assert.deepEqual(ids(seen.lists.placed), ["e", "d", "b", "a"]);
  assert.deepEqual(["e", "a", "c", "f"].map((id) => seen.lists.placed.positionOf(id)), [0, 3, -1, -1]);
  assert.deepEqual(ids(seen.lists.notPlaced), ["c"]);
  lists.ask(null, "wounded");
  assert.deepEqual(ids(seen.lists.placed), ["e", "b", "a", "d"]);
  store.set({ window: { start: 2, end: 4 } });
  lists.ask(null, "killed");
  assert.deepEqual(ids(seen.lists.placed), ["e", "a"]);
  lists.ask({ incidents: [3, 0, 1, 4], isArea: false }, "killed");
  assert.deepEqual(ids(seen.lists.placed), ["e", "a"]);
});

test("in memory: the list of a counted symbol holds what the window leaves of it", () => {
  const { source, store } = memory();
  const { lists, seen } = list(source);
  lists.ask({ incidents: [3, 0, 1], isArea: false }, "earliest");
  assert.deepEqual(ids(seen.lists.placed), ["b", "a", "d"]);
  store.set({ window: { start: 2, end: 4 } });
  lists.ask({ incidents: [3, 0, 1], isArea: false }, "earliest");
  assert.deepEqual(ids(seen.lists.placed), ["a"]);
});

test("in memory: one incident, and what else stands at its place", async () => {
  const { source } = memory();
  await source.need(["a"]);
  const { title, form, hue, placed } = source.row("a");
  assert.deepEqual([title, form, hue.light, placed], ["Attack", "reported", "#a00000", true]);
  assert.deepEqual(source.sameSite("a"), { shown: ["b"], hidden: 0 });
  assert.equal(source.has("nobody"), false);
});

test("in memory: what would bring incidents back, the most helpful first", async () => {
  const { source, store } = memory();
  store.set({ filter: withFacet(emptyFilter(), "weapon", ["drone"]), window: { start: 1, end: 1 } });
  assert.equal(source.count().shown, 0);
  const ways = await source.waysBack();
  assert.deepEqual(ways.map(({ count }) => count), [2, 2]);
  assert.deepEqual(ways.map(({ patch }) => Object.keys(patch)), [["filter"], ["window"]]);
});

test("in a database: nothing is known before it answers, and a part that asks is told when it has", async () => {
  const { source, store, asked } = database();
  let told = 0;
  store.subscribe(["answers"], () => told++);
  assert.ok(Number.isNaN(source.count().shown));
  assert.equal(source.optionCounts("kind"), null);
  assert.equal(list(source).seen.isSettled, false);
  await settled();
  assert.deepEqual(source.count(), { shown: 5, total: 6, notPlaced: 1, context: 2 });
  assert.deepEqual(source.optionCounts("kind"), [3, 2, 0]);
  assert.deepEqual([source.actorCount("north"), source.actorCount("south"), source.backgroundCount()], [2, null, 1]);
  assert.ok(told > 0);
  assert.deepEqual(asked.sort(), ["counts", "days"]);
});

test("in a database: rows come page by page, in the order that is asked for", async () => {
  const { source, asked, orders } = database();
  await settled();
  const { lists, seen } = list(source);
  const { placed } = seen.lists;
  assert.deepEqual([seen.count, seen.isSplit, seen.isSettled, placed.length, placed.at(0)], [5, false, true, 5, undefined]);
  assert.ok(Number.isNaN(placed.positionOf("e")), "it may stand further down");
  assert.equal(await lists.need("placed", 0, 3), true);
  assert.deepEqual(ids(placed), IN_TIME);
  assert.equal(placed.positionOf("e"), 3);
  assert.deepEqual([source.row("c").placed, source.row("a").title], [false, "A"]);
  assert.equal(await lists.need("placed", 0, 3), false);
  lists.ask(null, "latest");
  await lists.need("placed", 0, 3);
  assert.equal(seen.lists.placed.at(0), "d");
  lists.ask(null, "killed");
  await lists.need("placed", 0, 3);
  assert.equal(asked.filter((kind) => kind === "rows").length, 3);
  assert.deepEqual(orders, ["earliest", "latest", "killed"]);
});

test("in a database: while a hand moves the dates nothing is asked", async () => {
  const { source, store, asked } = database();
  await settled();
  store.set({ dragging: true });
  const { lists, seen } = list(source);
  assert.equal(seen.isSettled, false);
  assert.equal(await lists.need("placed", 0, 3), false);
  assert.ok(!asked.includes("rows"));
});

test("in a database: what is refused for good is told, and not asked again", async () => {
  const { source, asked } = database({ refuses: true });
  await settled();
  assert.deepEqual(source.trouble, { what: "No.", remedy: "None.", passing: false, again: null });
  assert.equal(source.progress, null);
  assert.equal(asked.length, 2);
});
