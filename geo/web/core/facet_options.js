// @ts-check
/**
 * What incidents have of a facet, and the colours and forms of its options.
 *
 * @typedef {import('./columns.js').Columns} Columns
 * @typedef {import('./columns.js').Facet} Facet
 * @typedef {import('./columns.js').Header} Header
 * @typedef {import('./columns.js').Option} Option
 */

/** The first value that an incident has in a facet. @param {Columns} columns @param {string} id @param {number} index */
export function facetValue(columns, id, index) {
  const column = columns.facet(id);
  if (!column.offsets) return column.values[index];
  const [from, to] = [column.offsets[index], column.offsets[index + 1]];
  return to > from ? column.values[from] : undefined;
}

/** @param {Columns} columns @param {string} id @param {number} index @returns {Option|undefined} */
export function facetOption(columns, id, index) {
  const facet = columns.header.facets.find((known) => known.id === id);
  const value = facet ? facetValue(columns, id, index) : undefined;
  return value === undefined ? undefined : facet?.options[value];
}

/**
 * The colours of a facet: options that share one ("Other") count as one; last comes that of no value.
 * @param {Facet|undefined} facet
 * @returns {{of: Uint16Array, first: number[]}} of: by option the number of its colour; first: by colour its first option
 */
export function coloursOfFacet(facet) {
  const options = facet?.options ?? [];
  const of = new Uint16Array(options.length + 1);
  /** @type {number[]} */
  const first = [];
  /** @type {Map<string, number>} */
  const shared = new Map();
  options.forEach(({ other }, k) => {
    of[k] = (other === undefined ? undefined : shared.get(other)) ?? first.push(k) - 1;
    if (other !== undefined) shared.set(other, of[k]);
  });
  of[options.length] = first.push(options.length) - 1;
  return { of, first };
}

/**
 * The name of the form that a verification is drawn in; of an incident by its kind too.
 * @param {Header} header @param {Option|undefined} option @param {string} [kind]
 */
export function formName(header, option, kind = "") {
  const form = option?.form === undefined ? (option?.value ?? "reported") : (header.forms[option.form]?.value ?? option.value);
  return header.context?.kinds.includes(kind) ? (header.context.forms[form] ?? form) : form;
}
