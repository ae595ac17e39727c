// @ts-check
/**
 * The view as the browser holds it. One store for the page: the sidebar's facets and the stage share it, so that a
 * change in one is drawn by the other in the same instant, without asking the server.
 *
 * @typedef {{start: number, end: number}} Window  Days since 1970-01-01, both inclusive, local calendar days.
 * @typedef {{longitude: number, latitude: number, zoom: number, bearing: number, pitch: number}} Camera
 * @typedef {{ids: string[], role: 'any'|'perpetrator'|'party'|'target', stances: string[]}} ActorFilter
 * @typedef {{facets: Record<string, string[]>, actors: ActorFilter, background: boolean, text: string,
 *            columns: string[], figures: Partial<Record<import('./figure_range.js').FigureName, import('./figure_range.js').FigureRange>>,
 *            textMatches: number[]|null, area: import('./within.js').Area|null,
 *            near: import('./near.js').Near|null, nearCodes: import('./near.js').NearCodes|null, knownOn: string|null}} Filter  columns: of the file's rows, that column1 to column4 ask of: the server reads
 *            them; knownOn: 2020-01-03; the server hides what nobody had told by then
 * @typedef {{hues: Set<number>, forms: Set<number>, sizes: Set<number>, discs: boolean, routes: boolean,
 *            areas: boolean, counted: boolean, leaders: boolean, sites: boolean, cells: CellsInView|null}} InView  of what is drawn
 * @typedef {{mode: MapMode, level: number, most: number, leftOut: number, any: boolean, byArea?: AreasInView}} CellsInView  counts
 *            in place of symbols: see Cells in map/cell_counts.js
 * @typedef {{tally: import('../map/area_counts.js').AreaTally, none: boolean, unknown: boolean, range: [number, number]|null,
 *            rates?: {unknown: boolean, range: string[]}, noun: string, basis: string}} AreasInView
 *            none: a governorate holds nothing; unknown: of one it is not known; range: certain and possible of one;
 *            rates: per 100,000 people: of an area no population is known; a range and its low end in words
 * @typedef {'symbols'|'hexagons'|'density'|'areas'} MapMode
 * @typedef {{digest: string, name: string, colour: string}} ShownLayer  of a person's own: named by its content; colour: a word of LayerColour
 * @typedef {ShownLayer & {kinds: ("areas"|"lines"|"points")[], open: boolean, address: string}} OwnLayer  kinds: what it draws, the lowest
 *            first; open: a feature lacks its first or last day; address: of its features
 * @typedef {{width: number, height: number, top: number, bottom: number, right: number}} Slide  of a picture, and of the map in it
 * @typedef {object} State
 * @property {'light'|'dark'} theme
 * @property {import('../source/source.js').Source|null} source  whom the parts of the page ask about incidents
 * @property {import('./columns.js').Columns|null} columns  the source's, which the map draws from
 * @property {Window} window
 * @property {Window|null} opening  the dates that the page opens on
 * @property {'possibly'|'certainly'} match
 * @property {Filter} filter
 * @property {Uint8Array|null} mask  1 where an incident passes everything but the window
 * @property {MapMode} show  how the map shows many incidents
 * @property {string} colorBy  facet id whose colours marks, bars and legend take
 * @property {string|null} selection  incident id
 * @property {number|null} hovered  incident index
 * @property {[number, number]|null} pointer  pixels in the map, while something is hovered
 * @property {Camera} camera
 * @property {boolean} dragging
 * @property {boolean} playing
 * @property {number} glide  part of a day that playing is ahead of the window, 0…1
 * @property {number} pace  days a second while playing
 * @property {Record<string, any>|null} card
 * @property {string} focus  the countries that the ground sets off: IQ,SY; empty for the usual ones
 * @property {'none'|'fade'|'keep'} trace
 * @property {InView|null} inView
 * @property {boolean} viewfinder  the frame of the picture is drawn over the map
 * @property {Slide|null} slide  shape of the picture; null until the server has said it
 * @property {number|null} inFrame  how many incidents are in the frame; NaN while that is being counted
 * @property {ShownLayer[]} layers  own layers that are shown, the lowest first
 * @property {OwnLayer[]} ownLayers  all that the person has
 * @property {string|null} suggestion
 * @property {import('./connection.js').Connection} connection  whether the server hears
 * @property {number} answers  of the engine so far; 0 and untouched where all incidents are here, as are the next three
 * @property {number} held  single incidents in memory
 * @property {string} scaled  changes with the cells' scale
 * @property {import('../map/cells/field.js').Pointed|null} cell  under the pointer
 * @property {CountedSymbol|null} counted  under the pointer
 * @property {Group|null} group  whose list is open
 *
 * @typedef {{group: number, key: string, count: number, shares: {colour: number, count: number}[], within: Within,
 *            incidents: () => number[], name?: string, possible?: number, rate?: string, around?: string, cell?: string}} CountedSymbol  number of the symbol in its drawing;
 *            incidents by value of the hue; of a governorate its name, how many more may be there, and the rate in words; around: how far around a place of the surface, 88 km;
 *            cell: what the server is asked for where it alone has the incidents (hexagons:5:68591), then count may be NaN: not known yet
 * @typedef {{incidents: number[], within: Within, name?: string, around?: string, cell?: string}} Group  the incidents of a counted symbol
 * @typedef {'place'|'area'|'hexagon'|'governorate'|'density'} Within  where all that a symbol counts lies
 *
 * @typedef {(state: State, patch: Partial<State>) => void} Listener
 */

import { computeMask } from "./filter.js";

/** @returns {Filter} */
export function emptyFilter() {
  return {
    facets: {},
    figures: {},
    columns: [],
    actors: { ids: [], role: "any", stances: [] },
    background: false,
    text: "",
    textMatches: null,
    area: null,
    near: null,
    nearCodes: null,
    knownOn: null,
  };
}

/** @returns {State} */
function initialState() {
  return {
    theme: "light",
    focus: "",
    source: null,
    columns: null,
    window: { start: 0, end: 0 },
    opening: null,
    match: "possibly",
    filter: emptyFilter(),
    mask: null,
    show: "symbols",
    colorBy: "perpetrator_kind",
    selection: null,
    hovered: null,
    pointer: null,
    camera: { longitude: 43.7, latitude: 33.2, zoom: 5.4, bearing: 0, pitch: 0 },
    dragging: false,
    playing: false,
    glide: 0,
    pace: 7,
    card: null,
    trace: "fade",
    inView: null,
    viewfinder: false,
    slide: null,
    inFrame: null,
    layers: [],
    ownLayers: [],
    suggestion: null,
    connection: "connected",
    answers: 0,
    held: 0,
    scaled: "",
    cell: null,
    counted: null,
    group: null,
  };
}

export function createStore() {
  const state = initialState();
  /** @type {Set<{keys: string[], listener: Listener}>} */
  const listeners = new Set();
  /** @type {Set<(state: State) => void>} */
  const committers = new Set();

  return {
    get: () => state,

    /**
     * Merge a change and tell whoever listens to one of its keys.
     * @param {Partial<State>} patch
     */
    set(patch) {
      Object.assign(state, patch);
      if (("filter" in patch || "columns" in patch) && state.columns) {
        // Before anybody is told, so that nobody sees a filter with another filter's mask.
        state.mask = computeMask(state.columns, state.filter);
        patch = { ...patch, mask: state.mask };
      }
      for (const { keys, listener } of [...listeners]) {
        if (keys.some((key) => key in patch)) listener(state, patch);
      }
    },

    /**
     * @param {string[]} keys
     * @param {Listener} listener
     * @returns {() => void} unsubscribe
     */
    subscribe(keys, listener) {
      const entry = { keys, listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },

    /** Tell the server what holds now: on release, never while something moves. */
    commit() {
      for (const committer of [...committers]) committer(state);
    },

    /**
     * @param {(state: State) => void} committer
     * @returns {() => void} unsubscribe
     */
    onCommit(committer) {
      committers.add(committer);
      return () => committers.delete(committer);
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */

export const store = createStore();
