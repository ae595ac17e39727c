// @ts-check
/**
 * The essentials of the incident under the pointer. Follows the pointer over the map; text only.
 * @import {Columns, Mounted, Store} from "../core/types.js"
 */
import { h, bidi, refill } from "../core/dom.js";
import { atSameSite } from "../core/sites.js";
import { createWords, numberWords } from "../core/words.js";

const APART = 14; // px between the pointer and the box
const NAMED = 4; // values of a counted symbol
const SMALL = 20_000; // incidents up to which neighbours at the site are counted on hover

/** @param {HTMLElement} element the map's box @param {Store} store @returns {Mounted} */
export function mount(element, store) {
  // For the eye that follows a pointer: the list and the card say the same to everyone else.
  const box = h("div", { class: "ia-tooltip", "aria-hidden": "true", hidden: true });
  /** @type {{columns: Columns, words: ReturnType<typeof createWords>}|null} */
  let source = null;
  let over = false;
  let [x, y] = [0, 0];

  /** @param {Columns} columns */
  function wordsOf(columns) {
    if (source?.columns !== columns) source = { columns, words: createWords(columns) };
    return source.words;
  }

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
    const { columns, hovered, counted } = store.get();
    if (!columns || (hovered === null && !counted) || !over) {
      box.hidden = true;
      return;
    }
    if (counted || hovered === null) {
      refill(box, counted ? countedLines(store, counted) : []);
      box.hidden = false;
      return place();
    }
    const words = wordsOf(columns);
    await words.need([hovered]);
    const row = words.get(hovered);
    if (!row || store.get().hovered !== hovered || !over) return;
    const others = columns.n <= SMALL ? atSameSite(columns, hovered).length : 0;
    refill(
      box,
      h("p", { class: "ia-tooltip-when" }, row.when),
      h("p", { class: "ia-tooltip-title" }, bidi(row.title)),
      row.where ? h("p", null, bidi(row.where)) : null,
      row.headline ? h("p", { class: "ia-tooltip-headline" }, bidi(row.headline)) : null,
      others ? h("p", { class: "ia-tooltip-more" }, `${numberWords(others)} more at this site`) : null,
    );
    box.hidden = false;
    place();
  }

  element.addEventListener("pointermove", follow);
  element.addEventListener("pointerleave", leave);
  element.append(box);
  const unsubscribe = store.subscribe(["hovered", "counted", "columns"], show);
  return {
    destroy() {
      unsubscribe();
      element.removeEventListener("pointermove", follow);
      element.removeEventListener("pointerleave", leave);
      box.remove();
    },
  };
}

/** How many, and their values as shares. @param {Store} store @param {import('../core/store.js').CountedSymbol} counted */
export function countedLines(store, { count, shares, isArea }) {
  const named = [...shares].sort((a, b) => b.count - a.count);
  const rest = named.slice(NAMED).reduce((sum, one) => sum + one.count, 0);
  return [
    h("p", { class: "ia-tooltip-title" }, `${numberWords(count)} incidents`),
    h("p", null, isArea ? "somewhere in one area" : "at or near one place"),
    h("div", { class: "ia-cell-parts" }, shareLines(store, named.slice(0, NAMED)), rest ? h("p", null, `${numberWords(rest)} others`) : null),
    h("p", { class: "ia-tooltip-more" }, "Click to list them"),
  ];
}

/** A line for each value. @param {Store} store @param {{colour: number, count: number}[]} shares */
export function shareLines(store, shares) {
  const { columns, colorBy, theme } = store.get();
  const facet = columns?.header.facets.find(({ id }) => id === colorBy);
  return shares.map(({ colour, count }) => {
    const option = facet?.options[colour];
    const dot = h("span", { class: "ia-cell-dot", style: `background: ${option?.color?.[theme] ?? "var(--ia-muted)"}` });
    return h("p", { class: "ia-cell-part" }, dot, h("span", null, bidi(option?.label ?? "Not stated")), h("span", null, numberWords(count)));
  });
}
