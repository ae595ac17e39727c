// @ts-check
/**
 * The dataset's columns, as `geo/layers/browser_columns.py` writes them.
 *
 * @typedef {{light: string, dark: string}} Hue  a colour by theme
 * @typedef {{value: string, label: string, definition?: string, color?: Hue,
 *            form?: number, other?: string}} Option  other: what all are called that share its hue
 * @typedef {{id: string, label: string, multi: boolean, options: Option[], legend?: number[]}} Facet  legend: the places of
 *     the options in the order of the legend, where it is another
 * @typedef {{id: string, name: string, native: string|null, aliases: string[]}} ActorEntry
 * @typedef {{index: number, id: string, title: string, when: string, where: string, headline: string, killed?: string,
 *            wounded?: string}} TextRow  an incident in words
 * @typedef {import('./unpacking.js').Numbers} Numbers
 * @typedef {{values: Numbers, offsets?: Uint32Array}} FacetColumn
 *
 * @typedef {object} Header
 * @property {number} n
 * @property {string} title
 * @property {string} dataset
 * @property {string} version
 * @property {{start: number, end: number}} span
 * @property {{start: number, end: number}} dense
 * @property {{start: number, end: number}} [core]  without background; of all that is known, whatever is hidden
 * @property {Facet[]} facets
 * @property {[string, number, boolean][]|null} [fileColumns]  of the file's rows: name, different values, whether it can
 *     be chosen; null where they are not kept
 * @property {ActorEntry[]} actors
 * @property {{value: string, label: string, definition: string, basis: boolean}[]} stances  basis: says whose act it was
 * @property {{value: 'any'|'perpetrator'|'party'|'target', label: string, definition: string}[]} roles
 * @property {{label: string, radius: number}[]} sizes
 * @property {{value: string, label: string}[]} forms
 * @property {{kinds: string[], forms: Record<string, string>}} [context]  kinds that are no acts, and by the form of an act
 *     that of context attested as well
 * @property {number} backgroundKind  index of the kind that is hidden unless asked for, or -1
 * @property {string|null} rows  address of the rows' words
 * @property {string[]|null} ids  null: an incident's id is `idPrefix` and its number
 * @property {string} [idPrefix]
 * @property {{from: number, to: number, longest: number}[]} runs  marks by class of span
 * @property {{incident: number, role: 'route'|'joint'|'area', path: [number, number][]}[]} lines
 * @property {import('../map/area_counts.js').Areas} [areas]  the governorates of a map by area
 * @property {Record<number, string>|null} [siteBadges]  by mark which of its incident's several sites it is: "1/2"; null: each
 *     has one site
 * @property {Record<string, import('./unpacking.js').Spec>} arrays
 *
 * @typedef {object} Marks
 * @property {number} n
 * @property {Uint32Array} incident
 * @property {Float32Array} position  longitude, latitude
 * @property {Float32Array} radius  metres; 0 where the place is not a disc
 * @property {Uint8Array} size
 * @property {Uint8Array} form
 * @property {Uint32Array} site  marks with the same number stand at one place
 */

import { unpackBlock } from "./unpacking.js";

/** Facets that columns of the person's own file fill (geo/model/file_columns.py). */
export const FILE_COLUMNS = ["column1", "column2", "column3", "column4"];

/** @param {string} id of a facet */
export const isFileColumn = (id) => FILE_COLUMNS.includes(id);

const PLACES = 1e4; // of a degree, about ten metres: as geo/layers/placement.py has it

/** A number per mark; marks at one place share it. @param {Float32Array} position */
function sitesOf(position) {
  const sites = new Uint32Array(position.length / 2);
  /** @type {Map<number, number>} */
  const known = new Map();
  for (let m = 0; m < sites.length; m++) {
    const cell = Math.round(position[2 * m] * PLACES) * 4e6 + Math.round(position[2 * m + 1] * PLACES);
    let site = known.get(cell);
    if (site === undefined) known.set(cell, (site = known.size));
    sites[m] = site;
  }
  return sites;
}

export class Columns {
  /**
   * @param {Header} header
   * @param {(name: string) => any} array  one of the arrays; unpacked when it is first asked for
   */
  constructor(header, array) {
    this.header = header;
    this.array = array;
    this.n = header.n;
    this.ids = header.ids;
    this.start = /** @type {Int32Array} */ (array("start"));
    this.end = /** @type {Int32Array} */ (array("end"));
    this.placed = /** @type {Uint8Array} */ (array("placed"));
    /** @type {Marks} */
    this.marks = {
      n: header.arrays["marks.incident"].length,
      incident: array("marks.incident"),
      position: array("marks.position"),
      radius: array("marks.radius"),
      size: array("marks.size"),
      form: array("marks.form"),
      get site() {
        known ??= sitesOf(this.position);
        return known;
      },
    };
    /** @type {Uint32Array|null} */
    let known = null;
    /** @type {Map<string, FacetColumn>} */
    this.facetColumns = new Map();
    /** @type {Promise<TextRow[]>|null} */
    this.words = null;
    /** @type {TextRow[]|null} */
    this.here = null;
    /** @type {Map<string, number>|null} */
    this.places = null;
    /** @type {{offsets: Uint32Array, marks: Uint32Array}|null} */
    this.byIncident = null;
    /** Whom the map asks for its cells, where the incidents are too many to be here. @type {import('../source/database.js').DatabaseSource|null} */
    this.source = null;
  }

  /** By incident the number of how it is tied to governorates, in the header's `areas.ties`. @returns {Uint16Array} */
  get areaCode() {
    return this.header.arrays["areas.code"] ? this.array("areas.code") : new Uint16Array(this.n);
  }

  /** The ledger, by incident. */
  get claims() {
    return {
      offsets: /** @type {Uint32Array} */ (this.array("claims.offsets")),
      actor: /** @type {Uint16Array} */ (this.array("claims.actor")),
      stance: /** @type {Uint8Array} */ (this.array("claims.stance")),
    };
  }

  /** Who took part without a known direction, by incident. */
  get parties() {
    return {
      offsets: /** @type {Uint32Array} */ (this.array("parties.offsets")),
      actor: /** @type {Uint16Array} */ (this.array("parties.actor")),
    };
  }

  get targets() {
    return {
      offsets: /** @type {Uint32Array} */ (this.array("targets.offsets")),
      actor: /** @type {Uint16Array} */ (this.array("targets.actor")),
    };
  }

  /** @param {number} index @returns {string} */
  idOf(index) {
    return this.ids ? this.ids[index] : `${this.header.idPrefix}${index}`;
  }

  /** @param {string} id @returns {number} -1 where there is no such incident */
  indexOf(id) {
    if (this.ids) {
      this.places ??= new Map(this.ids.map((known, index) => [known, index]));
      return this.places.get(id) ?? -1;
    }
    const index = Number(id.slice(this.header.idPrefix?.length ?? 0));
    return Number.isInteger(index) && index >= 0 && index < this.n && this.idOf(index) === id ? index : -1;
  }

  /** The marks of an incident. @param {number} index @returns {Iterable<number>} */
  marksOf(index) {
    const { incident, n } = this.marks;
    if (this.header.arrays["marks.incident"].range) return index < n ? [index] : [];
    if (!this.byIncident) {
      const offsets = new Uint32Array(this.n + 1);
      for (let m = 0; m < n; m++) offsets[incident[m] + 1]++;
      for (let i = 0; i < this.n; i++) offsets[i + 1] += offsets[i];
      const marks = new Uint32Array(n);
      const next = offsets.slice();
      for (let m = 0; m < n; m++) marks[next[incident[m]]++] = m;
      this.byIncident = { offsets, marks };
    }
    const { offsets, marks } = this.byIncident;
    return marks.subarray(offsets[index], offsets[index + 1]);
  }

  /**
   * @param {string} id
   * @returns {FacetColumn}
   */
  facet(id) {
    let column = this.facetColumns.get(id);
    if (!column) {
      const known = this.header.facets.find((facet) => facet.id === id);
      if (!known) throw new Error(`There is no facet "${id}" in this dataset.`);
      const values = this.array(`facet.${id}`);
      column = known.multi ? { values, offsets: this.array(`facet.${id}.offsets`) } : { values };
      this.facetColumns.set(id, column);
    }
    return column;
  }

  /** Words of some incidents, in the order asked for. @param {number[]} indices @returns {Promise<TextRow[]>} */
  async rows(indices) {
    if (!this.header.rows) return [];
    this.words ??= fetch(this.header.rows).then((answer) => answer.json());
    const words = (this.here = await this.words);
    return indices.map((index) => ({ ...words[index], index }));
  }

  /** Whether all words that there are have come. */
  get rowsAreHere() {
    return !this.header.rows || this.here !== null;
  }

  /** Words of an incident that have come. @param {number} index @returns {TextRow|undefined} */
  rowHere(index) {
    return this.here ? { ...this.here[index], index } : undefined;
  }
}

/** @param {ArrayBuffer} buffer */
export function decodeColumns(buffer) {
  /** @type {{header: Header, array: (name: string) => any}} */
  const { header, array } = unpackBlock(buffer);
  return new Columns(header, array);
}

/** @type {Map<string, Promise<Columns>>} */
const loaded = new Map();

/** Columns of one address; the address holds the data's hash, so an answer never goes stale. @param {string} address */
export function loadColumns(address) {
  let pending = loaded.get(address);
  if (!pending) {
    pending = fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(`The incidents could not be loaded (${answer.status}).`);
      return decodeColumns(await answer.arrayBuffer());
    });
    pending.catch(() => loaded.delete(address));
    loaded.set(address, pending);
  }
  return pending;
}
