// @ts-check
/**
 * What an incident looks like: its hue by what the person colours by, its form by its verification.
 * @import {Columns, Option, State} from "../core/types.js"
 */
import { facetOption, formName } from "../core/columns.js";
import { whenIdle } from "../core/timing.js";
import { stamp } from "./stamp.js";
import { swatch } from "./swatch.js";

const STAMPS_MS = 3000; // until pictures of the symbols are drawn, where the page has no idle moment before
const UNCOLOURED = "var(--ia-muted)";

/** @param {State} state @param {number} index */
export function looksOf(state, index) {
  const columns = /** @type {Columns} */ (state.columns);
  const color = facetOption(columns, state.colorBy, index)?.color?.[state.theme] ?? UNCOLOURED;
  return { form: formName(columns, facetOption(columns, "verification", index)), color };
}

/** @param {State} state @param {number} index @param {number} [size] px */
export function incidentSwatch(state, index, size = 16) {
  const { form, color } = looksOf(state, index);
  return swatch(form, color, size);
}

/** The class of an incident's symbol as a picture. @param {State} state @param {number} index @param {Element} place */
export function incidentStamp(state, index, place) {
  const { form, color } = looksOf(state, index);
  return stamp(state.theme, form, color, place);
}

/**
 * Has the pictures of all symbols ready before somebody drags.
 * @param {State} state @param {Element} place where the page's colours are
 */
export function readyStamps({ columns, colorBy, theme }, place) {
  const options = columns?.header.facets.find(({ id }) => id === colorBy)?.options ?? [];
  const colors = new Set([...options.map(({ color }) => color?.[theme] ?? UNCOLOURED), UNCOLOURED]);
  for (const { value } of columns?.header.forms ?? []) {
    whenIdle(() => {
      const root = place.closest("[data-theme]");
      // The page may have turned dark meanwhile, and its colours with it.
      if (root?.getAttribute("data-theme") === theme) colors.forEach((color) => stamp(theme, value, color, place));
    }, STAMPS_MS)();
  }
}
