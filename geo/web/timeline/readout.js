// @ts-check
/**
 * What a bar says under the mouse: its dates and its incidents, context and the unsure ones told apart.
 *
 * @typedef {import('./view.js').View} View
 */

import { barCounts } from "./bins.js";
import { floorTo, nextUnit, unitName } from "../core/dates.js";
import { h } from "../core/dom.js";
import { contextWords, numberWords } from "../core/words.js";

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
    node.textContent = `${unitName(first, scene.unit)}: ${barWords(barCounts(scene.tally, first, next))}`;
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

const MEANS = ": meetings, statements";

/** @param {{sure: number, context: number, unsure: number, unsureContext: number}} counts */
export function barWords({ sure, context, unsure, unsureContext }) {
  const known = ofContext(sure, context, MEANS);
  const certain = `${numberWords(sure)} ${sure === 1 ? "incident" : "incidents"}${known}`;
  if (!unsure) return certain;
  const unknown = ofContext(unsure, unsureContext, known ? "" : MEANS);
  // A list of what context is ends with a semicolon; without one a comma is enough.
  const and = known || unknown ? ";" : ",";
  return `${certain}${and} and up to ${numberWords(unsure)} more whose day is not known${unknown}`;
}

/** @param {number} count @param {number} context @param {string} means */
function ofContext(count, context, means) {
  if (!context) return "";
  const some = contextWords(count, context) || (count === 1 ? "context" : "all of them context");
  return `, ${some}${means}`;
}
