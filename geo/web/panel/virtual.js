// @ts-check
/**
 * A list of rows of one height of which only those in sight exist. Browsers refuse elements taller than
 * some ten million pixels: a longer list scrolls finely under the wheel and by proportion under the bar.
 */
import { arrange, h } from "../core/dom.js";
import { afterPause, beforePaint } from "../core/timing.js";

const TALLEST = 8_000_000; // px
const BEYOND = 4; // rows drawn above and below what is in sight

/**
 * @param {object} options
 * @param {HTMLElement} options.viewport the element that scrolls
 * @param {() => number} options.rowHeight px
 * @param {(first: number, last: number) => void} options.prepare called before positions [first, last) are drawn
 * @param {(position: number) => HTMLElement} options.row the element at a position; may be the same as before
 * @param {() => boolean} [options.hurries] another list may come at once: only what is in sight is drawn
 */
export function createVirtualList({ viewport, rowHeight, prepare, row, hurries = () => false }) {
  const space = h("div", { class: "ia-list-space", role: "presentation" });
  viewport.append(space);
  let count = 0;
  let tall = 0; // height of what is in sight, px
  let top = 0; // where we are in the whole list, px
  let scrolled = 0; // the viewport's scrollTop that we know of
  let spaceHeight = 0; // height of the space, px

  const total = () => count * rowHeight();
  const height = () => Math.min(total(), TALLEST);
  // Asking an element for its height makes the browser lay out the page: remembered until it changes.
  const sight = () => (tall ||= viewport.clientHeight) || 600;
  const furthest = () => Math.max(0, total() - sight());
  const furthestScroll = () => Math.max(0, height() - sight());

  // In a hurry, at the start of a list, only the scroll bar would tell another height: it follows afterwards.
  function stretch() {
    const wanted = height();
    if (wanted === spaceHeight || (hurries() && !scrolled && Math.min(wanted, spaceHeight) >= sight())) return;
    spaceHeight = wanted;
    space.style.height = `${wanted}px`;
  }

  function draw() {
    const size = rowHeight();
    top = Math.min(top, furthest());
    const beyond = hurries() ? 0 : BEYOND;
    const first = Math.max(0, Math.floor(top / size) - beyond);
    const last = Math.min(count, Math.ceil((top + sight()) / size) + beyond);
    prepare(first, last);
    const rows = [];
    for (let position = first; position < last; position++) {
      const element = row(position);
      element.style.top = `${position * size - top + scrolled}px`;
      rows.push(element);
    }
    // In a hurry they only look like being in order: moving an element costs more than writing it anew.
    arrange(space, rows, hurries());
  }
  const drawSoon = beforePaint(draw);

  // Puts the scroll bar where the position in the whole list belongs.
  function settle() {
    const wanted = total() > TALLEST && furthest() ? Math.round((top / furthest()) * furthestScroll()) : top;
    // At its start a list of any length stays where it is: asking would make the browser lay out the page.
    if (wanted || scrolled) {
      if (Math.abs(viewport.scrollTop - wanted) > 1) viewport.scrollTop = wanted;
      scrolled = viewport.scrollTop;
    }
    draw();
  }
  const settleSoon = afterPause(settle, 180);

  function onScroll() {
    const now = viewport.scrollTop;
    const moved = now - scrolled;
    if (moved === 0) return;
    scrolled = now;
    stretch();
    if (total() <= TALLEST) top = now;
    else if (now <= 0) top = 0;
    else if (now >= furthestScroll()) top = furthest();
    else if (Math.abs(moved) < 2 * sight()) top = Math.min(furthest(), Math.max(0, top + moved));
    else top = (now / furthestScroll()) * furthest();
    if (total() > TALLEST) settleSoon();
    drawSoon();
  }
  viewport.addEventListener("scroll", onScroll, { passive: true });
  const observer = new ResizeObserver((entries) => {
    tall = entries[0].contentRect.height;
    drawSoon();
  });
  observer.observe(viewport);

  return {
    draw,
    /** @param {number} length @param {boolean} [keep] stay where we are in the list */
    resize(length, keep = true) {
      count = length;
      stretch();
      top = keep ? Math.min(top, furthest()) : 0;
      settle();
    },
    /** Brings a position into sight, moving no further than needed. @param {number} position */
    reveal(position) {
      const size = rowHeight();
      if (position * size < top) top = position * size;
      else if ((position + 1) * size > top + sight()) top = (position + 1) * size - sight();
      settle();
    },
    /** Draws again after the list was hidden. */
    settle,
    /** How many rows fit. */
    page: () => Math.max(1, Math.floor(sight() / rowHeight()) - 1),
    destroy() {
      viewport.removeEventListener("scroll", onScroll);
      observer.disconnect();
      drawSoon.cancel();
      settleSoon.cancel();
    },
  };
}
