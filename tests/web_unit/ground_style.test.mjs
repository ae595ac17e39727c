// Towns are fetched when the map first comes near them, and stay.
import assert from "node:assert/strict";
import { test } from "node:test";
import { GroundStyle } from "../web/map/ground_style.js";

const STYLE = {
  version: 8,
  metadata: { towns: { from: 8.5, sources: ["town_streets"] } },
  sources: { world_land: { data: "land" }, town_streets: { data: "streets" } },
  layers: [
    { id: "sea", type: "background" },
    { id: "land", type: "fill", source: "world_land" },
    { id: "town-street-1", type: "line", source: "town_streets" },
  ],
};

function mapAt(zoom) {
  const map = { zoom, drawn: [], told: [] };
  return Object.assign(map, {
    getZoom: () => map.zoom,
    on: (_, hear) => (map.moved = hear),
    setStyle: (style, { diff }) => map.drawn.push({ sources: Object.keys(style.sources), layers: style.layers.map(({ id }) => id), diff }),
  });
}

function groundOn(map, address, style) {
  globalThis.fetch = async () => ({ json: async () => style });
  const ground = new GroundStyle(map, { styles: { light: address, dark: `${address}-dark` }, usualFocus: "IQ" }, (told) => map.told.push(told));
  return ground;
}

const FAR = { sources: ["world_land"], layers: ["sea", "land"] };
const NEAR = { sources: ["world_land", "town_streets"], layers: ["sea", "land", "town-street-1"] };

test("a map of the country asks for no streets; coming near does, once", async () => {
  const map = mapAt(5);
  const ground = groundOn(map, "a", STYLE);
  map.moved();
  await ground.show("light", null);
  map.moved();
  map.zoom = 8.6;
  map.moved();
  map.zoom = 12;
  map.moved();
  map.zoom = 5;
  await ground.show("dark", null);
  assert.deepEqual(map.drawn, [{ ...FAR, diff: false }, { ...NEAR, diff: true }, { ...NEAR, diff: true }]);
  assert.deepEqual(map.told, [STYLE, STYLE]);
});

test("a link that opens near has them at once", async () => {
  const map = mapAt(13);
  await groundOn(map, "b", STYLE).show("light", null);
  assert.deepEqual(map.drawn, [{ ...NEAR, diff: false }]);
});

test("without towns the style is drawn as it comes", async () => {
  const map = mapAt(13);
  const { metadata, ...plain } = STYLE;
  const ground = groundOn(map, "c", { ...plain, metadata: { attribution: metadata.towns.sources[0] } });
  await ground.show("light", null);
  map.moved();
  assert.deepEqual(map.drawn, [{ ...NEAR, diff: false }]);
});
