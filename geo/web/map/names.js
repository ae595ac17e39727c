// @ts-check
/**
 * Names of places above symbols and discs. The ground is drawn beneath the incidents, its names would lie beneath them
 * too: so those of towns and airports are drawn here, as the ground's style says, and its own are off. While something
 * moves each name keeps its side; once all rests it steps beside symbols, as in pictures (geo/scene/place_labels.py).
 *
 * @typedef {{x: number, y: number, r: number, group: number}} Disc  group: of a counted symbol, which has a number
 * @typedef {[number, number, number, number]} Rect  left, top, right, bottom
 * @typedef {{layer: any, feature: any, side: string, away: number}} Name
 */
import { pixelOf, screenOf } from "./ground.js";
import { valueOf } from "./expressions.js";
import { Labels } from "./labels.js";
import { meet, wider } from "./overlay_geometry.js";

const LINE = 1.2;
const BASELINE = 0.31;
const PAD = 2;
/** Where a name stands from the dot, by the side of it that is tied to the dot. @type {Record<string, [number, number]>} */
const SIDES = { left: [1, 0], right: [-1, 0], top: [0, 1], bottom: [0, -1] };
/** Pixels farther from its dot that a name may stand. */
const AWAY = [0, 9, 20];
const RESTED_MS = 250;
/** Half the height of a number; and more than any symbol could hide. */
const DIGITS = 5;
const NUMBER = 1e9;

/** Layers whose names stand at a dot. @param {any} layer  of the style */
export const isAtDot = (layer) => layer.type === "symbol" && layer.layout?.["text-anchor"] !== undefined;

/** @type {Map<string, Promise<any[]>>} */
const files = new Map();

/** @param {string} address */
function featuresOf(address) {
  const known = files.get(address) ?? fetch(address).then(async (answer) => (answer.ok ? (await answer.json()).features : []));
  known.catch(() => files.delete(address));
  files.set(address, known);
  return known;
}

export class Names {
  /** Names by layer, those that matter most first. @type {Name[]} */
  all = [];
  key = "";
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  resting = undefined;
  /** Says where symbols are. @type {() => Disc[]} */
  symbols = () => [];
  /** Says where no name may lie. @type {() => Rect[]} */
  taken = () => [];
  /** @type {any} */
  view = null;

  /** @param {HTMLElement} element  the map */
  constructor(element) {
    this.labels = new Labels(element);
    // Only measures words.
    this.pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  }

  /** @param {any} style  of the ground */
  async load(style) {
    this.style = style;
    // What begins at a half zoom is in a layer of its own only because of the ground's tiles.
    const layers = style.layers.filter((/** @type {any} */ layer) => isAtDot(layer) && !layer.id.endsWith("-half")).reverse();
    const found = await Promise.all(
      layers.map(async (/** @type {any} */ layer) => {
        const features = await featuresOf(style.sources[layer.source].data);
        return features.map((/** @type {any} */ feature) => ({ layer, feature, side: "", away: 0 }));
      }),
    );
    if (this.style !== style) return;
    this.all = found.flat();
    this.key = "";
    if (this.view) this.draw(this.view);
    this.rest();
  }

  /** Where symbols have changed, names step beside them once all rests. */
  rest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.settle(), RESTED_MS);
  }

  settle() {
    if (!this.view) return;
    const screen = screenOf(this.view);
    const { zoom } = this.view;
    const discs = this.symbols();
    /** @type {Rect[]} */
    const taken = [...this.taken()];
    for (const name of this.shown(screen, zoom)) {
      const own = valueOf(name.layer.layout["text-anchor"], name.feature.properties, zoom) ?? "left";
      const sides = [own, ...Object.keys(SIDES).filter((side) => side !== own)];
      const places = AWAY.flatMap((away) => sides.map((side) => ({ side, away })));
      const boxes = places.map((place) => this.boxOf({ ...name, ...place }, screen, zoom));
      const free = [...places.keys()].filter((k) => isWithin(boxes[k], screen) && !taken.some((other) => meet(boxes[k], other)));
      const hidden = free.map((k) => discs.reduce((sum, disc) => sum + covered(boxes[k], disc), 0));
      const least = Math.min(...hidden);
      // A number that can be read is worth more than a name.
      const best = least < NUMBER ? free[hidden.indexOf(least)] : undefined;
      name.name.side = best === undefined ? "none" : places[best].side;
      name.name.away = best === undefined ? 0 : places[best].away;
      if (best !== undefined) taken.push(wider(boxes[best], PAD));
    }
    this.key = "";
    this.draw(this.view);
  }

  /** Names at this zoom on the map. @param {import('./ground.js').Screen} screen @param {number} zoom */
  shown(screen, zoom) {
    const found = [];
    for (const [id, name] of this.all.entries()) {
      const { layer, feature } = name;
      if (zoom < (layer.minzoom ?? 0) || zoom >= (layer.maxzoom ?? 24) || !valueOf(layer.filter, feature.properties, zoom)) continue;
      const [lon, lat] = feature.geometry.coordinates;
      const [x, y] = pixelOf(screen, lon, lat);
      if (x < -20 || y < -20 || x > screen.width + 20 || y > screen.height + 20) continue;
      found.push({ ...name, name, id, x, y });
    }
    return found;
  }

  /** @param {Name & {x: number, y: number}} name @param {import('./ground.js').Screen} screen @param {number} zoom @returns {Rect} */
  boxOf({ layer, feature, side, away, x, y }, screen, zoom) {
    const { size, words } = this.lettersOf(layer, feature, zoom);
    const [dx, dy] = SIDES[side] ?? [0, 0];
    const reach = this.gapOf(layer, zoom, size) + away;
    const width = this.pen.measureText(words).width;
    const height = LINE * size;
    const px = x + dx * reach;
    const py = y + dy * (reach - 1.5 + (height / 2) * 0.8);
    const left = dx > 0 ? px : dx < 0 ? px - width : px - width / 2;
    return [left, py - height / 2, left + width, py + height / 2];
  }

  /** Sets the pen to its letters. @param {any} layer @param {any} feature @param {number} zoom */
  lettersOf(layer, feature, zoom) {
    const { layout } = layer;
    const size = valueOf(layout["text-size"], feature.properties, zoom);
    const font = `${size.toFixed(2)}px "${layout["text-font"][0]}", ${this.font}`;
    if (this.pen.font !== font) this.pen.font = font;
    const name = String(valueOf(layout["text-field"], feature.properties, zoom));
    return { size, words: layout["text-transform"] === "uppercase" ? name.toUpperCase() : name };
  }

  /** Pixels from the dot to the name. @param {any} layer @param {number} zoom @param {number} size */
  gapOf(layer, zoom, size) {
    // The style says it in ems, for each side.
    const offset = valueOf(layer.layout["text-offset"], { anchor: "left" }, zoom);
    return offset[0] * size;
  }

  font = "sans-serif";

  /** @param {any} view  the camera */
  draw(view) {
    const { width, height, zoom, longitude, latitude, bearing } = view;
    const key = [width, height, zoom, longitude, latitude, bearing].join(" ");
    const moved = key !== this.key;
    if (!moved) return;
    if (this.key) this.rest();
    this.view = { width, height, zoom, longitude, latitude, bearing };
    this.key = key;
    const screen = screenOf(view);
    const shown = this.shown(screen, zoom).reverse();
    this.labels.draw(shown.flatMap((name) => this.labelOf(name, screen, zoom) ?? []));
  }

  /** Null where it has no room. @param {ReturnType<Names["shown"]>[number]} name @param {import('./ground.js').Screen} screen @param {number} zoom @returns {import('./labels.js').Label|null} */
  labelOf(name, screen, zoom) {
    const { layer, feature } = name;
    const { paint, layout } = layer;
    const side = name.side || (valueOf(layout["text-anchor"], feature.properties, zoom) ?? "left");
    if (side === "none") return null;
    const [left, top, right, bottom] = this.boxOf({ ...name, side }, screen, zoom);
    const { size, words } = this.lettersOf(layer, feature, zoom);
    return {
      id: name.id, words, size, left, width: right - left, font: this.pen.font,
      baseline: (top + bottom) / 2 + BASELINE * size,
      colour: valueOf(paint["text-color"], feature.properties, zoom),
      halo: valueOf(paint["text-halo-color"], feature.properties, zoom),
      reach: paint["text-halo-width"],
    };
  }

  remove() {
    clearTimeout(this.resting);
    this.labels.remove();
  }
}

/** @param {Rect} box @param {{width: number, height: number}} room */
const isWithin = ([left, top, right, bottom], { width, height }) => left >= PAD && top >= PAD && right <= width - PAD && bottom <= height - PAD;

/** How much of a symbol lies under a name, in pixels. @param {Rect} box @param {Disc} disc */
function covered([left, top, right, bottom], { x, y, r, group }) {
  const reach = 0.6 * r;
  if (group >= 0 && left < x + reach && right > x - reach && top < y + DIGITS && bottom > y - DIGITS) return NUMBER;
  const wide = Math.min(right, x + r) - Math.max(left, x - r);
  const high = Math.min(bottom, y + r) - Math.max(top, y - r);
  return wide > 0 && high > 0 ? wide * high : 0;
}
