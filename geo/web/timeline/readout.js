// @ts-check
/**
 * What a bar says under the mouse: its dates and its incidents, the unsure ones told apart.
 *
 * @typedef {import('./view.js').View} View
 */

import { barCounts } from "./bins.js";
import { floorTo, nextUnit, unitName } from "../core/dates.js";
import { h } from "../core/dom.js";

/** @param {View} view */
export function readout(view) {
  const node = h("div", { class: "ia-tl-readout", "aria-hidden": "true", hidden: true });
  const mark = h("div", { class: "ia-tl-mark", "aria-hidden": "true", hidden: true });
  let said = NaN;

  const hide = () => {
    node.hidden = true;
    mark.hidden = true;
    said = NaN;
  };

  const at = (/** @type {number | null} */ x, /** @type {number} */ y) => {
    const { scale, scene } = view;
    if (x === null || !scene || x < scale.left || x >= scale.right || y > scene.layout.axis) {
      hide();
      return;
    }
    const first = floorTo(scale.at(x), scene.unit);
    if (first === said) return;
    said = first;
    const next = nextUnit(first, scene.unit);
    node.textContent = `${unitName(first, scene.unit)}: ${words(barCounts(scene.tally, first, next))}`;
    node.hidden = false;
    mark.hidden = false;
    const middle = scale.x((first + next) / 2);
    mark.style.transform = `translateX(${middle}px)`;
    // The words stay on the plot: right of the bar on the left half, left of it on the right half.
    const onLeft = middle < view.width / 2;
    node.style.transform = `translateX(${middle}px) translateX(${onLeft ? "6px" : "calc(-100% - 6px)"})`;
  };
  return { node, mark, at, hide };
}

/** @param {{sure: number, unsure: number}} counts */
function words({ sure, unsure }) {
  const certain = `${sure.toLocaleString("en-GB")} ${sure === 1 ? "incident" : "incidents"}`;
  if (!unsure) return certain;
  return `${certain}, and up to ${unsure.toLocaleString("en-GB")} more whose day is not known`;
}
