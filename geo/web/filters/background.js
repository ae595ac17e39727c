// @ts-check
/**
 * The switch for background events. They lie outside the period, so it widens the dates to them, unless the person has
 * narrowed the dates; one control is enough.
 * @import {Columns, Facet, Filter, State, Store} from "../core/types.js"
 * @typedef {import('../core/store.js').Window} Window
 */
import { h } from "../core/dom.js";
import { computeMask, countShown } from "../core/filter.js";
import { numberWords } from "../core/words.js";
import { boundsOf } from "../timeline/bins.js";

/** @param {Store} store @param {(patch: Partial<State>) => void} apply */
export function createBackground(store, apply) {
  /** The dates that the switch widened, and to what. @type {{before: Window, wide: Window}|null} */
  let widened = null;
  const input = h("input", {
    type: "checkbox",
    class: "ia-opt-box",
    onchange: () => apply(switched(store.get().filter, input.checked)),
  });
  const count = h("span", { class: "ia-opt-count" });
  const label = h("label", { class: "ia-opt-label" }, input, h("span", null, "Show background events outside the period"));

  /** The filter with the switch on or off, and the dates that go with it. @param {Filter} filter @param {boolean} on @returns {Partial<State>} */
  function switched(filter, on) {
    const { columns, window } = store.get();
    const next = { ...filter, background: on };
    if (!columns) return { filter: next };
    if (on) {
      const wide = widenedTo(columns, next);
      widened = { before: window, wide };
      return { filter: next, window: wide };
    }
    const back = widened && same(widened.wide, window) ? widened.before : window;
    widened = null;
    return { filter: next, window: within(back, boundsOf(columns, false)) };
  }

  /** @param {Columns} columns @param {Filter} filter @returns {Window} */
  function widenedTo(columns, filter) {
    const { window, opening } = store.get();
    const core = boundsOf(columns, false);
    const days = daysOf(columns, filter);
    const fromFirst = window.start <= core.start || window.start === opening?.start;
    const toLast = window.end >= core.end || window.end === opening?.end;
    return {
      start: fromFirst ? Math.min(window.start, days.start) : window.start,
      end: toLast ? Math.max(window.end, days.end) : window.end,
    };
  }

  return {
    element: h("div", { class: "ia-opt ia-background" }, label, count),

    /** A filter after a value of a facet was ticked: who asks for background events gets them. @param {Filter} filter @param {Facet} facet @returns {Partial<State>} */
    asked(filter, facet) {
      const kind = store.get().columns?.header.backgroundKind ?? -1;
      const asks = facet.id === "kind" && kind >= 0 && (filter.facets.kind ?? []).includes(facet.options[kind].value);
      return asks && !filter.background ? switched(filter, true) : { filter };
    },

    draw() {
      input.checked = store.get().filter.background;
    },

    /** How many incidents the switch adds, or has added, so that nobody wonders where they are. */
    count() {
      const { columns, filter, window, match } = store.get();
      if (!columns) return;
      if (columns.source) {
        const added = columns.source.current?.background;
        count.textContent = added === undefined ? "" : `+${numberWords(added)}`;
        return;
      }
      const wide = filter.background ? window : widenedTo(columns, { ...filter, background: true });
      const [withIt, without] = [true, false].map(
        (background) => countShown(columns, computeMask(columns, { ...filter, background }), wide, match).shown,
      );
      count.textContent = `+${numberWords(withIt - without)}`;
    },
  };
}

/** The days of the background events that the rest of a filter lets through. @param {Columns} columns @param {Filter} filter @returns {Window} */
function daysOf(columns, filter) {
  if (columns.source) return columns.header.span;
  const kinds = columns.facet("kind").values;
  const mask = computeMask(columns, filter);
  const days = { start: Infinity, end: -Infinity };
  for (let i = 0; i < columns.n; i++) {
    if (!mask[i] || kinds[i] !== columns.header.backgroundKind) continue;
    days.start = Math.min(days.start, columns.start[i]);
    days.end = Math.max(days.end, columns.end[i]);
  }
  return days;
}

/** @param {Window} one @param {Window} other */
const same = (one, other) => one.start === other.start && one.end === other.end;

/** @param {Window} window @param {Window} bounds */
function within({ start, end }, bounds) {
  const first = Math.min(Math.max(start, bounds.start), bounds.end);
  return { start: first, end: Math.max(first, Math.min(end, bounds.end)) };
}
