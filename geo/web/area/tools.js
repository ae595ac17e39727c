// @ts-check
/**
 * The box of tools for an area: three ways to draw one, and a form for whoever draws without a pointer.
 * @import {Store, Mounted} from "../core/types.js"
 * @import {Tool} from "./draw_gesture.js"
 * @import {Area} from "../core/within.js"
 * @import {Place} from "./places.js"
 */
import { h, refill, svg, uid } from "../core/dom.js";
import { Extent } from "../core/extent.js";
import { cameraFor } from "../core/projection.js";
import { startDrawing } from "./draw_gesture.js";
import { mountOverlay } from "./outline_overlay.js";
import { centreOf, fitting, loadPlaces } from "./places.js";
import { MAX_KM, outline } from "./shapes.js";

const ROOM = { top: 130, right: 70, bottom: 60, left: 60 };

/** @type {[Tool, string, string][]} */
const TOOLS = [
  ["box", "Box", "M3 4h12v10H3Z"],
  ["lasso", "Freehand", "M4 11C1 6 6 2 10 3s7 4 5 8-6 3-8 1-1 3-3 3"],
  ["radius", "Radius", "M9 2a7 7 0 1 0 0 14a7 7 0 0 0 0-14ZM9 9l5-3"],
];

/** @param {string} path */
const icon = (path) =>
  svg(
    "svg",
    { viewBox: "0 0 18 18", "aria-hidden": "true" },
    svg("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" }),
  );

const built = /** @type {any} */ (null); // what `build` makes

class AreaTools {
  /** @type {HTMLButtonElement} */ button = built;
  /** @type {HTMLButtonElement[]} */ tools = built;
  /** @type {HTMLDataListElement} */ options = built;
  /** @type {HTMLInputElement} */ centre = built;
  /** @type {HTMLInputElement} */ km = built;
  /** @type {HTMLParagraphElement} */ problem = built;
  /** @type {HTMLParagraphElement} */ answer = built;
  /** @type {HTMLButtonElement} */ remove = built;
  /** @type {HTMLDivElement} */ box = built;

  /** @param {HTMLElement} element @param {HTMLElement} buttons @param {Store} store @param {import('../map/map.js').AtlasMap} map */
  constructor(element, buttons, store, map) {
    this.element = element;
    this.store = store;
    this.map = map;
    /** @type {Place[]} */
    this.places = [];
    /** @type {unknown} */
    this.placesOf = null;
    /** @type {ReturnType<typeof startDrawing>|null} */
    this.drawing = null;
    this.overlay = mountOverlay(element, store, { project: (/** @type {[number, number]} */ point) => this.basemap.project(point) }, () => this.clear());
    this.build();
    buttons.append(this.button);
    element.append(this.box);
    this.stop = store.subscribe(["filter"], () => this.draw());
    this.draw();
  }

  /** Asked each time: after a lost graphics context there is another one. */
  get basemap() {
    return this.map.basemap;
  }

  build() {
    const id = uid("area");
    this.button = h(
      "button",
      {
        type: "button", class: "ia-map-button ia-area-button", title: "Area on the map", "aria-label": "Area on the map",
        "aria-expanded": "false", "aria-controls": id, onclick: () => this.toggle(this.box.hidden),
      },
      icon("M4 5l7-2 4 6-3 6-8-2Z"),
    );
    this.tools = TOOLS.map(([tool, label, path]) =>
      h("button", { type: "button", class: "ia-area-tool", onclick: () => this.start(tool) }, icon(path), h("span", null, label)),
    );
    this.options = h("datalist", { id: `${id}-places` });
    this.centre = h("input", {
      type: "text", class: "ia-input", id: `${id}-centre`, list: `${id}-places`, autocomplete: "off", spellcheck: "false",
      placeholder: "Kirkuk, or 35.47, 44.39", "aria-describedby": `${id}-problem`, oninput: () => this.offer(),
    });
    this.km = h("input", { type: "number", class: "ia-input", id: `${id}-km`, min: 0.1, max: MAX_KM, step: "any", value: "50", required: true });
    this.problem = h("p", { class: "ia-problem", id: `${id}-problem`, role: "alert" });
    this.answer = h("p", { class: "ia-area-answer", role: "status" });
    this.remove = h("button", { type: "button", class: "ia-link", onclick: () => this.clear() }, "Clear the area");
    this.box = h(
      "div",
      {
        class: "ia-area-box", id, role: "group", "aria-label": "Area on the map", hidden: true,
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event),
      },
      h("p", { class: "ia-area-head" }, "Show only what lies in an area"),
      h("div", { class: "ia-area-tools" }, this.tools),
      h(
        "form",
        { class: "ia-area-form", novalidate: true, onsubmit: (/** @type {Event} */ event) => this.submit(event) },
        h("label", { for: `${id}-centre` }, "Around a place"),
        this.centre,
        this.options,
        h("label", { for: `${id}-km` }, "Kilometres"),
        this.km,
        h("button", { type: "submit", class: "ia-area-go" }, "Show"),
        this.problem,
      ),
      this.answer,
      this.remove,
    );
  }

  draw() {
    const { area } = this.store.get().filter;
    this.remove.hidden = !area;
    if (!area) refill(this.answer);
    this.button.classList.toggle("ia-on", area !== null);
  }

  /** @param {boolean} open */
  toggle(open) {
    this.drawing?.cancel();
    this.box.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.load();
    this.tools[0].focus();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    event.stopPropagation(); // arrows and + belong to the form here, not to the map
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.toggle(false);
    this.button.focus();
  }

  async load() {
    const { columns } = this.store.get();
    if (!columns || this.placesOf === columns) return;
    this.placesOf = columns;
    const address = new URL("places.geojson", new URL(this.map.setup.styles.light, location.href)).href;
    this.places = await loadPlaces(columns, address);
    this.offer();
  }

  offer() {
    refill(this.options, fitting(this.places, this.centre.value).map(({ label }) => h("option", { value: label })));
  }

  /** @param {Tool} tool */
  start(tool) {
    this.toggle(false);
    this.button.focus({ preventScroll: true });
    this.drawing = startDrawing(this.element, this.store, this.basemap, tool, () => (this.drawing = null));
  }

  /** @param {Event} event */
  async submit(event) {
    event.preventDefault();
    await this.load();
    const found = centreOf(this.places, this.centre.value);
    const km = Number(this.km.value);
    const distance = Number.isFinite(km) && km > 0 && km <= MAX_KM;
    this.problem.textContent = !found
      ? `“${this.centre.value.trim()}” is no place that the map knows. Write a town, or latitude and longitude such as 35.47, 44.39.`
      : distance ? "" : `Write a number of kilometres above 0, up to ${MAX_KM}.`;
    if (!found) this.centre.focus();
    else if (!distance) this.km.focus();
    if (!found || !distance) return;
    /** @type {Area} */
    const area = { type: "radius", center: found.point, km: Math.max(0.001, Number(km.toFixed(3))) };
    this.store.set({ filter: { ...this.store.get().filter, area } });
    this.show(area);
    this.store.commit();
    refill(this.answer, `${this.overlay.words(area)} of ${found.label}`);
  }

  /** Moves the map only where part of the area would not be seen. @param {Area} area */
  show(area) {
    const corners = outline(area);
    const { clientWidth: width, clientHeight: height } = this.element;
    const seen = corners.every((corner) => {
      const { x, y } = this.basemap.project(corner);
      return x >= 0 && y >= 0 && x <= width && y <= height;
    });
    if (seen) return;
    const extent = new Extent();
    for (const [x, y] of corners) extent.add(x, y);
    const bounds = extent.box;
    if (bounds) this.map.jump(cameraFor(bounds, { width, height }, { padding: ROOM, ...this.map.setup.limits }));
  }

  clear() {
    const held = this.element.contains(document.activeElement);
    this.store.set({ filter: { ...this.store.get().filter, area: null } });
    this.store.commit();
    if (held) this.button.focus();
  }

  destroy() {
    this.drawing?.cancel();
    this.stop();
    this.overlay.destroy();
    this.box.remove();
    this.button.remove();
  }
}

/**
 * @param {HTMLElement} element  the map's box
 * @param {HTMLElement} buttons  where the map's buttons stand
 * @param {Store} store @param {import('../map/map.js').AtlasMap} map
 * @returns {Mounted}
 */
export function mount(element, buttons, store, map) {
  const tools = new AreaTools(element, buttons, store, map);
  return { destroy: () => tools.destroy() };
}
