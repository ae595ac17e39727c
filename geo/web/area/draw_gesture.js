// @ts-check
/**
 * Drawing an area with the pointer: a box, a line by hand, a distance around a point. The filter follows in the same
 * instant; the server hears when the pointer is let go.
 * @import {Store} from "../core/types.js"
 * @import {Area} from "../core/within.js"
 * @import {Pixel} from "./shapes.js"
 * @typedef {'box'|'lasso'|'radius'} Tool
 */
import { h } from "../core/dom.js";
import { beforePaint } from "../core/timing.js";
import { kilometres, lasso, place, roundKm } from "./shapes.js";

const LEAST = 5; // px; less is no drag
const STEP = 3; // px between corners of a line by hand

/** @type {Record<Tool, string>} */
const HOW = {
  box: "Drag from corner to corner.",
  lasso: "Draw around what you mean; the line closes by itself.",
  radius: "Press on the centre and drag outwards; a click alone means 50 km.",
};
const USUAL_KM = 50;

/**
 * @param {Tool} tool @param {Pixel[]} track  where the pointer went @param {any} basemap
 * @returns {Area|null}
 */
export function areaOf(tool, track, basemap) {
  const unproject = (/** @type {[number, number]} */ pixel) => basemap.unproject(pixel);
  const [first, last] = [track[0], track[track.length - 1]];
  const moved = Math.hypot(last.x - first.x, last.y - first.y);
  if (tool === "radius") {
    const center = place(unproject, first);
    return { type: "radius", center, km: moved < LEAST ? USUAL_KM : roundKm(kilometres(center, place(unproject, last))) };
  }
  if (tool === "box") {
    if (Math.min(Math.abs(last.x - first.x), Math.abs(last.y - first.y)) < LEAST) return null;
    const corners = [first, { x: last.x, y: first.y }, last, { x: first.x, y: last.y }];
    return { type: "polygon", ring: corners.map((corner) => place(unproject, corner)) };
  }
  const corners = lasso(track);
  return corners.length < 3 ? null : { type: "polygon", ring: corners.map((corner) => place(unproject, corner)) };
}

/**
 * One drawing, from the choice of the tool to the release of the pointer.
 * @param {HTMLElement} element  the map's box
 * @param {Store} store @param {any} basemap @param {Tool} tool
 * @param {(done: boolean) => void} ended
 */
export function startDrawing(element, store, basemap, tool, ended) {
  const before = store.get().filter.area;
  const leave = h("button", { type: "button", class: "ia-area-leave", onclick: () => end(false) }, "Cancel");
  const sheet = h("div", { class: "ia-area-sheet" });
  const hint = h("div", { class: "ia-area-hint", role: "status" }, h("span", null, HOW[tool]), leave);
  /** @type {Pixel[]} */
  let track = [];
  let pointer = -1;

  /** @param {PointerEvent} event @returns {Pixel} */
  function at(event) {
    const room = sheet.getBoundingClientRect();
    return { x: event.clientX - room.left, y: event.clientY - room.top };
  }

  /** @param {Pixel} here */
  function add(here) {
    const last = track[track.length - 1];
    if (Math.hypot(here.x - last.x, here.y - last.y) >= STEP) track.push(here);
  }

  /** @param {Area|null} area @param {boolean} dragging */
  function show(area, dragging) {
    store.set({ filter: { ...store.get().filter, area }, dragging });
  }

  const follow = beforePaint(() => {
    if (track.length) show(areaOf(tool, track, basemap) ?? before, true);
  });

  sheet.addEventListener("pointerdown", (event) => {
    if (pointer >= 0 || event.button !== 0) return;
    pointer = event.pointerId;
    sheet.setPointerCapture(pointer);
    track = [at(event)];
    event.preventDefault();
  });
  sheet.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    if (tool !== "lasso") track = [track[0], at(event)];
    // A browser under load hands over several movements at once.
    else for (const one of [...event.getCoalescedEvents(), event]) add(at(one));
    follow();
  });
  sheet.addEventListener("pointerup", (event) => event.pointerId === pointer && end(true));
  sheet.addEventListener("pointercancel", () => end(false));
  // Whoever draws may still zoom.
  sheet.addEventListener("wheel", (event) => {
    event.preventDefault();
    basemap.getCanvas().dispatchEvent(new WheelEvent(event.type, event));
  });

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  }

  /** @param {boolean} done */
  function end(done) {
    follow.cancel();
    const area = done && track.length ? areaOf(tool, track, basemap) : null;
    document.removeEventListener("keydown", onKey, true);
    sheet.remove();
    hint.remove();
    show(area ?? before, false);
    if (area) store.commit();
    ended(area !== null);
  }

  document.addEventListener("keydown", onKey, true);
  element.append(sheet, hint);
  return { cancel: () => end(false) };
}
