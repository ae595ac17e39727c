// @ts-check
/**
 * The date at a handle. It changes with every step of a hand: put together on a canvas, of digits and months that were
 * written once, it costs a fraction of what the browser takes to set a text anew. Screen readers hear it from the
 * handle itself.
 *
 * @typedef {import('./paint.js').Tones} Tones
 * @typedef {{picture: HTMLCanvasElement, width: number}} Piece its width in pixels
 */

import { h } from "../core/dom.js";

const SIZE = 11; // pixels
export const WIDTH = 74; // of the longest date
const HEIGHT = 13;
const ROOM = 3; // beside the text

/** Digits and what stands between them, by how they look. @type {Map<string, Map<string, Piece>>} */
const written = new Map();

export class Flag {
  node = h("canvas", { class: "ia-tl-flag", "aria-hidden": "true" });
  #pen = this.node.getContext("2d");
  #text = "";
  #looks = "";
  #inward = false;

  /** @param {boolean} ahead  whether it stands to the left of its handle */
  constructor(ahead) {
    this.ahead = ahead;
  }

  /** At the edge of the plot it stands on the other side of its handle. @param {boolean} inward */
  turn(inward) {
    if (inward === this.#inward) return;
    this.#inward = inward;
    this.#looks = "";
    this.node.classList.toggle("ia-tl-inward", inward);
  }

  /** @param {string} text @param {Tones | undefined} tones  nothing is drawn before they are known */
  show(text, tones) {
    const pen = this.#pen;
    if (!tones || !pen) return;
    const ratio = globalThis.devicePixelRatio || 1;
    const onRight = this.ahead !== this.#inward;
    const looks = `${ratio} ${tones.paper} ${tones.ink} ${tones.font}`;
    if (text === this.#text && looks === this.#looks) return;
    this.#text = text;
    if (looks !== this.#looks) {
      this.#looks = looks;
      // Another size, even the same, makes the canvas forget what was set.
      Object.assign(this.node, { width: Math.round(WIDTH * ratio), height: Math.round(HEIGHT * ratio) });
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    const pieces = (text.match(/\d|\D+/g) ?? []).map((part) => piece(part, looks, ratio, tones));
    const room = pieces.reduce((sum, { width }) => sum + width, 2 * ROOM);
    let x = onRight ? WIDTH - room : 0;
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = tones.paper;
    pen.fillRect(x, 0, room, HEIGHT);
    x += ROOM;
    for (const { picture, width } of pieces) {
      if (picture.width) pen.drawImage(picture, x, 0, width, HEIGHT);
      x += width;
    }
  }
}

/** @param {string} text @param {string} looks @param {number} ratio @param {Tones} tones @returns {Piece} */
function piece(text, looks, ratio, tones) {
  const kept = written.get(looks) ?? new Map();
  written.set(looks, kept);
  const known = kept.get(text);
  if (known) return known;
  const picture = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
  const font = `600 ${SIZE}px ${tones.font}`;
  pen.font = font;
  // Whole pixels of the screen: a picture between them would be blurred.
  const width = Math.round(pen.measureText(text).width * ratio) / ratio;
  Object.assign(picture, { width: Math.round(width * ratio), height: Math.round(HEIGHT * ratio) });
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.font = font; // forgotten with the size before
  pen.fillStyle = tones.ink;
  pen.fillText(text, 0, HEIGHT - 3);
  // Until the page's font is here another one stands in for it.
  if (document.fonts.status === "loaded") kept.set(text, { picture, width });
  return { picture, width };
}
