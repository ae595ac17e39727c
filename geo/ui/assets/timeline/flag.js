// @ts-check
/**
 * The date at a handle. It changes with every step of a hand: drawn on a canvas it costs a twentieth of what the
 * browser takes to set a text anew. Screen readers hear it from the handle itself.
 *
 * @typedef {import('./paint.js').Tones} Tones
 */

import { el } from "./dom.js";

const SIZE = 11; // pixels
const WIDTH = 76;
const HEIGHT = 13;
const ROOM = 3; // beside the text

export class Flag {
  node = el("canvas", { class: "ia-tl-flag", "aria-hidden": "true" });
  #drawn = "";

  /** @param {"left" | "right"} side  of the canvas on which the text stands */
  constructor(side) {
    this.side = side;
  }

  /** @param {string} text @param {Tones | undefined} tones  nothing is drawn before they are known */
  show(text, tones) {
    const ratio = globalThis.devicePixelRatio || 1;
    const drawn = `${text} ${ratio} ${tones?.paper} ${tones?.ink} ${tones?.font}`;
    if (!tones || drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { node } = this;
    const [width, height] = [Math.round(WIDTH * ratio), Math.round(HEIGHT * ratio)];
    if (node.width !== width || node.height !== height) Object.assign(node, { width, height });
    const context = node.getContext("2d");
    if (!context) return;
    const onRight = this.side === "right";
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, WIDTH, HEIGHT);
    context.font = `600 ${SIZE}px ${tones.font}`;
    context.textBaseline = "alphabetic";
    context.textAlign = this.side;
    const room = context.measureText(text).width + 2 * ROOM;
    context.fillStyle = tones.paper;
    context.fillRect(onRight ? WIDTH - room : 0, 0, room, HEIGHT);
    context.fillStyle = tones.ink;
    context.fillText(text, onRight ? WIDTH - ROOM : ROOM, HEIGHT - 3);
  }
}
