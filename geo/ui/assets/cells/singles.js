// @ts-check
/**
 * Single incidents of the tiles in view as columns, so that they are drawn, picked and windowed like those of a small
 * dataset. A tile's incidents are kept as they came; here they are put together.
 *
 * @typedef {{header: any, array: (name: string) => any}} Block
 * @typedef {import('../columns.js').Header} Header
 */
import { Columns } from "../columns.js";

/** As geo/layers/columns.py: up to a day, a month, a year, and longer. */
const SPAN_CLASSES = [1, 31, 366];
const COLUMNS = /** @type {const} */ ([
  ["start", Int32Array, 1],
  ["end", Int32Array, 1],
  ["colour", Uint8Array, 1],
  ["position", Float32Array, 2],
  ["radius", Float32Array, 1],
  ["size", Uint8Array, 1],
  ["form", Uint8Array, 1],
  ["offset", Int8Array, 2],
]);

/** @param {number} days */
const spanClass = (days) => SPAN_CLASSES.filter((most) => days > most).length;

/**
 * @param {Block[]} blocks  tiles that overlap nowhere
 * @param {Header} header  of the whole
 * @param {string} colorBy
 */
export function singlesOf(blocks, header, colorBy) {
  const n = blocks.reduce((sum, block) => sum + block.header.n, 0);
  /** @type {string[]} */
  const ids = [];
  /** @type {string[]} */
  const titles = [];
  /** @type {Record<string, any>} */
  const all = {};
  for (const [name, Type, wide] of COLUMNS) all[name] = new Type(n * wide);
  let at = 0;
  for (const { header: told, array } of blocks) {
    for (const [name, , wide] of COLUMNS) all[name].set(array(name), at * wide);
    ids.push(...told.ids);
    titles.push(...told.titles);
    at += told.n;
  }
  const classes = Uint8Array.from({ length: n }, (_, i) => spanClass(all.end[i] - all.start[i] + 1));
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => classes[b] - classes[a] || all.start[a] - all.start[b] || a - b);
  const columns = new Columns(headerFor(header, n, ids, colorBy, runsOf(order, classes, all)), arraysFor(order, all, n, colorBy));
  return { columns, titles };
}

/** @param {Uint32Array} order @param {Uint8Array} classes @param {Record<string, any>} all */
function runsOf(order, classes, { start, end }) {
  /** @type {Header["runs"]} */
  const runs = [];
  order.forEach((i, m) => {
    const last = runs.at(-1);
    const days = end[i] - start[i] + 1;
    if (!last || classes[order[last.from]] !== classes[i]) runs.push({ from: m, to: m + 1, longest: days });
    else Object.assign(last, { to: m + 1, longest: Math.max(last.longest, days) });
  });
  return runs;
}

/** @param {Header} header @param {number} n @param {string[]} ids @param {string} colorBy @param {Header["runs"]} runs @returns {Header} */
function headerFor(header, n, ids, colorBy, runs) {
  const facets = header.facets.filter(({ id }) => id === colorBy).map((facet) => ({ ...facet, multi: false }));
  const arrays = { "marks.incident": { dtype: "u4", length: n, offset: 0 } };
  return { ...header, n, ids, facets, runs, rows: null, lines: [], arrays };
}

/** @param {Uint32Array} order @param {Record<string, any>} all @param {number} n @param {string} colorBy */
function arraysFor(order, all, n, colorBy) {
  /** @param {string} name @param {any} Type @param {number} [wide] */
  const sorted = (name, Type, wide = 1) => {
    const out = new Type(n * wide);
    order.forEach((i, m) => {
      for (let k = 0; k < wide; k++) out[m * wide + k] = all[name][i * wide + k];
    });
    return out;
  };
  /** @type {Record<string, any>} */
  const arrays = {
    start: all.start,
    end: all.end,
    placed: new Uint8Array(n).fill(1),
    [`facet.${colorBy}`]: all.colour,
    "marks.incident": order,
    "marks.position": sorted("position", Float32Array, 2),
    "marks.radius": sorted("radius", Float32Array),
    "marks.size": sorted("size", Uint8Array),
    "marks.form": sorted("form", Uint8Array),
    "marks.offset": sorted("offset", Int8Array, 2),
    "marks.near": new Int8Array(2 * n),
  };
  return (/** @type {string} */ name) => arrays[name] ?? null;
}
