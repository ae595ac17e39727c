// @ts-check
/**
 * What an incident looks like: its hue by what the person colours by, its form by its verification.
 * @import {Columns, Option, State} from "./types.js"
 */
import { stamp } from "../legend/stamp.js";
import { swatch } from "../legend/swatch.js";
import { whenIdle } from "./timing.js";

const STAMPS_MS = 3000; // until pictures of the symbols are drawn, where the page has no idle moment before
const UNCOLOURED = "var(--ia-muted)";

/** The first value that an incident has in a facet. @param {Columns} columns @param {string} id @param {number} index */
export function facetValue(columns, id, index) {
  const column = columns.facet(id);
  if (!column.offsets) return column.values[index];
  const [from, to] = [column.offsets[index], column.offsets[index + 1]];
  return to > from ? column.values[from] : undefined;
}

/** @param {Columns} columns @param {string} id @param {number} index @returns {Option|undefined} */
export function facetOption(columns, id, index) {
  const facet = columns.header.facets.find((known) => known.id === id);
  const value = facet ? facetValue(columns, id, index) : undefined;
  return value === undefined ? undefined : facet?.options[value];
}

/** The name of the form that a verification is drawn in. @param {Columns} columns @param {Option|undefined} option */
export function formName(columns, option) {
  if (!option) return "reported";
  if (option.form === undefined) return option.value;
  return columns.header.forms[option.form]?.value ?? option.value;
}

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
