// @ts-check
/**
 * The switch for background events. They lie outside the period, so it widens the dates to them, unless the person has
 * narrowed the dates; one control is enough.
 * @import {Facet, Filter, Source, State, Store} from "../core/types.js"
 * @typedef {import('../core/store.js').Window} Window
 */
import { h } from "../core/dom.js";
import { numberWords } from "../core/words.js";

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
    const { source, window } = store.get();
    const next = { ...filter, background: on };
    if (!source) return { filter: next };
    if (on) {
      const wide = widenedTo(source, next);
      widened = { before: window, wide };
      return { filter: next, window: wide };
    }
    const back = widened && same(widened.wide, window) ? widened.before : window;
    widened = null;
    return { filter: next, window: within(back, source.bounds(false)) };
  }

  /** @param {Source} source @param {Filter} filter @returns {Window} */
  function widenedTo(source, filter) {
    const { window, opening } = store.get();
    const core = source.bounds(false);
    const days = source.backgroundDays(filter);
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
    chosen(filter, facet) {
      const kind = store.get().source?.header.backgroundKind ?? -1;
      const asks = facet.id === "kind" && kind >= 0 && (filter.facets.kind ?? []).includes(facet.options[kind].value);
      return asks && !filter.background ? switched(filter, true) : { filter };
    },

    draw() {
      input.checked = store.get().filter.background;
    },

    /** How many incidents the switch adds, or has added, so that nobody wonders where they are. */
    count() {
      const { source, filter, window } = store.get();
      if (!source) return;
      const wide = filter.background ? window : widenedTo(source, { ...filter, background: true });
      const added = source.backgroundCount(wide);
      count.textContent = added === null ? "" : `+${numberWords(added)}`;
    },
  };
}

/** @param {Window} one @param {Window} other */
const same = (one, other) => one.start === other.start && one.end === other.end;

/** @param {Window} window @param {Window} bounds */
function within({ start, end }, bounds) {
  const first = Math.min(Math.max(start, bounds.start), bounds.end);
  return { start: first, end: Math.max(first, Math.min(end, bounds.end)) };
}
