// @ts-check
/**
 * The style of the ground: by theme, and by the countries that it sets off. Names of towns are taken out of it, because
 * they stand above symbols (names.js). What towns are drawn of is large where there is any: the ground gets it once the
 * map has come near.
 */
import { isAtDot } from "./names.js";

export class GroundStyle {
  /** Whether the ground has its style. */
  isThere = false;
  /** Whether the map has come so near that towns are drawn, once. */
  isNear = false;
  /** Address of what is drawn, or on its way. @type {string|null} */
  address = null;
  /** What is drawn, whole. @type {any} */
  style = null;

  /** @param {any} basemap @param {import('./map.js').Setup} setup @param {(style: any) => void} tell  of each style, whole */
  constructor(basemap, setup, tell) {
    this.basemap = basemap;
    this.setup = setup;
    this.tell = tell;
    this.over = false;
    basemap.on("zoom", () => this.look());
  }

  /** @param {'light'|'dark'} theme @param {string|null} focus */
  async show(theme, focus) {
    const { styles, usualFocus } = this.setup;
    const address = focus && focus !== usualFocus ? `${styles[theme]}?focus=${focus}` : styles[theme];
    if (this.address === address) return;
    const again = Boolean(this.address);
    this.address = address;
    const style = await styleOf(address);
    if (this.over || this.address !== address) return;
    this.style = style;
    this.isNear ||= this.basemap.getZoom() >= nearFrom(style);
    this.draw(again);
    this.isThere = true;
    this.tell(style);
  }

  /** The map has moved: it may have come near towns for the first time. */
  look() {
    if (this.over || this.isNear || !this.style || this.basemap.getZoom() < nearFrom(this.style)) return;
    this.isNear = true;
    this.draw(true);
  }

  /** @param {boolean} again  something is drawn already: only what differs is changed */
  draw(again) {
    const { style, isNear } = this;
    const later = new Set(isNear ? [] : style.metadata?.towns?.sources);
    const layers = style.layers.filter((/** @type {any} */ layer) => !isAtDot(layer) && !later.has(layer.source));
    const sources = Object.fromEntries(Object.entries(style.sources).filter(([name]) => !later.has(name)));
    // Unchecked, because the check asks for a glyph server; names are drawn from the page's own fonts.
    this.basemap.setStyle({ ...style, sources, layers }, { validate: false, diff: again });
  }
}

/** The zoom from which towns are fetched. @param {any} style */
const nearFrom = (style) => style.metadata?.towns?.from ?? Infinity;

/** @type {Map<string, Promise<any>>} */
const styles = new Map();

/** @param {string} address */
function styleOf(address) {
  const known = styles.get(address) ?? fetch(address).then((answer) => answer.json());
  known.catch(() => styles.delete(address));
  styles.set(address, known);
  return known;
}
