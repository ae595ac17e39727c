// @ts-check
/**
 * The browser's history: one entry for one deliberate action. Streamlit adds an entry whenever the server writes the
 * address: after a change of page that would be two, and one for every key that moves a date or the map.
 */

/** Tells the server that a person went back or forth (geo/ui/state/session.py), and when. */
const BACK = "back";
const DATES = ["from", "to"];
const CAMERA = ["at"];
const MOVING_KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"];
const QUIET_KEYS = ["Shift", "Control", "Alt", "Meta", "Tab"];

/** Whether a person did something of which there is no entry yet: what is written without only completes the newest. */
let acted = false;
/** Whether a link was followed: a page of its own, whatever else is under way. */
let leaving = false;
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
  if (!event.isTrusted || !(event.target instanceof Element)) return;
  if (event instanceof KeyboardEvent && QUIET_KEYS.includes(event.key)) return;
  if (event.type === "wheel" && !event.target.closest(".ia-map")) return;
  const moves = event instanceof KeyboardEvent && MOVING_KEYS.includes(event.key) && event.target.closest(".ia-timeline");
  if (!moves) keys = "";
  else if (!keys) keys = `keys ${++runs}`;
  leaving ||= event.target.closest("a[href]") !== null;
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
  const turned = to.pathname !== from.pathname;
  const kind = turned ? "" : kindOf(differing(from, to));
  // A page that is opened by a button writes its address in several steps.
  const further = !acted || (kind !== "" && kind === newest);
  if (further && !(turned && leaving)) replace({ ...history.state, ...state }, unused, url);
  else push(state, unused, url);
  if (acted || turned) newest = kind;
  acted = false;
  if (turned) leaving = false;
  here = where();
};

history.replaceState = (state, unused, url) => {
  replace(state, unused, url);
  here = where();
};

// Called before Streamlit tells the server of the address (geo/ui/server/preload.py).
/** @type {any} */ (globalThis).atlasBack = () => {
  if (where() === here) return; // another place on the same page
  acted = leaving = false;
  keys = newest = "";
  const marked = `${location.search || "?"}${location.search ? "&" : ""}${BACK}=${Date.now()}`;
  replace(history.state, "", location.pathname + marked + location.hash);
  here = where();
};
here = where();
for (const name of ["pointerdown", "keydown", "input", "wheel"]) addEventListener(name, act, { capture: true, passive: true });
addEventListener("focusin", () => (keys = ""), true); // another date
