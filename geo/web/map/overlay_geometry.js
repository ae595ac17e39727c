// @ts-check
/** Boxes and lines of what is drawn above the map, in pixels. */

/** A line less a stretch at both ends; null where nothing is left. @param {[number, number]} from @param {[number, number]} to @param {number} less @returns {[number, number][]|null} */
export function shortened([x0, y0], [x1, y1], less) {
  const long = Math.hypot(x1 - x0, y1 - y0);
  if (long <= 2 * less) return null;
  const [dx, dy] = [((x1 - x0) / long) * less, ((y1 - y0) / long) * less];
  return [
    [x0 + dx, y0 + dy],
    [x1 - dx, y1 - dy],
  ];
}

/** The box of some points and what is drawn around them. @param {[number, number][]} points @param {number} reach  pixels @returns {import('./tiled_canvas.js').Box} */
export function around(points, reach) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs) - reach, Math.min(...ys) - reach, Math.max(...xs) + reach, Math.max(...ys) + reach];
}

/** Whether two boxes share some ground. @param {import('./tiled_canvas.js').Box} a @param {import('./tiled_canvas.js').Box} b */
export const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** A box with more room on each side. @param {import('./tiled_canvas.js').Box} box @param {number} by  pixels @returns {import('./tiled_canvas.js').Box} */
export const wider = ([left, top, right, bottom], by) => [left - by, top - by, right + by, bottom + by];
