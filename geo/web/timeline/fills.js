// @ts-check
/**
 * How bars are filled where they are not plain: hatched where the day is not known, light where it is context and no
 * act; and what the fills mean, beside the bars.
 *
 * @typedef {import('./paint.js').Scene} Scene
 */

const LIGHT = 0.34;
const LEAST_FRAMED = 3; // pixels
const KEY_ROOM = 200; // pixels that the words on the left may take

/**
 * A diagonal hatch in one colour: the date is not known to the day.
 * @param {CanvasRenderingContext2D} context
 * @param {string} colour
 * @param {string} paper
 */
export function hatch(context, colour, paper) {
  const ratio = context.getTransform().a;
  const size = Math.round(4 * ratio);
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const pen = tile.getContext("2d");
  if (!pen) return colour;
  pen.fillStyle = paper;
  pen.fillRect(0, 0, size, size);
  pen.globalAlpha = 0.28;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, size, size);
  pen.globalAlpha = 1;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.1 * ratio;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern ?? colour;
}

/**
 * What is no act: a light fill within a line of its colour.
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number, number, number]} box  left, top, width, height
 * @param {string | CanvasPattern} fill
 * @param {string} colour
 */
export function lightBox(context, [left, top, width, height], fill, colour) {
  context.globalAlpha = LIGHT;
  context.fillStyle = fill;
  context.fillRect(left, top, width, height);
  context.globalAlpha = 1;
  if (width < LEAST_FRAMED || height < LEAST_FRAMED) return;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
}

/** @param {CanvasRenderingContext2D} context @param {Pick<Scene, "scale"|"layout"|"bins"|"tones"|"tally">} scene */
export function paintKeys(context, { scale, layout, bins, tones, tally }) {
  const y = layout.top - 4;
  let right = scale.right;
  const key = (/** @type {string} */ words, /** @type {(x: number) => void} */ sign) => {
    const x = right - context.measureText(words).width;
    if (x - 16 < scale.left + KEY_ROOM) return;
    context.fillStyle = tones.muted;
    context.fillText(words, x, y);
    sign(x - 16);
    right = x - 32;
  };
  if (tally.spans.length || tally.unsureIn)
    key("exact day not known, spread over its span", (x) => {
      context.fillStyle = hatch(context, tones.muted, tones.paper);
      context.fillRect(x, y - 8, 11, 9);
    });
  const seen = bins.context && [...bins.context.sure, ...bins.context.unsure].some((bars) => bars.some((weight) => weight > 0));
  if (seen) key("context: meetings, statements", (x) => lightBox(context, [x, y - 8, 11, 9], tones.muted, tones.muted));
}
