// @ts-check
/**
 * The small symbols as pictures, for a list that follows a dragging hand. An element that gets the class of another
 * picture is painted anew; symbols drawn anew make the browser arrange their parts and put the page's layers together.
 */
import { paintShapes } from "./paint.js";
import { SIDE, shapesOf } from "./swatch.js";

const FINE = 72; // px of a picture: sharp at 18 px on any screen

/** @type {Map<string, string>} */
const classes = new Map();
/** Loaded before the first element shows them. @type {HTMLImageElement[]} */
const pictures = [];
/** @type {CSSStyleSheet|null} */
let sheet = null;

/**
 * The class that shows a symbol as an element's background.
 * @param {string} theme @param {string} form @param {string} color @param {Element} place where the page's colours are
 */
export function symbolClass(theme, form, color, place) {
  const key = `${theme} ${form} ${color}`;
  const known = classes.get(key);
  if (known) return known;
  const name = `ia-symbol-${classes.size}`;
  if (!sheet) document.adoptedStyleSheets.push((sheet = new CSSStyleSheet()));
  const picture = new Image();
  picture.src = pictureOf(form, color, getComputedStyle(place));
  pictures.push(picture);
  sheet.insertRule(`.${name} { background: url("${picture.src}") center / 100% no-repeat; }`);
  classes.set(key, name);
  return name;
}

/** @param {string} form @param {string} color @param {CSSStyleDeclaration} styles */
function pictureOf(form, color, styles) {
  const toned = (/** @type {string|null|undefined} */ text) => text?.replace(/^var\((.+)\)$/, (_, name) => styles.getPropertyValue(name).trim());
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = FINE;
  // Read at once, so kept in memory: a canvas of the graphics card would wait for all that the map has yet to draw.
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pen.scale(FINE / SIDE, FINE / SIDE);
  const shapes = shapesOf(form, color).map((shape) => ({ ...shape, fill: toned(shape.fill), stroke: toned(shape.stroke) }));
  paintShapes(pen, shapes);
  return canvas.toDataURL();
}
