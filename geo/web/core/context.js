// @ts-check
/**
 * Context (meetings, statements) told apart from acts.
 *
 * @typedef {import('./columns.js').Columns} Columns
 */

/** @type {WeakMap<Columns, Uint8Array|null>} */
const known = new WeakMap();

/** Per incident 1 where it is of a kind that is no act; null where none is. @param {Columns} columns @returns {Uint8Array|null} */
export function contextOf(columns) {
  const before = known.get(columns);
  if (before !== undefined) return before;
  const { header, n } = columns;
  const options = header.facets.find(({ id }) => id === "kind")?.options ?? [];
  const isContext = Uint8Array.from(options, ({ value }) => (header.context?.kinds.includes(value) ? 1 : 0));
  const kinds = isContext.includes(1) ? columns.facet("kind").values : null;
  const found = new Uint8Array(kinds ? n : 0);
  for (let i = 0; kinds && i < n; i++) found[i] = isContext[kinds[i]];
  const result = found.includes(1) ? found : null;
  known.set(columns, result);
  return result;
}
