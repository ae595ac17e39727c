// @ts-check
/**
 * What the browser and the server tell each other. The browser owns the view while the person works with it; the
 * server's view is taken over only where the server changed it (a link was opened, a page's button was pressed),
 * which it says by a new revision.
 *
 * @typedef {import('../core/store.js').Filter} Filter
 * @typedef {object} ServerView
 * @property {number} revision
 * @property {number} turn  the last change that the server was told
 * @property {Record<string, string[]>} query  what the address says of the view
 * @property {import('../core/store.js').Window} window
 * @property {import('../core/store.js').Window} opening  the dates that the page opens on
 * @property {'possibly'|'certainly'} match
 * @property {Filter} filter
 * @property {import('../core/store.js').Camera|null} camera  null: whatever shows the frame
 * @property {[number, number, number, number]} frame  west, south, east, north
 * @property {string} [focus]  the countries that the ground sets off: IQ,SY
 * @property {string|null} selection
 * @property {string} colorBy
 * @property {import('../core/store.js').MapMode} show
 * @property {'light'|'dark'} theme
 * @property {import('../core/store.js').ShownLayer[]} [layers]  own layers that are shown
 * @property {boolean} [viewfinder]  whether the frame of the picture is drawn over the map
 *
 * @typedef {object} StageData
 * @property {string} setup  address of what never changes
 * @property {string} renderer  address
 * @property {string} columns  address
 * @property {string} [engine]  address of what the server says of a dataset that it counts; then there are no columns
 * @property {ServerView} view
 * @property {Record<string, any>|null|undefined} card  undefined where a piece does not say
 * @property {'light'|'dark'} ui  Streamlit's theme
 * @property {import('../core/store.js').Slide|null} [slide]  shape of the picture, where its frame is drawn
 * @property {import('../core/store.js').OwnLayer[]} [ownLayers]  all that the person has
 * @property {string|null} [near]  address of how incidents lie to the layer that the view asks for, a byte each
 * @property {{matches: number[]|null, suggestion: string|null}} search
 *
 * @typedef {object} Setup
 * @property {import('../map/map.js').Setup} map
 * @property {string} fontsCss
 * @property {Record<'light'|'dark', Record<string, string>>} tokens
 * @property {Record<string, string>} strings
 * @property {string[]} pageParameters  of the address, beside those of the view
 */
import "../core/history.js";
import { loadColumns } from "../core/columns.js";
import { connection, onConnection } from "../core/connection.js";
import { sameDistance } from "../core/near.js";
import { emptyFilter, store } from "../core/store.js";
import { isChosen, openingCamera, roundedCamera } from "./camera.js";
import { memorySource } from "./memory.js";

/** @typedef {(name: string, value: any) => void} Setter */
/** @type {Record<string, Setter>} */
const setters = {};
let revision = -1;
/** Whether the camera is settled: a link's, or one that shows the frame. */
let framed = false;
/** @type {string} */
let lastSent = "";

/** The part of the state that makes a view. @param {import('../core/store.js').State} state */
function messageOf({ window, match, filter, camera, selection, colorBy, show, theme, layers, viewfinder }) {
  const { textMatches: _, nearCodes: __, ...sentFilter } = filter;
  const map = document.querySelector(".ia-map");
  const size = map ? [map.clientWidth, map.clientHeight] : null;
  // Whoever draws the frame over the map has chosen where it lies.
  const chosen = viewfinder || isChosen(camera);
  return {
    size, viewfinder, layers,
    revision, window, match, filter: sentFilter, camera: chosen ? roundedCamera(camera) : null, selection, colorBy, show, theme };
}

store.onCommit((state) => {
  if (!state.columns) return;
  const message = messageOf(state);
  const text = JSON.stringify(message);
  if (text === lastSent) return;
  send(message);
});

/** @param {object} message */
function send(message) {
  lastSent = JSON.stringify(message);
  sent += 1;
  const full = { ...message, turn: sent };
  const setter = setters.stage ?? setters.sidebar;
  if (setter) setter("view", full);
  else unsent = full;
}

/** How often what was said to a lost connection is said again; more would not help. */
const MOST_TRIES = 5;
/** Milliseconds that Streamlit has to run the page's script after it is connected again. */
const AGAIN_MS = 700;
/** Tries that are left since the connection was lost; 0 where nothing was lost. */
let tries = 0;

onConnection((now) => {
  store.set({ connection: now });
  if (now === "lost") tries = MOST_TRIES;
  else setTimeout(sendAgain, AGAIN_MS);
});

/** What the server has not answered since the connection was lost is said again, as it holds now. */
function sendAgain() {
  if (!tries || answered >= sent || connection() === "lost" || !store.get().columns) return;
  tries -= 1;
  send(messageOf(store.get()));
}

/** What was to be said while nobody listened: before Streamlit was there. @type {any} */
let unsent = null;

/** Have the server open another page with the view as it is now. @param {string} page */
export function goTo(page) {
  store.commit();
  sent += 1;
  setters.stage?.("view", { ...messageOf(store.get()), turn: sent, go: page });
}

/** How long the server may take to answer, and to write the address at the end of its run. */
const ANSWER_MS = 15000;

/** How many changes the server was told, and how many it has answered. */
let sent = 0;
let answered = 0;
/** What the address will say, and which of its parameters are no part of the view. @type {Record<string, string[]>} */
let wanted = {};
/** @type {string[]} */
let pageParameters = [];

/** Whether the address says what the server knows. */
function written() {
  const found = new URLSearchParams(location.search);
  const names = new Set([...found.keys()].filter((name) => !pageParameters.includes(name)));
  const wantedEntries = Object.entries(wanted);
  return names.size === wantedEntries.length && wantedEntries.every(([name, values]) => values.join() === found.getAll(name).join());
}

/** Whether the address says the view as it is now: the server writes it, once it has heard. */
export async function addressWritten() {
  store.commit();
  const late = performance.now() + ANSWER_MS;
  const waits = () => answered < sent || !written();
  while (waits() && performance.now() < late && connection() !== "lost") {
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return !waits();
}

/** The address of the view as it is now, as far as the server has written it. @returns {Promise<string>} */
export async function addressSettled() {
  await addressWritten();
  return location.href;
}

/**
 * @param {'stage'|'sidebar'} who
 * @param {Setter|null} setter  of the component that is on the page now; null when it leaves
 */
export function reportTo(who, setter) {
  if (!setter) delete setters[who];
  else {
    setters[who] = setter;
    if (unsent) setter("view", unsent);
    unsent = null;
  }
}

/**
 * @param {StageData} data
 * @param {import('./source.js').Source} source
 * @param {HTMLElement|null} [map]  where the map is or will be
 */
export function applyServerView(data, source, map = null) {
  const { view, card, search } = data;
  if (view.turn > answered) answered = view.turn;
  const again = tries > 0 && answered < sent && source === store.get().source;
  if (answered >= sent) tries = 0;
  // A server that has forgotten this window begins anew: what was changed meanwhile is the newer view.
  if (again) {
    revision = view.revision;
    setTimeout(sendAgain);
  }
  wanted = view.query;
  const known = store.get();
  let adopted = false;
  /** @type {Partial<import('../core/store.js').State>} */
  const patch = { suggestion: search.suggestion, opening: view.opening, focus: view.focus ?? "" };
  if (card !== undefined) patch.card = card;
  if (data.slide) patch.slide = data.slide;
  if (JSON.stringify(data.ownLayers ?? []) !== JSON.stringify(known.ownLayers)) patch.ownLayers = data.ownLayers ?? [];
  if (source !== known.source) Object.assign(patch, { source, columns: source.columns, scaled: "", cell: null, counted: null, group: null });
  if (view.revision !== revision) {
    revision = view.revision;
    answered = sent; // what is still under way is out of date
    const { window, match, selection, colorBy, show, theme } = view;
    Object.assign(patch, { window, match, selection, colorBy, show, theme, layers: view.layers ?? [], viewfinder: view.viewfinder ?? false });
    framed = view.camera !== null;
    if (view.camera) patch.camera = view.camera;
    patch.filter = { ...emptyFilter(), ...view.filter, textMatches: search.matches, nearCodes: codesOf(data) };
    adopted = true;
  } else if (known.filter.text.trim() === view.filter.text) {
    patch.filter = { ...known.filter, textMatches: search.matches };
  }
  if (!adopted && sameDistance(known.filter.near, view.filter.near)) {
    patch.filter = { ...(patch.filter ?? known.filter), nearCodes: codesOf(data) };
  }
  if (!framed && map?.clientWidth) {
    framed = true;
    patch.camera = openingCamera(view.frame, { width: map.clientWidth, height: map.clientHeight });
    adopted = true;
  }
  store.set(patch);
  if (adopted) lastSent = JSON.stringify(messageOf(store.get()));
}

/** How incidents lie to an own layer, by address; the last few. @type {Map<string, import('../core/near.js').NearCodes>} */
const nearCodes = new Map();
const MOST_CODES = 8;

/** @param {string} address */
async function loadCodes(address) {
  if (nearCodes.has(address)) return;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`What lies near the layer could not be loaded (${answer.status}). Reload the page.`);
  nearCodes.set(address, new Uint8Array(await answer.arrayBuffer()));
  for (const old of [...nearCodes.keys()].slice(0, -MOST_CODES)) nearCodes.delete(old);
}

/** What of them is here; `sourceOf` has asked for it. @param {StageData} data */
const codesOf = ({ near }) => (near && nearCodes.get(near)) || null;

/**
 * Where the incidents of a dataset come from, once also that is here of which the server says how they lie to a layer.
 * @param {StageData} data @returns {Promise<import('./source.js').Source>}
 */
export async function sourceOf({ columns, engine, near }) {
  if (near) await loadCodes(near);
  if (!engine) return memorySource(await loadColumns(columns), store);
  const { databaseSource } = await import("./database.js");
  return databaseSource(engine, store);
}

/** @type {Map<string, Promise<Setup>>} */
const setups = new Map();

/** What never changes, asked for once. @param {string} address @returns {Promise<Setup>} */
export function loadSetup(address) {
  let pending = setups.get(address);
  if (!pending) {
    pending = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`The map's settings could not be loaded (${answer.status}). Reload the page.`);
      return answer.json();
    });
    pending.then((setup) => (pageParameters = setup.pageParameters)).catch(() => {});
    pending.catch(() => setups.delete(address));
    setups.set(address, pending);
  }
  return pending;
}
