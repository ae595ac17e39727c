// @ts-check
/**
 * Words on the map, each a small canvas of its own: the browser puts a canvas over the map pixel by pixel at every frame,
 * also where it is empty, so one as large as the map costs more than all of its words. Moving the map moves them.
 *
 * @typedef {object} Label
 * @property {number} id  the same for the same place
 * @property {string} words
 * @property {string} font  as CSS writes it
 * @property {number} left  pixels of the map
 * @property {number} baseline  pixels of the map
 * @property {number} width  pixels of the words
 * @property {number} size  pixels of the font
 * @property {string} colour
 * @property {string} halo  colour around the letters
 * @property {number} reach  pixels of the halo
 */

/** Room above and below the baseline, in sizes of the font. */
const ABOVE = 1.1;
const BELOW = 0.4;

export class Labels {
  /** @type {Map<number, {canvas: HTMLCanvasElement, key: string, place: string}>} */
  drawn = new Map();

  /** @param {HTMLElement} element  the map */
  constructor(element) {
    this.holder = document.createElement("div");
    this.holder.className = "ia-map-names";
    this.holder.setAttribute("aria-hidden", "true");
    element.append(this.holder);
  }

  /** Draw these and no others. @param {Label[]} labels  the last lies on top */
  draw(labels) {
    const ratio = window.devicePixelRatio || 1;
    const wanted = new Set(labels.map(({ id }) => id));
    for (const [id, { canvas }] of this.drawn) {
      if (wanted.has(id)) continue;
      canvas.remove();
      this.drawn.delete(id);
    }
    labels.forEach((label, order) => this.put(label, order, ratio));
  }

  /** @param {Label} label @param {number} order @param {number} ratio  device pixels to a pixel */
  put(label, order, ratio) {
    const known = this.drawn.get(label.id) ?? { canvas: document.createElement("canvas"), key: "", place: "" };
    const { canvas } = known;
    const { words, font, colour, halo, reach, size } = label;
    const pad = Math.ceil(reach) + 1;
    const key = [words, font, colour, halo, reach, ratio].join("\n");
    if (key !== known.key) paint(canvas, label, pad, ratio);
    // On whole pixels of the screen letters stay sharp.
    const x = Math.round((label.left - pad) * ratio) / ratio;
    const y = Math.round((label.baseline - ABOVE * size - pad) * ratio) / ratio;
    const place = `${x} ${y} ${order}`;
    if (place !== known.place) {
      canvas.style.transform = `translate(${x}px, ${y}px)`;
      canvas.style.zIndex = String(order);
    }
    this.drawn.set(label.id, { canvas, key, place });
    if (!canvas.parentNode) this.holder.append(canvas);
  }

  remove() {
    this.holder.remove();
  }
}

/** @param {HTMLCanvasElement} canvas @param {Label} label @param {number} pad @param {number} ratio */
function paint(canvas, { words, font, colour, halo, reach, size, width }, pad, ratio) {
  const [wide, high] = [Math.ceil(width) + 2 * pad, Math.ceil((ABOVE + BELOW) * size) + 2 * pad];
  Object.assign(canvas, { width: Math.ceil(wide * ratio), height: Math.ceil(high * ratio) });
  Object.assign(canvas.style, { width: `${canvas.width / ratio}px`, height: `${canvas.height / ratio}px` });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.font = font;
  pen.lineJoin = "round";
  pen.strokeStyle = halo;
  pen.lineWidth = 2 * reach;
  pen.fillStyle = colour;
  const [x, y] = [pad, pad + ABOVE * size];
  if (reach) pen.strokeText(words, x, y);
  pen.fillText(words, x, y);
}
