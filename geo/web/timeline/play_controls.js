// @ts-check
/**
 * The row under the axis: play, how it plays, how dates match, and what the axis shows.
 *
 * @typedef {import('./types.js').Store} Store
 * @typedef {import('./types.js').State} State
 * @typedef {import('./play.js').Player} Player
 * @typedef {import('./play.js').Settings} Settings
 */

import { h } from "../core/dom.js";
import { icon, iconButton, select } from "./buttons.js";
import { SPEEDS } from "./play.js";
import { TRACES } from "./types.js";

const MATCHES = /** @type {const} */ ([
  [
    "possibly",
    "Include uncertain dates",
    "Incidents that can have fallen within the dates: a month or a year counts when it touches them",
  ],
  ["certainly", "Certain dates only", "Only incidents whose every possible day falls within the dates"],
]);
let mounted = 0;

/**
 * @param {Store} store @param {Player} player @param {Settings} settings
 * @param {{step(direction: number): void, showAll(): void, fit(): void}} actions
 */
export function controls(store, player, settings, actions) {
  const back = iconButton("", "back", "ia-tl-back");
  const play = iconButton("Play", "play", "ia-tl-play");
  const forth = iconButton("", "forth", "ia-tl-forth");
  play.setAttribute("aria-keyshortcuts", "Space");
  const options = optionControls(store, settings, () => update(store.get()));
  const more = iconButton("Options for playing", "options", "ia-tl-more");
  more.setAttribute("aria-expanded", "false");
  const unfold = (/** @type {boolean} */ open) => {
    options.classList.toggle("ia-tl-open", open);
    more.setAttribute("aria-expanded", String(open));
  };
  more.addEventListener("click", () => unfold(more.getAttribute("aria-expanded") !== "true"));
  const match = matchControl(store);
  const showAll = "Show and select all dates (double-click on the histogram)";
  const all = h("button", { type: "button", class: "ia-tl-text ia-tl-all", title: showAll }, "All dates");
  const fitTo = "Fit the axis to the selected dates";
  const fit = h("button", { type: "button", class: "ia-tl-text ia-tl-fit", title: fitTo, "aria-label": fitTo }, "Fit");
  play.addEventListener("click", () => player.toggle());
  back.addEventListener("click", () => actions.step(-1));
  forth.addEventListener("click", () => actions.step(1));
  all.addEventListener("click", actions.showAll);
  fit.addEventListener("click", actions.fit);
  const view = h("div", { class: "ia-tl-view" }, [all, fit]);
  const node = h("div", { class: "ia-tl-foot" }, [
    h("div", { class: "ia-tl-transport", role: "group", "aria-label": "Play" }, [back, play, forth]),
    options,
    match.node,
    view,
    more,
  ]);

  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || more.getAttribute("aria-expanded") !== "true") return;
    unfold(false);
    more.focus();
  });

  /** @param {State} state */
  function update(state) {
    const label = state.playing ? "Pause" : "Play";
    if (play.getAttribute("aria-label") !== label) {
      play.setAttribute("aria-label", label);
      play.title = `${label} (space)`;
      play.replaceChildren(icon(state.playing ? "pause" : "play"));
    }
    const words = SPEEDS[settings.speed].words;
    name(back, `Back ${words}`);
    name(forth, `Forward ${words}`);
    match.update(state);
    const trace = /** @type {HTMLSelectElement | null} */ (options.querySelector(".ia-tl-trace"));
    if (trace) trace.value = state.trace;
  }
  return { node, update };
}

/** @param {HTMLElement} node @param {string} label */
function name(node, label) {
  node.setAttribute("aria-label", label);
  node.title = label;
}

/** @param {Store} store @param {Settings} settings @param {() => void} changed */
function optionControls(store, settings, changed) {
  const mode = select(
    "How it plays",
    [
      ["moving", "Moving window"],
      ["growing", "Growing from the start"],
    ],
    settings.mode,
    "ia-tl-mode",
  );
  const speed = select(
    "Speed",
    Object.entries(SPEEDS).map(([key, { words }]) => [key, `${words} per second`]),
    settings.speed,
    "ia-tl-speed",
  );
  const trace = select("What is past", [...TRACES], store.get().trace, "ia-tl-trace");
  const loop = iconButton("Repeat from the start", "loop", "ia-tl-loop");
  loop.setAttribute("aria-pressed", String(settings.loop));
  mode.addEventListener("change", () => {
    settings.mode = mode.value === "growing" ? "growing" : "moving";
    changed();
  });
  speed.addEventListener("change", () => {
    settings.speed = /** @type {Settings['speed']} */ (speed.value);
    changed();
  });
  loop.addEventListener("click", () => {
    settings.loop = !settings.loop;
    loop.setAttribute("aria-pressed", String(settings.loop));
  });
  trace.addEventListener("change", () => {
    store.set({ trace: /** @type {State['trace']} */ (trace.value) });
    store.commit();
  });
  return h("div", { class: "ia-tl-options", role: "group", "aria-label": "Options for playing" }, [
    loop,
    mode,
    speed,
    trace,
  ]);
}

/** Where there is little room, “dates” is only heard: it stands beside dates. @param {string} label */
function matchWords(label) {
  const [before, after] = label.split(" dates");
  return h("i", null, before, h("i", { class: "ia-tl-heard" }, " dates"), after);
}

/** @param {Store} store */
function matchControl(store) {
  const group = `ia-tl-match-${(mounted += 1)}`;
  const inputs = MATCHES.map(([value]) => h("input", { type: "radio", name: group, value, class: "ia-tl-radio" }));
  const node = h(
    "div",
    { class: "ia-tl-match", role: "radiogroup", "aria-label": "Dates match" },
    MATCHES.map(([, label, title], i) => h("label", { title }, [inputs[i], h("span", null, matchWords(label))])),
  );
  inputs.forEach((input, i) =>
    input.addEventListener("change", () => {
      store.set({ match: MATCHES[i][0] });
      store.commit();
    }),
  );
  /** @param {State} state */
  const update = (state) =>
    inputs.forEach((input, i) => {
      input.checked = MATCHES[i][0] === state.match;
    });
  return { node, update };
}
