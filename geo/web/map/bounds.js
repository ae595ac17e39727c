// @ts-check
import { Extent } from "../core/extent.js";
import { inWindow } from "../core/filter.js";

/**
 * West, south, east, north of all that passes the filter in the window, symbols and lines; null for nothing.
 * @param {import('../core/store.js').State} state
 * @returns {[number, number, number, number]|null}
 */
export function boundsOf({ columns, mask, window: span, match }) {
  if (!columns || !mask) return null;
  const { incident, position, n } = columns.marks;
  const extent = new Extent();
  const shows = (/** @type {number} */ i) => mask[i] && inWindow(columns, i, span, match);
  for (let m = 0; m < n; m++) if (shows(incident[m])) extent.add(position[2 * m], position[2 * m + 1]);
  for (const { incident: i, path } of columns.header.lines) {
    if (shows(i)) for (const [lon, lat] of path) extent.add(lon, lat);
  }
  return extent.box;
}
