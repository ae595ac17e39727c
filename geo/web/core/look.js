// @ts-check
/** Stylesheets, fonts and colours, laid into the page once. */
import { store } from "./store.js";

const SHEET = "../atlas.css"; // all styles, as the server joins them

/** @type {Promise<void>|null} */
let loading = null;

/** @param {string} address */
function sheet(address) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    // A missing sheet is ugly, a page that waits for it for ever is worse.
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}

/**
 * @param {{fontsCss: string, tokens: Record<'light'|'dark', Record<string, string>>}} look
 * @returns {Promise<void>}
 */
export function loadLook({ fontsCss, tokens }) {
  loading ??= (async () => {
    const rules = Object.entries(tokens).map(([theme, variables]) => {
      const body = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
      return `.ia-root[data-theme="${theme}"] { ${body.join(" ")} }`;
    });
    const style = document.createElement("style");
    style.textContent = rules.join("\n");
    document.head.append(style);
    await Promise.all([fontsCss, new URL(SHEET, import.meta.url).href].map(sheet));
  })();
  return loading;
}

/** Keep an element's theme equal to the store's. @param {HTMLElement} root */
export function followTheme(root) {
  const follow = () => (root.dataset.theme = store.get().theme);
  follow();
  return store.subscribe(["theme"], follow);
}
