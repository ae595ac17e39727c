// @ts-check
/**
 * Draws only the instances that can touch the window. They lie next to each other, because marks are sorted by their
 * first day; so the attributes are pointed at the first one and fewer instances are drawn. A step then costs what the
 * window holds, not what the dataset holds.
 *
 * @typedef {{n: number, longest: number, startOf: (k: number) => number}} Run
 *   how many; longest span in days; first day of the k-th, ascending
 * @typedef {{base: number, set: number, buffer: WebGLBuffer|null}} Pointed  bytes: where the renderer points, where we do
 */

/** First position whose value is not below a day. @param {Run} run @param {number} day */
export function lowerBound({ n, startOf }, day) {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(middle) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param {Run} run
 * @param {[number, number]} range  days, both inclusive
 * @param {number} [past]  days before the range that count too
 * @returns {[number, number]} first instance, how many
 */
export function instancesIn(run, [from, to], past = 0) {
  const first = past === Infinity ? 0 : lowerBound(run, from - past - run.longest + 1);
  return [first, Math.max(0, lowerBound(run, to + 1) - first)];
}

const BYTES = /** @type {Record<number, number>} */ ({ 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5124: 4, 5125: 4, 5126: 4 });

/**
 * Point one attribute of the bound vertex array at an instance. The renderer points it at the first one again
 * whenever it fills it anew, so where it points is asked, not remembered.
 * @param {WebGL2RenderingContext} gl
 * @param {number} location
 * @param {number} first
 * @param {Map<number, Pointed>} pointed
 */
function pointAt(gl, location, first, pointed) {
  const ask = (/** @type {number} */ what) => gl.getVertexAttrib(location, what);
  const buffer = ask(gl.VERTEX_ATTRIB_ARRAY_BUFFER_BINDING);
  const now = gl.getVertexAttribOffset(location, gl.VERTEX_ATTRIB_ARRAY_POINTER);
  const known = pointed.get(location);
  const base = known && known.set === now && known.buffer === buffer ? known.base : now;
  const size = ask(gl.VERTEX_ATTRIB_ARRAY_SIZE);
  const type = ask(gl.VERTEX_ATTRIB_ARRAY_TYPE);
  const stride = ask(gl.VERTEX_ATTRIB_ARRAY_STRIDE);
  const set = base + first * (stride || size * BYTES[type]);
  pointed.set(location, { base, set, buffer });
  if (set === now) return;
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.vertexAttribPointer(location, size, type, ask(gl.VERTEX_ATTRIB_ARRAY_NORMALIZED), stride, set);
}

/**
 * @param {any} model  luma.gl's
 * @param {number} first
 * @param {number} count
 */
export function drawFrom(model, first, count) {
  model.setInstanceCount(count);
  if (count === 0) return;
  const gl = /** @type {WebGL2RenderingContext} */ (model.device.gl);
  const before = gl.getParameter(gl.VERTEX_ARRAY_BINDING);
  gl.bindVertexArray(model.vertexArray.handle);
  model.atlasPointed ??= new Map();
  const most = gl.getParameter(gl.MAX_VERTEX_ATTRIBS);
  for (let location = 0; location < most; location++) {
    if (!gl.getVertexAttrib(location, gl.VERTEX_ATTRIB_ARRAY_ENABLED)) continue;
    if (!gl.getVertexAttrib(location, gl.VERTEX_ATTRIB_ARRAY_DIVISOR)) continue;
    pointAt(gl, location, first, model.atlasPointed);
  }
  gl.bindBuffer(gl.ARRAY_BUFFER, null);
  gl.bindVertexArray(before);
}
