// @ts-check
/**
 * How many people killed or wounded a filter asks for, and which incidents that means. `geo/filter/figure_range.py` means
 * the same, and one table of cases (tests/figure_range_cases.json) tests both.
 *
 * @typedef {import('./columns.js').Columns} Columns
 * @typedef {{least: number|null, most: number|null, unstated: boolean}} FigureRange  least null: only where no figure is
 *     stated; most null: no bound; both counted
 * @typedef {"killed"|"wounded"} FigureName
 */
import { numberWords } from "./words.js";

/** What is counted, with its label. @type {Record<FigureName, string>} */
export const FIGURES = { killed: "Killed", wounded: "Wounded" };
export const FIGURE_NAMES = /** @type {FigureName[]} */ (Object.keys(FIGURES));
const MOST_PEOPLE = 1_000_000_000;
const NOT_STATED = -1; // in place of a figure's lowest number

/** @param {Columns} columns @param {Partial<Record<FigureName, FigureRange>>} figures @param {Uint8Array} mask  changed in place */
export function keepFigures(columns, figures, mask) {
  for (const name of FIGURE_NAMES) {
    const asked = figures[name];
    if (asked) keep(columns.array(`${name}.low`), columns.array(`${name}.above`), asked, mask);
  }
}

/** @param {Int32Array} low @param {Uint32Array} above  by how much the highest number is above it @param {FigureRange} asked @param {Uint8Array} mask */
function keep(low, above, { least, most, unstated }, mask) {
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i]) continue;
    if (low[i] === NOT_STATED) mask[i] = unstated ? 1 : 0;
    else mask[i] = least !== null && low[i] + above[i] >= least && (most === null || low[i] <= most) ? 1 : 0;
  }
}

/** “10 or more”, “1 to 5”, “up to 5”, “none”, “not stated”. @param {FigureRange} asked */
export function figureWords({ least, most, unstated }) {
  const parts = least === null ? [] : [stated(least, most)];
  if (unstated) parts.push("not stated");
  return parts.join(", or ");
}

/** @param {number} least @param {number|null} most */
function stated(least, most) {
  if (most === null) return least ? `${numberWords(least)} or more` : "any figure stated";
  if (most === least) return most ? numberWords(most) : "none";
  return least ? `${numberWords(least)} to ${numberWords(most)}` : `up to ${numberWords(most)}`;
}

/** As an address has it: 10-, 1-5, 0, not_stated, or a range and not_stated. @param {FigureRange} asked */
export function figureParameter({ least, most, unstated }) {
  const range = least === null ? [] : [least === most ? String(least) : `${least}-${most ?? ""}`];
  return [...range, ...(unstated ? ["not_stated"] : [])].join(",");
}

/**
 * What two typed bounds ask for, or what is wrong with one of them. An empty bound is open; without both nothing is asked.
 * @param {string} from @param {string} to
 * @returns {{least: number|null, most: number|null} | {problem: string, edge: "from"|"to"}}
 */
export function typedRange(from, to) {
  const [least, most] = [typedNumber(from), typedNumber(to)];
  if (Number.isNaN(least)) return { problem: notNumber(from), edge: "from" };
  if (Number.isNaN(most)) return { problem: notNumber(to), edge: "to" };
  if (least !== null && most !== null && most < least)
    return { problem: `${numberWords(most)} is less than ${numberWords(least)}: the second number must not be smaller.`, edge: "to" };
  return { least: least === null && most !== null ? 0 : least, most };
}

/** NaN: not a number that can be asked for; null: nothing was typed. @param {string} text */
function typedNumber(text) {
  const plain = text.trim().replace(/(\d)[,\s](?=\d{3}(\D|$))/g, "$1");
  if (plain === "") return null;
  return /^\d{1,10}$/.test(plain) && Number(plain) <= MOST_PEOPLE ? Number(plain) : NaN;
}

/** @param {string} text */
const notNumber = (text) => `“${text.trim().slice(0, 40)}” is not a number of people. Type a whole number, 0 or more, such as 10.`;
