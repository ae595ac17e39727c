// @ts-check
/**
 * The date at a handle. It changes with every step of a hand: drawn on a canvas it costs a twentieth of what the
 * browser takes to set a text anew. Screen readers hear it from the handle itself.
 *
 * @typedef {import('./paint.js').Tones} Tones
 */

import { el } from "./dom.js";

const SIZE = 11; // pixels
export const WIDTH = 74; // of the longest date
const HEIGHT = 13;
const ROOM = 3; // beside the text

export class Flag {
  node = el("canvas", { class: "ia-tl-flag", "aria-hidden": "true" });
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
      pen.font = `600 ${SIZE}px ${tones.font}`;
      pen.textAlign = onRight ? "right" : "left";
    }
    const room = Math.ceil(pen.measureText(text).width) + 2 * ROOM;
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = tones.paper;
    pen.fillRect(onRight ? WIDTH - room : 0, 0, room, HEIGHT);
    pen.fillStyle = tones.ink;
    pen.fillText(text, onRight ? WIDTH - ROOM : ROOM, HEIGHT - 3);
  }
}
