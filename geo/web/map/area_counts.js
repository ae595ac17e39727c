// @ts-check
/**
 * Incidents by governorate: which each is in, for certain or possibly, was worked out by the server; a window only counts.
 * What is in a governorate without a boundary, or in none for certain, is drawn nowhere and told in the legend.
 *
 * The same as geo/count/area_ties.py; tests/area_count_cases.json holds both together.
 *
 * @typedef {{id: string, name: string, country: string, x: number, y: number, room: number, rings: number[][], people?: number|null}} MapArea
 *   lengths in pixels at zoom 0; middle and radius of the largest circle inside; rings: x, y, x, y …; how many live there
 * @typedef {[number[], number[], string, (number|boolean)?, string?]} Tie  certainly in, possibly in, "country:name" of a governorate
 *   without a boundary, whether nothing closer is known, "country:name" of one without a boundary that counts by its place
 * @typedef {{list: MapArea[], borders: number[][], ties: Tie[], noun?: 'governorate'|'area', basis?: string, perPeople?: boolean}} Areas
 *   noun: what one of them is called; basis: whose boundaries; perPeople: a number is a rate (area_rates.js)
 * @typedef {{drawn: number, several: number, coarse: number, placed: [string, number][], unmatched: [string, number][], unknown: string[], unsure: number}} AreaTally
 *   all incidents are drawn, unmatched and unsure together; several: in more than one; coarse: known to the governorate
 *   only; placed: of the drawn, those of a stated name without a boundary, by their place; unknown: countries of the unmatched
 * @typedef {{start: ArrayLike<number>, end: ArrayLike<number>, n: number, areaCode: ArrayLike<number>, header: {areas?: Areas},
 *            weight?: ArrayLike<number>}} Counted  weight: how many incidents each stands for, where a database has added them up
 */
import { MOST_CLASSES } from "./hexagons.js";
import { numberWords } from "../core/words.js";
import { rateTenths, rateWords } from "./area_rates.js";

/** @type {Areas} */
const NONE = { list: [], borders: [], ties: [] };

/** The least count of each class, for counts up to `most`: see area_bounds in geo/layers/hexagons.py. @param {number} most */
export function areaBounds(most) {
  if (most <= MOST_CLASSES) return Array.from({ length: most }, (_, k) => k + 1);
  const found = [1];
  for (let step = 1; step < MOST_CLASSES; step++) {
    const bound = rounded((most * step * step) / MOST_CLASSES ** 2);
    if (bound > found[found.length - 1]) found.push(bound);
  }
  return found;
}

/** The nearest of 1, 2, 3, 4, 5, 6, 8, 10, 15, 20 …; of two the lower. @param {number} value */
function rounded(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  const steps = [2, 3, 4, 6, 8, 10, 12, 16, 20].filter((part) => part !== 3 || power > 1).map((part) => (part * power) / 2);
  return steps.reduce((best, bound) => (Math.abs(bound - value) < Math.abs(best - value) ? bound : best));
}

/** 41, or 41–47 where more may be there. @param {number} certain @param {number} possible */
export const rangeWords = (certain, possible) => (possible ? `${numberWords(certain)}–${numberWords(certain + possible)}` : numberWords(certain));

/** What colours an area: its count or its rate in tenths. @param {Areas} areas @param {number} k @param {number} count */
export const shownOf = ({ list, perPeople }, k, count) => (perPeople ? rateTenths(count, list[k].people ?? null) : count);

/** What can stand in an area, the fullest first: 41–47, or 41+ where that has no room; nothing where no rate can be told. @param {Areas} areas @param {number} k @param {number} certain @param {number} possible @returns {string[]} */
export function areaNumberWords({ list, perPeople }, k, certain, possible) {
  const people = list[k].people ?? null;
  if (perPeople && people === null) return [];
  const words = (/** @type {number} */ more) => (perPeople && people !== null ? rateWords(certain, people, more) : rangeWords(certain, more));
  return possible ? [words(possible), `${words(0)}+`] : [words(0)];
}

/** Whether a governorate without an incident is not known to be empty. @param {AreaTally} tally @param {string} country */
export const isUnknown = ({ unknown }, country) => unknown.includes(country) || unknown.includes("");

/** What the legend says of a map by area. @param {Areas|undefined} areas @param {import('./cell_counts.js').Cells} cells @returns {import('../core/store.js').AreasInView|undefined} */
export function areasInView(areas, { counts, possible, tally }) {
  if (!tally || !possible || !areas) return undefined;
  const numbers = areas.list.map((_, k) => k);
  const told = numbers.filter((k) => possible[k] && areaNumberWords(areas, k, counts[k], possible[k]).length);
  const order = (/** @type {number} */ k) => Number(counts[k] === 0) * 100 + areaNumberWords(areas, k, counts[k], possible[k])[0].length;
  told.sort((a, b) => order(a) - order(b) || counts[a] - counts[b] || possible[a] - possible[b]);
  const none = numbers.filter((k) => shownOf(areas, k, counts[k]) === 0);
  return {
    tally,
    none: none.length > 0,
    unknown: none.some((k) => isUnknown(tally, areas.list[k].country)),
    range: told.length ? [counts[told[0]], possible[told[0]]] : null,
    rates: areas.perPeople ? { unknown: areas.list.some(({ people }) => (people ?? null) === null), range: told.length ? areaNumberWords(areas, told[0], counts[told[0]], possible[told[0]]) : [] } : undefined,
    noun: areas.noun ?? "governorate",
    basis: areas.basis ?? "Natural Earth",
  };
}

/** @param {Map<string, number>} counted @param {string} named  country:name @param {number} count */
function add(counted, named, count) {
  const name = named.slice(named.indexOf(":") + 1);
  counted.set(name, (counted.get(name) ?? 0) + count);
}

/** @param {Map<string, number>} counted @returns {[string, number][]} */
const mostFirst = (counted) => [...counted].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));

export class AreaCounts {
  asked = -1;
  most = 0;

  /** @param {Counted} columns */
  constructor(columns) {
    this.columns = columns;
    this.areas = columns.header.areas ?? NONE;
    const { list, ties } = this.areas;
    this.byTie = new Uint32Array(ties.length);
    this.certain = new Uint32Array(list.length);
    this.possible = new Uint32Array(list.length);
    this.keys = Float64Array.from(list, (_, k) => k);
  }

  /** Count incidents by number. @param {(incident: number) => boolean} includes @returns {AreaTally} certain and possible are this object's, until the next count */
  tally(includes) {
    const { byTie, certain, possible, areas, columns } = this;
    const { areaCode, n, weight } = columns;
    for (const counts of [byTie, certain, possible]) counts.fill(0);
    for (let i = 0; i < n; i++) if (includes(i)) byTie[areaCode[i]] += weight ? weight[i] : 1;
    /** @type {Map<string, number>} */
    const unmatched = new Map();
    /** @type {Map<string, number>} */
    const placed = new Map();
    const unknown = new Set();
    const found = { drawn: 0, several: 0, coarse: 0, unsure: 0 };
    areas.ties.forEach(([within, maybe, strange, coarse, named], tie) => {
      const count = byTie[tie];
      if (!count) return;
      for (const area of within) certain[area] += count;
      for (const area of maybe) possible[area] += count;
      if (within.length) found.drawn += count;
      if (within.length > 1) found.several += count;
      if (within.length && coarse) found.coarse += count;
      if (!within.length && !strange) found.unsure += count;
      if (named) add(placed, named, count);
      if (!strange) return;
      unknown.add(strange.slice(0, strange.indexOf(":")));
      add(unmatched, strange, count);
    });
    return { ...found, placed: mostFirst(placed), unmatched: mostFirst(unmatched), unknown: [...unknown].sort() };
  }

  /**
   * What a window holds.
   * @param {{mask: Uint8Array, masked: number}} filtered @param {[number, number]} range  days @param {boolean} certainly
   * @returns {import('./cell_counts.js').Cells}
   */
  count({ mask, masked }, [first, last], certainly) {
    const { start, end } = this.columns;
    if (this.asked !== masked) {
      this.tally((i) => mask[i] === 1);
      this.most = this.certain.reduce((most, count, k) => Math.max(most, shownOf(this.areas, k, count)), 0);
      this.asked = masked;
    }
    return this.cells((i) => mask[i] === 1 && (certainly ? start[i] >= first && end[i] <= last : start[i] <= last && end[i] >= first), this.most);
  }

  /**
   * Incidents by number as the map draws them.
   * @param {(incident: number) => boolean} includes @param {number} most  what the classes follow from
   * @returns {import('./cell_counts.js').Cells} a cell is a governorate, its key the number of it; good until the next count
   */
  cells(includes, most) {
    const tally = this.tally(includes);
    const { keys, certain, possible } = this;
    return { mode: "areas", level: 0, n: keys.length, keys, counts: certain, possible, tally, most, leftOut: 0, surface: null };
  }
}

/** Whether an incident is in a governorate for certain. @param {Pick<Counted, "areaCode"|"header">} columns @param {number} incident @param {number} area */
export const isInArea = ({ areaCode, header }, incident, area) => header.areas?.ties[areaCode[incident]][0].includes(area) ?? false;
