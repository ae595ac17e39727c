// @ts-check
/**
 * Single incidents of the tiles in view as columns, so that they are drawn, picked and windowed like those of a small
 * dataset. A tile's incidents are kept as they came; here they are put together.
 *
 * @typedef {{header: any, array: (name: string) => any}} Block
 * @typedef {import('../../core/columns.js').Header} Header
 */
import { Columns } from "../../core/columns.js";

/** As geo/layers/browser_columns.py: up to a day, a month, a year, and longer. */
const SPAN_CLASSES = [1, 31, 366];
/** Name, type and numbers an item. @type {[string, any, number][]} */
const OF_INCIDENTS = [["start", Int32Array, 1], ["end", Int32Array, 1], ["colour", Uint8Array, 1]];
/** @type {[string, any, number][]} */
const OF_MARKS = [
  ["position", Float32Array, 2],
  ["radius", Float32Array, 1],
  ["size", Uint8Array, 1],
  ["form", Uint8Array, 1],
];

/** @param {number} days */
const spanClass = (days) => SPAN_CLASSES.filter((most) => days > most).length;

/**
 * @param {Block[]} blocks  tiles that overlap nowhere
 * @param {Header} header  of the whole
 * @param {string} colorBy
 */
export function singlesOf(blocks, header, colorBy) {
  const all = joined(blocks);
  const { n, incident, start, end } = all;
  const classes = Uint8Array.from({ length: n }, (_, i) => spanClass(end[i] - start[i] + 1));
  const order = Uint32Array.from({ length: incident.length }, (_, m) => m);
  order.sort((a, b) => classes[incident[b]] - classes[incident[a]] || start[incident[a]] - start[incident[b]] || a - b);
  const told = headerFor(header, all, colorBy, runsOf(order, classes, all), order.length);
  return { columns: new Columns(told, arraysFor(order, all, colorBy)), titles: all.titles };
}

/**
 * No incidents, and the places of signs, so that counted signs can stand there: mark k is the k-th.
 * @param {import('./field.js').Cell[]} signs @param {Header} header  of the whole @param {string} colorBy
 */
export function signColumns(signs, header, colorBy) {
  const told = headerFor(header, { n: 0, ids: [], lines: [] }, colorBy, [], 0);
  const position = Float32Array.from(signs.flatMap(({ middle }) => middle));
  const arrays = arraysFor(new Uint32Array(0), { ...joined([]), n: 0 }, colorBy);
  return new Columns(told, (name) => (name === "marks.position" ? position : name === "marks.size" ? new Uint8Array(signs.length) : arrays(name)));
}

/** All tiles one after another. @param {Block[]} blocks */
function joined(blocks) {
  /** @type {Record<string, any>} */
  const all = { n: 0, ids: [], titles: [], lines: [] };
  const marks = blocks.reduce((sum, { array }) => sum + array("mark.incident").length, 0);
  const n = blocks.reduce((sum, { header }) => sum + header.n, 0);
  for (const [name, Type, wide] of OF_INCIDENTS) all[name] = new Type(n * wide);
  for (const [name, Type, wide] of OF_MARKS) all[name] = new Type(marks * wide);
  all.incident = new Uint32Array(marks);
  let mark = 0;
  for (const { header, array } of blocks) {
    for (const [name, , wide] of OF_INCIDENTS) all[name].set(array(name), all.n * wide);
    for (const [name, , wide] of OF_MARKS) all[name].set(array(`mark.${name}`), mark * wide);
    const own = array("mark.incident");
    for (let m = 0; m < own.length; m++) all.incident[mark++] = own[m] + all.n;
    for (const line of header.lines) all.lines.push({ ...line, incident: line.incident + all.n });
    all.ids.push(...header.ids);
    all.titles.push(...header.titles);
    all.n += header.n;
  }
  return all;
}

/** @param {Uint32Array} order @param {Uint8Array} classes @param {Record<string, any>} all */
function runsOf(order, classes, { start, end, incident }) {
  /** @type {Header["runs"]} */
  const runs = [];
  order.forEach((mark, m) => {
    const i = incident[mark];
    const last = runs.at(-1);
    const days = end[i] - start[i] + 1;
    if (!last || classes[incident[order[last.from]]] !== classes[i]) runs.push({ from: m, to: m + 1, longest: days });
    else Object.assign(last, { to: m + 1, longest: Math.max(last.longest, days) });
  });
  return runs;
}

/** @param {Header} header @param {Record<string, any>} all @param {string} colorBy @param {Header["runs"]} runs @param {number} marks @returns {Header} */
function headerFor(header, { n, ids, lines }, colorBy, runs, marks) {
  const facets = header.facets.filter(({ id }) => id === colorBy).map((facet) => ({ ...facet, multi: false }));
  const arrays = { "marks.incident": { dtype: "u4", length: marks, offset: 0 } };
  return { ...header, n, ids, facets, runs, lines, rows: null, arrays };
}

/** @param {Uint32Array} order @param {Record<string, any>} all @param {string} colorBy */
function arraysFor(order, all, colorBy) {
  /** @type {Record<string, any>} */
  const arrays = {
    start: all.start,
    end: all.end,
    placed: new Uint8Array(all.n).fill(1),
    [`facet.${colorBy}`]: all.colour,
    "marks.incident": order.map((mark) => all.incident[mark]),
  };
  for (const [name, Type, wide] of OF_MARKS) {
    const sorted = new Type(order.length * wide);
    order.forEach((mark, m) => {
      for (let k = 0; k < wide; k++) sorted[m * wide + k] = all[name][mark * wide + k];
    });
    arrays[`marks.${name}`] = sorted;
  }
  return (/** @type {string} */ name) => arrays[name] ?? null;
}
