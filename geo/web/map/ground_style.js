// @ts-check
/**
 * The style of the ground: by theme, and by the countries that it sets off. Names of towns are taken out of it, because
 * they stand above symbols (names.js).
 */
import { isAtDot } from "./names.js";

export class GroundStyle {
  /** Whether the ground has its style. */
  isThere = false;
  /** Address of what is drawn, or on its way. @type {string|null} */
  address = null;

  /** @param {any} basemap @param {import('./map.js').Setup} setup @param {(style: any) => void} tell  of each style, whole */
  constructor(basemap, setup, tell) {
    this.basemap = basemap;
    this.setup = setup;
    this.tell = tell;
    this.over = false;
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
    const layers = style.layers.filter((/** @type {any} */ layer) => !isAtDot(layer));
    // Unchecked, because the check asks for a glyph server; names are drawn from the page's own fonts.
    this.basemap.setStyle({ ...style, layers }, { validate: false, diff: again });
    this.isThere = true;
    this.tell(style);
  }
}

/** @type {Map<string, Promise<any>>} */
const styles = new Map();

/** @param {string} address */
function styleOf(address) {
  const known = styles.get(address) ?? fetch(address).then((answer) => answer.json());
  known.catch(() => styles.delete(address));
  styles.set(address, known);
  return known;
}
