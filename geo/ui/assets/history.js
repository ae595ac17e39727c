// @ts-check
/**
 * The browser's history: one entry for one deliberate action. Streamlit adds an entry whenever the server writes the
 * address: after a change of page that would be two, and one for every key that moves a date or the map.
 */

/** Asks the server for what the page opens on (geo/ui/session.py): an empty address alone asks for nothing. */
const ANEW = "anew";
const DATES = ["from", "to"];
const CAMERA = ["at"];
const MOVING_KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"];
const QUIET_KEYS = ["Shift", "Control", "Alt", "Meta", "Tab"];

/** Whether a person did something since the page came up: what the server writes before only completes the address. */
let acted = false;
/** The keys that are moving a date, as long as nothing else is done; empty otherwise. */
let keys = "";
let runs = 0;
/** What the newest entry came of; a further one of the same takes its place. */
let newest = "";
/** Where the browser is, but for the place on the page. */
let here = "";

const where = () => location.pathname + location.search;

/** @param {Event} event */
function act(event) {
  if (!event.isTrusted) return;
  const slider = event.target instanceof Element && event.target.closest("[role=slider], .ia-timeline");
  if (event instanceof KeyboardEvent) {
    if (QUIET_KEYS.includes(event.key)) return;
    if (!slider || !MOVING_KEYS.includes(event.key)) keys = "";
    else if (!keys) keys = `keys ${++runs}`;
  } else keys = "";
  acted = true;
}

/** Names of the parameters in which two addresses differ. @param {URL} one @param {URL} other */
function differing(one, other) {
  const names = new Set([...one.searchParams.keys(), ...other.searchParams.keys()]);
  return [...names].filter((name) => one.searchParams.getAll(name).join() !== other.searchParams.getAll(name).join());
}

/** What an action is a further one of; empty where it stands by itself. @param {string[]} changed */
function kindOf(changed) {
  if (changed.every((name) => CAMERA.includes(name))) return "camera";
  return changed.every((name) => DATES.includes(name)) ? keys : "";
}

const push = history.pushState.bind(history);
const replace = history.replaceState.bind(history);

history.pushState = (state, unused, url) => {
  const from = new URL(location.href);
  const to = new URL(url ?? location.href, location.href);
  if (to.pathname !== from.pathname) {
    push(state, unused, url);
    acted = false;
    keys = newest = "";
  } else {
    const kind = kindOf(differing(from, to));
    if (!acted || (kind && kind === newest)) replace({ ...history.state, ...state }, unused, url);
    else push(state, unused, url);
    if (acted) newest = kind;
  }
  here = where();
};

history.replaceState = (state, unused, url) => {
  replace(state, unused, url);
  here = where();
};

// Before Streamlit, which tells the server the address as it is then.
addEventListener(
  "popstate",
  () => {
    if (where() === here) return; // another place on the same page
    acted = false;
    keys = newest = "";
    if (!location.search) replace(history.state, "", `${location.pathname}?${ANEW}=1${location.hash}`);
    here = where();
  },
  true,
);
here = where();
for (const name of ["pointerdown", "keydown", "input", "wheel"]) addEventListener(name, act, { capture: true, passive: true });
addEventListener("focusin", () => (keys = ""), true); // another date
