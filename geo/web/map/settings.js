// @ts-check
/** What all layers of incidents draw by: the window of dates. */
import { SYMBOLS } from "../symbols/table.js";

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

/** One object for all layers: change it, then ask deck to redraw. @type {Settings} */
export const settings = {
  range: [0, 0],
  certainly: 0,
  glide: 0,
  trace: 0,
  fade: 0,
  least: SYMBOLS.fade.least,
  paper: [1, 1, 1],
};

/** How many days before the window are drawn too. @param {Settings} [of] */
export const pastDays = ({ trace, fade } = settings) => (trace > 0 ? Infinity : Math.ceil(fade));
