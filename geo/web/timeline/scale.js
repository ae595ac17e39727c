// @ts-check
/**
 * The time axis: which days are in view and where they lie on the plot.
 *
 * @typedef {import('./types.js').Span} Span
 * @typedef {import('./types.js').Unit} Unit
 */

import { floorTo, nextUnit } from "../core/dates.js";

const LEAST_DAYS = 10; // the closest that the axis zooms in
/** @type {[Unit, number, number][]} days, and the narrowest bar that reads well in CSS pixels */
const UNITS = [
  ["day", 1, 7],
  ["week", 7, 6],
  ["month", 30.44, 3],
];

/** The finest unit whose bars are wide enough. @param {number} pixelsPerDay @returns {Unit} */
export function binUnit(pixelsPerDay) {
  return UNITS.find(([, days, least]) => days * pixelsPerDay >= least)?.[0] ?? "year";
}

/** What a dragged edge snaps to. @param {number} pixelsPerDay @returns {"day"|"week"|"month"} */
export function snapUnit(pixelsPerDay) {
  const unit = binUnit(pixelsPerDay);
  return unit === "year" ? "month" : unit;
}

/** The nearest beginning of a unit. @param {number} day with a fraction @param {Unit} unit */
export function nearest(day, unit) {
  const before = floorTo(day, unit);
  const after = nextUnit(before, unit);
  return day - before < after - day ? before : after;
}

/** Days in view as a half-open range [from, to) on the pixels [left, right]. */
export class Scale {
  from = 0;
  to = LEAST_DAYS;
  left = 0;
  right = 1;
  /** @type {Span} all that can be chosen */
  bounds = { start: 0, end: LEAST_DAYS - 1 };

  /** @param {number} day @returns {number} pixels */
  x(day) {
    return this.left + (day - this.from) * this.pixelsPerDay;
  }

  /** @param {number} x pixels @returns {number} day with a fraction */
  at(x) {
    return this.from + (x - this.left) / this.pixelsPerDay;
  }

  get pixelsPerDay() {
    return Math.max(1, this.right - this.left) / (this.to - this.from);
  }

  /** The widest view. @returns {{from: number, to: number}} */
  get whole() {
    const missing = Math.max(0, LEAST_DAYS - (this.bounds.end + 1 - this.bounds.start)) / 2;
    return { from: this.bounds.start - missing, to: this.bounds.end + 1 + missing };
  }

  get zoomed() {
    return this.to - this.from < this.whole.to - this.whole.from - 0.5;
  }

  /** Show a range of days, kept within the bounds. @param {number} from @param {number} to */
  show(from, to) {
    const whole = this.whole;
    const days = Math.min(Math.max(to - from, LEAST_DAYS), whole.to - whole.from);
    const centred = (from + to - days) / 2;
    this.from = Math.min(Math.max(centred, whole.from), whole.to - days);
    this.to = this.from + days;
  }

  /** @param {number} factor below 1 zooms in @param {number} x the pixel that keeps its day */
  zoom(factor, x) {
    const day = Math.min(Math.max(this.at(x), this.from), this.to);
    const whole = this.whole;
    const days = Math.min(Math.max((this.to - this.from) * factor, LEAST_DAYS), whole.to - whole.from);
    const from = day - ((day - this.from) / (this.to - this.from)) * days;
    this.show(from, from + days);
  }

  /** @param {number} days */
  pan(days) {
    const length = this.to - this.from;
    const whole = this.whole;
    this.from = Math.min(Math.max(this.from + days, whole.from), whole.to - length);
    this.to = this.from + length;
  }

  /**
   * Pan as little as needed to have a span in view.
   * @param {Span} span
   * @returns {boolean} whether the view moved
   */
  reveal(span) {
    const before = this.from;
    if (span.end + 1 > this.to) this.pan(span.end + 1 - this.to);
    if (span.start < this.from && span.end + 1 - span.start <= this.to - this.from) this.pan(span.start - this.from);
    return this.from !== before;
  }

  /**
   * Have a span in view, wider than before where it must be.
   * @param {Span} span
   * @returns {boolean} whether the view moved
   */
  include(span) {
    const { from, to } = this;
    if (span.end + 1 - span.start > to - from) this.show(Math.min(span.start, this.whole.to), span.end + 1);
    else this.reveal(span);
    return this.from !== from || this.to !== to;
  }
}
