// @ts-check
/** What the stage of a dataset that the engine counts is made of, where it differs; loaded only then. */
import * as tooltip from "./tooltip.js";

export { askAhead } from "./ahead.js";
export { mount as mountNotice } from "./notice.js";
export { mount as mountPanel } from "./panel.js";
export { CellPicture } from "./picture.js";
export { tooltip };

/** Until the first cells are drawn. @param {HTMLElement} map */
export function firstCells(map) {
  return new Promise((/** @type {(value?: unknown) => void} */ drawn) => {
    const look = () => map.dataset.whole === "true" && (watch.disconnect(), drawn());
    const watch = new MutationObserver(look);
    watch.observe(map, { attributeFilter: ["data-whole"] });
    look();
  });
}
