// @ts-check
/** The renderer that the installed pydeck brings, loaded once per browser page. */

const SLOT = "__incidentAtlasRenderer";
const EARLY = "atlas-renderer";

/**
 * @param {string} address
 * @returns {Promise<{createDeck: (options: object) => any}>}
 */
export function loadRenderer(address) {
  const shelf = /** @type {Record<string, any>} */ (globalThis);
  shelf[SLOT] ??= new Promise((resolve, reject) => {
    if (typeof shelf.createDeck === "function") return resolve({ createDeck: shelf.createDeck });
    // The page's head may have asked for it already (geo/ui/opening.py).
    let early = document.getElementById(EARLY);
    if (early?.dataset.failed) early = early.remove() ?? null;
    const script = early ?? Object.assign(document.createElement("script"), { src: address });
    script.addEventListener("load", () => {
      if (typeof shelf.createDeck === "function") resolve({ createDeck: shelf.createDeck });
      else reject(new Error("The map's renderer was loaded but did not start. Reload the page."));
    });
    script.addEventListener("error", () => {
      delete shelf[SLOT];
      script.remove();
      reject(new Error("The map's renderer could not be loaded from this server. Reload the page."));
    });
    if (!early) document.head.append(script);
  });
  return shelf[SLOT];
}

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
