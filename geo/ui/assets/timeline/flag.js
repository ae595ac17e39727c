// @ts-check
/**
 * The date at a handle. It changes with every step of a hand: drawn on a canvas it costs a twentieth of what the
 * browser takes to set a text anew. Screen readers hear it from the handle itself.
 *
 * @typedef {import('./paint.js').Tones} Tones
 */

import { el } from "./dom.js";

const SIZE = 11; // pixels
const WIDTH = 74; // of the longest date
const HEIGHT = 13;
const ROOM = 3; // beside the text

export class Flag {
  node = el("canvas", { class: "ia-tl-flag", "aria-hidden": "true" });
  #pen = this.node.getContext("2d");
  #text = "";
  #looks = "";

  /** @param {"left" | "right"} side  of the canvas on which the text stands */
  constructor(side) {
    this.side = side;
  }

  /** @param {string} text @param {Tones | undefined} tones  nothing is drawn before they are known */
  show(text, tones) {
    const pen = this.#pen;
    if (!tones || !pen) return;
    const ratio = globalThis.devicePixelRatio || 1;
    const looks = `${ratio} ${tones.paper} ${tones.ink} ${tones.font}`;
    if (text === this.#text && looks === this.#looks) return;
    this.#text = text;
    if (looks !== this.#looks) {
      this.#looks = looks;
      // Another size, even the same, makes the canvas forget what was set.
      Object.assign(this.node, { width: Math.round(WIDTH * ratio), height: Math.round(HEIGHT * ratio) });
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.font = `600 ${SIZE}px ${tones.font}`;
      pen.textAlign = this.side;
    }
    pen.fillStyle = tones.paper;
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = tones.ink;
    pen.fillText(text, this.side === "right" ? WIDTH - ROOM : ROOM, HEIGHT - 3);
  }
}
