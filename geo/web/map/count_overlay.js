// @ts-check
/**
 * Counts on the map's canvas, below the symbols: hexagons or governorates with their numbers, or a smooth surface. A further
 * way to count has its painter in `paint`.
 *
 * @typedef {import('./cell_counts.js').Cells} Cells
 * @typedef {import('./ground.js').Screen} Screen
 * @typedef {import('./tiled_canvas.js').TiledCanvas} TiledCanvas
 * @typedef {import('../symbols/counts.js').CountLooks} CountLooks
 */
import { lettersOn } from "../core/colour.js";
import { numberWords } from "../core/words.js";
import { coloursOf, hexagonCorners, opacityAt, outlineHexagon, paintHexagon, paintNumber, ramp } from "../symbols/counts.js";
import { SYMBOLS } from "../symbols/table.js";
import { areaNumberWords } from "./area_counts.js";
import { areaAt, paintAreas } from "./area_overlay.js";
import { NO_POPULATION } from "./area_rates.js";
import { shareOf, squareMiddle, squareOf, valueAt } from "./density.js";
import { pixelAt, pixelFrom, placeAt } from "./ground.js";
import { cellOf, classBounds, classOf, middleOf, widthOf } from "./hexagons.js";

/** Steps of the surface's colour. */
const SHADES = 256;
/** Half the room that a number takes, which names keep free. */
const NUMBER_ROOM = 14;

export class CountOverlay {
  /** @type {Cells|null} */
  cells = null;
  /** @type {Screen|null} */
  screen = null;
  /** Set by whoever has them, for a map by area. @type {import('./area_counts.js').Areas|null} */
  areas = null;
  /** @type {import('./area_overlay.js').AreaNumber[]} */
  areaNumbers = [];
  /** Of the theme: red, green, blue, opacity by step. */
  shades = new Uint8ClampedArray(0);
  shadesOf = "";
  /** @type {HTMLCanvasElement|null} */
  small = null;
  /** @type {ImageData|null} */
  image = null;

  /** @param {TiledCanvas} canvas */
  constructor(canvas) {
    this.canvas = canvas;
  }

  /**
   * @param {Screen} screen @param {Cells|null} cells @param {CountLooks} looks @param {number} turn  degrees clockwise
   * @param {number} pointed  the cell that is pointed at, or -1
   */
  paint(screen, cells, looks, turn, pointed) {
    this.cells = cells;
    this.screen = screen;
    if (cells?.mode === "hexagons") this.hexagons(screen, cells, looks, turn, pointed);
    if (cells?.mode === "density") this.density(screen, cells, looks, turn, pointed);
    if (cells?.mode === "areas" && this.areas) this.areaNumbers = paintAreas(this.canvas, screen, this.areas, cells, looks, pointed);
  }

  /** Pixels that a hexagon is wide. @param {Screen} screen @param {Cells} cells */
  wide({ cos, sin }, { level }) {
    return widthOf(level) * Math.hypot(cos, sin);
  }

  /** @param {Screen} screen @param {Cells} cells @param {CountLooks} looks @param {number} turn @param {number} pointed */
  hexagons(screen, cells, looks, turn, pointed) {
    const { keys, counts, n, level, most } = cells;
    const bounds = classBounds(most);
    const colours = coloursOf(looks.theme, bounds.length);
    const letters = colours.map((colour) => lettersOn(colour, looks.ink, looks.ground));
    const wide = this.wide(screen, cells);
    const corners = hexagonCorners(wide, turn);
    for (let k = 0; k < n; k++) {
      const [x, y] = pixelAt(screen, ...middleOf(keys[k], level));
      const number = classOf(counts[k], bounds);
      this.canvas.draw([x - wide, y - wide, x + wide, y + wide], (pen) => {
        paintHexagon(pen, x, y, corners, colours[number]);
        paintNumber(pen, x, y, wide, numberWords(counts[k]), letters[number], looks.font);
        if (keys[k] === pointed) outlineHexagon(pen, x, y, corners, looks.ink);
      });
    }
  }

  /** Squares as pixels of a small picture, drawn as large as they are on the map, smoothly. @param {Screen} screen @param {Cells} cells @param {CountLooks} looks @param {number} turn @param {number} pointed  a square of the surface, or -1 */
  density(screen, { surface, most, level }, { theme, ink }, turn, pointed) {
    if (!surface) return;
    const { wide, high, left, top, side, values } = surface;
    const small = (this.small ??= document.createElement("canvas"));
    const context = /** @type {CanvasRenderingContext2D} */ (small.getContext("2d", { willReadFrequently: true }));
    if (small.width !== wide || small.height !== high || !this.image) {
      [small.width, small.height] = [wide, high];
      this.image = context.createImageData(wide, high);
    }
    const { data } = this.image;
    const shades = this.shadesFor(theme);
    data.fill(0);
    for (let k = 0; k < wide * high; k++) {
      const share = values[k] > 0 ? shareOf(values[k], most) : -1;
      if (share < 0) continue;
      const shade = 4 * Math.floor(share * (SHADES - 1));
      for (let part = 0; part < 4; part++) data[4 * k + part] = shades[shade + part];
    }
    context.putImageData(this.image, 0, 0);
    const pixels = Math.hypot(screen.cos, screen.sin) * side;
    // Not at the nearest copy of the world: the surface as a whole lies where the map looks.
    const [x, y] = onItsOwnWorld(screen, left, top);
    const [right, down] = [onItsOwnWorld(screen, left + wide * side, top), onItsOwnWorld(screen, left, top + high * side)];
    const [xs, ys] = [0, 1].map((axis) => [[x, y][axis], right[axis], down[axis], right[axis] + down[axis] - [x, y][axis]]);
    this.canvas.draw([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], (pen) => {
      pen.save();
      pen.translate(x, y);
      pen.rotate((turn * Math.PI) / 180);
      pen.imageSmoothingEnabled = true;
      pen.drawImage(small, 0, 0, wide * pixels, high * pixels);
      pen.restore();
    });
    if (pointed >= 0) this.reach(screen, pointed, level, ink);
  }

  /** As far as an incident is felt at a place of the surface. @param {Screen} screen @param {number} square @param {number} level @param {string} ink */
  reach(screen, square, level, ink) {
    const [x, y] = pixelAt(screen, ...squareMiddle(square, level));
    const r = widthOf(level) * Math.hypot(screen.cos, screen.sin);
    this.canvas.draw([x - r - 1, y - r - 1, x + r + 1, y + r + 1], (pen) => {
      pen.beginPath();
      pen.arc(x, y, r, 0, 2 * Math.PI);
      pen.lineWidth = SYMBOLS.areas.pointedWidth;
      pen.strokeStyle = ink;
      pen.stroke();
    });
  }

  /** @param {'light'|'dark'} theme */
  shadesFor(theme) {
    if (this.shadesOf === theme) return this.shades;
    this.shadesOf = theme;
    const steps = Array.from({ length: SHADES }, (_, k) => k / (SHADES - 1));
    this.shades = Uint8ClampedArray.from(steps.flatMap((share) => [...ramp(theme, share), Math.round(255 * opacityAt(share))]));
    return this.shades;
  }

  /** The hexagon, governorate or square of the surface at a pixel of the map, and how many it holds (-1 where that is not
   * counted); null where none is drawn. @param {number} x @param {number} y @returns {{key: number, count: number, name?: string, possible?: number, rate?: string}|null} */
  at(x, y) {
    const { cells, screen, areas } = this;
    if (screen && cells?.mode === "areas" && areas) {
      const key = areaAt(areas.list, ...placeAt(screen, x, y));
      return key < 0 ? null : { key, count: cells.counts[key], name: areas.list[key].name, possible: cells.possible?.[key], rate: rateOf(areas, key, cells) };
    }
    if (screen && cells?.mode === "density" && cells.surface) {
      const place = placeAt(screen, x, y);
      const shows = shareOf(valueAt(cells.surface, ...place), cells.most) >= 0;
      return shows ? { key: squareOf(...place, cells.level), count: -1 } : null;
    }
    if (!screen || cells?.mode !== "hexagons") return null;
    const key = cellOf(...placeAt(screen, x, y), cells.level);
    const k = cells.keys.subarray(0, cells.n).indexOf(key);
    return k < 0 ? null : { key, count: cells.counts[k] };
  }

  /** Where the numbers of areas stand: as wide as a range is, a name may cover none of it. */
  get taken() {
    return this.cells?.mode === "areas" ? this.areaNumbers.map(({ box }) => box) : [];
  }

  /** Numbers of hexagons, for names to step beside. @returns {{x: number, y: number, r: number, group: number}[]} */
  get numbers() {
    const { cells, screen } = this;
    if (!screen || cells?.mode !== "hexagons") return [];
    return Array.from({ length: cells.n }, (_, k) => {
      const [x, y] = pixelAt(screen, ...middleOf(cells.keys[k], cells.level));
      return { x, y, r: NUMBER_ROOM, group: 0 };
    });
  }
}

/** Of an area per 100,000 people its rate in words. @param {import('./area_counts.js').Areas} areas @param {number} key @param {Cells} cells */
function rateOf(areas, key, { counts, possible }) {
  if (!areas.perPeople) return undefined;
  const [words] = areaNumberWords(areas, key, counts[key], possible?.[key] ?? 0);
  return words === undefined ? NO_POPULATION : `${words} per 100,000 people`;
}

/** A place in pixels at zoom 0 as a pixel of the map, on its own copy of the world. @param {Screen} screen @param {number} east @param {number} south @returns {[number, number]} */
const onItsOwnWorld = (screen, east, south) => pixelFrom(screen, east - screen.middle[0], south - screen.middle[1]);
