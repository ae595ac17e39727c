/**
 * The shapes the timeline works with. Days are whole calendar days since 1970-01-01, without a time zone.
 *
 * @typedef {{start: number, end: number}} Span first and last day, both inclusive
 * @typedef {'day' | 'week' | 'month' | 'year'} Unit
 * @typedef {'start' | 'end'} Edge
 * @typedef {Edge | 'whole'} Part which part of the window is moved
 * @typedef {'none' | 'fade' | 'keep'} Trace
 *
 * @typedef {{value: string, label: string, definition?: string, color?: {light: string, dark: string}}} Option
 * @typedef {{id: string, label: string, multi: boolean, options: Option[]}} FacetHeader
 * @typedef {{values: Uint8Array | Uint16Array, offsets?: Uint32Array}} FacetColumn
 *
 * @typedef {{
 *   n: number, start: Int32Array, end: Int32Array, placed: Uint8Array,
 *   facet(id: string): FacetColumn,
 *   header: {span: Span, dense: Span, facets: FacetHeader[]},
 * }} Columns
 *
 * @typedef {{
 *   theme: 'light' | 'dark', columns: Columns | null, window: Span, match: 'possibly' | 'certainly',
 *   filter: {background: boolean}, mask: Uint8Array | null, colorBy: string,
 *   hovered: number | null, dragging: boolean, playing: boolean, trace: Trace,
 * }} State
 *
 * @typedef {{
 *   get(): State,
 *   set(patch: Partial<State>, origin?: string): void,
 *   subscribe(keys: string[], fn: (state: State, patch: Partial<State>) => void): () => void,
 *   commit(): void,
 * }} Store
 */

/** The name under which the timeline writes to the store. */
export const ORIGIN = 'timeline';
