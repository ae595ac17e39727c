// @ts-check
/**
 * The stage before Streamlit is there: while Streamlit still loads, connects and runs the page's script, the map of a
 * page that nobody asked anything of is drawn already, from what the page's head says (geo/ui/opening.py). It stands
 * where Streamlit will put it, and moves over as it is. Streamlit starts when the first symbols are drawn.
 *
 * @typedef {import('./source/sync.js').StageData} StageData
 */
import { afterMap } from "./core/map_first.js";
import mount from "./stage.js";

const DATA_ID = "atlas-early";
/** Streamlit's measures: its header, and its sidebar where the page is wide enough for one. */
const HEADER = "3.75rem";
const SIDEBAR = 300; // px
const WITH_SIDEBAR = "(min-width: 768px)";
/** Longer than that nobody waits for Streamlit; without it, a map that answers nobody would be in the way. */
const PATIENCE_MS = 30_000;
/** Streamlit has run the page's script, and has had time to put the stage into it. */
const RUN = '[data-testid="stApp"][data-test-script-state="notRunning"] [data-testid="stMain"] [data-testid="stElementContainer"]';
const LOOK_MS = 2500;

/** Light or dark, as Streamlit will decide it: what the person chose, else what the system says. */
function theme() {
  const key = Object.keys(localStorage).find((name) => name.startsWith("stActiveTheme"));
  const chosen = /dark|light/i.exec((key && localStorage.getItem(key)) ?? "")?.[0].toLowerCase();
  return (chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark" ? "dark" : "light";
}

/** @param {StageData & {paper: {light: string, dark: string}}} data */
function show(data) {
  const own = theme();
  document.documentElement.style.background = data.paper[own];
  const wide = matchMedia(WITH_SIDEBAR).matches;
  const left = wide ? Number(localStorage.getItem("sidebarWidth")) || SIDEBAR : 0;
  const holder = document.createElement("div");
  holder.style.cssText = `position: fixed; inset: ${HEADER} 0 0 ${left}px; z-index: 1; overflow: hidden`;
  document.body.append(holder);
  const leave = () => {
    watch.disconnect();
    clearInterval(looking);
    holder.remove();
  };
  const watch = new MutationObserver(() => holder.childElementCount || leave());
  mount({ data: { ...data, view: { ...data.view, theme: own } }, parentElement: holder, setStateValue: null })
    .then(() => holder.childElementCount ? watch.observe(holder, { childList: true }) : leave())
    .catch(leave);
  setTimeout(leave, PATIENCE_MS);
  // A page that has something else to say, such as what is wrong with a database, takes no stage.
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
