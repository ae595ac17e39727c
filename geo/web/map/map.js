// @ts-check
/**
 * The map: a pydeck spec drawn by pydeck's own renderer on our own basemap. It is built once per browser page and
 * moved, never rebuilt, when Streamlit draws the page anew; only a lost graphics context makes it start over, with
 * everything as it was, because all that matters is in the store.
 *
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('../core/store.js').Camera} Camera
 * @typedef {(words: string|null) => void} Say  tell the person; null takes it back
 * @typedef {object} Setup
 * @property {any} spec  what pydeck.Deck.to_json() gives
 * @property {string} renderer  address of the renderer
 * @property {{light: string, dark: string}} styles  addresses of the basemap's styles
 * @property {string} usualFocus  the countries that these set off
 * @property {{light: string, dark: string}} paper  colour around symbols
 * @property {string[]} fonts
 * @property {import('./extension.js').Symbols} symbols
 * @property {{minZoom: number, maxZoom: number}} limits
 */
import { bring } from "./bring.js";
import { look, settings } from "./extension.js";
import { cameraOf, createHost, moveTo, removeHost } from "./host.js";
import { Look, sameView } from "./in_view.js";
import { together } from "../core/timing.js";
import { Picture } from "./picture.js";
import { printable } from "./print.js";
import { loadFonts, loadRenderer, hasWebGL } from "./renderer.js";
import { cameraFor } from "../core/projection.js";

const SETTLED_MS = 350;
const LOOK_MS = 160;
const PICKING_RADIUS = 4;
const AGAIN_MS = 1500; // between attempts to draw again
const ATTEMPTS = 20;
/** Pixels kept free around what is fitted: the legend lies at the top. */
const ROOM = { top: 130, right: 70, bottom: 60, left: 60 };
const MISSING =
  "This browser cannot draw the map: WebGL 2 is switched off or missing. The timeline and the list still work.";
const LOST =
  "The graphics card has dropped the map. It is being drawn again; the timeline and the list go on working.";
const GONE = "The graphics card has dropped the map and does not give it back. Reload the page to draw it again.";

/**
 * @param {HTMLElement} element
 * @param {Store} store
 * @param {Setup} setup
 * @param {Say} [say]
 * @param {typeof Picture} [Drawn]  what draws the incidents
 */
export async function mountMap(element, store, setup, say = () => {}, Drawn = Picture) {
  const [{ createDeck }] = await Promise.all([loadRenderer(setup.renderer), loadFonts(setup.fonts)]);
  look.symbols = setup.symbols;
  settings.least = setup.symbols.fade.least;
  const create = () => createHost(createDeck, element, setup.spec, store.get().camera, setup.limits);
  const map = new IncidentMap(element, store, setup, say, create, Drawn);
  try {
    await map.build();
  } catch (reason) {
    // Only asked for now: a graphics context to try it with would cost every opening some time.
    throw hasWebGL() ? reason : new Error(MISSING);
  }
  return map;
}

class IncidentMap {
  /** Another one after a lost graphics context: see `onBuilt`. @type {import('./host.js').Host} */
  host = /** @type {any} */ (null);
  /** @type {Set<(host: import('./host.js').Host) => void>} */
  builders = new Set();
  /** @type {Picture|null} */
  picture = null;
  /** @type {Camera|null} the camera that this map itself reported last */
  own = null;
  looking = 0;
  lookAlong = together(() => this.lookNow(), "other");
  resting = 0;
  mending = false;

  /**
   * @param {HTMLElement} element
   * @param {Store} store
   * @param {Setup} setup
   * @param {Say} say
   * @param {() => Promise<import('./host.js').Host>} create
   * @param {typeof Picture} Drawn
   */
  constructor(element, store, setup, say, create, Drawn) {
    this.Drawn = Drawn;
    this.element = element;
    this.store = store;
    this.setup = setup;
    this.say = say;
    this.create = create;
    // These events don't bubble, but they are seen on the way down.
    element.addEventListener("webglcontextlost", (event) => (event.preventDefault(), this.mend()), true);
    store.subscribe(["columns", "colorBy", "theme", "focus"], () => this.picture?.restyle());
    store.subscribe(["mask"], (_, patch) => "columns" in patch || this.picture?.remask());
    store.subscribe(["window", "match", "trace", "playing", "glide"], (state, patch) => {
      // Playing moves on every frame; without fading there is nothing new to see within a day.
      if (Object.keys(patch).every((key) => key === "glide" || key === "pace") && state.trace === "none") return;
      this.picture?.rewindow();
      this.look();
    });
    store.subscribe(["selection", "hovered", "counted"], () => this.picture?.point());
    store.subscribe(["selection"], (_, patch) => bring(this, patch));
    store.subscribe(["mask", "colorBy", "scaled", "viewfinder", "slide", "dragging"], () => this.look());
    store.subscribe(["camera"], () => this.follow());
    printable(this);
  }

  async build() {
    const host = await this.create();
    this.host = host;
    this.picture = new this.Drawn(host, this.store, this.setup);
    host.basemap.on("move", () => this.moved());
    host.basemap.on("moveend", () => this.rested());
    host.basemap.on("idle", () => this.picture?.hasGround && (this.element.dataset.idle = "true"));
    host.basemap.on("click", (/** @type {any} */ { point }) => this.clicked(point));
    host.setProps({
      onHover: (/** @type {any} */ info) => this.hovered(info),
      pickingRadius: PICKING_RADIUS,
    });
    this.picture.restyle();
    this.look();
    for (const tell of this.builders) tell(host);
  }

  /** Hear of every new map: whoever listens to the basemap has to listen anew. @param {(host: import('./host.js').Host) => void} tell */
  onBuilt(tell) {
    this.builders.add(tell);
    return () => this.builders.delete(tell);
  }

  /** The graphics context is lost: say so, and draw everything again as soon as there is a new one. */
  async mend() {
    if (this.mending) return;
    this.mending = true;
    this.say(LOST);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, attempt ? AGAIN_MS : 200));
      if (!hasWebGL()) continue;
      try {
        this.picture?.destroy();
        if (this.picture) removeHost(this.host, this.element);
        this.picture = null;
        await this.build();
        this.say(null);
        this.mending = false;
        return;
      } catch (reason) {
        console.warn("The map could not be drawn again yet.", reason);
      }
    }
    this.say(GONE);
  }

  /** @param {any} info */
  hovered(info) {
    const { picture, host, store } = this;
    if (!picture) return;
    const counted = picture.countedAt(info);
    const hovered = counted ? null : picture.incidentAt(info);
    const before = store.get();
    host.basemap.getCanvas().style.cursor = hovered === null && !counted ? "" : "pointer";
    if (counted?.group !== before.counted?.group || counted?.key !== before.counted?.key) store.set({ counted });
    if (hovered !== before.hovered) store.set({ hovered });
    if (hovered !== null || counted) store.set({ pointer: [info.x, info.y] });
  }

  /** @param {{x: number, y: number}} point  pixels of the map */
  clicked({ x, y }) {
    const { picture, store } = this;
    const { columns } = store.get();
    const counted = picture?.countedAt({ x, y });
    if (counted) return store.set({ group: { incidents: counted.incidents(), isArea: counted.isArea }, selection: null }), store.commit();
    const info = this.host.deck.pickObject({ x, y, radius: PICKING_RADIUS });
    const index = picture?.incidentAt(info ?? { x, y }) ?? null;
    const nearer = index === null && info ? picture?.pressed(info) : null;
    if (nearer) this.host.basemap.easeTo({ center: [nearer.longitude, nearer.latitude], zoom: nearer.zoom });
    if (!columns || index === null) return;
    store.set({ selection: columns.idOf(index) });
    store.commit();
  }

  moved() {
    const camera = cameraOf(this.host.basemap);
    this.own = camera;
    this.store.set({ camera });
    this.look();
  }

  rested() {
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.store.commit(), SETTLED_MS);
  }

  /** Somebody else moved the camera: a link, a page. */
  follow() {
    const { camera } = this.store.get();
    if (camera !== this.own && this.picture) moveTo(this.host.basemap, camera);
  }

  /** Tell what is in view, now and then while things move, and completely once they stand still. */
  look() {
    const { dragging, playing } = this.store.get();
    if (dragging || playing) this.lookAlong();
    else this.looking ||= window.setTimeout(() => this.lookNow(), LOOK_MS);
  }

  lookNow() {
    const state = this.picture?.lookedAt(this.store.get());
    const viewport = this.picture && this.host.deck.getViewports()[0];
    this.looking = 0;
    if (!state?.columns || !state.mask || !viewport) return;
    this.lookOn(new Look(state, viewport, state.dragging || state.playing ? this.picture?.drawn : null));
  }

  /** @param {Look} seen */
  lookOn(seen) {
    seen.go();
    const { inView, dragging, playing } = this.store.get();
    if (!seen.finished && !dragging && !playing) {
      this.looking ||= window.setTimeout(() => ((this.looking = 0), this.lookOn(seen)));
      return;
    }
    const all = this.picture?.alsoSeen(seen.seen) ?? seen.seen;
    if (!sameView(inView, all)) this.store.set({ inView: all });
    if (!Object.is(seen.inFrame, this.store.get().inFrame)) this.store.set({ inFrame: seen.inFrame });
  }

  /** @param {Camera} camera */
  jump(camera) {
    if (this.picture) moveTo(this.host.basemap, camera);
  }

  /** @param {number} by  zoom levels */
  zoom(by) {
    const { camera } = this.store.get();
    const { minZoom, maxZoom } = this.setup.limits;
    this.jump({ ...camera, zoom: Math.min(maxZoom, Math.max(minZoom, camera.zoom + by)) });
  }

  /** Show all that passes the filter in the window; nothing to show leaves the camera where it is. */
  fit() {
    const bounds = this.picture?.bounds();
    if (!bounds) return;
    const size = { width: this.element.clientWidth, height: this.element.clientHeight };
    this.jump(cameraFor(bounds, size, { padding: ROOM, ...this.setup.limits, maxZoom: 9 }));
  }
}
/** @typedef {IncidentMap} AtlasMap */
