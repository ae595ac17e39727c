// Values that share a colour are one colour, on the map and in the bars of the timeline.
import assert from "node:assert/strict";
import { test } from "node:test";
import { coloursOfFacet } from "../web/core/facet_options.js";
import { paletteOf, valuesOf } from "../web/map/layers.js";
import { tally } from "../web/source/tally.js";
import { incidents } from "./incidents.mjs";

const OTHER = { light: "#848285", dark: "#737178" };
const shared = (value) => ({ value, label: value, color: OTHER, other: "Other (2 values)" });
const GOVERNORATES = {
  id: "admin1", label: "Governorate", multi: true, legend: [1, 0, 2, 3],
  options: [shared("Anbar"), { value: "Basra", label: "Basra", color: { light: "#a33113", dark: "#fe5822" } }, shared("Duhok"),
    { value: "not_stated", label: "Not stated", color: { light: "#5f5e60", dark: "#898787" } }],
};
// Of six incidents: Anbar, Basra, Duhok, Basra and Duhok, not stated, Anbar and Duhok.
const held = { "facet.admin1": Uint8Array.of(0, 1, 2, 1, 2, 3, 0, 2), "facet.admin1.offsets": Uint32Array.of(0, 1, 2, 3, 5, 6, 8) };

function columns() {
  const found = incidents();
  const array = found.array;
  found.header.facets.push(GOVERNORATES);
  found.array = (name) => held[name] ?? array(name);
  return found;
}

test("options that share a colour are one, the others one each, and one more for no value", () => {
  assert.deepEqual(coloursOfFacet(GOVERNORATES), { of: Uint16Array.of(0, 1, 0, 2, 3), first: [0, 1, 3, 4] });
  assert.deepEqual(coloursOfFacet(undefined), { of: Uint16Array.of(0), first: [0] });
});

test("an incident has the colour of its first value", () => {
  const found = columns();
  const { of, first } = coloursOfFacet(GOVERNORATES);
  assert.deepEqual([...valuesOf(found, "admin1", of)], [0, 1, 0, 1, 2, 0]);
  const palette = paletteOf(found, "admin1", "light");
  assert.deepEqual(first.map((option) => palette[option].join()), ["132,130,133", "163,49,19", "95,94,96", "95,94,96"]);
});

test("a bar counts them as one, and no incident twice", () => {
  const sums = tally(columns(), null, "admin1");
  assert.equal(sums.colours, 4);
  // The fifth incident is not known to the day.
  assert.deepEqual(sums.sure.map((sum) => sum.at(-1)), [3.5, 1.5, 0, 0]);
});
