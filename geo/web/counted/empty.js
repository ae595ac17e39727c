// @ts-check
/** When nothing matches: what could be taken off. @import {Store} from "../core/types.js" */
import { h, refill } from "../core/dom.js";
import { nothingSet, restrictions } from "../filters/restrictions.js";

/** @param {HTMLElement} element @param {Store} store */
export function fillEmpty(element, store) {
  const { columns, filter } = store.get();
  if (element.hidden || !columns) return;
  /** @param {Partial<import('../core/store.js').State>} patch */
  const take = (patch) => {
    store.set(patch);
    store.commit();
  };
  const ways = restrictions(filter, columns.header).map(({ label, without }) =>
    h("li", null, h("button", { type: "button", class: "ia-link", onclick: () => take({ filter: without }) }, `Without ${label}`)),
  );
  const all = h("button", { type: "button", class: "ia-link", onclick: () => take(nothingSet(store.get())) }, "Show all incidents");
  refill(element, h("p", null, "Nothing fits the dates and the filter."), h("ul", null, ways), all);
}
