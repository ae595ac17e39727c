// @ts-check
/**
 * What the map uses of the renderer (deck.gl, luma.gl and MapLibre, joined in one script of pydeck's wheel), checked by
 * name and shape before anything is drawn. All of it is public but two things, which are used here and nowhere else:
 * `createDeck` of the wheel, because MapLibre has no other name there; and the list of numbers of a model that is sent
 * to the graphics card.
 *
 * @typedef {import('../core/store.js').Camera} Camera
 * @typedef {{minZoom: number, maxZoom: number}} Limits
 * @typedef {{createDeck: (options: object) => any, deck: any, luma: any}} Library
 * @typedef {object} Renderer
 * @property {any} basemap  the MapLibre map
 * @property {any} deck
 * @property {any} device  luma.gl's
 * @property {any[]} layers  of the spec, without data
 * @property {(props: object) => void} setProps  of the deck
 */

export const NOT_SUITABLE =
  "The map cannot be drawn: this version of Incident Atlas does not work with the installed version of pydeck. " +
  "The list, the timeline, the filters and the exports still work. " +
  "To get the map, install the versions that were tested: pip install -r requirements.txt";

/** By name of an object: its methods, or the words that its text has to contain. @type {Record<string, string[]>} */
const NEEDED = {
  createDeck: [],
  "deck.Deck": ["setProps", "redraw", "getViewports", "pickObject", "getCanvas", "finalize"],
  "deck.Layer": ["getShaders", "setState", "setNeedsRedraw", "clone", "raiseError", "encodePickingColor"],
  "deck.MapView": [],
  "deck.TextLayer": [],
  "deck.JSONConverter": ["convert"],
  "luma.Model": ["draw", "setAttributes", "setIndexBuffer", "setVertexCount", "destroy"],
};
/** Functions and values of the shader modules that the layer's shaders use. @type {Record<string, string[]>} */
const IN_SHADERS = {
  "deck.project32.vs": ["project_position_to_clipspace("],
  "deck.project.vs": [
    "project_position(",
    "project_common_position_to_clipspace(",
    "project_pixel_size_to_clipspace(",
    "project_pixel_size(",
    "project_size_to_pixel(",
    "UNIT_METERS",
    "UNIT_COMMON",
  ],
  "deck.picking.vs": ["picking_setPickingColor("],
  "deck.picking.fs": ["picking_filterPickingColor("],
};

/** What the library lacks of all that is used. @param {Record<string, any>} library @returns {string[]} */
export function missingIn(library) {
  const find = (/** @type {string} */ path) => path.split(".").reduce((/** @type {any} */ at, name) => at?.[name], library);
  const missing = [];
  for (const [path, methods] of Object.entries(NEEDED)) {
    const found = find(path);
    if (typeof found !== "function") missing.push(path);
    else missing.push(...methods.filter((name) => typeof found.prototype?.[name] !== "function").map((name) => `${path}.${name}`));
  }
  for (const [path, words] of Object.entries(IN_SHADERS)) {
    const text = String(find(path) ?? "");
    missing.push(...words.filter((word) => !text.includes(word)).map((word) => `${word} of ${path}`));
  }
  return missing;
}

/** The names that the renderer's script has made global. @returns {Library} */
export function libraryOf() {
  const { createDeck, deck, luma } = /** @type {any} */ (globalThis);
  const missing = missingIn({ createDeck, deck, luma });
  if (missing.length) throw new Error(NOT_SUITABLE, { cause: `The renderer has no ${missing.join(", ")}.` });
  return { createDeck, deck, luma };
}

// The incidents must not wait for the ground: the map starts empty and gets its style at once afterwards.
const NOTHING = { version: 8, sources: {}, layers: [] };
// A frame is read in the moment in which it is drawn, if at all: the browser need not keep a copy of it. The edges of
// symbols and lines are smoothed where they are painted: four samples of each pixel would add nothing.
const WEBGL = { preserveDrawingBuffer: false, antialias: false };
/** As long as that a map may take that is only waited for by what would say that it does not come. */
const PATIENCE_MS = 60_000;

/**
 * Make the basemap, and above it what draws the incidents, which follows the basemap's camera.
 * @param {Library} library @param {(library: Library) => Record<string, any>} classesOf  layer classes by their names in the spec
 * @param {HTMLElement} element @param {any} spec  what pydeck.Deck.to_json() gives @param {Camera} camera @param {Limits} limits
 * @param {(reason: unknown) => void} fail  something could not be drawn
 * @returns {Promise<Renderer>}
 */
export function createRenderer(library, classesOf, element, spec, camera, limits, fail) {
  const { createDeck, deck } = library;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(NOT_SUITABLE, { cause: "The renderer did not start." })), PATIENCE_MS);
    const failed = (/** @type {unknown} */ reason) => (fail(reason), reject(reason));
    const { layers } = new deck.JSONConverter({ configuration: { classes: classesOf(library) } }).convert({ layers: spec.layers });
    const jsonInput = { ...spec, layers: [], mapStyle: NOTHING, initialViewState: camera };
    const control = withOpaqueCanvas(() => createDeck({ container: element, jsonInput }));
    if (typeof control?.onAdd !== "function") throw new Error(NOT_SUITABLE, { cause: "createDeck() made no control of a map." });
    // An opaque canvas is black as long as nothing is drawn on it.
    const ground = /** @type {HTMLElement|null} */ (element.querySelector(".maplibregl-canvas"));
    if (ground) ground.style.visibility = "hidden";
    // The control is added to the map once that has loaded; ours takes the place of the wheel's own.
    let release = () => {};
    control.onAdd = (/** @type {any} */ basemap) => {
      restrain(basemap, limits);
      basemap.once("style.load", () => basemap.once("render", () => ground && (ground.style.visibility = "")));
      const above = drawAbove(deck, basemap, failed, (device) => {
        clearTimeout(late);
        const setProps = (/** @type {object} */ props) => above.deck.setProps(props);
        resolve({ basemap, deck: above.deck, device, layers, setProps });
      });
      release = above.release;
      return above.container;
    };
    control.onRemove = () => release();
  });
}

/** @param {any} deck  the library's @param {any} basemap @param {(reason: unknown) => void} fail @param {(device: any) => void} ready */
function drawAbove({ Deck, MapView }, basemap, fail, ready) {
  const container = document.createElement("div");
  container.style.cssText = "position: absolute; left: 0; top: 0; text-align: initial; pointer-events: none";
  const resize = () => {
    const { clientWidth, clientHeight } = basemap.getContainer();
    Object.assign(container.style, { width: `${clientWidth}px`, height: `${clientHeight}px` });
  };
  resize();
  /** @type {any} */
  let device = null;
  const drawing = new Deck({
    parent: container,
    views: new MapView({ id: "map" }),
    viewState: viewStateOf(basemap),
    // A shader that does not compile is told in words, not by showing its text over the map.
    deviceProps: { webgl: WEBGL, debugShaders: "never", onError: (/** @type {Error} */ reason) => fail(reason) },
    onDeviceInitialized: (/** @type {any} */ made) => (device = made),
    onError: (/** @type {Error} */ reason) => fail(reason),
    onLoad: () => {
      // The keyboard works on the ground, which moves; the incidents' own canvas has nothing to offer it.
      const canvas = drawing.getCanvas();
      canvas?.setAttribute("tabindex", "-1");
      canvas?.setAttribute("aria-hidden", "true");
      // Buffers can only be made once the graphics context is there.
      ready(device);
    },
  });
  const follow = () => {
    drawing.setProps({ viewState: viewStateOf(basemap) });
    if (drawing.isInitialized) drawing.redraw();
  };
  basemap.on("resize", resize);
  basemap.on("render", follow);
  const release = () => {
    basemap.off("resize", resize);
    basemap.off("render", follow);
    drawing.finalize();
  };
  return { container, deck: drawing, release };
}

/** The basemap's camera as the incidents' one. @param {any} basemap */
function viewStateOf(basemap) {
  const { lng, lat } = basemap.getCenter();
  return {
    longitude: ((lng + 540) % 360) - 180,
    latitude: lat,
    zoom: basemap.getZoom(),
    bearing: basemap.getBearing(),
    pitch: basemap.getPitch(),
    padding: basemap.getPadding(),
    repeat: basemap.getRenderWorldCopies(),
  };
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

/** The picture is flat, and ends where the geometry does. @param {any} basemap @param {Limits} limits */
function restrain(basemap, { minZoom, maxZoom }) {
  basemap.setMinZoom(minZoom);
  basemap.setMaxZoom(maxZoom);
  basemap.setMaxPitch(0);
  basemap.touchPitch?.disable();
  basemap.getCanvas().setAttribute("aria-label", "Map");
}

/** Take down what a lost graphics context has left. @param {Renderer} renderer @param {HTMLElement} element */
export function removeRenderer({ basemap }, element) {
  try {
    basemap.remove();
  } catch (reason) {
    console.warn("The map that was lost could not be taken down in order.", reason);
  }
  element.replaceChildren();
}
