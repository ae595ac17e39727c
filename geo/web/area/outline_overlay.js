// @ts-check
/**
 * The area over the map: its line, the land outside it dimmed, how many incidents it holds and the way to take it off.
 * @import {Store} from "../core/types.js"
 * @import {Area, Point} from "../core/within.js"
 */
import { h, hide, svg } from "../core/dom.js";
import { beforePaint } from "../core/timing.js";
import { outline } from "./shapes.js";
import { kmWords } from "./area_words.js";

const BELOW_TOP = 130; // px from the top of the map in which the legend lies
const EDGE = 8;

/**
 * @param {HTMLElement} element  the map's box
 * @param {Store} store
 * @param {any} basemap  the MapLibre map
 * @param {() => void} clear
 */
export function mountOverlay(element, store, basemap, clear) {
  const outside = svg("path", { class: "ia-area-outside", "fill-rule": "evenodd" });
  const casing = svg("path", { class: "ia-area-casing" });
  const line = svg("path", { class: "ia-area-line" });
  const middle = svg("circle", { class: "ia-area-middle", r: 3.5 });
  const picture = svg("svg", { class: "ia-area-picture", "aria-hidden": "true" }, outside, casing, line, middle);
  const count = h("span", { class: "ia-area-count" });
  const remove = h("button", { type: "button", class: "ia-area-clear", "aria-label": "Clear the area", title: "Clear the area", onclick: clear }, "×");
  const tag = h("div", { class: "ia-area-tag" }, count, remove);
  const box = h("div", { class: "ia-area", hidden: true }, picture, tag);
  element.append(box);

  /** @param {Area} area */
  function words(area) {
    const { source } = store.get();
    if (!source) return "";
    const { shown } = source.count();
    const incidents = `${Number.isNaN(shown) ? "…" : shown.toLocaleString("en-GB")} ${shown === 1 ? "incident" : "incidents"}`;
    return area.type === "radius" ? `${incidents} within ${kmWords(area.km)}` : `${incidents} in the area`;
  }

  /** @param {Point} point */
  const onScreen = (point) => basemap.project(point);

  function draw() {
    const { area } = store.get().filter;
    hide(box, !area);
    if (!area) return;
    const corners = outline(area).map(onScreen);
    const d = `M${corners.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
    const { clientWidth: width, clientHeight: height } = element;
    for (const path of [casing, line]) path.setAttribute("d", d);
    outside.setAttribute("d", `M0 0H${width}V${height}H0Z${d}`);
    middle.toggleAttribute("hidden", area.type !== "radius");
    if (area.type === "radius") {
      const { x, y } = onScreen(area.center);
      middle.setAttribute("cx", x);
      middle.setAttribute("cy", y);
    }
    count.textContent = words(area);
    settle(corners, width, height);
  }

  /** The tag stands above the area, below it where there is no room, and always in the map. */
  function settle(/** @type {{x: number, y: number}[]} */ corners, /** @type {number} */ width, /** @type {number} */ height) {
    const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    tag.hidden = right < 0 || bottom < 0 || left > width || top > height;
    if (tag.hidden) return;
    const { offsetWidth, offsetHeight } = tag;
    const above = top - offsetHeight - EDGE;
    const wanted = above > BELOW_TOP ? above : bottom + EDGE;
    const x = Math.max(EDGE, Math.min(width - offsetWidth - EDGE, (left + right) / 2 - offsetWidth / 2));
    const y = Math.max(EDGE, Math.min(height - offsetHeight - 44, wanted));
    tag.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  const soon = beforePaint(draw);
  const stops = [
    store.subscribe(["filter", "camera"], draw),
    store.subscribe(["source", "window", "match", "answers"], soon),
  ];
  const size = new ResizeObserver(soon);
  size.observe(element);
  draw();
  return {
    words,
    destroy() {
      for (const stop of stops) stop();
      size.disconnect();
      soon.cancel();
      box.remove();
    },
  };
}
