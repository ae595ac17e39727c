// @ts-check
/**
 * The dataset's columns, as `geo/layers/columns.py` writes them: a JSON header, then aligned little-endian arrays.
 *
 * @typedef {{value: string, label: string, definition?: string, color?: {light: string, dark: string},
 *            form?: number}} Option
 * @typedef {{id: string, label: string, multi: boolean, options: Option[]}} Facet
 * @typedef {{id: string, name: string, native: string|null, aliases: string[]}} ActorEntry
 * @typedef {{index: number, id: string, title: string, when: string, where: string, headline: string}} Row
 * @typedef {Uint8Array|Uint16Array|Uint32Array|Int32Array|Float32Array} Numbers
 * @typedef {{values: Numbers, offsets?: Uint32Array}} FacetColumn
 *
 * @typedef {object} Header
 * @property {number} n
 * @property {string} title
 * @property {string} dataset
 * @property {string} version
 * @property {{start: number, end: number}} span
 * @property {{start: number, end: number}} dense
 * @property {Facet[]} facets
 * @property {ActorEntry[]} actors
 * @property {{value: string, label: string}[]} stances
 * @property {{label: string, radius: number}[]} sizes
 * @property {{value: string, label: string}[]} forms
 * @property {number} backgroundKind  index of the kind that is hidden unless asked for, or -1
 * @property {string|null} rows  address of the rows' words
 * @property {string[]} ids
 * @property {{from: number, to: number, longest: number}[]} runs  marks by class of span
 * @property {{incident: number, role: 'route'|'joint'|'area', path: [number, number][]}[]} lines
 * @property {Record<string, {dtype: string, offset: number, length: number}>} arrays
 *
 * @typedef {object} Marks
 * @property {number} n
 * @property {Uint32Array} incident
 * @property {Float32Array} position  longitude, latitude
 * @property {Float32Array} radius  metres; 0 where the place is not a disc
 * @property {Uint8Array} size
 * @property {Uint8Array} form
 * @property {Int8Array} offset  pixels right and down of the place, for incidents at one site
 * @property {Int8Array} near  the same, but only far out, for places close together
 * @property {Uint32Array} site  marks with the same number stand at one place
 */

const ARRAYS = {
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  u4: Uint32Array,
  i4: Int32Array,
  f4: Float32Array,
};

export class Columns {
  /**
   * @param {Header} header
   * @param {ArrayBuffer} buffer
   * @param {number} base  where the arrays begin
   */
  constructor(header, buffer, base) {
    this.header = header;
    this.n = header.n;
    this.ids = header.ids;
    /** @type {(name: string) => any} */
    this.array = (name) => {
      const spec = header.arrays[name];
      if (!spec) return null;
      const Type = ARRAYS[/** @type {keyof typeof ARRAYS} */ (spec.dtype)];
      return new Type(buffer, base + spec.offset, spec.length);
    };
    this.start = /** @type {Int32Array} */ (this.array("start"));
    this.end = /** @type {Int32Array} */ (this.array("end"));
    this.placed = /** @type {Uint8Array} */ (this.array("placed"));
    this.claims = {
      offsets: /** @type {Uint32Array} */ (this.array("claims.offsets")),
      actor: /** @type {Uint16Array} */ (this.array("claims.actor")),
      stance: /** @type {Uint8Array} */ (this.array("claims.stance")),
    };
    this.targets = {
      offsets: /** @type {Uint32Array} */ (this.array("targets.offsets")),
      actor: /** @type {Uint16Array} */ (this.array("targets.actor")),
    };
    /** @type {Marks} */
    this.marks = {
      n: header.arrays["marks.incident"].length,
      incident: this.array("marks.incident"),
      position: this.array("marks.position"),
      radius: this.array("marks.radius"),
      size: this.array("marks.size"),
      form: this.array("marks.form"),
      offset: this.array("marks.offset"),
      near: this.array("marks.near"),
      site: this.array("marks.site"),
    };
    /** @type {Map<string, FacetColumn>} */
    this.facetColumns = new Map();
    for (const { id, multi } of header.facets) {
      const values = this.array(`facet.${id}`);
      this.facetColumns.set(id, multi ? { values, offsets: this.array(`facet.${id}.offsets`) } : { values });
    }
    /** @type {Promise<Row[]>|null} */
    this.words = null;
  }

  /** @param {string} id @returns {number} -1 where there is no such incident */
  indexOf(id) {
    this.places ??= new Map(this.ids.map((known, index) => [known, index]));
    return this.places.get(id) ?? -1;
  }

  /**
   * @param {string} id
   * @returns {FacetColumn}
   */
  facet(id) {
    const column = this.facetColumns.get(id);
    if (!column) throw new Error(`There is no facet "${id}" in this dataset.`);
    return column;
  }

  /** Words of some incidents, in the order asked for. @param {number[]} indices @returns {Promise<Row[]>} */
  async rows(indices) {
    if (!this.header.rows) return [];
    this.words ??= fetch(this.header.rows).then((answer) => answer.json());
    const words = await this.words;
    return indices.map((index) => ({ ...words[index], index }));
  }
}

/** @param {ArrayBuffer} buffer */
export function decodeColumns(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = /** @type {Header} */ (JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))));
  const base = Math.ceil((4 + length) / 8) * 8;
  return new Columns(header, buffer, base);
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
