// @ts-check
/**
 * Dates as people type them. What can be read in two ways is read with the day first, and says so.
 *
 * @typedef {import('./types.js').Edge} Edge
 * @typedef {import('./types.js').Span} Span
 * @typedef {{year: string | null, month: number, date: string | null, unsure?: boolean}} Parsed  month 0–11
 * @typedef {{day: number, note: string}} Read  note: how it was read, where that is not certain; else empty
 */
import { FIRST_YEAR, LAST_YEAR, MONTHS, dayOf, longDate, parts } from "../core/dates.js";

export const ALLOWED =
  "Write a day as 27 Dec 2019, 27 Dec, 27/12/2019 or 2019-12-27, a month as Dec 2019, a year as 2019; " +
  `from ${FIRST_YEAR} to ${LAST_YEAR}.`;

/** @param {string} name @returns {number} 0–11, or -1 */
function monthIndex(name) {
  const wanted = name.toLowerCase();
  if (wanted.length < 3) return -1;
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(wanted === "sept" ? "sep" : wanted));
}

/**
 * Day and month as two numbers: the day first, unless only the other way is a date.
 * @param {string} first @param {string} second @param {string | null} year @returns {Parsed}
 */
function numbers(first, second, year) {
  const [a, b] = [Number(first), Number(second)];
  if (b > 12 && a <= 12) return { year, month: a - 1, date: second };
  return { year, month: b - 1, date: first, unsure: a <= 12 && a !== b };
}

const NTH = "(?:st|nd|rd|th)?";
/** Between the parts: a stroke, a dash, a dot, a comma or a space. */
const SIGN = "[\\s./,–-]+";

/** @type {[RegExp, (m: string[]) => Parsed][]} */
const FORMS = [
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, (m) => ({ year: m[1], month: Number(m[2]) - 1, date: m[3] })],
  [/^(\d{4})(\d{2})(\d{2})$/, (m) => ({ year: m[1], month: Number(m[2]) - 1, date: m[3] })],
  // Only the order with dots has one meaning everywhere.
  [/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})?$/, (m) => ({ year: m[3] ?? null, month: Number(m[2]) - 1, date: m[1] })],
  [/^(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4}|\d{2})$/, (m) => numbers(m[1], m[2], m[3])],
  [/^(\d{1,2})\/(\d{1,2})$/, (m) => numbers(m[1], m[2], null)],
  [new RegExp(`^(\\d{1,2})${NTH}(?:${SIGN}|(?=[a-z]))([a-z]+)\\.?(?:${SIGN}(\\d{4}|\\d{2}))?$`, "i"), (m) => ({ year: m[3] ?? null, month: monthIndex(m[2]), date: m[1] })],
  [new RegExp(`^([a-z]+)\\.?${SIGN}(\\d{1,2})${NTH}(?:${SIGN}(\\d{4}))?$`, "i"), (m) => ({ year: m[3] ?? null, month: monthIndex(m[1]), date: m[2] })],
  [new RegExp(`^([a-z]+)\\.?${SIGN}(\\d{4})$`, "i"), (m) => ({ year: m[2], month: monthIndex(m[1]), date: null })],
  [/^([a-z]+)\.?$/i, (m) => ({ year: null, month: monthIndex(m[1]), date: null })],
  [/^(\d{4})[-/.](\d{1,2})$/, (m) => ({ year: m[1], month: Number(m[2]) - 1, date: null })],
  [/^(\d{1,2})[-/.](\d{4})$/, (m) => ({ year: m[2], month: Number(m[1]) - 1, date: null })],
];

/**
 * What a person typed as a day; a month or a year stands for its first day at the start and its last day at the end.
 * Without a year it is the year that brings the day nearest to the window, within what the dataset has.
 *
 * @param {string} text @param {Edge} edge @param {number} near  the day that holds now @param {Span} [bounds]
 * @returns {Read | null} null when it is no date between 1900 and 2100
 */
export function readDate(text, edge, near, bounds) {
  const trimmed = text.trim();
  const year = /^\d{4}$/.exec(trimmed);
  if (year) return ofYear(Number(year[0]), edge);
  for (const [form, read] of FORMS) {
    const found = form.exec(trimmed);
    if (!found) continue;
    const parsed = read(found);
    const day = dayOfParsed(parsed, edge, near, bounds);
    if (day === null) return null;
    return { day, note: parsed.unsure ? `Read with the day first: ${longDate(day)}.` : parsed.year === null ? `Read as ${longDate(day)}.` : "" };
  }
  return null;
}

/** @param {number} year @param {Edge} edge @returns {Read | null} */
function ofYear(year, edge) {
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  return { day: edge === "start" ? dayOf(year, 0, 1) : dayOf(year, 11, 31), note: "" };
}

/** @param {Parsed} parsed @param {Edge} edge @param {number} near @param {Span} [bounds] @returns {number | null} */
function dayOfParsed({ year, month, date }, edge, near, bounds) {
  const around = parts(near).year;
  if (year !== null) {
    const parsed = Number(year);
    // Two figures: the century that is nearest.
    return dayIn(year.length === 2 ? parsed + 100 * Math.round((around - parsed) / 100) : parsed, month, date, edge);
  }
  const first = bounds ? parts(bounds.start).year : around - 1;
  const last = bounds ? parts(bounds.end).year : around + 1;
  // A year more on either side: 29 February, and days beyond the data, which are read as such.
  const days = [];
  for (let one = first - 1; one <= last + 1; one++) {
    const day = dayIn(one, month, date, edge);
    if (day !== null) days.push(day);
  }
  const held = days.filter((day) => !bounds || (day >= bounds.start && day <= bounds.end));
  const far = (/** @type {number} */ day) => Math.abs(day - near);
  return (held.length ? held : days).reduce((best, day) => (far(day) < far(best) ? day : best), days[0]) ?? null;
}

/** @param {number} year @param {number} month @param {string | null} date @param {Edge} edge @returns {number | null} */
function dayIn(year, month, date, edge) {
  if (month < 0 || month > 11 || year < FIRST_YEAR || year > LAST_YEAR) return null;
  if (date === null) return edge === "start" ? dayOf(year, month, 1) : dayOf(year, month + 1, 0);
  const day = dayOf(year, month, Number(date));
  return parts(day).month === month && Number(date) > 0 ? day : null;
}
