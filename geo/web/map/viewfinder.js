// @ts-check
/**
 * The frame of the picture over the map: what lies in it is what the picture shows. It stands still in the middle of the
 * map, so that moving the map costs nothing more.
 *
 * @typedef {import('../core/store.js').Store} Store
 * @typedef {import('../core/store.js').State} State
 * @typedef {import('../core/store.js').Slide} Slide
 * @typedef {{width: number, height: number}} Size
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */
import { h, svg } from "../core/dom.js";
import { project } from "../core/projection.js";

const LABEL = "Export frame";
const TITLES = { false: "Show what the picture will hold of this map", true: "Take the frame off the map" };
const RESTED_MS = 350; // until the server hears of another size
const CORNER = 16; // px
const LEAST_BAND = 16; // px, for a word in it

/**
 * The map of the picture and the whole picture around it, in pixels of the map on the screen: as large as the map's part
 * can be, in the middle (geo/scene/picture_camera.py).
 * @param {Slide} slide @param {Size} size  of the map on the screen @returns {{map: Box, whole: Box}}
 */
export function frameOn({ width, height, top, bottom, right }, size) {
  const scale = 1 / Math.max(right / size.width, (bottom - top) / size.height);
  const [x, y] = [size.width / 2, size.height / 2];
  const [wide, high] = [(right * scale) / 2, ((bottom - top) * scale) / 2];
  const map = { left: x - wide, top: y - high, right: x + wide, bottom: y + high };
  const around = { top: map.top - top * scale, right: map.right + (width - right) * scale, bottom: map.bottom + (height - bottom) * scale };
  return { map, whole: { ...map, ...around } };
}

/**
 * What of the ground lies in the frame; null where none is drawn.
 * @param {State} state @param {Size} size  of the map on the screen
 */
export function frameGround({ viewfinder, slide, camera }, size) {
  if (!viewfinder || !slide) return null;
  const { map } = frameOn(slide, size);
  const [wide, high] = [(map.right - map.left) / 2, (map.bottom - map.top) / 2];
  const [x0, y0] = project(camera.longitude, camera.latitude);
  const turn = (camera.bearing * Math.PI) / 180;
  const scale = 2 ** camera.zoom;
  const [cos, sin] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
  return {
    /** @param {number} lon @param {number} lat */
    holds(lon, lat) {
      const [x, y] = project(lon, lat);
      const dx = x - x0 - 512 * Math.round((x - x0) / 512);
      const dy = y - y0;
      return Math.abs(cos * dx + sin * dy) <= wide && Math.abs(cos * dy - sin * dx) <= high;
    },
  };
}

/** @param {Box} box */
const outline = ({ left, top, right, bottom }) => `M${left} ${top}H${right}V${bottom}H${left}Z`;

/** Brackets at the corners, as in a camera. @param {Box} box */
function brackets({ left, top, right, bottom }) {
  return [[left, top, 1, 1], [right, top, -1, 1], [right, bottom, -1, -1], [left, bottom, 1, -1]]
    .map(([x, y, dx, dy]) => `M${x} ${y + dy * CORNER}V${y}H${x + dx * CORNER}`)
    .join("");
}

/** Lines on whole pixels are sharp; at the map's edge they stay inside. @param {Box} box @param {Size} size @returns {Box} */
function sharp({ left, top, right, bottom }, size) {
  const place = (/** @type {number} */ at, /** @type {number} */ most) => Math.min(most - 1, Math.max(0, Math.round(at - 0.5))) + 0.5;
  return {
    left: place(left, size.width), top: place(top, size.height), right: place(right, size.width), bottom: place(bottom, size.height),
  };
}

/**
 * @param {HTMLElement} element  the map's box
 * @param {Store} store
 * @param {SVGElement} icon
 */
export function mountViewfinder(element, store, icon) {
  const [outside, bands, casing, line, corners] = ["outside", "bands", "casing", "line", "corners"].map((name) =>
    svg("path", { class: `ia-viewfinder-${name}`, "fill-rule": "evenodd" }),
  );
  const words = ["Title", "Sources"].map((band) => svg("text", {}, band));
  const drawing = svg("svg", { class: "ia-viewfinder", "aria-hidden": "true", hidden: "" }, outside, bands, casing, line, corners, ...words);
  const button = h(
    "button",
    { type: "button", class: "ia-map-button ia-viewfinder-button", "aria-label": LABEL, "aria-pressed": "false", onclick: toggle },
    icon,
  );
  let resting = 0;

  function toggle() {
    store.set({ viewfinder: !store.get().viewfinder });
    store.commit(); // the server answers with the shape of the picture
  }

  function draw() {
    const { viewfinder, slide, columns } = store.get();
    button.hidden = Boolean(columns?.source);
    button.setAttribute("aria-pressed", String(viewfinder));
    button.title = TITLES[`${viewfinder}`];
    drawing.toggleAttribute("hidden", !viewfinder || !slide);
    if (!viewfinder || !slide) return;
    const size = { width: element.clientWidth, height: element.clientHeight };
    const { map, whole } = frameOn(slide, size);
    const edge = { left: 0, top: 0, right: size.width, bottom: size.height };
    outside.setAttribute("d", outline(edge) + outline(whole));
    bands.setAttribute("d", outline(whole) + outline(map));
    const [inner, outer] = [sharp(map, size), sharp(whole, size)];
    casing.setAttribute("d", outline(outer));
    line.setAttribute("d", outline(outer) + outline(inner));
    corners.setAttribute("d", brackets(inner));
    for (const [k, [top, bottom]] of [[whole.top, map.top], [map.bottom, whole.bottom]].entries()) {
      words[k].setAttribute("x", String(whole.left + 12));
      words[k].setAttribute("y", String((top + bottom) / 2 + 4));
      words[k].toggleAttribute("hidden", bottom - top < LEAST_BAND);
    }
  }

  const observer = new ResizeObserver(() => {
    if (!store.get().viewfinder) return;
    draw();
    clearTimeout(resting);
    resting = window.setTimeout(() => store.commit(), RESTED_MS);
  });
  observer.observe(element);
  const unsubscribe = store.subscribe(["viewfinder", "slide", "columns"], draw);
  element.append(drawing);
  draw();
  return { button, destroy: () => (unsubscribe(), observer.disconnect(), drawing.remove(), button.remove()) };
}
