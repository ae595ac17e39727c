// @ts-check
/**
 * Whether symbols are on the map, and not only sent there: once, a while after opening, the pixel of one of them is read
 * back from the graphics card. A map that stays empty for whatever reason says so instead of passing for a quiet month.
 *
 * @typedef {import('./picture.js').Picture} Picture
 */

/** After the opening: to read a pixel waits for the graphics card. */
const REST_MS = 3000;
/** How often in turn nothing may be seen, such as while a slow graphics card still reads the shaders. */
const TRIES = 4;

/** @param {() => Picture|null} pictureOf  null once there is another map @param {() => void} fail */
export function checkDrawing(pictureOf, fail) {
  let tries = 0;
  const look = () => {
    const picture = pictureOf();
    if (!picture) return;
    const seen = document.hidden ? null : isSymbolSeen(picture);
    if (seen) return;
    if (seen === false && ++tries === TRIES) return fail();
    setTimeout(look, REST_MS);
  };
  setTimeout(look, REST_MS);
}

/** @param {Picture} picture @returns {boolean|null} null where none stands on the map */
function isSymbolSeen(picture) {
  const { deck } = picture.renderer;
  const canvas = deck.getCanvas();
  const single = picture.overlay.symbols.find(({ group, x, y }) => group < 0 && x > 0 && y > 0 && x < canvas?.clientWidth && y < canvas?.clientHeight);
  const gl = single && canvas.getContext("webgl2");
  if (!gl || gl.isContextLost()) return null;
  const ratio = canvas.width / canvas.clientWidth;
  const pixel = new Uint8Array(4);
  // What was drawn is there until this task ends.
  deck.redraw("check");
  gl.readPixels(Math.round(single.x * ratio), Math.round(canvas.height - single.y * ratio), 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  return pixel[3] > 0;
}
