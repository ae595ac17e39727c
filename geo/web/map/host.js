// @ts-check
/**
 * Makes the renderer draw a pydeck spec over our basemap: MapLibre holds the camera and draws the ground, deck.gl
 * follows it and draws the incidents.
 *
 * @typedef {import('../core/store.js').Camera} Camera
 * @typedef {{minZoom: number, maxZoom: number}} Limits
 * @typedef {object} Host
 * @property {any} basemap  the MapLibre map
 * @property {any} deck
 * @property {any[]} template  the layers of the spec, without data
 * @property {(props: object) => void} setProps  of the deck
 */
import { IncidentExtension } from "./extension.js";

// The incidents must not wait for the ground: the map starts empty and gets its style at once afterwards.
const NOTHING = { version: 8, sources: {}, layers: [] };
// A frame is read in the moment in which it is drawn, if at all: the browser need not keep a copy of it. The edges of
// symbols and lines are smoothed where they are painted (shaders.js): four samples of each pixel would add nothing.
const DEVICE = { webgl: { preserveDrawingBuffer: false, antialias: false } };

/**
 * @param {(options: object) => any} createDeck
 * @param {HTMLElement} element
 * @param {any} spec  what pydeck.Deck.to_json() gives
 * @param {Camera} camera
 * @param {Limits} limits
 * @returns {Promise<Host>}
 */
export function createHost(createDeck, element, spec, camera, limits) {
  return new Promise((resolve) => {
    /** @type {any[]} */
    let template = [];
    const overlay = withOpaqueCanvas(() =>
      createDeck({
        container: element,
        jsonInput: { ...spec, mapStyle: NOTHING, initialViewState: camera },
        configuration: { classes: { IncidentExtension } },
      }),
    );
    // An opaque canvas is black as long as nothing is drawn on it.
    const ground = /** @type {HTMLElement} */ (element.querySelector(".maplibregl-canvas"));
    ground.style.visibility = "hidden";
    // The renderer puts a method of its own over this one that calls itself for ever.
    const { setProps, onAdd } = Object.getPrototypeOf(overlay);
    overlay.setProps = setProps;
    template = overlay._props.layers;
    overlay.setProps({ deviceProps: DEVICE });
    overlay.onAdd = (/** @type {any} */ basemap) => {
      const container = onAdd.call(overlay, basemap);
      restrain(basemap, limits);
      basemap.once("style.load", () => basemap.once("render", () => (ground.style.visibility = "")));
      const deck = overlay._deck;
      const ready = () => {
        // The keyboard works on the ground, which moves; the incidents' own canvas has nothing to offer it.
        deck.getCanvas?.()?.setAttribute("tabindex", "-1");
        deck.getCanvas?.()?.setAttribute("aria-hidden", "true");
        resolve({ basemap, deck, template, setProps: (props) => overlay.setProps(props) });
      };
      // Buffers can only be made once the graphics context is there.
      if (deck.isInitialized) ready();
      else overlay.setProps({ onLoad: ready });
      return container;
    };
  });
}

/**
 * The ground covers all of its canvas. A browser that is told so need not mix it with what lies beneath at every frame
 * of the incidents; MapLibre has no option for that.
 * @template T @param {() => T} make  makes the map, with its canvas @returns {T}
 */
function withOpaqueCanvas(make) {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = /** @type {any} */ (
    /** @this {HTMLCanvasElement} @param {string} kind @param {object} [wishes] */
    function (kind, wishes) {
      const given = kind === "webgl2" ? { ...wishes, alpha: false } : wishes;
      return getContext.call(this, /** @type {any} */ (kind), given);
    }
  );
  try {
    return make();
  } finally {
    HTMLCanvasElement.prototype.getContext = getContext;
  }
}

/** Take down what a lost graphics context has left. @param {Host} host @param {HTMLElement} element */
export function removeHost({ basemap }, element) {
  try {
    basemap.remove();
  } catch (reason) {
    console.warn("The map that was lost could not be taken down in order.", reason);
  }
  element.replaceChildren();
}

/** The picture is flat, and ends where the geometry does. @param {any} basemap @param {Limits} limits */
function restrain(basemap, { minZoom, maxZoom }) {
  basemap.setMinZoom(minZoom);
  basemap.setMaxZoom(maxZoom);
  basemap.setMaxPitch(0);
  basemap.touchPitch?.disable();
  basemap.getCanvas().setAttribute("aria-label", "Map");
}

/** @param {any} basemap @returns {Camera} */
export function cameraOf(basemap) {
  const { lng, lat } = basemap.getCenter();
  const zoom = basemap.getZoom();
  return { longitude: lng, latitude: lat, zoom, bearing: basemap.getBearing(), pitch: 0 };
}

/** @param {any} basemap @param {Camera} camera */
export function moveTo(basemap, { longitude, latitude, zoom, bearing }) {
  basemap.jumpTo({ center: [longitude, latitude], zoom, bearing, pitch: 0 });
}
