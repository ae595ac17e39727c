// @ts-check
/**
 * The overview: all days on a thin strip under the axis, with the part in view framed. Only while zoomed in.
 *
 * @typedef {import('./paint.js').Scene} Scene
 * @typedef {import('./scale.js').Scale} Scale
 */

/** @param {Scale} scale @param {number} x @returns {number} the day at a pixel of the strip */
export function stripDay(scale, x) {
  const { from, to } = scale.whole;
  return from + ((x - scale.left) / (scale.right - scale.left)) * (to - from);
}

/** @param {Scale} scale @param {number} day @returns {number} */
export function stripX(scale, day) {
  const { from, to } = scale.whole;
  return scale.left + ((day - from) / (to - from)) * (scale.right - scale.left);
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene */
export function paintStrip(context, scene) {
  const { scale, layout, tones, tally } = scene;
  if (!layout.strip) return;
  const [top, height] = [layout.strip + 2, layout.height - layout.strip - 2];
  context.fillStyle = tones.rule;
  context.globalAlpha = 0.45;
  context.fillRect(scale.left, top, scale.right - scale.left, height);
  context.globalAlpha = 1;
  const steps = Math.round((scale.right - scale.left) / 2);
  const weights = new Float64Array(steps);
  let most = 0;
  for (let s = 0; s < steps; s++) {
    const from = index(tally, stripDay(scale, scale.left + s * 2));
    const to = Math.max(from + 1, index(tally, stripDay(scale, scale.left + s * 2 + 2)));
    for (const sums of [tally.sure, tally.unsure]) {
      for (const sum of sums)
        weights[s] += (sum[Math.min(to, tally.days)] - sum[Math.min(from, tally.days)]) / (to - from);
    }
    most = Math.max(most, weights[s]);
  }
  context.fillStyle = tones.muted;
  for (let s = 0; s < steps; s++) {
    const tall = weights[s] > 1e-6 ? Math.max(0.75, (weights[s] / most) * height) : 0;
    context.fillRect(scale.left + s * 2, top + height - tall, 2, tall);
  }
  frame(context, scene, top, height);
}

/** @param {import('../source/tally.js').Tally} tally @param {number} day */
const index = (tally, day) => Math.min(Math.max(Math.floor(day) - tally.first, 0), tally.days);

/**
 * The part in view.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {number} top
 * @param {number} height
 */
function frame(context, { scale, tones }, top, height) {
  const left = stripX(scale, scale.from);
  const right = Math.max(left + 4, stripX(scale, scale.to));
  context.strokeStyle = tones.ink;
  context.lineWidth = 1;
  context.strokeRect(Math.round(left) + 0.5, top + 0.5, Math.round(right - left) - 1, height - 1);
}
