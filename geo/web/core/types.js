// @ts-check
/**
 * Names for the shapes that the panel, the facets and the legend read. Types only: nothing here runs.
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./store.js").State} State
 * @typedef {import("./store.js").Filter} Filter
 * @typedef {import("./store.js").Window} Window
 * @typedef {import("./columns.js").Columns} Columns
 * @typedef {import("./columns.js").Facet} Facet
 * @typedef {import("./columns.js").Option} Option
 * @typedef {import("./columns.js").TextRow} TextRow
 * @typedef {import("../source/source.js").Source} Source
 * @typedef {import("../source/source.js").Row} Row
 * @typedef {import("./columns.js").ActorEntry} ActorEntry
 * @typedef {State["match"]} Match
 * @typedef {{destroy: () => void}} Mounted
 *
 * @typedef {object} LedgerEntry
 * @property {string} known_since
 * @property {string} who
 * @property {string} stance
 * @property {string|null} [about]
 * @property {string|null} [source]
 * @property {string|number|null} [paragraph]
 * @property {string|null} [note]
 *
 * @typedef {{label: string, definition?: string}} Term
 * @typedef {object} Card
 * @property {string} id
 * @property {string} title
 * @property {string} [summary]
 * @property {string|Term} [kind]
 * @property {string} [when]
 * @property {string} [where]
 * @property {[string, string][]} [facts]
 * @property {string} [headline]
 * @property {Term} [verification]
 * @property {{columns: string[], rows: (string|number|null)[][]}} [casualties]
 * @property {LedgerEntry[]} [ledger]
 * @property {{title: string, publisher?: string|null, paragraph?: string|number|null}[]} [sources]
 * @property {{where: string, cells: [string, string][]}[]} [sourceRows]
 */
export {};
