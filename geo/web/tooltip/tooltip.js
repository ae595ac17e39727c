// @ts-check
/**
 * What is under the pointer on the map: an incident, a symbol that counts several, a cell. Text only.
 * @import {Mounted, Source, Store} from "../core/types.js"
 * @import {Pointed} from "../map/cells/field.js"
 */
import { h, bidi, refill } from "../core/dom.js";
import { numberWords, withinWords } from "../core/words.js";
import { cellSideWords } from "../source/grid.js";

const APART = 14; // px between the pointer and the box
const NAMED = 4; // values of a counted symbol or a cell
const NEAREST = 15; // zoom from which a press on a cell goes no nearer

/** @param {HTMLElement} element the map's box @param {Store} store @returns {Mounted} */
export function mount(element, store) {
  // For the eye that follows a pointer: the list and the card say the same to everyone else.
  const box = h("div", { class: "ia-tooltip", "aria-hidden": "true", hidden: true });
  let over = false;
  let [x, y] = [0, 0];

  function place() {
    if (box.hidden) return;
    const room = element.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = box;
    const left = x + APART + width > room.width ? x - APART - width : x + APART;
    const top = y + APART + height > room.height ? y - APART - height : y + APART;
    box.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  /** @param {PointerEvent} event */
  function follow(event) {
    const room = element.getBoundingClientRect();
    [x, y] = [event.clientX - room.left, event.clientY - room.top];
    // Only over the map itself: a hand that is on a control wants the control.
    const was = over;
    over =
      event.pointerType !== "touch" &&
      event.target instanceof Element &&
      !event.target.closest("button, select, details, a, input");
    if (over === was) place();
    else show();
  }

  function leave() {
    over = false;
    box.hidden = true;
  }

  async function show() {
    const { source, hovered, counted, cell } = store.get();
    if (!source || !over) box.hidden = true;
    else if (cell) fill(cellLines(store, cell));
    else if (counted) fill(countedLines(store, counted));
    else if (hovered === null) box.hidden = true;
    else {
      const id = source.idOf(hovered);
      await source.need([id]);
      if (store.get().hovered === hovered && over) fill(incidentLines(source, id));
    }
  }

  /** @param {import('../core/dom.js').Child[]} lines */
  function fill(lines) {
    refill(box, lines);
    box.hidden = lines.length === 0;
    place();
  }

  element.addEventListener("pointermove", follow);
  element.addEventListener("pointerleave", leave);
  element.append(box);
  const unsubscribe = store.subscribe(["hovered", "counted", "cell", "source"], show);
  return {
    destroy() {
      unsubscribe();
      element.removeEventListener("pointermove", follow);
      element.removeEventListener("pointerleave", leave);
      box.remove();
    },
  };
}

/** @param {Source} source @param {string} id */
function incidentLines(source, id) {
  const row = source.row(id);
  if (!row) return [];
  const others = source.siteCount(id);
  return [
    h("p", { class: "ia-tooltip-when" }, row.when),
    h("p", { class: "ia-tooltip-title" }, bidi(row.title)),
    row.where ? h("p", null, bidi(row.where)) : null,
    row.headline ? h("p", { class: "ia-tooltip-headline" }, bidi(row.headline)) : null,
    others ? h("p", { class: "ia-tooltip-more" }, `${numberWords(others)} more at this site`) : null,
  ];
}

/** How many a symbol counts, and their values as shares. @param {Store} store @param {import('../core/store.js').CountedSymbol} counted */
function countedLines(store, { count, shares, within, name, possible, rate, around }) {
  return [
    h("p", { class: "ia-tooltip-title" }, Number.isNaN(count) ? "Incidents" : `${numberWords(count)} ${count === 1 ? "incident" : "incidents"}`),
    h("p", null, withinWords({ within, name, around })),
    possible ? h("p", null, `possibly ${numberWords(possible)} more`) : null,
    rate ? h("p", null, rate) : null,
    shareLines(store, shares),
    count !== 0 ? h("p", { class: "ia-tooltip-more" }, count === 1 ? "Click to list it" : "Click to list them") : null,
  ];
}

/** @param {Store} store @param {Pointed} cell */
function cellLines(store, { sort, count, parts, level, middle }) {
  const side = cellSideWords(level, middle[1]);
  const where = {
    fine: `in this square of ${side}`,
    wide: `somewhere in this wider square of ${side}; the place is not known more closely`,
    area: "somewhere in this area; the place is not known more closely",
    beyond: "",
    counted: "",
    left: "",
  }[sort];
  const more = store.get().camera.zoom < NEAREST ? "Click to go nearer" : "As near as the map goes: the list names them";
  return [
    h("p", { class: "ia-tooltip-title" }, `${numberWords(count)} ${count === 1 ? "incident" : "incidents"}`),
    h("p", null, where),
    shareLines(store, parts),
    h("p", { class: "ia-tooltip-more" }, more),
  ];
}

/** A line for each of the most frequent values, and one for the rest. @param {Store} store @param {{colour: number, count: number}[]} shares */
function shareLines(store, shares) {
  const { source, colorBy, theme } = store.get();
  const facet = source?.header.facets.find(({ id }) => id === colorBy);
  const ordered = [...shares].sort((a, b) => b.count - a.count);
  const rest = ordered.slice(NAMED).reduce((sum, { count }) => sum + count, 0);
  const lines = ordered.slice(0, NAMED).map(({ colour, count }) => {
    const option = facet?.options[colour];
    const dot = h("span", { class: "ia-cell-dot", style: `background: ${option?.color?.[theme] ?? "var(--ia-muted)"}` });
    return h("p", { class: "ia-cell-part" }, dot, h("span", null, bidi(option?.label ?? "Not stated")), h("span", null, numberWords(count)));
  });
  if (!lines.length) return null;
  return h("div", { class: "ia-cell-parts" }, lines, rest ? h("p", null, `${numberWords(rest)} others`) : null);
}
