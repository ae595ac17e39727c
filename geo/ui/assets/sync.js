// @ts-check
/**
 * What the browser and the server tell each other. The browser owns the view while the person works with it; the
 * server's view is taken over only where the server changed it (a link was opened, a page's button was pressed),
 * which it says by a new revision.
 *
 * @typedef {import('./store.js').Filter} Filter
 * @typedef {object} ServerView
 * @property {number} revision
 * @property {import('./store.js').Window} window
 * @property {'possibly'|'certainly'} match
 * @property {Filter} filter
 * @property {import('./store.js').Camera} camera
 * @property {string|null} selection
 * @property {string} colorBy
 * @property {'light'|'dark'} theme
 *
 * @typedef {object} StageData
 * @property {string} columns  address
 * @property {ServerView} view
 * @property {import('./map/map.js').Setup} map
 * @property {Record<string, any>|null|undefined} card  undefined where a piece does not say
 * @property {string|null} banner
 * @property {'light'|'dark'} ui  Streamlit's theme
 * @property {string} fontsCss
 * @property {Record<'light'|'dark', Record<string, string>>} tokens
 * @property {{matches: number[]|null, suggestion: string|null}} search
 * @property {Record<string, string>} strings
 */
import { emptyFilter, store } from "./store.js";

/** @typedef {(name: string, value: any) => void} Setter */
/** @type {Record<string, Setter>} */
const setters = {};
let revision = -1;
/** @type {string} */
let lastSaid = "";

/** The part of the state that makes a view. @param {import('./store.js').State} state */
function said({ window, match, filter, camera, selection, colorBy, theme }) {
  const { textMatches: _, ...asked } = filter;
  return { revision, window, match, filter: asked, camera, selection, colorBy, theme };
}

store.onCommit((state) => {
  if (!state.columns) return;
  const message = said(state);
  const text = JSON.stringify(message);
  if (text === lastSaid) return;
  lastSaid = text;
  (setters.stage ?? setters.sidebar)?.("view", message);
});

/**
 * @param {'stage'|'sidebar'} who
 * @param {Setter|null} setter  of the component that is on the page now; null when it leaves
 */
export function reportTo(who, setter) {
  if (setter) setters[who] = setter;
  else delete setters[who];
}

/**
 * @param {StageData} data
 * @param {import('./columns.js').Columns} columns
 */
export function applyServerView(data, columns) {
  const { view, card, search } = data;
  const known = store.get();
  /** @type {Partial<import('./store.js').State>} */
  const patch = { suggestion: search.suggestion };
  if (card !== undefined) patch.card = card;
  if (columns !== known.columns) patch.columns = columns;
  if (view.revision !== revision) {
    revision = view.revision;
    const { window, match, camera, selection, colorBy, theme } = view;
    Object.assign(patch, { window, match, camera, selection, colorBy, theme });
    patch.filter = { ...emptyFilter(), ...view.filter, textMatches: search.matches };
    lastSaid = "";
  } else if (known.filter.text === view.filter.text) {
    patch.filter = { ...known.filter, textMatches: search.matches };
  }
  store.set(patch);
}
