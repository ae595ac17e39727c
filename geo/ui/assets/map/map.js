// @ts-check
/**
 * The map: a pydeck spec drawn by pydeck's own renderer on our own basemap. It is built once per browser page and
 * moved, never rebuilt, when Streamlit draws the page anew.
 *
 * @typedef {import('../store.js').Store} Store
 * @typedef {import('../columns.js').Columns} Columns
 * @typedef {object} Setup
 * @property {any} spec  what pydeck.Deck.to_json() gives
 * @property {string} renderer  address of the renderer
 * @property {{light: string, dark: string}} styles  addresses of the basemap's styles
 * @property {{light: string, dark: string}} paper  colour around symbols
 * @property {string[]} fonts
 * @property {import('./extension.js').Symbols} symbols
 * @property {{minZoom: number, maxZoom: number}} limits
 */
import { look, settings } from "./extension.js";
import { cameraOf, createHost, moveTo } from "./host.js";
import { loadFonts, loadRenderer, hasWebGL } from "./renderer.js";
import { lineData, markData, rgb, shownAttribute } from "./layers.js";
import { inWindow } from "../filter.js";
import { cameraFor, nearFactor } from "./view.js";
import { inViewport } from "./in_view.js";

const SETTLED_MS = 350;
const PICKING_RADIUS = 4;
/** Pixels kept free around what is fitted: the legend lies at the top. */
const ROOM = { top: 130, right: 70, bottom: 60, left: 60 };

/**
 * @param {HTMLElement} element
 * @param {Store} store
 * @param {Setup} setup
 */
export async function mountMap(element, store, setup) {
  if (!hasWebGL()) {
    throw new Error(
      "This browser cannot draw the map: WebGL 2 is switched off or missing. The timeline and the list still work.",
    );
  }
  const [{ createDeck }] = await Promise.all([loadRenderer(setup.renderer), loadFonts(setup.fonts)]);
  look.symbols = setup.symbols;
  settings.least = setup.symbols.fade.least;
  const host = await createHost(createDeck, element, setup.spec, store.get().camera, setup.limits);
  return new IncidentMap(element, store, setup, host);
}

class IncidentMap {
  /**
   * @param {HTMLElement} element
   * @param {Store} store
   * @param {Setup} setup
   * @param {import('./host.js').Host} host
   */
  constructor(element, store, setup, host) {
    this.element = element;
    this.store = store;
    this.setup = setup;
    this.host = host;
    /** @type {ReturnType<typeof markData>|null} */
    this.data = null;
    this.settling = 0;
    settings.near = nearFactor(store.get().camera.zoom);
    host.basemap.on("move", () => this.moved());
    host.basemap.on("moveend", () => this.rested());
    host.basemap.on("idle", () => (this.element.dataset.idle = "true"));
    host.basemap.on("click", (/** @type {any} */ { point }) => this.clicked(point));
    host.setProps({
      onHover: (/** @type {any} */ info) => this.hovered(info),
      pickingRadius: PICKING_RADIUS,
    });
    this.unsubscribe = [
      store.subscribe(["columns", "colorBy", "theme"], () => this.restyle()),
      store.subscribe(["mask"], () => this.remask()),
      store.subscribe(["window", "match", "trace", "playing"], () => this.rewindow()),
      store.subscribe(["selection", "hovered"], () => this.layout()),
      store.subscribe(["camera"], () => this.follow()),
    ];
    this.restyle();
  }

  restyle() {
    const { columns, colorBy, theme, mask } = this.store.get();
    if (this.drawnTheme !== theme) {
      // Unchecked, because the check asks for a glyph server; names are drawn from the page's own fonts.
      this.host.basemap.setStyle(this.setup.styles[theme], { validate: false, diff: false });
      this.drawnTheme = theme;
    }
    const paper = rgb(this.setup.paper[theme]);
    settings.paper = [paper[0] / 255, paper[1] / 255, paper[2] / 255];
    if (!columns || !mask) return;
    this.data = markData(columns, { colorBy, theme, mask });
    this.rewindow();
    this.layout();
  }

  remask() {
    const { columns, mask } = this.store.get();
    if (!columns || !mask) return;
    if (!this.data) return this.restyle();
    for (const filled of [...this.data.discs, ...this.data.marks]) {
      const getShown = shownAttribute(columns, filled.marks, mask);
      filled.data = { ...filled.data, attributes: { ...filled.data.attributes, getShown } };
    }
    this.layout();
  }

  rewindow() {
    const { window, match, trace, playing } = this.store.get();
    settings.range = [window.start, window.end];
    settings.certainly = match === "certainly" ? 1 : 0;
    settings.trace = trace === "keep" ? this.setup.symbols.fade.trace : 0;
    settings.fade = playing && trace !== "none" ? Math.max(2, (window.end - window.start) / 2) : 0;
    this.host.deck.redraw("window");
    this.settle();
  }

  /** Hand the layers of the spec their data, and mark what is selected or hovered. */
  layout() {
    const { columns, selection, hovered, theme, colorBy, mask } = this.store.get();
    if (!columns || !this.data || !mask) return;
    const data = this.data;
    const chosen = this.marksOf(columns, selection, hovered);
    const lines = lineData(columns, { colorBy, theme, mask });
    const layers = this.host.template.flatMap((/** @type {any} */ layer) => {
      if (layer.id === "discs" || layer.id === "marks") {
        const runs = data[/** @type {'discs'|'marks'} */ (layer.id)];
        return runs.map(({ id, data: filled, run }) => layer.clone({ id, data: filled, run }));
      }
      if (layer.id === "halo") return layer.clone({ data: chosen });
      return layer.clone({ data: lines.filter(({ role }) => layer.id.startsWith(role)) });
    });
    this.host.setProps({ layers });
    this.settle();
  }

  /** @param {Columns} columns @param {string|null} selection @param {number|null} hovered */
  marksOf(columns, selection, hovered) {
    const { marks } = columns;
    const chosen = [];
    const selected = selection === null ? -1 : columns.indexOf(selection);
    if (selected < 0 && hovered === null) return [];
    for (let m = 0; m < marks.n; m++) {
      const i = marks.incident[m];
      if (i !== selected && i !== hovered) continue;
      chosen.push({
        position: [marks.position[2 * m], marks.position[2 * m + 1]],
        radius: columns.header.sizes[marks.size[m]].radius + this.setup.symbols.haloGap,
        offset: [marks.offset[2 * m], marks.offset[2 * m + 1]],
        near: [marks.near[2 * m], marks.near[2 * m + 1]],
        span: [columns.start[i], columns.end[i], 0],
        width: i === selected ? 2.5 : 1.5,
      });
    }
    return chosen;
  }

  /** @param {any} info  what deck.gl says of a place on the screen */
  incidentAt(info) {
    const { columns } = this.store.get();
    if (!columns || !info.layer || info.index < 0) return null;
    const filled = [...(this.data?.discs ?? []), ...(this.data?.marks ?? [])].find(({ id }) => id === info.layer.id);
    if (filled) return columns.marks.incident[filled.marks[info.index]];
    return info.object?.incident ?? null;
  }

  /** @param {any} info */
  hovered(info) {
    const hovered = this.incidentAt(info);
    this.host.basemap.getCanvas().style.cursor = hovered === null ? "" : "pointer";
    this.element.dataset.x = String(info.x);
    this.element.dataset.y = String(info.y);
    if (hovered !== this.store.get().hovered) this.store.set({ hovered });
    else if (hovered !== null) this.store.set({ pointer: [info.x, info.y] });
  }

  /** @param {{x: number, y: number}} point  pixels of the map */
  clicked({ x, y }) {
    const { columns } = this.store.get();
    const info = this.host.deck.pickObject({ x, y, radius: PICKING_RADIUS });
    const index = info && this.incidentAt(info);
    if (!columns || index === null) return;

    this.store.set({ selection: columns.ids[index] });
    this.store.commit();
  }

  moved() {
    const camera = cameraOf(this.host.basemap);
    settings.near = nearFactor(camera.zoom);
    this.own = camera;
    this.store.set({ camera });
    this.settle();
  }

  rested() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.store.commit(), SETTLED_MS);
  }

  /** Somebody else moved the camera: a link, a page. */
  follow() {
    const { camera } = this.store.get();
    if (camera !== this.own) moveTo(this.host.basemap, camera);
  }

  /** Look at what is in view once things stand still, or now and then while they move. */
  settle() {
    if (this.settling) return;
    this.settling = window.setTimeout(() => {
      this.settling = 0;
      const { columns, mask } = this.store.get();
      const viewport = this.host.deck.getViewports()[0];
      if (columns && mask && viewport) this.store.set({ inView: inViewport(this.store.get(), viewport) });
    }, 160);
  }

  /** @param {import('../store.js').Camera} camera */
  jump(camera) {
    moveTo(this.host.basemap, camera);
  }

  /** @param {number} by  zoom levels */
  zoom(by) {
    const { camera } = this.store.get();
    const { minZoom, maxZoom } = this.setup.limits;
    this.jump({ ...camera, zoom: Math.min(maxZoom, Math.max(minZoom, camera.zoom + by)) });
  }

  /** Show all that passes the filter in the window; nothing to show leaves the camera where it is. */
  fit() {
    const { columns, mask, window: span, match } = this.store.get();
    if (!columns || !mask) return;
    const bounds = /** @type {[number, number, number, number]} */ ([180, 90, -180, -90]);
    const { marks } = columns;
    for (let m = 0; m < marks.n; m++) {
      const i = marks.incident[m];
      if (!mask[i] || !inWindow(columns, i, span, match)) continue;
      const [lon, lat] = [marks.position[2 * m], marks.position[2 * m + 1]];
      bounds[0] = Math.min(bounds[0], lon);
      bounds[1] = Math.min(bounds[1], lat);
      bounds[2] = Math.max(bounds[2], lon);
      bounds[3] = Math.max(bounds[3], lat);
    }
    if (bounds[0] > bounds[2]) return;
    const size = { width: this.element.clientWidth, height: this.element.clientHeight };
    this.jump(cameraFor(bounds, size, { padding: ROOM, ...this.setup.limits, maxZoom: 9 }));
  }
}
/** @typedef {IncidentMap} AtlasMap */
