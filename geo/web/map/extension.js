// @ts-check
/**
 * A deck.gl layer extension: which instances are painted and picked is decided on the graphics card, from each
 * incident's first and last possible day, so that a step of the timeline only sets a uniform.
 *
 * Painting (`paint: true`): hue is the fill colour, the form says how well the incident is verified.
 * A dashed line: its course is likely, not confirmed.
 */

import { sift } from "./lines.js";
import { shadersOf } from "./shaders.js";
import { holdBack } from "./thrift.js";

/**
 * @typedef {object} Settings
 * @property {[number, number]} range  days since 1970-01-01, both inclusive
 * @property {number} certainly  1: wholly within the range, 0: possibly within
 * @property {number} glide  part of a day that playing is ahead of the range, 0…1
 * @property {number} trace  strength of what ended before the range; 0 hides it
 * @property {number} fade  days over which what came in loses its strength, and what is past the rest of it; 0: neither
 * @property {number} least  strength that fading leaves
 * @property {[number, number, number]} paper  0…1
 */

/**
 * How the forms are painted, by number, as geo/style/symbols.py says.
 * @typedef {{square: boolean, core: number, rim: number, paperRim: boolean, dashes: number, dashShare: number,
 *            corner: number, scale: number}} FormStyle
 * @typedef {object} Symbols
 * @property {FormStyle[]} forms
 * @property {{fill: number, line: number}} disc  opacities, 0…1
 * @property {{role: string, width: number, opacity: number, dashed: boolean}[]} strokes  of lines, the lowest first
 * @property {{trace: number, least: number}} fade
 * @property {number} haloGap  pixels
 * @property {string} selection  the colour around what is chosen or pointed at
 */

/** The table of symbols; set before the first layer is made. @type {{symbols: Symbols|null}} */
export const look = { symbols: null };

/** One object for all layers: change it, then ask deck to redraw. @type {Settings} */
export const settings = {
  range: [0, 0],
  certainly: 0,
  glide: 0,
  trace: 0,
  fade: 0,
  least: 1,
  paper: [1, 1, 1],
};

/** For what has no dates of its own: it is in every window. */
const ALWAYS = { range: [0, 0], certainly: 0, glide: 0, trace: 0, fade: 0 };

/** Form, whether the filter lets it through, whether it is dashed, and a spare byte. */
const SHOWN = [0, 1, 0, 0];
const NOWHERE = [0, 0];

/** How many days before the window are drawn too. @param {Settings} [of] */
export const pastDays = ({ trace, fade } = settings) => (trace > 0 ? Infinity : Math.ceil(fade));

/** deck.gl calls these with the layer as `this`, the extension as argument. */
export class IncidentExtension {
  /** @param {{paint?: boolean, round?: boolean, coat?: boolean}} options */
  constructor(options = {}) {
    this.opts = options;
  }

  /** @param {any} other */
  equals(other) {
    return other === this || JSON.stringify(other.opts) === JSON.stringify(this.opts);
  }

  isEnabled() {
    return true;
  }

  /** @param {IncidentExtension} extension */
  getShaders(extension) {
    return shadersOf(look.symbols?.forms ?? [], extension.opts);
  }

  /** @this {any} @param {any} _context @param {IncidentExtension} extension */
  initializeState(_context, extension) {
    this.getAttributeManager()?.addInstanced({
      instanceSpan: { size: 2, accessor: "getSpan", defaultValue: [0, 0] },
      instanceFacts: { size: 4, type: "uint8", accessor: "getFacts", defaultValue: SHOWN },
    });
    if (extension.opts.round) {
      this.getAttributeManager()?.addInstanced({
        instanceAside: { size: 2, type: "sint16", accessor: "getAside", defaultValue: NOWHERE },
      });
    }
  }

  /** @this {any} */
  draw() {
    const { instances, sifted } = this.props;
    for (const model of this.getModels()) {
      instances?.bind(this, model);
      if (sifted) sift(this, model, settings, pastDays());
      holdBack(model);
    }
    this.setShaderModuleProps({
      incident: { ...settings, ...(this.props.always ? ALWAYS : {}) },
    });
  }

  getSubLayerProps() {
    return {};
  }

  getNeedsPickingBuffer() {
    return false;
  }

  updateState() {}
  onNeedsRedraw() {}
  finalizeState() {}
}
IncidentExtension.componentName = "IncidentExtension";
IncidentExtension.extensionName = "IncidentExtension";
IncidentExtension.defaultProps = {
  getSpan: { type: "accessor", value: [0, 0] },
  getFacts: { type: "accessor", value: SHOWN },
  getAside: { type: "accessor", value: NOWHERE },
};
