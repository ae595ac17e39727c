// @ts-check
/**
 * The stage: map, timeline, legend and panel as one piece of the page. Streamlit calls `default` at every rerun; the
 * piece itself lives as long as the browser page and is only moved into the element that Streamlit gives.
 */
import { h } from "./core/dom.js";
import { afterMap, mapSettled } from "./core/map_first.js";
import { followTheme, loadLook } from "./core/look.js";
import { mount as mountControls } from "./map/controls.js";
import { openMap } from "./map/open.js";
import { loadRenderer } from "./map/renderer.js";
import { mount as mountStatus } from "./map/status.js";
import { store } from "./core/store.js";
import { applyServerView, loadSetup, reportTo, sourceOf } from "./source/sync.js";

/** @typedef {import('./source/sync.js').StageData} StageData */
/** @typedef {import('./source/sync.js').Setup} Setup */
/**
 * What Streamlit gives a component; without a way to report, the stage is drawn before Streamlit is there.
 * @typedef {{data: StageData, parentElement: HTMLElement, setStateValue: ((name: string, value: any) => void)|null}} Component
 */

const LOADING = "The map is loading …";
const QUIET_MS = 800; // a quicker map needs no word

/** By how the map draws incidents; one of them is on the page. @type {Map<string, Stage>} */
const stages = new Map();

class Stage {
  /** @type {import('./core/types.js').Mounted[]} */
  parts = [];
  /** @type {ReturnType<typeof openMap>|null} */
  opened = null;

  /** @param {Setup} setup @param {import('./source/source.js').Source["drawnAs"]} drawnAs */
  constructor(setup, drawnAs) {
    this.setup = setup;
    this.drawnAs = drawnAs;
    this.map = h("div", { class: "ia-map", role: "application", "aria-label": setup.strings.map });
    this.legend = h("div", { class: "ia-map-legend" });
    this.foot = h("div", { class: "ia-map-corner" });
    this.message = h("div", { class: "ia-message", role: "status", hidden: true });
    this.timeline = h("div", { class: "ia-stage-timeline" });
    this.panel = h("aside", { class: "ia-stage-panel", "aria-label": setup.strings.panel });
    this.mapBox = h("div", { class: "ia-map-box" }, this.map, this.message, this.legend, this.foot);
    const skip = h("button", { type: "button", class: "ia-skip", onclick: () => this.skip() }, "Skip to the list of incidents");
    // A landmark of its own: before Streamlit is there, no other holds it.
    const name = setup.strings.stage;
    this.root = h("section", { class: "ia-root ia-stage", "aria-label": name }, skip, this.mapBox, this.timeline, this.panel);
    followTheme(this.root);
  }

  async start() {
    const { map, complete } = (this.opened ??= openMap(this.map, store, this.drawnAs, this.setup.map, (words) => this.say(words)));
    this.parts = [mountStatus(this.mapBox, store)];
    this.sayWhileItLoads(map);
    complete.catch(() => {}).then(mapSettled);
    await afterMap();
    const pieces = [
      import("./timeline/timeline.js").then(({ mount }) => this.parts.push(mount(this.timeline, store))),
      import("./panel/panel.js").then(({ mount }) => this.parts.push(mount(this.panel, store))),
      import("./legend/legend.js").then(({ mount }) => this.parts.push(mount(this.legend, store))),
      map.then((map) => this.startMap(map)),
    ];
    for (const result of await Promise.allSettled(pieces)) {
      if (result.status === "rejected") this.say(result.reason);
    }
  }

  /** On a slow line the renderer takes longest of all. @param {Promise<unknown>} map */
  sayWhileItLoads(map) {
    const later = setTimeout(() => this.say(LOADING), QUIET_MS);
    const done = () => {
      clearTimeout(later);
      if (this.message.textContent === LOADING) this.say(null);
    };
    map.then(done, done);
  }

  /** What lies on the map. @param {import('./map/map.js').AtlasMap} map */
  async startMap(map) {
    const controls = mountControls(this.mapBox, store, map);
    const [area, tooltip, scalebar] = await Promise.all([import("./area/tools.js"), import("./tooltip/tooltip.js"), import("./legend/scalebar.js")]);
    this.parts.push(
      controls,
      area.mount(this.mapBox, controls.buttons, store, map),
      tooltip.mount(this.mapBox, store),
      scalebar.mount(this.foot, store, this.setup.strings.attribution),
    );
  }

  /** Another stage is on the page: what follows the store here would follow it for nobody. */
  stop() {
    for (const part of this.parts.splice(0)) part.destroy();
  }

  /** To the rows, or to whatever of the panel can be reached. */
  skip() {
    const reachable = [...this.panel.querySelectorAll("[tabindex], button")].map((one) => /** @type {HTMLElement} */ (one));
    const rows = reachable.find((one) => one.role === "listbox" && one.checkVisibility());
    (rows ?? reachable.find((one) => one.checkVisibility()))?.focus();
  }

  /** @param {unknown} reason  null takes back what was said */
  say(reason) {
    this.message.textContent = reason instanceof Error ? reason.message : String(reason ?? "");
    this.message.hidden = reason === null;
  }

  /** @param {StageData} data */
  async update(data) {
    try {
      // The opening camera depends on the map's size, which depends on the styles.
      const [source] = await Promise.all([sourceOf(data), loadLook(this.setup)]);
      applyServerView(data, source, this.map);
    } catch (reason) {
      this.say(reason);
    }
  }
}

/** Put the stage into its place; where the browser can, without a loss of focus. @param {HTMLElement} root @param {any} place */
function moveInto(root, place) {
  if (root.parentElement === place) return;
  if (!place.moveBefore || !root.isConnected || !place.isConnected) return place.replaceChildren(root);
  place.replaceChildren();
  place.moveBefore(root, null);
}

/** @type {Stage|null} */
let current = null;

/** @param {Component} component */
export default async function mount({ data, parentElement, setStateValue }) {
  if (setStateValue) reportTo("stage", setStateValue);
  loadRenderer(data.renderer).catch(() => {}); // by far the largest script: asked for first, missed where it is used
  const setup = await loadSetup(data.setup);
  const drawnAs = data.engine ? "cells" : "incidents";
  const known = stages.get(drawnAs);
  if (known && !setStateValue) return () => {}; // too late to be early
  const stage = known ?? new Stage(setup, drawnAs);
  stages.set(drawnAs, stage);
  moveInto(stage.root, parentElement);
  const before = current;
  current = stage;
  if (before !== stage) before?.stop();
  await stage.update(data);
  if (before !== stage) await stage.start();
  return () => reportTo("stage", null);
}
