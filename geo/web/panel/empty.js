// @ts-check
/**
 * When nothing matches: which one restriction to take off, and how many incidents that would show.
 * @import {State, Store} from "../core/types.js"
 * @import {WayBack} from "../source/source.js"
 */
import { h, refill } from "../core/dom.js";
import { emptyFilter } from "../core/store.js";
import { numberWords } from "../core/words.js";

/** @param {HTMLElement} element @param {Store} store */
export async function fillEmpty(element, store) {
  const { source, filter, window, match } = store.get();
  if (!source) return;
  const key = JSON.stringify([filter, window, match, source.header.dataset, source.header.version]);
  if (element.dataset.key === key) return;
  element.dataset.key = key;
  refill(element, h("h3", null, "Nothing matches"), all(store));
  const ways = await source.waysBack();
  if (element.dataset.key === key) refill(element, h("h3", null, "Nothing matches"), found(store, ways), all(store));
}

/** @param {Store} store @param {Partial<State>} patch */
function take(store, patch) {
  store.set(patch);
  store.commit();
}

/** @param {Store} store */
function all(store) {
  const everything = () => {
    const { filter, source } = store.get();
    if (source) take(store, { filter: { ...emptyFilter(), columns: filter.columns }, window: source.header.span, match: "possibly" });
  };
  return h("button", { type: "button", class: "ia-link", onclick: everything }, "Show all incidents of all dates");
}

/** @param {Store} store @param {WayBack[]} ways */
function found(store, ways) {
  const { filter } = store.get();
  const button = (/** @type {string} */ label, /** @type {Partial<State>} */ patch) =>
    h("button", { type: "button", class: "ia-way", onclick: () => take(store, patch) }, label);
  return [
    h(
      "p",
      null,
      ways.length || filter.knownOn !== null
        ? "Each of these would bring incidents back:"
        : "No single change brings incidents back: several filters hold at once.",
    ),
    h(
      "ul",
      { class: "ia-ways" },
      ways.map(({ label, patch, count }) => h("li", null, button(label, patch), h("span", { class: "ia-way-count" }, numberWords(count)))),
      // What became known later isn't here to be counted: the server brings it.
      filter.knownOn === null ? [] : h("li", null, button("All that is known today", { filter: { ...filter, knownOn: null } })),
    ),
  ];
}
