// @ts-check
/**
 * What a cell holds, under the pointer; of a single incident, what it is.
 * @import {Mounted, Store} from "../core/types.js"
 * @import {Pointed} from "./field.js"
 */
import { bidi, h, refill } from "../core/dom.js";
import { countedLines, shareLines } from "../tooltip/tooltip.js";
import { dayWords, numberWords } from "../core/words.js";
import { kmWords } from "../source/signs.js";

const APART = 14; // px between the pointer and the box
const NAMED = 4; // parts of a cell

/** @param {HTMLElement} element  the map's box @param {Store} store @returns {Mounted} */
export function mount(element, store) {
  // For the eye that follows a pointer: the list and the numbers beside the filters say the same to everyone else.
  const box = h("div", { class: "ia-tooltip", "aria-hidden": "true", hidden: true });

  /** @param {PointerEvent} event */
  function follow(event) {
    const room = element.getBoundingClientRect();
    const [x, y] = [event.clientX - room.left, event.clientY - room.top];
    const onControl = event.target instanceof Element && event.target.closest("button, select, details, a, input");
    box.style.visibility = onControl || event.pointerType === "touch" ? "hidden" : "";
    const left = x + APART + box.offsetWidth > room.width ? x - APART - box.offsetWidth : x + APART;
    const top = y + APART + box.offsetHeight > room.height ? y - APART - box.offsetHeight : y + APART;
    box.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  function draw() {
    const { cell, hovered, counted } = store.get();
    const single = hovered === null ? [] : incidentLines(store, hovered);
    const lines = cell ? cellLines(store, cell) : counted ? countedLines(store, counted) : single;
    box.hidden = lines.length === 0;
    refill(box, lines);
  }

  const leave = () => (box.hidden = true);
  element.addEventListener("pointermove", follow);
  element.addEventListener("pointerleave", leave);
  element.append(box);
  const unsubscribe = store.subscribe(["cell", "hovered", "counted"], draw);
  return {
    destroy() {
      unsubscribe();
      element.removeEventListener("pointermove", follow);
      element.removeEventListener("pointerleave", leave);
      box.remove();
    },
  };
}

/** @param {Store} store @param {Pointed} cell */
function cellLines(store, cell) {
  const { camera } = store.get();
  const where = {
    fine: `in this square of ${kmWords(cell.level, cell.middle[1])}`,
    wide: `somewhere in this wider square of ${kmWords(cell.level, cell.middle[1])}; the place is not known more closely`,
    area: "somewhere in this area; the place is not known more closely",
    beyond: "",
  }[cell.sort];
  const named = shareLines(store, cell.parts.slice(0, NAMED));
  return [
    h("p", { class: "ia-tooltip-title" }, `${numberWords(cell.count)} ${cell.count === 1 ? "incident" : "incidents"}`),
    h("p", null, where),
    h("div", { class: "ia-cell-parts" }, named),
    h("p", { class: "ia-tooltip-more" }, camera.zoom < 15 ? "Click to go nearer" : "As near as the map goes: the list names them"),
  ];
}

/** @param {Store} store @param {number} index */
function incidentLines(store, index) {
  const singles = store.get().columns?.source?.singles;
  if (!singles) return [];
  const { columns, titles } = singles;
  const [start, end] = [columns.start[index], columns.end[index]];
  const when = start === end ? dayWords(start) : `between ${dayWords(start)} and ${dayWords(end)}`;
  return [h("p", { class: "ia-tooltip-when" }, when), h("p", { class: "ia-tooltip-title" }, bidi(titles[index] ?? ""))];
}
