// @ts-check
/**
 * Small helpers that build the page's elements. Text only ever becomes a text node, never markup.
 * @typedef {Node|string|number|null|undefined|false|any[]} Child
 * @typedef {Record<string, any>} Attrs
 */

const SVG = "http://www.w3.org/2000/svg";
// Values that must be set as properties: as attributes they only give the first state.
const PROPERTIES = new Set(["checked", "value", "disabled", "hidden", "tabIndex", "indeterminate", "selected"]);
// Runs of Arabic script, with the spaces and marks between its words.
const ARABIC =
  /([\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+(?:[\s\u200c-]+[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+)*)/;

// Letters that Persian writes and Arabic does not.
const PERSIAN = /[پچژگیک]/;

/** Whether the page is as narrow as a phone: its legend is folded, and covers little of the map. */
export const isNarrow = () => matchMedia("(max-width: 640px)").matches;

let counter = 0;

/**
 * An element; `onclick: fn` listens, `true` sets a bare attribute, `null` and `false` leave it out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attrs|null} [attrs]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attrs, ...children) {
  const element = document.createElement(tag);
  fill(element, attrs ?? {}, children);
  return element;
}

/**
 * The same for SVG.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Attrs|null} [attrs]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(tag, attrs, ...children) {
  const element = document.createElementNS(SVG, tag);
  fill(element, attrs ?? {}, children);
  return element;
}

/** @param {Element} element @param {Attrs} attrs @param {Child[]} children */
function fill(element, attrs, children) {
  for (const [name, value] of Object.entries(attrs)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on") && typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) Reflect.set(element, name, value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
}

/** @param {Element} element @param {Child[]} children */
export function append(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child instanceof Node ? child : String(child));
  }
}

/** Replaces what an element holds. @param {Element} element @param {...Child} children */
export function refill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * Has an element hold these and no others, in this order; what is in its place already is not touched.
 * @param {Element} element
 * @param {Element[]} wanted
 * @param {boolean} [loosely]  where it holds all of them, the order stays as it is
 */
export function arrange(element, wanted, loosely = false) {
  const kept = new Set(wanted);
  for (const child of [...element.children]) if (!kept.has(child)) child.remove();
  if (loosely && wanted.length === element.childElementCount) return;
  wanted.forEach((child, k) => {
    if (element.children[k] !== child) element.insertBefore(child, element.children[k] ?? null);
  });
}

/** Replaces the text of an element that holds nothing else; the same text costs nothing. @param {Element} element @param {string} text */
export function retext(element, text) {
  const { firstChild } = element;
  if (!text || !(firstChild instanceof Text) || firstChild.nextSibling) element.textContent = text;
  else if (firstChild.data !== text) firstChild.data = text;
}

/** Hides an element or shows it; what is so already costs nothing. @param {HTMLElement} element @param {boolean} hidden */
export function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Sets an attribute that says something else so far. @param {Element} element @param {string} name @param {string|number} value */
export function mark(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/**
 * Text in which every run of Arabic script stands in its own direction and tells its language.
 * @param {string|number|null|undefined} text
 * @returns {Child[]}
 */
export function bidi(text) {
  if (text === null || text === undefined) return [];
  return String(text)
    .split(ARABIC)
    .filter(Boolean)
    .map((part) =>
      ARABIC.test(part) ? h("bdi", { lang: PERSIAN.test(part) ? "fa" : "ar", dir: "auto" }, part) : part,
    );
}

/** Replaces a text that may hold runs of Arabic script. @param {Element} element @param {string} text */
export function rebidi(element, text) {
  if (ARABIC.test(text)) refill(element, bidi(text));
  else retext(element, text);
}

/** An id that no other element of the page has. @param {string} prefix */
export function uid(prefix) {
  counter += 1;
  return `ia-${prefix}-${counter}`;
}
