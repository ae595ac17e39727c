// @ts-check
/**
 * Where places lie on the screen, by the thousand: projected once, then moved and turned with the camera.
 */
import { WORLD, metresPerPixel, project } from "../core/projection.js";

/**
 * The camera as numbers.
 * @typedef {object} Screen
 * @property {number} width  pixels
 * @property {number} height
 * @property {[number, number]} middle  of the screen, in pixels at zoom 0
 * @property {number} cos  pixels of the screen for one at zoom 0, turned
 * @property {number} sin
 * @property {(latitude: number) => number} metresPerPixel
 */

/** @param {any} view @returns {Screen} */
export function screenOf({ width, height, longitude, latitude, zoom, bearing = 0 }) {
  const scale = 2 ** zoom;
  const turned = (bearing * Math.PI) / 180;
  return {
    width,
    height,
    middle: project(longitude, latitude),
    cos: scale * Math.cos(turned),
    sin: scale * Math.sin(turned),
    metresPerPixel: (lat) => metresPerPixel(lat, zoom),
  };
}

/** Where a place is, in pixels of the screen: at the nearest of the world's copies. @param {Screen} screen @param {number} lon @param {number} lat @returns {[number, number]} */
export function pixelOf(screen, lon, lat) {
  const [east, south] = project(lon, lat);
  return pixelAt(screen, east, south);
}

/** The same for a place in pixels at zoom 0. @param {Screen} screen @param {number} east @param {number} south @returns {[number, number]} */
export function pixelAt(screen, east, south) {
  return pixelFrom(screen, nearest(east - screen.middle[0]), south - screen.middle[1]);
}

/** The pixel that lies so far from the middle, in pixels at zoom 0. @param {Screen} screen @param {number} x @param {number} y @returns {[number, number]} */
export const pixelFrom = ({ width, height, cos, sin }, x, y) => [width / 2 + x * cos + y * sin, height / 2 - x * sin + y * cos];

/** The place at a pixel of the screen, in pixels at zoom 0. @param {Screen} screen @param {number} x @param {number} y @returns {[number, number]} */
export function placeAt({ width, height, middle, cos, sin }, x, y) {
  const [right, down] = [x - width / 2, y - height / 2];
  const square = cos * cos + sin * sin;
  return [middle[0] + (right * cos - down * sin) / square, middle[1] + (right * sin + down * cos) / square];
}

/** @param {number} x  pixels at zoom 0 */
const nearest = (x) => (x > WORLD / 2 ? x - WORLD : x < -WORLD / 2 ? x + WORLD : x);

export class Ground {
  /** Pixels of the screen. */
  x = new Float64Array(0);
  y = new Float64Array(0);

  /** @param {Float32Array} position  longitude, latitude @param {Uint32Array} which  of them */
  constructor(position, which) {
    const n = which.length;
    this.world = new Float64Array(2 * n);
    [this.x, this.y] = [new Float64Array(n), new Float64Array(n)];
    for (let k = 0; k < n; k++) {
      [this.world[2 * k], this.world[2 * k + 1]] = project(position[2 * which[k]], position[2 * which[k] + 1]);
    }
  }

  /** @param {any} view */
  on(view) {
    return screenOf(view);
  }

  /** Move all with the camera. @param {Screen} screen */
  look({ width, height, middle, cos, sin }) {
    const { x, y, world } = this;
    for (let k = 0; k < x.length; k++) {
      const east = nearest(world[2 * k] - middle[0]);
      const south = world[2 * k + 1] - middle[1];
      x[k] = width / 2 + east * cos + south * sin;
      y[k] = height / 2 - east * sin + south * cos;
    }
  }
}
