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
 * @property {{light: string, dark: string}} ink  colour of words on the ground
 * @property {{minZoom: number, maxZoom: number}} limits
 */
import { bring } from "./bring.js";
import { cameraOf, moveTo } from "./camera.js";
import { checkDrawing } from "./drawing_check.js";
import { incidentLayers } from "./incident_layer.js";
import { Look, sameView } from "./in_view.js";
import { together } from "../core/timing.js";
import { Picture } from "./picture.js";
import { Pointer } from "./pointer.js";
import { printable } from "./print.js";
import { loadFonts, loadRenderer, hasWebGL } from "./renderer.js";
import { NOT_SUITABLE, createRenderer, libraryOf, removeRenderer } from "./renderer_internals.js";
import { cameraFor } from "../core/projection.js";

const SETTLED_MS = 350;
const LOOK_MS = 160;
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
  await Promise.all([loadRenderer(setup.renderer), loadFonts(setup.fonts)]);
  const map = new IncidentMap(element, store, setup, say, Drawn);
  try {
    await map.build();
  } catch (reason) {
    // Only asked for now: a graphics context to try it with would cost every opening some time.
    if (!hasWebGL()) throw new Error(MISSING);
    throw inWords(reason);
  }
  return map;
}

/** Whatever the reason, told in words that say what to do; the reason itself is for the console. @param {unknown} reason */
function inWords(reason) {
  console.error("The map cannot be drawn.", reason instanceof Error ? (reason.cause ?? reason) : reason);
  return new Error(NOT_SUITABLE);
}

class IncidentMap {
  /** Another one after a lost graphics context: see `onBuilt`. @type {import('./renderer_internals.js').Renderer} */
  renderer = /** @type {any} */ (null);
  /** @type {Set<(renderer: import('./renderer_internals.js').Renderer) => void>} */
  builders = new Set();
  /** @type {Picture|null} */
  picture = null;
  /** @type {Camera|null} the camera that this map itself reported last */
  own = null;
  looking = 0;
  lookAlong = together(() => this.lookNow(), "other");
  resting = 0;
  mending = false;
  pointer = new Pointer(this);

  /**
   * @param {HTMLElement} element
   * @param {Store} store
   * @param {Setup} setup
   * @param {Say} say
   * @param {typeof Picture} Drawn
   */
  constructor(element, store, setup, say, Drawn) {
    this.Drawn = Drawn;
    this.element = element;
    this.store = store;
    this.setup = setup;
    this.say = say;
    // These events don't bubble, but they are seen on the way down.
    element.addEventListener("webglcontextlost", (event) => (event.preventDefault(), this.mend()), true);
    store.subscribe(["columns", "colorBy", "show", "theme", "focus"], () => this.picture?.restyle());
    store.subscribe(["mask"], (_, patch) => "columns" in patch || this.picture?.remask());
    store.subscribe(["window", "match", "trace", "playing", "glide"], (state, patch) => {
      // Playing moves on every frame; without fading there is nothing new to see within a day.
      if (Object.keys(patch).every((key) => key === "glide" || key === "pace") && state.trace === "none") return;
      this.picture?.rewindow();
      this.look();
    });
    store.subscribe(["selection", "hovered", "counted"], () => this.picture?.point());
    store.subscribe(["selection"], (_, patch) => bring(this, patch));
    store.subscribe(["mask", "colorBy", "show", "scaled", "viewfinder", "slide", "dragging"], () => this.look());
    store.subscribe(["camera"], () => this.follow());
    store.subscribe(["layers", "ownLayers", "theme", "window", "dragging", "playing"], () => this.picture?.drawOwn());
    printable(this);
  }

  async build() {
    const { element, setup, store } = this;
    const fail = (/** @type {unknown} */ reason) => this.fail(reason);
    const renderer = await createRenderer(libraryOf(), incidentLayers, element, setup.spec, store.get().camera, setup.limits, fail);
    this.renderer = renderer;
    const picture = (this.picture = new this.Drawn(renderer, store, setup));
    renderer.basemap.on("move", () => this.moved());
    renderer.basemap.on("moveend", () => this.rested());
    renderer.basemap.on("idle", () => this.picture?.hasGround && (element.dataset.idle = "true"));
    this.pointer.follow(renderer.basemap);
    picture.restyle();
    this.look();
    for (const tell of this.builders) tell(renderer);
    checkDrawing(() => (this.picture === picture ? picture : null), () => fail("No symbol was seen where one was drawn."));
  }

  /** Something is not drawn, or was not: said once, as long as the page is open. @param {unknown} reason */
  fail(reason) {
    if (this.mending) return console.warn(reason); // of the context that is lost
    this.say(inWords(reason).message);
  }

  /** The MapLibre map. */
  get basemap() {
    return this.renderer.basemap;
  }

  /** Hear of every new map: whoever listens to the basemap has to listen anew. @param {(renderer: import('./renderer_internals.js').Renderer) => void} tell */
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
        if (this.picture) removeRenderer(this.renderer, this.element);
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

  moved() {
    const camera = cameraOf(this.basemap);
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
    if (camera !== this.own && this.picture) moveTo(this.basemap, camera);
  }

  /** Tell what is in view, now and then while things move, and completely once they stand still. */
  look() {
    const { dragging, playing } = this.store.get();
    if (dragging || playing) this.lookAlong();
    else this.looking ||= window.setTimeout(() => this.lookNow(), LOOK_MS);
  }

  lookNow() {
    const state = this.picture?.lookedAt(this.store.get());
    const viewport = this.picture && this.renderer.deck.getViewports()[0];
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
    if (this.picture) moveTo(this.basemap, camera);
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
