// @ts-check
/**
 * A person's own layers on the map: a canvas of their own between the ground and the incidents, drawn anew where the
 * camera, the layers or the features of the window have changed. There is none where no layer is shown.
 *
 * @typedef {import('../core/store.js').ShownLayer} ShownLayer
 * @typedef {import('../core/store.js').OwnLayer} OwnLayer
 * @typedef {import('./own_drawing.js').Box} Box
 * @typedef {import('./own_drawing.js').Layer} Layer
 * @typedef {import('./packed_shapes.js').Placed} Placed
 * @typedef {import('./packed_shapes.js').Packed} Packed
 * @typedef {{layers: ShownLayer[], ownLayers: OwnLayer[], window: import('../core/store.js').Window, theme: 'light'|'dark',
 *            rim: string, font: string, moving: boolean}} Wanted  moving: somebody drags through the dates, or they play
 */
import { WORLD } from "../core/projection.js";
import { SYMBOLS } from "../symbols/table.js";
import { pixelFrom, screenOf } from "./ground.js";
import { isThere, labelsOf, paintGround, paintSquares, writeLabels } from "./own_drawing.js";
import { unpackedFeature } from "./packed_shapes.js";

/** Pixels beyond the map in which something may still reach into it. */
const MARGIN = 10;
/** Labels that are tried: more than a map has room for. */
const MOST_LABELS = 400;

/** By digest: the content never changes. @type {Map<string, Placed[]|"asked">} */
const known = new Map();

export class OwnLayers {
  /** @type {HTMLCanvasElement|null} */
  canvas = null;
  key = "";
  /** What was drawn of each layer. @type {Placed[][]} */
  drawn = [];
  /** Boxes of squares and labels, where no name of the ground may lie. @type {Box[]} */
  taken = [];
  /** Where symbols stood when all was last at rest: beside them labels stand, and stay while dates move. @type {Box[]} */
  discs = [];

  /** @param {HTMLElement} element  the map @param {() => void} changed  features have come */
  constructor(element, changed) {
    this.element = element;
    this.changed = changed;
  }

  /**
   * @param {any} view  the camera @param {Wanted} wanted
   * @param {() => {x: number, y: number, r: number}[]} symbols  of incidents
   */
  draw(view, wanted, symbols) {
    const layers = wanted.layers.map((layer) => ({ layer, features: this.featuresOf(layer, wanted.ownLayers) }));
    const { width, height, zoom, longitude, latitude, bearing } = view;
    const ratio = window.devicePixelRatio || 1;
    const there = layers.map(({ features }) => features.filter((feature) => isThere(feature, wanted.window)));
    if (there.every((features) => !features.length)) return this.clear();
    if (!wanted.moving) this.discs = there.some(hasLabels) ? symbols().map(discOf) : [];
    const same = there.every((features, k) => sameItems(features, this.drawn[k]));
    const styles = layers.map(({ layer }) => layer.colour);
    const key = [width, height, ratio, zoom, longitude, latitude, bearing, wanted.theme, wanted.font, styles, placesIn(this.discs)].join(" ");
    if (key === this.key && same && there.length === this.drawn.length) return;
    Object.assign(this, { key, drawn: there });
    const screen = screenOf(view);
    const pen = this.penFor(width, height, ratio);
    /** @type {Layer[]} */
    const all = [];
    /** @type {Box[]} */
    const taken = [];
    for (const by of copiesIn(screen, there)) {
      const [left, top, right, bottom] = seenBox(screen, by);
      const sights = there.map((features, k) => ({
        colour: SYMBOLS.ownHues[layers[k].layer.colour][wanted.theme],
        rim: wanted.rim,
        features: features.filter(({ bounds }) => bounds[0] <= right && bounds[2] >= left && bounds[1] <= bottom && bounds[3] >= top),
      }));
      const place = (/** @type {number} */ x, /** @type {number} */ y) => pixelFrom(screen, x + by - screen.middle[0], y - screen.middle[1]);
      const [x, y] = place(0, 0);
      const scale = Math.hypot(screen.cos, screen.sin);
      for (const sight of sights) {
        pen.setTransform(ratio * screen.cos, -ratio * screen.sin, ratio * screen.sin, ratio * screen.cos, ratio * x, ratio * y);
        paintGround(pen, sight, scale);
        pen.setTransform(ratio, 0, 0, ratio, 0, 0);
        taken.push(...paintSquares(pen, sight, place));
        all.push({ ...sight, features: sight.features.map((feature) => ({ ...feature, at: /** @type {[number, number]} */ ([feature.at[0] + by, feature.at[1]]) })) });
      }
    }
    const place = (/** @type {number} */ x, /** @type {number} */ y) => pixelFrom(screen, x - screen.middle[0], y - screen.middle[1]);
    const labels = labelsOf(pen, mostLabelled(all), place, { width, height }, [...taken, ...this.discs], wanted.font);
    writeLabels(pen, labels, wanted.font);
    this.taken = [...taken, ...labels.map(({ box }) => box)];
  }

  /** The features of a layer, as soon as they are here. @param {ShownLayer} layer @param {OwnLayer[]} own @returns {Placed[]} */
  featuresOf({ digest }, own) {
    const address = own.find((one) => one.digest === digest)?.address;
    const found = known.get(digest);
    if (!address || found === "asked") return [];
    if (found) return found;
    known.set(digest, "asked");
    fetch(address)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then((/** @type {{unit: number, features: Packed[]}} */ { unit, features }) => {
        known.set(digest, features.map((feature) => unpackedFeature(feature, unit)));
        this.changed();
      })
      .catch((reason) => {
        known.delete(digest);
        console.warn("A layer could not be loaded.", reason);
      });
    return [];
  }

  /** An empty canvas, as large as the map. @param {number} width @param {number} height @param {number} ratio */
  penFor(width, height, ratio) {
    if (!this.canvas) {
      this.canvas = document.createElement("canvas");
      this.canvas.className = "ia-map-own";
      this.canvas.setAttribute("aria-hidden", "true");
      // Above the ground's canvas, and below the corner in which the incidents' one hangs.
      this.element.querySelector(".maplibregl-canvas-container")?.append(this.canvas);
    }
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== wide || this.canvas.height !== high) Object.assign(this.canvas, { width: wide, height: high });
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, wide, high);
    return pen;
  }

  clear() {
    if (!this.canvas) return;
    this.canvas.remove();
    Object.assign(this, { canvas: null, key: "", drawn: [], taken: [], discs: [] });
  }
}

/** What of a copy of the world is on the map, in pixels of the world. @param {import('./ground.js').Screen} screen @param {number} by  where the copy begins @returns {Box} */
export function seenBox({ width, height, middle, cos, sin }, by) {
  const square = cos * cos + sin * sin;
  const [wide, high] = [width / 2 + MARGIN, height / 2 + MARGIN];
  const across = (Math.abs(cos) * wide + Math.abs(sin) * high) / square;
  const down = (Math.abs(sin) * wide + Math.abs(cos) * high) / square;
  return [middle[0] - by - across, middle[1] - down, middle[0] - by + across, middle[1] + down];
}

/** Where the copies of the world begin of which something may be seen. @param {import('./ground.js').Screen} screen @param {Placed[][]} there @returns {number[]} */
export function copiesIn(screen, there) {
  const all = there.flat();
  const west = all.reduce((least, { bounds }) => Math.min(least, bounds[0]), Infinity);
  const east = all.reduce((most, { bounds }) => Math.max(most, bounds[2]), -Infinity);
  const [left, , right] = seenBox(screen, 0);
  const first = Math.ceil((left - east) / WORLD);
  const last = Math.floor((right - west) / WORLD);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => WORLD * (first + k));
}

/** @param {Layer[]} layers */
function mostLabelled(layers) {
  let left = MOST_LABELS;
  return layers.map((layer) => {
    const features = layer.features.filter(({ words }) => words).slice(0, left);
    left -= features.length;
    return { ...layer, features };
  });
}

/** @param {Placed[]} a @param {Placed[]|undefined} b */
const sameItems = (a, b) => a.length === b?.length && a.every((one, k) => one === b[k]);

/** @param {Placed[]} features */
const hasLabels = (features) => features.some(({ words }) => words);

/** @param {{x: number, y: number, r: number}} symbol @returns {Box} */
const discOf = ({ x, y, r }) => [x - r, y - r, x + r, y + r];

/** One number for where boxes are. @param {Box[]} boxes */
const placesIn = (boxes) => boxes.reduce((sum, [left, top, right]) => sum + left * 3 + top * 7 + right, boxes.length);
