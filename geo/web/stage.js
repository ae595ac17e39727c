// @ts-check
/**
 * The stage: map, timeline, legend and panel as one piece of the page. Streamlit calls `default` at every rerun; the
 * piece itself lives as long as the browser page and is only hung into the element that Streamlit gives.
 */
import { h } from "./core/dom.js";
import { afterMap, mapSettled } from "./core/map_first.js";
import { followTheme, loadLook } from "./core/look.js";
import { mountMap } from "./map/map.js";
import { mount as mountControls } from "./map/controls.js";
import { loadRenderer } from "./map/renderer.js";
import { store } from "./core/store.js";
import { applyServerView, columnsOf, loadSetup, reportTo } from "./source/sync.js";

/** @typedef {import('./source/sync.js').StageData} StageData */
/** @typedef {import('./source/sync.js').Setup} Setup */
/**
 * What Streamlit gives a component; without a way to report, the stage is drawn before Streamlit is there.
 * @typedef {{data: StageData, parentElement: HTMLElement, setStateValue: ((name: string, value: any) => void)|null}} Component
 */

/** One for incidents that are here, one for those that the server counts. @type {Map<boolean, Stage>} */
const stages = new Map();

class Stage {
  /** @param {Setup} setup @param {boolean} counted  by the server */
  constructor(setup, counted) {
    this.setup = setup;
    this.counted = counted;
    this.map = h("div", { class: "ia-map", role: "application", "aria-label": setup.strings.map });
    this.legend = h("div", { class: "ia-map-legend" });
    this.foot = h("div", { class: "ia-map-corner" });
    this.message = h("div", { class: "ia-message", role: "status", hidden: true });
    this.timeline = h("div", { class: "ia-stage-timeline" });
    this.panel = h("aside", { class: "ia-stage-panel", "aria-label": setup.strings.panel });
    this.mapBox = h("div", { class: "ia-map-box" }, this.map, this.message, this.legend, this.foot);
    const skip = h("button", { type: "button", class: "ia-skip", onclick: () => this.skip() }, "Skip to the list of incidents");
    this.root = h("div", { class: "ia-root ia-stage" }, skip, this.mapBox, this.timeline, this.panel);
    followTheme(this.root);
  }

  async start() {
    const counted = this.counted ? await import("./counted/pieces.js") : null;
    counted?.askAhead(store, this.map);
    const map = mountMap(this.map, store, this.setup.map, (words) => this.say(words), counted?.CellPicture);
    counted?.mountNotice(this.mapBox, store);
    map.then(() => counted?.firstCells(this.map)).catch(() => {}).then(mapSettled);
    await afterMap();
    const pieces = [
      import("./timeline/timeline.js").then(({ mount }) => mount(this.timeline, store)),
      counted ? counted.mountPanel(this.panel, store) : import("./panel/panel.js").then(({ mount }) => mount(this.panel, store)),
      import("./legend/legend.js").then(({ mount }) => mount(this.legend, store)),
    ];
    const drawn = map.then(async (map) => {
      const { buttons } = mountControls(this.mapBox, store, map);
      import("./area/tools.js").then(({ mount }) => mount(this.mapBox, buttons, store, map));
      const [tooltip, scalebar] = await Promise.all([counted?.tooltip ?? import("./tooltip/tooltip.js"), import("./legend/scalebar.js")]);
      tooltip.mount(this.mapBox, store);
      scalebar.mount(this.foot, store, this.setup.strings.attribution);
    });
    for (const result of await Promise.allSettled([...pieces, drawn])) {
      if (result.status === "rejected") this.say(result.reason);
    }
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
      const [columns] = await Promise.all([columnsOf(data), loadLook(this.setup)]);
      applyServerView(data, columns, this.map);
    } catch (reason) {
      this.say(reason);
    }
  }
}

/** Put the stage into its place; where the browser can, without a loss of focus. @param {HTMLElement} root @param {any} place */
function hang(root, place) {
  if (root.parentElement === place) return;
  if (!place.moveBefore || !root.isConnected || !place.isConnected) return place.replaceChildren(root);
  place.replaceChildren();
  place.moveBefore(root, null);
}

/** @param {Component} component */
export default async function mount({ data, parentElement, setStateValue }) {
  if (setStateValue) reportTo("stage", setStateValue);
  loadRenderer(data.renderer).catch(() => {}); // by far the largest script: asked for first, missed where it is used
  const setup = await loadSetup(data.setup);
  const counted = Boolean(data.engine);
  const known = stages.get(counted);
  if (known && !setStateValue) return () => {}; // too late to be early
  const stage = known ?? new Stage(setup, counted);
  stages.set(counted, stage);
  const { root } = stage;
  hang(root, parentElement);
  await stage.update(data);
  if (!known) await stage.start();
  return () => reportTo("stage", null);
}
