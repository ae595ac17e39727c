// @ts-check
/**
 * A bar of a round length on the ground, true at the middle of the map, and whose data the map shows.
 * @import {Mounted, Store} from "../core/types.js"
 */
import { h } from "../core/dom.js";
import { metresPerPixel } from "../core/projection.js";

const WIDEST = 120; // px

/** The longest of 1, 2, 5, 10, 20 … that is no longer than this. @param {number} metres */
export function roundLength(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  const step = [5, 2, 1].find((factor) => factor * power <= metres) ?? 1;
  return step * power;
}

/** @param {number} metres */
const words = (metres) => (metres >= 1000 ? `${(metres / 1000).toLocaleString("en-GB")} km` : `${metres} m`);

/**
 * @param {HTMLElement} element @param {Store} store @param {string} [attribution] of the basemap and the data
 * @returns {Mounted}
 */
export function mount(element, store, attribution = "") {
  const label = h("span", { class: "ia-scalebar-label" });
  const bar = h("div", { class: "ia-scalebar", role: "img" }, label);
  const line = h("p", { class: "ia-attribution" }, attribution);
  const root = h("div", { class: "ia-map-foot" }, bar, attribution ? line : null);
  let drawn = "";

  function draw() {
    const { latitude, zoom } = store.get().camera;
    const scale = metresPerPixel(latitude, zoom);
    const length = roundLength(scale * WIDEST);
    const width = `${Math.round(length / scale)}px`;
    if (drawn === width + length) return;
    drawn = width + length;
    bar.style.width = width;
    label.textContent = words(length);
    bar.setAttribute("aria-label", `Scale: this bar is ${words(length)} long`);
  }

  const unsubscribe = store.subscribe(["camera"], draw);
  element.append(root);
  draw();
  return {
    destroy() {
      unsubscribe();
      root.remove();
    },
  };
}
