// @ts-check
/**
 * Draws only the instances that can touch the window. They lie next to each other, because marks are sorted by their
 * first day; so the attributes are pointed at the first one and fewer instances are drawn. A step then costs what the
 * window holds, not what the dataset holds.
 *
 * @typedef {{n: number, longest: number, startOf: (k: number) => number}} Run
 *   how many; longest span in days; first day of the k-th, ascending
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

/**
 * Have a model draw some of its instances only. The renderer knows where its attributes point; asking the graphics card
 * instead would wait for it.
 * @param {any} model  luma.gl's
 * @param {number} first
 * @param {number} count
 */
export function drawFrom(model, first, count) {
  model.setInstanceCount(count);
  if (count === 0) return;
  const { vertexArray } = model;
  const gl = /** @type {WebGL2RenderingContext} */ (model.device.gl);
  gl.bindVertexArray(vertexArray.handle);
  for (let location = 0; location < vertexArray.attributes.length; location++) {
    const buffer = vertexArray.attributes[location];
    if (!buffer || ArrayBuffer.isView(buffer)) continue; // not used, or the same for all
    const { size, type, normalized, stride, offset, divisor } = vertexArray._getAccessor(location);
    if (!divisor) continue;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer.handle);
    gl.vertexAttribPointer(location, size, type, normalized, stride, offset + first * stride);
  }
  gl.bindBuffer(gl.ARRAY_BUFFER, null);
  gl.bindVertexArray(null);
}
