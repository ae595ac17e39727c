// @ts-check
/** The renderer that the installed pydeck brings, loaded once per browser page. */

const SLOT = "__incidentAtlasRenderer";
const EARLY = "atlas-renderer";
/** A script that has come runs within this time, or has run before anybody could hear of it. */
const RUN_MS = 10_000;

/** Have the renderer's script run; what it brings is checked in `renderer_internals.js`. @param {string} address @returns {Promise<void>} */
export function loadRenderer(address) {
  const shelf = /** @type {Record<string, any>} */ (globalThis);
  shelf[SLOT] ??= new Promise((/** @type {(value?: unknown) => void} */ resolve, reject) => {
    if (typeof shelf.createDeck === "function") return resolve();
    // The page's head may have asked for it already (geo/ui/server/preload.py).
    let early = document.getElementById(EARLY);
    if (early?.dataset.failed) early = early.remove() ?? null;
    const script = early ?? Object.assign(document.createElement("script"), { src: address });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => {
      delete shelf[SLOT];
      script.remove();
      reject(new Error("The map's renderer could not be loaded from this server. Reload the page."));
    });
    if (!early) document.head.append(script);
    else if (hasCome(/** @type {HTMLScriptElement} */ (early).src)) setTimeout(resolve, RUN_MS);
  });
  return shelf[SLOT];
}

/** @param {string} address */
const hasCome = (address) => performance.getEntriesByName(address).some((entry) => /** @type {PerformanceResourceTiming} */ (entry).responseEnd > 0);

/** Whether this browser can draw with WebGL 2. */
export function hasWebGL() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

/**
 * Text on the map is drawn from these faces; the first picture must not be drawn with another.
 * @param {string[]} faces  CSS font shorthands
 */
export async function loadFonts(faces) {
  await Promise.all(faces.map((face) => document.fonts.load(face, "Aaأ")));
}
