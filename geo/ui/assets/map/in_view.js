// @ts-check
/** What of the legend is in view: only what is drawn inside the viewport needs explaining. */
import { inWindow } from "../filter.js";

const AREA_FORM = 4;
const METRES_AROUND = 40075016.686;

/**
 * @param {import('../store.js').State} state
 * @param {any} viewport  deck.gl's
 * @returns {import('../store.js').InView}
 */
export function inViewport(state, viewport) {
  const { mask, window, match, colorBy, camera } = state;
  const columns = /** @type {import('../columns.js').Columns} */ (state.columns);
  const [west, south, east, north] = viewport.getBounds();
  /** @type {import('../store.js').InView} */
  const seen = { hues: new Set(), forms: new Set(), sizes: new Set(), discs: false, routes: false, areas: false };
  const { values, offsets } = columns.facet(colorBy);
  const { marks } = columns;
  for (let m = 0; m < marks.n; m++) {
    const i = marks.incident[m];
    if (!mask?.[i] || !inWindow(columns, i, window, match)) continue;
    const lon = marks.position[2 * m];
    const lat = marks.position[2 * m + 1];
    if (lon < west || lon > east || lat < south || lat > north) continue;
    if (!offsets) seen.hues.add(values[i]);
    else if (offsets[i] < offsets[i + 1]) seen.hues.add(values[offsets[i]]);
    seen.forms.add(marks.form[m]);
    seen.sizes.add(marks.size[m]);
    seen.areas ||= marks.form[m] === AREA_FORM;
    const perPixel = (METRES_AROUND * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** camera.zoom);
    seen.discs ||= marks.radius[m] / perPixel > columns.header.sizes[marks.size[m]].radius;
  }
  for (const { incident, role, path } of columns.header.lines) {
    if (!mask?.[incident] || !inWindow(columns, incident, window, match)) continue;
    if (!path.some(([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north)) continue;
    seen.routes ||= role === "route";
    seen.areas ||= role === "area";
    seen.hues.add(values[offsets ? offsets[incident] : incident]);
  }
  return seen;
}
