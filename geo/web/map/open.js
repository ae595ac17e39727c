// @ts-check
/**
 * The map of a source: with every incident, or with cells where they are too many to be here.
 *
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('../source/source.js').Source} Source
 */
import { mountMap } from "./map.js";

/**
 * @param {HTMLElement} element @param {Store} store @param {Source["drawnAs"]} drawnAs
 * @param {import('./map.js').Setup} setup @param {import('./map.js').Say} say
 * @returns {{map: Promise<import('./map.js').AtlasMap>, complete: Promise<unknown>}}  complete: all that it opens on is drawn
 */
export function openMap(element, store, drawnAs, setup, say) {
  if (drawnAs === "incidents") {
    const map = mountMap(element, store, setup, say);
    return { map, complete: map };
  }
  const map = openCells(element, store, setup, say);
  return { map, complete: map.then(() => allCells(element)) };
}

/** @param {HTMLElement} element @param {Store} store @param {import('./map.js').Setup} setup @param {import('./map.js').Say} say */
async function openCells(element, store, setup, say) {
  const [{ CountedPicture }, { askAhead }] = await Promise.all([import("./cells/counted_picture.js"), import("./cells/ahead.js")]);
  askAhead(store, element);
  return mountMap(element, store, setup, say, CountedPicture);
}

/** Until the first cells are drawn. @param {HTMLElement} element */
function allCells(element) {
  return new Promise((/** @type {(value?: unknown) => void} */ drawn) => {
    const look = () => element.dataset.whole === "true" && (watch.disconnect(), drawn());
    const watch = new MutationObserver(look);
    watch.observe(element, { attributeFilter: ["data-whole"] });
    look();
  });
}
