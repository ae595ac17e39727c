// @ts-check
/**
 * Where marks lie on the screen, by the thousand: projected once, then moved and turned with the camera.
 */
import { metresPerPixel } from "../legend/scalebar.js";
import { project } from "./view.js";

const SLICE = 1 << 14; // marks
const WORLD = 512;
const FLOAT = 2 ** -23; // how exactly a number of four bytes is kept

/**
 * The camera as numbers.
 * @typedef {object} Screen
 * @property {number} width  pixels
 * @property {number} height
 * @property {[number, number]} middle  of the screen, in pixels at zoom 0
 * @property {number} cos  pixels of the screen for one at zoom 0, turned
 * @property {number} sin
 * @property {number} slack  pixels that a place may be off
 * @property {(latitude: number) => number} metresPerPixel
 */

export class Ground {
  /** The place that was asked for last: pixels of the screen. */
  at = new Float64Array(2);

  /** @param {Float32Array} position  longitude, latitude */
  constructor(position) {
    this.position = position;
    this.world = new Float32Array(position.length);
    this.done = new Uint8Array(Math.ceil(position.length / 2 / SLICE));
  }

  /** @param {any} viewport  deck.gl's; flat @returns {Screen} */
  on({ width, height, longitude, latitude, zoom, bearing = 0 }) {
    const scale = 2 ** zoom;
    const turned = (bearing * Math.PI) / 180;
    return {
      width,
      height,
      middle: project(longitude, latitude),
      cos: scale * Math.cos(turned),
      sin: scale * Math.sin(turned),
      slack: WORLD * FLOAT * scale,
      metresPerPixel: (lat) => metresPerPixel(lat, zoom),
    };
  }

  /** Have some marks projected. @param {number} from @param {number} to */
  prepare(from, to) {
    const { position, world } = this;
    for (let s = Math.floor(from / SLICE); s * SLICE < to; s++) {
      if (this.done[s]) continue;
      this.done[s] = 1;
      for (let at = 2 * s * SLICE; at < Math.min(world.length, 2 * (s + 1) * SLICE); at += 2) {
        [world[at], world[at + 1]] = project(position[at], position[at + 1]);
      }
    }
  }

  /** All of them, in slices. */
  *prepareAll() {
    for (let from = 0; from < this.position.length / 2; from += SLICE) {
      this.prepare(from, from + 1);
      yield;
    }
  }

  /** Where a mark is; what it gives is good until the next one. @param {number} m @param {Screen} screen */
  place(m, { width, height, middle, cos, sin }) {
    const { at, world } = this;
    let x = world[2 * m] - middle[0];
    // The nearest of the world's copies.
    if (x > WORLD / 2) x -= WORLD;
    else if (x < -WORLD / 2) x += WORLD;
    const y = world[2 * m + 1] - middle[1];
    at[0] = width / 2 + x * cos + y * sin;
    at[1] = height / 2 - x * sin + y * cos;
    return at;
  }
}
