// @ts-check
/**
 * The own layers that the person has, each with its sign, its name, and a box that shows it on the map or takes it off.
 * @import {Store} from "../core/types.js"
 * @import {OwnLayer, ShownLayer} from "../core/store.js"
 */
import { bidi, h, svg } from "../core/dom.js";
import { SYMBOLS } from "../symbols/table.js";

const { own } = SYMBOLS;
const [WIDE, HIGH] = [18, 12]; // px
const HEADING = "Own layers";
const OPEN_ENDED = "(no date on one side: open-ended)";

/** What a view shows once a layer is shown, or no more. @param {ShownLayer[]} layers @param {ShownLayer} layer @param {boolean} on */
export function withLayer(layers, { digest, name, colour }, on) {
  const others = layers.filter((one) => one.digest !== digest);
  return on ? [...others, { digest, name, colour }] : others;
}

/** The layers in the order in which they came, as they are shown. @param {OwnLayer[]} all @param {ShownLayer[]} shown */
export const listed = (all, shown) =>
  all.map((layer) => {
    const now = shown.find(({ digest }) => digest === layer.digest);
    return { ...layer, ...now, on: now !== undefined };
  });

/** @param {ReturnType<typeof listed>[0]} layer @param {'light'|'dark'} theme @param {(on: boolean) => void} change */
function entry({ name, digest, colour, kinds, open, on }, theme, change) {
  const box = h("input", {
    type: "checkbox",
    class: "ia-layer-box",
    checked: on,
    onchange: () => change(box.checked),
  });
  const words = h("span", null, bidi(name), open ? h("span", { class: "ia-legend-open" }, ` ${OPEN_ENDED}`) : null);
  const label = h("label", null, box, h("span", { class: "ia-legend-sign" }, signOf(kinds, SYMBOLS.ownHues[colour][theme])), words);
  return h("li", { class: "ia-legend-entry", "data-key": `layer:${digest}` }, label);
}

/** An area, a line, a square, one over the other. @param {OwnLayer["kinds"]} kinds @param {string} colour */
function signOf(kinds, colour) {
  const [x, y] = [WIDE / 2, HIGH / 2];
  /** @type {Record<OwnLayer["kinds"][0], () => SVGElement>} */
  const signs = {
    areas: () => svg("rect", { x: 1, y: 0.5, width: WIDE - 2, height: HIGH - 1, fill: colour, "fill-opacity": own.fillOpacity, stroke: colour, "stroke-width": own.outlineWidth }),
    lines: () => svg("line", { x1: 1, x2: WIDE - 1, y1: y, y2: y, stroke: colour, "stroke-width": own.lineWidth }),
    points: () => svg("rect", { x: x - own.square / 2, y: y - own.square / 2, width: own.square, height: own.square, fill: colour, stroke: "var(--ia-paper)", "stroke-width": own.squareRim }),
  };
  return svg("svg", { width: WIDE, height: HIGH, viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" }, kinds.map((kind) => signs[kind]()));
}

/** A group of the legend; null where the person has no layer. @param {Store} store */
export function createLayers(store) {
  let drawn = "";
  /** @type {HTMLElement|null} */
  let group = null;
  return () => {
    const { layers, ownLayers, theme } = store.get();
    const all = listed(ownLayers, layers);
    const key = JSON.stringify([all, theme]);
    if (key === drawn) return group;
    drawn = key;
    const focused = group?.querySelector(":focus")?.closest("li")?.dataset.key;
    const entries = all.map((layer) =>
      entry(layer, theme, (on) => {
        store.set({ layers: withLayer(store.get().layers, layer, on) });
        store.commit();
      }),
    );
    group = all.length ? h("section", { class: "ia-legend-group ia-legend-layers", "aria-label": HEADING }, h("h3", null, HEADING), h("ul", null, entries)) : null;
    const again = /** @type {HTMLInputElement|undefined} */ (entries.find(({ dataset }) => dataset.key === focused)?.querySelector("input") ?? undefined);
    if (again) queueMicrotask(() => again.focus());
    return group;
  };
}
