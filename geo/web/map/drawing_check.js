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
/** Until a pixel that was asked for is looked for again. */
const POLL_MS = 50;

/** @param {() => Picture|null} pictureOf  null once there is another map @param {() => void} fail */
export function checkDrawing(pictureOf, fail) {
  let tries = 0;
  const look = async () => {
    const picture = pictureOf();
    if (!picture) return;
    const seen = document.hidden ? null : await isSymbolSeen(picture);
    if (seen) return;
    if (seen === false && ++tries === TRIES) return fail();
    setTimeout(look, REST_MS);
  };
  setTimeout(look, REST_MS);
}

/** @param {Picture} picture @returns {Promise<boolean|null>} null where none stands on the map */
async function isSymbolSeen(picture) {
  const { deck } = picture.renderer;
  const canvas = deck.getCanvas();
  const single = picture.overlay.symbols.find(({ group, x, y }) => group < 0 && x > 0 && y > 0 && x < canvas?.clientWidth && y < canvas?.clientHeight);
  const gl = single && canvas.getContext("webgl2");
  if (!gl || gl.isContextLost()) return null;
  const ratio = canvas.width / canvas.clientWidth;
  // What was drawn is there until this task ends.
  deck.redraw("check");
  const pixel = await readPixel(gl, Math.round(single.x * ratio), Math.round(canvas.height - single.y * ratio));
  return pixel && pixel[3] > 0;
}

/**
 * One pixel, without holding up the page until the graphics card has drawn all that it was given.
 * @param {WebGL2RenderingContext} gl @param {number} x @param {number} y  pixels of the canvas, from the lower left
 * @returns {Promise<Uint8Array|null>} red, green, blue, opacity; null if the graphics context was lost meanwhile
 */
async function readPixel(gl, x, y) {
  const kept = gl.createBuffer();
  const before = gl.getParameter(gl.PIXEL_PACK_BUFFER_BINDING);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, kept);
  gl.bufferData(gl.PIXEL_PACK_BUFFER, 4, gl.STREAM_READ);
  gl.readPixels(x, y, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, 0);
  const drawn = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, before);
  gl.flush();
  while (drawn && !gl.isContextLost() && gl.clientWaitSync(drawn, 0, 0) === gl.TIMEOUT_EXPIRED) {
    await new Promise((go) => setTimeout(go, POLL_MS));
  }
  if (!drawn || gl.isContextLost()) return null;
  const pixel = new Uint8Array(4);
  const bound = gl.getParameter(gl.PIXEL_PACK_BUFFER_BINDING);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, kept);
  gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, pixel);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, bound);
  gl.deleteSync(drawn);
  gl.deleteBuffer(kept);
  return pixel;
}
