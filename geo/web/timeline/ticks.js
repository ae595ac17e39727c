// @ts-check
/**
 * The labels of the time axis: years, months or days, and the year wherever it begins.
 *
 * @typedef {import('./types.js').Unit} Unit
 * @typedef {{day: number, label: string, brief: string, major: boolean}} Tick `brief` where the label has no room
 * @typedef {{day: number, label: string, major: boolean, x: number}} PlacedTick
 */

import { floorTo, nextUnit, parts, shortMonth } from "../core/dates.js";

const GAP = 9; // between two labels, in CSS pixels

/**
 * @type {{unit: Unit, step: number, days: number, room: number}[]} finest first; `room` is what a label takes
 */
const STEPS = [
  { unit: "day", step: 1, days: 1, room: 26 },
  { unit: "week", step: 1, days: 7, room: 46 },
  { unit: "month", step: 1, days: 30.4, room: 32 },
  { unit: "month", step: 3, days: 91, room: 32 },
  { unit: "year", step: 1, days: 365, room: 38 },
  { unit: "year", step: 2, days: 730, room: 38 },
  { unit: "year", step: 5, days: 1826, room: 38 },
  { unit: "year", step: 10, days: 3652, room: 38 },
  { unit: "year", step: 25, days: 9131, room: 38 },
  { unit: "year", step: 50, days: 18262, room: 38 },
];

/** @param {number} pixelsPerDay */
const stepFor = (pixelsPerDay) => STEPS.find((s) => s.days * pixelsPerDay >= s.room) ?? STEPS[STEPS.length - 1];

/**
 * The days that get a tick.
 * @param {number} from
 * @param {number} to
 * @param {{unit: Unit, step: number}} step
 * @returns {number[]}
 */
function tickDays(from, to, { unit, step }) {
  const found = [];
  for (let day = floorTo(from, unit); day < to; day = nextUnit(day, unit)) {
    const { year, month } = parts(day);
    const counted = unit === "year" ? year : unit === "month" ? month : 0;
    if (day >= from && counted % step === 0) found.push(day);
  }
  return found;
}

/**
 * @param {number} day
 * @param {Unit} unit
 * @param {number | null} before the tick before, null for the first
 * @returns {Tick}
 */
function tick(day, unit, before) {
  const { year, month, date } = parts(day);
  const last = before === null ? null : parts(before);
  const newYear = last?.year !== year;
  const name = shortMonth(month);
  if (unit === "year") return { day, label: String(year), brief: String(year), major: true };
  if (unit === "month") {
    const label = newYear ? `${name} ${year}` : name;
    return { day, label, brief: newYear && last ? String(year) : name, major: newYear };
  }
  const newMonth = last?.month !== month || newYear;
  const label = newYear ? `${date} ${name} ${year}` : newMonth ? `${date} ${name}` : String(date);
  return { day, label, brief: newMonth ? `${date} ${name}` : String(date), major: newMonth };
}

/**
 * Ticks with labels that do not touch: those that name a year or a month first, the others where room is left.
 * A view that begins far before its first label gets its own at the left edge.
 *
 * @param {{from: number, to: number, left: number, right: number, pixelsPerDay: number, x(day: number): number}} scale
 * @param {(text: string) => number} widthOf
 * @returns {PlacedTick[]} an empty label: only the tick is drawn
 */
export function placedTicks(scale, widthOf) {
  const step = stepFor(scale.pixelsPerDay);
  const days = tickDays(scale.from, scale.to, step);
  const context = contextLabel(scale.from, step.unit);
  const room = (days.length ? scale.x(days[0]) : scale.right) - scale.left;
  const said = room > widthOf(context) + GAP; // the left edge then names what the first label need not repeat
  const all = days.map((day, i) => tick(day, step.unit, i ? days[i - 1] : said ? scale.from : null));
  /** @type {[number, number][]} */
  const taken = [];
  const fits = (/** @type {number} */ x, /** @type {string} */ text) => {
    const right = x + widthOf(text);
    if (right > scale.right + 8 || taken.some(([a, b]) => x < b + GAP && right > a - GAP)) return false;
    taken.push([x, right]);
    return true;
  };
  /** @type {Map<number, string>} */
  const labels = new Map();
  for (const major of [true, false]) {
    for (const { day, label, brief, major: isMajor } of all) {
      if (isMajor !== major) continue;
      const text = [label, brief].find((t) => fits(scale.x(day) + 4, t));
      if (text) labels.set(day, text);
    }
  }
  const placed = all.map(({ day, major }) => ({ day, major, x: scale.x(day), label: labels.get(day) ?? "" }));
  if (said && fits(scale.left, context))
    placed.unshift({ day: scale.from, major: true, x: scale.left - 4, label: context });
  return placed;
}

/**
 * What the left edge belongs to, where its own tick lies outside.
 * @param {number} from
 * @param {Unit} unit
 */
function contextLabel(from, unit) {
  const { year, month } = parts(from);
  return unit === "year" ? String(year) : `${shortMonth(month)} ${year}`;
}
