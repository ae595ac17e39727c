// @ts-check
/**
 * What an incident looks like: its hue by what the person colours by, its form by its verification.
 * @import {Row, State} from "../core/types.js"
 * @typedef {Pick<Row, 'form'|'hue'>} Looks
 */
import { whenIdle } from "../core/timing.js";
import { swatch } from "./swatch.js";
import { symbolClass } from "./symbol_class.js";

const PICTURES_MS = 3000; // until pictures of the symbols are drawn, where the page has no idle moment before
const UNCOLOURED = "var(--ia-muted)";

/** The symbol as an element; none where its form is not known. @param {Looks} looks @param {State["theme"]} theme @param {number} [size] px */
export function incidentSwatch({ form, hue }, theme, size = 16) {
  return form === null ? null : swatch(form, hue?.[theme] ?? UNCOLOURED, size);
}

/** The class of the symbol as a picture. @param {Looks} looks @param {State["theme"]} theme @param {Element} place  where the page's colours are */
export function incidentClass({ form, hue }, theme, place) {
  return form === null ? "" : symbolClass(theme, form, hue?.[theme] ?? UNCOLOURED, place);
}

/**
 * Has the pictures of all symbols ready before somebody drags.
 * @param {State} state @param {Element} place where the page's colours are
 */
export function prepareSymbols({ source, colorBy, theme }, place) {
  const options = source?.header.facets.find(({ id }) => id === colorBy)?.options ?? [];
  const colors = new Set([...options.map(({ color }) => color?.[theme] ?? UNCOLOURED), UNCOLOURED]);
  for (const { value } of source?.header.forms ?? []) {
    whenIdle(() => {
      const root = place.closest("[data-theme]");
      // The page may have turned dark meanwhile, and its colours with it.
      if (root?.getAttribute("data-theme") === theme) colors.forEach((color) => symbolClass(theme, value, color, place));
    }, PICTURES_MS)();
  }
}
