// @ts-check
/**
 * Calendar days as whole numbers since 1970-01-01. All arithmetic is in UTC, so no time zone can shift a day.
 *
 * @typedef {import('../timeline/types.js').Unit} Unit
 * @typedef {import('../timeline/types.js').Edge} Edge
 * @typedef {import('../timeline/types.js').Span} Span
 */

const MS = 86_400_000;
const MONDAY = 4; // 1970-01-05
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2100;

const LONG = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
const monthName = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "long" });
/** Names of the months, January first. */
export const MONTHS = Array.from({ length: 12 }, (_, month) => monthName.format(Date.UTC(2000, month, 1)));

/**
 * @param {number} year
 * @param {number} month 0–11, may run over
 * @param {number} date
 * @returns {number}
 */
export const dayOf = (year, month, date) => Date.UTC(year, month, date) / MS;

/** @param {number} day @returns {{year: number, month: number, date: number}} month 0–11 */
export function parts(day) {
  const moment = new Date(Math.floor(day) * MS);
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth(), date: moment.getUTCDate() };
}

/**
 * The first day of the unit in which `day` falls; weeks begin on Monday.
 * @param {number} day
 * @param {Unit} unit
 */
export function floorTo(day, unit) {
  const whole = Math.floor(day);
  if (unit === "day") return whole;
  if (unit === "week") return Math.floor((whole - MONDAY) / 7) * 7 + MONDAY;
  const { year, month } = parts(whole);
  return dayOf(year, unit === "month" ? month : 0, 1);
}

/**
 * The first day of a later (or earlier) unit.
 * @param {number} first first day of a unit
 * @param {Unit} unit
 */
export function nextUnit(first, unit, count = 1) {
  if (unit === "day") return first + count;
  if (unit === "week") return first + 7 * count;
  const { year, month } = parts(first);
  return unit === "month" ? dayOf(year, month + count, 1) : dayOf(year + count, 0, 1);
}

/**
 * The same date in another month, or that month's last day.
 * @param {number} day
 * @param {number} count
 */
export function addMonths(day, count) {
  const { year, month, date } = parts(day);
  const lastDate = parts(dayOf(year, month + count + 1, 0)).date;
  return dayOf(year, month + count, Math.min(date, lastDate));
}

/** “27 December 2019”. @param {number} day */
export const longDate = (day) => LONG.format(day * MS);

/** @param {number} month 0–11 */
export const shortMonth = (month) => MONTHS[month].slice(0, 3);

/** “27 Dec 2019”. @param {number} day */
export function shortDate(day) {
  const { year, month, date } = parts(day);
  return `${date} ${shortMonth(month)} ${year}`;
}

/** “27 December 2019 – 8 January 2020”. @param {Span} span @param {string} [between] */
export function longSpan(span, between = " – ") {
  return span.start === span.end ? longDate(span.start) : longDate(span.start) + between + longDate(span.end);
}

/** “Week of 23 December 2019”, “December 2019”. @param {number} first @param {Unit} unit */
export function unitName(first, unit) {
  const { year, month } = parts(first);
  if (unit === "year") return String(year);
  if (unit === "month") return `${MONTHS[month]} ${year}`;
  return unit === "week" ? `Week of ${longDate(first)}` : longDate(first);
}
