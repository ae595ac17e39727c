// @ts-check
/**
 * Whether the server hears what the page says. Streamlit writes on its own element whether it is connected; a browser
 * that is offline knows it sooner.
 *
 * @typedef {'connected'|'lost'} Connection
 */
import { h } from "./dom.js";

const ATTRIBUTE = "data-test-connection-state";
const APP = `[${ATTRIBUTE}]`;
const WORDS =
  "Disconnected: the server does not hear this page. What you change now is kept here and sent when the connection is back.";

/** @type {Connection} */
let state = "connected";
/** Whether Streamlit was connected before: a page that only opens is not disconnected. */
let known = false;
/** @type {Set<(state: Connection) => void>} */
const listeners = new Set();
/** @type {HTMLElement|null} */
let banner = null;

/** @returns {Connection} */
export const connection = () => state;

/** Hear of every change. @param {(state: Connection) => void} listener */
export function onConnection(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function look() {
  const said = document.querySelector(APP)?.getAttribute(ATTRIBUTE);
  known ||= said === "CONNECTED";
  const now = known && (!navigator.onLine || (said && said !== "CONNECTED")) ? "lost" : "connected";
  if (now === state) return;
  state = now;
  tell();
  for (const listener of [...listeners]) listener(now);
}

/** A plain line over whatever page is open. */
function tell() {
  banner ??= h("div", { class: "ia-connection", role: "alert" });
  banner.textContent = state === "lost" ? WORDS : "";
  if (state === "lost") document.body.append(banner);
  else banner.remove();
}

// The attribute is there from Streamlit's first element on, and changes with every loss of the connection.
new MutationObserver(look).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: [ATTRIBUTE] });
for (const event of ["online", "offline"]) addEventListener(event, look);
look();
