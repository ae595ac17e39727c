// @ts-check
/**
 * A canvas as large as the map, in tiles of which only those are shown that something was drawn on: the browser puts a
 * canvas over the map pixel by pixel at every frame, also where it is empty.
 *
 * @typedef {[number, number, number, number]} Box  left, top, right, bottom; pixels of the map
 * @typedef {{canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D, left: number, top: number, painted: boolean}} Tile
 */

/** Pixels that a tile is wide and high. */
const SIDE = 160;

export class TiledCanvas {
  /** @type {Tile[]} */
  tiles = [];
  /** Tiles in a row. */
  across = 0;
  /** Pixels that a tile is wide and high, rounded to whole pixels of the screen. */
  side = SIDE;
  key = "";

  /** @param {HTMLElement} element  the map @param {string} name  class of the element that holds the tiles */
  constructor(element, name) {
    this.holder = document.createElement("div");
    this.holder.className = name;
    this.holder.setAttribute("aria-hidden", "true");
    element.append(this.holder);
  }

  /** Make it empty, and as large as the map. @param {number} width  pixels @param {number} height */
  clear(width, height) {
    const ratio = window.devicePixelRatio || 1;
    const key = [width, height, ratio].join(" ");
    if (key !== this.key) this.build(width, height, ratio);
    this.key = key;
    for (const tile of this.tiles) {
      if (tile.painted) tile.pen.clearRect(tile.left, tile.top, this.side, this.side);
      tile.painted = false;
    }
  }

  /** @param {number} width @param {number} height @param {number} ratio  device pixels to a pixel */
  build(width, height, ratio) {
    const [across, down] = [Math.max(1, Math.ceil(width / SIDE)), Math.max(1, Math.ceil(height / SIDE))];
    this.across = across;
    // Tiles begin at whole pixels of the screen, so that no seam is seen between them.
    const side = Math.ceil(SIDE * ratio);
    this.side = side / ratio;
    this.tiles = Array.from({ length: across * down }, (_, k) => {
      const [column, row] = [k % across, Math.floor(k / across)];
      const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side, hidden: true });
      const [left, top] = [column * this.side, row * this.side];
      Object.assign(canvas.style, { left: `${left}px`, top: `${top}px`, width: `${this.side}px`, height: `${this.side}px` });
      // Painted in memory: on the graphics card the same drawing has other edges after some repaints.
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
      pen.setTransform(ratio, 0, 0, ratio, -left * ratio, -top * ratio);
      return { canvas, pen, left, top, painted: false };
    });
    this.holder.replaceChildren(...this.tiles.map(({ canvas }) => canvas));
  }

  /** Draw something that lies within a box, on each tile that it touches. @param {Box} box @param {(pen: CanvasRenderingContext2D) => void} paint */
  draw([left, top, right, bottom], paint) {
    const { across, side, tiles } = this;
    const down = tiles.length / across;
    const last = Math.min(down - 1, Math.floor(bottom / side));
    const end = Math.min(across - 1, Math.floor(right / side));
    for (let row = Math.max(0, Math.floor(top / side)); row <= last; row++) {
      for (let column = Math.max(0, Math.floor(left / side)); column <= end; column++) {
        const tile = tiles[row * across + column];
        tile.painted = true;
        paint(tile.pen);
      }
    }
  }

  /** Show the tiles that are drawn on, once all is drawn. */
  show() {
    for (const { canvas, painted } of this.tiles) if (canvas.hidden === painted) canvas.hidden = !painted;
  }

  remove() {
    this.holder.remove();
  }
}
