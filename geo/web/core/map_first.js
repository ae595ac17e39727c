// @ts-check
/** Who comes first when the page opens: the map. All else waits for it, but never for long. */

/** Long enough for a map on a slow machine, short enough not to be taken for a failure. */
const PATIENCE_MS = 2500;

/** @type {(value?: unknown) => void} */
let settle = () => {};
const settled = new Promise((resolve) => (settle = resolve));

/** The map is there, or will not come. */
export function mapSettled() {
  settle();
}

/** Until the map is there, will not come, or takes too long; at once on a page that has none. */
export function afterMap() {
  const expected = document.getElementById("atlas-renderer") !== null;
  return expected ? Promise.race([settled, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]) : Promise.resolve();
}
