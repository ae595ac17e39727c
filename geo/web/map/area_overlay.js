// @ts-check
/**
 * Governorates on the map's canvas, coloured by their count, with the number inside: as geo/scene/counted_areas.py has it.
 *
 * @typedef {import('./area_counts.js').Areas} Areas
 * @typedef {import('./cell_counts.js').Cells} Cells
 * @typedef {import('./ground.js').Screen} Screen
 * @typedef {import('./tiled_canvas.js').TiledCanvas} TiledCanvas
 * @typedef {import('../symbols/counts.js').CountLooks} CountLooks
 * @typedef {[number, number, number, number]} Box
 * @typedef {{x: number, y: number, size: number, words: string, colour: string, halo: string|null, box: Box}} AreaNumber
 */
import { lettersOn } from "../core/colour.js";
import { coloursOf } from "../symbols/counts.js";
import { emsOf } from "../symbols/counted.js";
import { SYMBOLS } from "../symbols/table.js";
import { areaBounds, areaNumberWords, isUnknown, shownOf } from "./area_counts.js";
import { UNKNOWN_RATE } from "./area_rates.js";
import { pixelAt } from "./ground.js";
import { classOf } from "./hexagons.js";
import { meet, wider } from "./overlay_geometry.js";
import { boundsOf, pathOf } from "./packed_shapes.js";

const { areas: looksOf, areaInks } = SYMBOLS;

/** The colour of each governorate. @param {Cells} cells @param {'light'|'dark'} theme @param {Areas} [areas] */
export function areaFills({ counts, n, most }, theme, areas) {
  const bounds = areaBounds(most);
  const colours = coloursOf(theme, bounds.length);
  const { none, unknown } = areaInks[theme];
  return Array.from({ length: n }, (_, k) => {
    const shown = areas ? shownOf(areas, k, counts[k]) : counts[k];
    if (shown === UNKNOWN_RATE) return unknown;
    return shown ? colours[classOf(shown, bounds)] : none;
  });
}

/** Rings in pixels of the map, and the box around them. @param {Screen} screen @param {number[][]} rings */
function placed(screen, rings) {
  const courses = rings.map((ring) => {
    const course = new Float64Array(ring.length);
    for (let k = 0; k < ring.length; k += 2) [course[k], course[k + 1]] = pixelAt(screen, ring[k], ring[k + 1]);
    return course;
  });
  return { path: pathOf(courses, true), box: boundsOf(courses) };
}

/** @param {CanvasRenderingContext2D} pen @param {Path2D} path @param {string} colour @param {number} width */
function stroke(pen, path, colour, width) {
  pen.lineJoin = "round";
  pen.lineWidth = width;
  pen.strokeStyle = colour;
  pen.stroke(path);
}

/**
 * @param {TiledCanvas} canvas @param {Screen} screen @param {Areas} areas @param {Cells} cells @param {CountLooks} looks
 * @param {number} pointed  the governorate that is pointed at, or -1
 * @returns {AreaNumber[]} the numbers that were drawn
 */
export function paintAreas(canvas, screen, areas, cells, looks, pointed) {
  const { list, borders } = areas;
  const inks = areaInks[looks.theme];
  const fills = areaFills(cells, looks.theme, areas);
  const shapes = list.map(({ rings }) => placed(screen, rings));
  shapes.forEach(({ path, box }, k) =>
    canvas.draw(wider(box, looksOf.edge), (pen) => {
      pen.globalAlpha = looksOf.opacity;
      pen.fillStyle = fills[k];
      pen.fill(path, "evenodd");
      pen.globalAlpha = 1;
      stroke(pen, path, inks.edge, looksOf.edge);
    }),
  );
  for (const { path, box } of borders.map((ring) => placed(screen, [ring]))) canvas.draw(wider(box, looksOf.border), (pen) => stroke(pen, path, inks.border, looksOf.border));
  const chosen = shapes[pointed];
  if (chosen) canvas.draw(wider(chosen.box, looksOf.pointedWidth), (pen) => stroke(pen, chosen.path, looks.ink, looksOf.pointedWidth));
  /** @type {AreaNumber[]} */
  const numbers = [];
  canvas.draw([0, 0, 0, 0], (pen) => numbers.push(...numbersOf(pen, screen, areas, cells, fills, looks)));
  for (const number of numbers) canvas.draw(wider(number.box, looksOf.halo), (pen) => write(pen, number, looks.font));
  return numbers;
}

/** The numbers that have room, the highest first. @param {CanvasRenderingContext2D} pen  to measure with @param {Screen} screen @param {Areas} areas @param {Cells} cells @param {string[]} fills @param {CountLooks} looks @returns {AreaNumber[]} */
function numbersOf(pen, screen, areas, { counts, possible, tally }, fills, looks) {
  const { list } = areas;
  const shown = list.map((_, k) => shownOf(areas, k, counts[k]));
  /** @type {AreaNumber[]} */
  const found = [];
  const order = list.map((_, k) => k).sort((a, b) => shown[b] - shown[a] || a - b);
  for (const k of order) {
    const more = possible?.[k] ?? 0;
    if (!counts[k] && !more && tally && isUnknown(tally, list[k].country)) continue;
    const told = areaNumberWords(areas, k, counts[k], more);
    const number = told.length ? numberOf(pen, screen, list[k], told, counts[k], fills[k], looks) : null;
    if (number && found.every(({ box }) => !meet(box, number.box))) found.push(number);
  }
  return found;
}

/** @param {CanvasRenderingContext2D} pen @param {Screen} screen @param {Areas["list"][0]} area @param {string[]} told  the fullest first @param {number} certain @param {string} fill @param {CountLooks} looks @returns {AreaNumber|null} */
function numberOf(pen, screen, area, told, certain, fill, looks) {
  const [x, y] = pixelAt(screen, area.x, area.y);
  const room = area.room * Math.hypot(screen.cos, screen.sin);
  const colour = certain ? lettersOn(fill, looks.ink, looks.ground) : areaInks[looks.theme].words;
  for (const words of told) {
    const ems = emsOf(pen, words, looks.font);
    const size = areaNumberSize(room, ems);
    if (size) return { x, y, size, words, colour, halo: null, box: around(x, y, size, ems) };
  }
  // A small governorate in which much happens: its number reaches over its boundary, on its own colour.
  if (room < looksOf.leastRoom || !certain) return null;
  const [words, size] = [told[told.length - 1], looksOf.leastLetters];
  return { x, y, size, words, colour, halo: fill, box: around(x, y, size, emsOf(pen, words, looks.font)) };
}

/** Size of a number in a circle; 0 where it has no room. @param {number} room  radius, pixels @param {number} ems  width of the number */
export function areaNumberSize(room, ems) {
  const size = Math.min(looksOf.letters, (2 * room) / Math.max(Math.hypot(ems, looksOf.lettersHigh), 0.2));
  return size < looksOf.leastLetters ? 0 : size;
}

/** @param {number} x @param {number} y @param {number} size @param {number} ems @returns {Box} */
const around = (x, y, size, ems) => [x - (size * ems) / 2, y - size / 2, x + (size * ems) / 2, y + size / 2];

/** @param {CanvasRenderingContext2D} pen @param {AreaNumber} number @param {string} font */
function write(pen, { x, y, size, words, colour, halo }, font) {
  pen.font = `600 ${size.toFixed(1)}px ${font}`;
  pen.textAlign = "center";
  const base = y + looksOf.lettersDown * size;
  if (halo) {
    pen.lineJoin = "round";
    pen.lineWidth = 2 * looksOf.halo;
    pen.strokeStyle = halo;
    pen.strokeText(words, x, base);
  }
  pen.fillStyle = colour;
  pen.fillText(words, x, base);
}

/** The governorate at a place, or -1. @param {Areas["list"]} list @param {number} x  pixels at zoom 0 @param {number} y */
export const areaAt = (list, x, y) => list.findIndex(({ rings }) => rings.reduce((inside, ring) => inside !== crosses(ring, x, y), false));

/** Whether a line from a place to the east crosses a ring an odd number of times. @param {number[]} ring @param {number} x @param {number} y */
function crosses(ring, x, y) {
  let odd = false;
  for (let k = 0; k + 3 < ring.length; k += 2) {
    const [x0, y0, x1, y1] = [ring[k], ring[k + 1], ring[k + 2], ring[k + 3]];
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) odd = !odd;
  }
  return odd;
}
