// @ts-check
/**
 * The map and the filters before Streamlit is there: while Streamlit still loads, connects and runs the page's script,
 * what a page shows that nobody asked anything of is drawn already, from what the page's head says
 * (geo/ui/server/preload.py). It stands where Streamlit will put it, and moves over as it is. Streamlit starts when the first
 * symbols are drawn.
 *
 * @typedef {import('./source/sync.js').StageData} StageData
 */
import { afterMap } from "./core/map_first.js";
import mountSidebar from "./sidebar.js";
import mountStage from "./stage.js";

const DATA_ID = "atlas-early";
/** Streamlit's measures: its header, and its sidebar where the page is wide enough for one. */
const HEADER = "3.75rem";
const SIDEBAR = 300; // px
const ABOVE_FILTERS = "calc(4.75rem + 4px)";
const BESIDE_FILTERS = 30; // px
const WITH_SIDEBAR = "(min-width: 768px)";
/** Longer than that nobody waits for Streamlit; without it, a map that answers nobody would be in the way. */
const PATIENCE_MS = 30_000;
/** Streamlit has run the page's script, and has had time to put the stage into it. */
const RUN = '[data-testid="stApp"][data-test-script-state="notRunning"] [data-testid="stMain"] [data-testid="stElementContainer"]';
const LOOK_MS = 2500;

/** Light or dark, as Streamlit will decide it: what the person chose, else what the system says. @returns {"light"|"dark"} */
function theme() {
  const key = Object.keys(localStorage).find((name) => name.startsWith("stActiveTheme"));
  const chosen = /dark|light/i.exec((key && localStorage.getItem(key)) ?? "")?.[0].toLowerCase();
  return (chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark" ? "dark" : "light";
}

/**
 * A place on the page until Streamlit takes over what stands in it. Gives a function that removes it.
 * @param {string} css @param {(place: HTMLElement) => Promise<unknown>} draw
 */
function hold(css, draw) {
  const place = document.createElement("div");
  place.style.cssText = `position: fixed; z-index: 1; ${css}`;
  document.body.append(place);
  const leave = () => {
    watch.disconnect();
    place.remove();
  };
  const watch = new MutationObserver(() => place.childElementCount || leave());
  draw(place)
    .then(() => (place.childElementCount ? watch.observe(place, { childList: true }) : leave()))
    .catch(leave);
  return leave;
}

/** @param {StageData & {paper: {light: string, dark: string}}} data */
function show(data) {
  const own = theme();
  document.documentElement.style.background = data.paper[own];
  const wide = matchMedia(WITH_SIDEBAR).matches;
  const left = wide ? Number(localStorage.getItem("sidebarWidth")) || SIDEBAR : 0;
  const given = { ...data, ui: own, view: { ...data.view, theme: own } };
  const leaving = [
    hold(`inset: ${HEADER} 0 0 ${left}px; overflow: hidden`, (place) =>
      mountStage({ data: given, parentElement: place, setStateValue: null })),
  ];
  if (wide) {
    const inner = left - 2 * BESIDE_FILTERS;
    leaving.push(hold(`top: ${ABOVE_FILTERS}; bottom: 0; left: ${BESIDE_FILTERS}px; width: ${inner}px; overflow: hidden`, (place) =>
      mountSidebar({ data: given, parentElement: place, setStateValue: null })));
  }
  const leave = () => {
    clearInterval(looking);
    for (const gone of leaving) gone();
  };
  setTimeout(leave, PATIENCE_MS);
  // A page that has something else to say, such as what is wrong with a database, takes neither.
  let runs = 0;
  const looking = setInterval(() => {
    runs = document.querySelector(RUN) ? runs + 1 : 0;
    if (runs > 1) leave();
  }, LOOK_MS);
}

/** A script of the page's head may run before the browser has read further. */
function bodyThere() {
  return new Promise((/** @type {(value?: unknown) => void} */ there) => {
    const look = () => document.body && (watch.disconnect(), there());
    const watch = new MutationObserver(look);
    watch.observe(document.documentElement, { childList: true });
    look();
  });
}

const data = document.getElementById(DATA_ID)?.textContent;
if (data && !location.search) bodyThere().then(() => show(JSON.parse(data)));
const frame = () => new Promise((go) => requestAnimationFrame(go));
afterMap().then(frame).then(frame).finally(() => /** @type {any} */ (globalThis).atlasThen?.());
