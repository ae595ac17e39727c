// @ts-check
/**
 * What of the incidents is drawn above the graphics card's canvas: counts in place of symbols, leader lines, counted
 * symbols with their numbers, badges of sites, and the rings around what is chosen or pointed at. Knows what stands where.
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./visible_marks.js').Drawing} Drawing
 * @typedef {{colors: string[], value: Uint16Array, theme: 'light'|'dark', paper: string, surface: string, ink: string,
 *            letters: string, font: string}} Looks  by number of the value; letters: as ink, written #rrggbb
 * @typedef {{selected: number, hovered: number, group: number, shows: (incident: number) => boolean}} Pointed
 * @typedef {{x: number, y: number, r: number, lon: number, lat: number, leader: boolean, count: number, marks: Uint32Array, group: number}} Symbol
 *   where one stands and its true place; how many incidents are counted there; which of the counted it is, or -1
 */
import { drawCounted, drawCountedArea } from "../symbols/counted.js";
import { CountOverlay } from "./count_overlay.js";
import { DOT_REACH, dotShapes, leaderShapes, paintBeside, paintShapes, ringShape } from "../symbols/paint.js";
import { BADGE_REACH, drawSiteBadge } from "../symbols/site_badge.js";
import { SYMBOLS } from "../symbols/table.js";
import { pixelOf, screenOf } from "./ground.js";
import { around, shortened } from "./overlay_geometry.js";
import { loneSymbols, paintSingles } from "./lone_symbols.js";
import { TiledCanvas } from "./tiled_canvas.js";

const { selection } = SYMBOLS;

/** From here on a counted symbol's number is that of a cell. */
export const CELLS_FROM = 2 ** 20;

/** What stands on the map of this page, for whoever wants to know. @type {{symbols: () => Symbol[]}} */
export const onMap = { symbols: () => [] };

export class Overlay {
  /** @type {Columns|null} */
  columns = null;
  /** @type {Drawing|null} */
  drawing = null;
  /** @type {any} */
  view = null;
  /** What is drawn, in words. */
  key = "";
  /** @type {Symbol[]|null} */
  known = null;

  /** @param {HTMLElement} element  the map */
  constructor(element) {
    this.canvas = new TiledCanvas(element, "ia-map-symbols");
    this.counts = new CountOverlay(this.canvas);
    onMap.symbols = () => this.symbols;
  }

  /**
   * @param {any} view  the camera @param {Columns} columns @param {Drawing} drawing @param {string} key  of the drawing
   * @param {Looks} looks @param {Pointed} pointed  incidents, and a counted symbol; whether an incident shows
   */
  draw(view, columns, drawing, key, looks, pointed) {
    const { width, height, zoom, longitude, latitude, bearing } = view;
    const { selected, hovered, group } = pointed;
    const all = [key, width, height, zoom, longitude, latitude, bearing, selected, hovered, group, looks.paper].join(" ");
    if (all === this.key && drawing === this.drawing && columns === this.columns) return;
    Object.assign(this, { columns, drawing, view, key: all, known: null });
    this.canvas.clear(width, height);
    const screen = screenOf(view);
    const { cells } = drawing;
    const count = { theme: looks.theme, ink: looks.letters, ground: looks.paper, font: looks.font };
    this.counts.areas = columns.header.areas ?? null;
    this.counts.paint(screen, cells, count, -bearing, group >= CELLS_FROM ? group - CELLS_FROM : -1);
    for (const [incident, wide] of this.ringed(pointed)) this.outline(screen, incident, wide, columns);
    this.leaders(screen, looks);
    this.counted(screen, looks);
    const alone = cells ? loneSymbols(this, this.ringed(pointed).map(([i]) => i).filter(pointed.shows)) : [];
    if (cells) paintSingles(this, [...this.symbols.filter((symbol) => symbol.group < 0), ...alone], looks);
    this.rings(screen, pointed, alone);
    this.badges(looks, alone);
    this.canvas.show();
  }

  /** Where a mark's place is. @param {import('./ground.js').Screen} screen @param {number} m */
  placeOf(screen, m) {
    const { position } = /** @type {Columns} */ (this.columns).marks;
    return pixelOf(screen, position[2 * m], position[2 * m + 1]);
  }

  /** Incidents with a ring, and how wide it is. @param {{selected: number, hovered: number}} pointed @returns {[number, number][]} */
  ringed({ selected, hovered }) {
    /** @type {[number, number][]} */
    const found = [];
    if (hovered >= 0 && hovered !== selected) found.push([hovered, selection.hoveredWidth]);
    if (selected >= 0) found.push([selected, selection.lineWidth]);
    return found;
  }

  /** A line along both sides of an incident's routes and outlines. @param {import('./ground.js').Screen} screen @param {number} incident @param {number} wide @param {Columns} columns */
  outline(screen, incident, wide, columns) {
    const lines = columns.header.lines.filter((line) => line.incident === incident && line.role !== "joint");
    const paths = lines.map(({ path }) => path.map(([lon, lat]) => pixelOf(screen, lon, lat)));
    if (paths.length) this.canvas.draw(around(paths.flat(), selection.besideLine + wide), (pen) => paintBeside(pen, paths, wide));
    this.joinSites(screen, incident, wide, columns);
  }

  /** Lines between an incident's sites, as far as the rings around them. @param {import('./ground.js').Screen} screen @param {number} incident @param {number} wide @param {Columns} columns */
  joinSites(screen, incident, wide, columns) {
    const joints = columns.header.lines.filter((line) => line.incident === incident && line.role === "joint");
    if (!joints.length) return;
    const reach = columns.header.sizes[columns.marks.size[columns.marks.incident.indexOf(incident)] ?? 0].radius + selection.gap;
    for (const { path } of joints) {
      const ends = path.map(([lon, lat]) => pixelOf(screen, lon, lat));
      for (let k = 1; k < ends.length; k++) {
        const line = shortened(ends[k - 1], ends[k], reach);
        if (line) this.canvas.draw(around(line, wide), (pen) => paintShapes(pen, [{ paths: [line], stroke: selection.colour, strokeWidth: wide }]));
      }
    }
  }

  /** @param {Looks} looks @param {Symbol[]} alone  drawn beside those of the drawing */
  badges(looks, alone) {
    const badges = /** @type {Columns} */ (this.columns).header.siteBadges;
    if (!badges) return;
    for (const { x, y, r, marks, group } of [...this.symbols, ...alone]) {
      const words = group < 0 && badges[marks[0]];
      if (words) this.canvas.draw(around([[x, y]], r + BADGE_REACH), (pen) => drawSiteBadge(pen, x, y, r, words, looks));
    }
  }

  /** @param {import('./ground.js').Screen} screen @param {Looks} looks */
  leaders(screen, looks) {
    const { placed } = /** @type {Drawing} */ (this.drawing);
    /** From the place to the edge of the symbol, which lies beneath. @type {[[number, number], [number, number]][]} */
    const ends = [];
    for (const { n, mark, dx, dy, leader } of [placed, placed.counted]) {
      for (let k = 0; k < n; k++) {
        if (!leader[k]) continue;
        const [x, y] = this.placeOf(screen, mark[k]);
        const away = Math.hypot(dx[k], dy[k]);
        const part = Math.max(0, away - this.radiusOf(mark[k])) / away;
        ends.push([[x, y], [x + dx[k] * part, y + dy[k] * part]]);
      }
    }
    const lines = ends.map((line) => leaderShapes(line, looks));
    // All of the paper first, so that no line is cut.
    for (const stroke of [0, 1]) {
      lines.forEach((shapes, k) => this.canvas.draw(around(ends[k], shapes[stroke].strokeWidth ?? 0), (pen) => paintShapes(pen, [shapes[stroke]])));
    }
    for (const [[x, y]] of ends) this.canvas.draw(around([[x, y]], DOT_REACH), (pen) => paintShapes(pen, dotShapes(x, y, looks)));
  }

  /** @param {number} m */
  radiusOf(m) {
    const { header, marks } = /** @type {Columns} */ (this.columns);
    return header.sizes[marks.size[m]].radius;
  }

  /** Signs of areas, then the larger first. @param {import('./ground.js').Screen} screen @param {Looks} looks */
  counted(screen, looks) {
    const { counted } = /** @type {Drawing} */ (this.drawing).placed;
    if (!counted.n) return;
    const turn = -this.view.bearing; // signs lie on the ground, as those of single incidents do
    const order = Array.from({ length: counted.n }, (_, k) => k);
    order.sort((a, b) => counted.area[b] - counted.area[a] || counted.r[b] - counted.r[a] || counted.mark[a] - counted.mark[b]);
    for (const k of order) {
      const [x, y] = this.placeOf(screen, counted.mark[k]);
      const [px, py, r] = [x + counted.dx[k], y + counted.dy[k], counted.r[k]];
      if (px < -r || py < -r || px > screen.width + r || py > screen.height + r) continue;
      const shares = this.sharesOf(k, looks.colors);
      this.canvas.draw(around([[px, py]], r + 1), (pen) => {
        if (counted.area[k]) drawCountedArea(pen, px, py, r, counted.count[k], shares, looks, turn);
        else drawCounted(pen, px, py, r, counted.count[k], shares, looks);
      });
    }
  }

  /** Values of one colour together. @param {number} k @param {string[]} colors @returns {import('../symbols/counted.js').Shares} */
  sharesOf(k, colors) {
    const { share, values, numbers } = /** @type {Drawing} */ (this.drawing).placed.counted;
    /** @type {import('../symbols/counted.js').Shares} */
    const shares = [];
    for (let at = share[k]; at < share[k + 1]; at++) {
      const colour = colors[values[at]];
      const same = shares.find(([other]) => other === colour);
      if (same) same[1] += numbers[at];
      else shares.push([colour, numbers[at]]);
    }
    return shares;
  }

  /** @param {import('./ground.js').Screen} screen @param {Pointed} pointed @param {Symbol[]} alone */
  rings(screen, pointed, alone) {
    const { incident } = /** @type {Columns} */ (this.columns).marks;
    const ring = (/** @type {Symbol} */ { x, y, r }, /** @type {number} */ width) =>
      this.canvas.draw(around([[x, y]], r + selection.gap + width), (pen) => paintShapes(pen, [ringShape(x, y, r, width)]));
    for (const [i, width] of this.ringed(pointed)) {
      for (const symbol of [...this.symbols, ...alone]) if (symbol.marks.some((m) => incident[m] === i)) ring(symbol, width);
    }
    if (pointed.group >= 0) for (const symbol of this.symbols) if (symbol.group === pointed.group) ring(symbol, selection.hoveredWidth);
  }

  /** All symbols that are drawn, the lowest first. @returns {Symbol[]} */
  get symbols() {
    if (this.known) return this.known;
    const { columns, drawing, view } = this;
    if (!columns || !drawing) return [];
    const screen = screenOf(view);
    const { placed } = drawing;
    const { counted } = placed;
    const { position } = columns.marks;
    const at = (/** @type {number} */ m, /** @type {number} */ dx, /** @type {number} */ dy) => {
      const [x, y] = this.placeOf(screen, m);
      return { x: x + dx, y: y + dy, lon: position[2 * m], lat: position[2 * m + 1] };
    };
    /** @type {Symbol[]} */
    const found = [];
    for (let k = 0; k < counted.n; k++) {
      const marks = counted.members.subarray(counted.from[k], counted.from[k + 1]);
      const { mark, dx, dy, r, leader, count } = counted;
      found.push({ ...at(mark[k], dx[k], dy[k]), r: r[k], leader: leader[k] === 1, count: count[k], marks, group: k });
    }
    for (let k = 0; k < placed.n; k++) {
      const m = placed.mark[k];
      const marks = placed.mark.subarray(k, k + 1);
      found.push({ ...at(m, placed.dx[k], placed.dy[k]), r: this.radiusOf(m), leader: placed.leader[k] === 1, count: placed.carries[k], marks, group: -1 });
    }
    return (this.known = found);
  }

  /** The symbol at a place of the map, the nearest of several. @param {number} x @param {number} y @param {number} beside  pixels @returns {Symbol|null} */
  at(x, y, beside) {
    /** @type {Symbol|null} */
    let found = null;
    let nearest = Infinity;
    for (const symbol of this.symbols) {
      const away = Math.hypot(symbol.x - x, symbol.y - y);
      if (away > symbol.r + beside || away - symbol.r >= nearest) continue;
      [found, nearest] = [symbol, away - symbol.r];
    }
    return found;
  }

  /** The incident whose disc a place of the map lies in, where it is the only one there and its symbol stands by itself. @param {number} x @param {number} y @returns {number|null} */
  discAt(x, y) {
    const { columns, drawing, view } = this;
    if (!columns || !drawing) return null;
    const screen = screenOf(view);
    const { position, radius, incident } = columns.marks;
    let found = -1;
    for (const m of drawing.discs) {
      const [px, py] = this.placeOf(screen, m);
      if (Math.hypot(px - x, py - y) > radius[m] / screen.metresPerPixel(position[2 * m + 1])) continue;
      if (found >= 0) return null;
      found = m;
    }
    const { n, mark } = drawing.placed;
    return found >= 0 && mark.subarray(0, n).includes(found) ? incident[found] : null;
  }

  remove() {
    this.canvas.remove();
  }
}
