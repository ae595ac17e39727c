// @ts-check
/**
 * The map on paper. What the graphics card has drawn is gone once a frame is shown, so a printed canvas would be empty:
 * right before printing they are drawn anew and copied into one that keeps its pixels.
 *
 * @typedef {import('./map.js').AtlasMap} AtlasMap
 */

/** @param {AtlasMap} map */
export function printable(map) {
  /** @type {HTMLCanvasElement|null} */
  let copy = null;
  addEventListener("beforeprint", () => {
    copy?.remove();
    copy = map.picture && map.element.isConnected ? copied(map) : null;
    if (copy) map.element.append(copy);
  });
  addEventListener("afterprint", () => {
    copy?.remove();
    copy = null;
  });
}

/** @param {AtlasMap} map */
function copied({ element, renderer: { basemap, deck } }) {
  const ground = basemap.getCanvas();
  const copy = document.createElement("canvas");
  copy.className = "ia-print-map";
  [copy.width, copy.height] = [ground.width, ground.height];
  const context = copy.getContext("2d");
  basemap.redraw();
  context?.drawImage(ground, 0, 0);
  const own = /** @type {HTMLCanvasElement|null} */ (element.querySelector(".ia-map-own"));
  if (own) context?.drawImage(own, 0, 0, copy.width, copy.height);
  deck.redraw("print");
  const above = /** @type {NodeListOf<HTMLCanvasElement>} */ (element.querySelectorAll(":scope > canvas"));
  for (const canvas of [deck.getCanvas(), ...above]) {
    if (canvas.width) context?.drawImage(canvas, 0, 0, copy.width, copy.height);
  }
  return copy;
}
