// @ts-check
/**
 * Reads what `geo/layers/array_packing.py` writes: a JSON header, then arrays, each written as short as its values allow.
 * An array is unpacked when it is first asked for.
 *
 * @typedef {Uint8Array|Int8Array|Uint16Array|Uint32Array|Int32Array|Float32Array} Numbers
 * @typedef {object} Spec
 * @property {string} dtype  as the reader gets it
 * @property {number} length  items
 * @property {number} offset  bytes
 * @property {number} [constant]  every item is this
 * @property {boolean} [range]  0, 1, 2, …
 * @property {string} [wire]  dtype in which it was sent
 * @property {number} [base]  to add to what was sent
 * @property {number[]} [values]  what was sent numbers these
 * @property {boolean} [cumulate]  lengths were sent
 */

const TYPES = /** @type {const} */ ({
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  u4: Uint32Array,
  i4: Int32Array,
  f4: Float32Array,
});

/** @param {string} dtype */
const typeOf = (dtype) => TYPES[/** @type {keyof typeof TYPES} */ (dtype)];

/**
 * @param {Spec} spec
 * @param {ArrayBuffer} buffer
 * @param {number} base  where the arrays begin
 * @returns {Numbers}
 */
function unpack(spec, buffer, base) {
  const { dtype, length, offset, cumulate } = spec;
  if (!cumulate) return items(spec, length, buffer, base + offset);
  const lengths = items(spec, length - 1, buffer, base + offset);
  const ends = new (typeOf(dtype))(length);
  for (let i = 0, sum = 0; i < lengths.length; i++) ends[i + 1] = sum += lengths[i];
  return ends;
}

/** @param {Spec} spec @param {number} count @param {ArrayBuffer} buffer @param {number} at @returns {Numbers} */
function items({ dtype, constant, range, wire, base = 0, values }, count, buffer, at) {
  const Type = typeOf(dtype);
  if (!wire && constant === undefined && !range) return new Type(buffer, at, count);
  const out = new Type(count);
  if (constant !== undefined) return out.fill(constant);
  if (range) {
    for (let i = 0; i < count; i++) out[i] = i;
    return out;
  }
  const sent = new (typeOf(wire ?? dtype))(buffer, at, count);
  if (values) {
    const known = Float32Array.from(values);
    for (let i = 0; i < count; i++) out[i] = known[sent[i]];
  } else for (let i = 0; i < count; i++) out[i] = sent[i] + base;
  return out;
}

/**
 * @template {{arrays: Record<string, Spec>}} Header
 * @param {ArrayBuffer} buffer
 * @returns {{header: Header, array: (name: string) => any}}
 */
export function unpackBlock(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = /** @type {Header} */ (JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))));
  const base = Math.ceil((4 + length) / 8) * 8;
  /** @type {Map<string, Numbers>} */
  const known = new Map();
  return {
    header,
    array(name) {
      const spec = header.arrays[name];
      if (!spec) return null;
      let found = known.get(name);
      if (!found) known.set(name, (found = unpack(spec, buffer, base)));
      return found;
    },
  };
}
