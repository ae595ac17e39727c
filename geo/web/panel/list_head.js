// @ts-check
/**
 * Above the rows: how many incidents there are, their order, and apart those that the map cannot show.
 * @import {Listing, Tab} from "../source/source.js"
 * @import {Group} from "../core/store.js"
 * @import {Order} from "../source/order.js"
 */
import { h, hide, retext } from "../core/dom.js";
import { contextWords, numberWords, withinWords } from "../core/words.js";
import { ORDER_NAMES, ORDERS } from "../source/order.js";
import { createTabs } from "./tabs.js";

export class ListHead {
  /** @param {{sort: (order: Order) => void, choose: () => void, leave: () => void}} acts  another order, another tab, out of a symbol's list */
  constructor({ sort, choose, leave }) {
    this.number = h("b");
    this.noun = h("span");
    this.count = h("h2", { class: "ia-list-count", tabindex: "-1" }, this.number, this.noun);
    this.context = h("p", { class: "ia-list-context", hidden: true });
    this.all = h("p", { class: "ia-list-group", hidden: true }, h("button", { type: "button", class: "ia-back", onclick: leave }, "All incidents"));
    this.order = h(
      "select",
      { class: "ia-list-order", "aria-label": "Order of the list", onchange: () => sort(/** @type {Order} */ (this.order.value)) },
      ORDER_NAMES.map((order) => h("option", { value: order }, ORDERS[order])),
    );
    this.place = h("div", { class: "ia-list-place" }, this.order);
    this.tabs = createTabs(
      [
        ["placed", "On the map"],
        ["notPlaced", "No map location"],
      ],
      choose,
    );
    this.note = h("p", { class: "ia-list-note", hidden: true });
    this.element = h("header", { class: "ia-list-head" }, this.all, this.count, this.place, this.context, this.tabs.element);
  }

  /** @returns {Tab} */
  get tab() {
    return /** @type {Tab} */ (this.tabs.chosen);
  }

  /** @param {Listing} listing @param {Group|null} group  whose incidents these are @param {Order} order */
  show(listing, group, order) {
    const { count, context, isSplit, isSettled, lists } = listing;
    retext(this.number, Number.isNaN(count) ? "…" : numberWords(count));
    const noun = count === 1 ? " incident" : " incidents";
    retext(this.noun, group ? `${noun} ${withinWords(group)}` : noun);
    hide(this.all, group === null);
    const told = contextWords(count, context);
    retext(this.context, told);
    hide(this.context, !told);
    for (const option of this.order.options) option.hidden = option.disabled = !listing.orders.includes(/** @type {Order} */ (option.value));
    if (this.order.value !== order) this.order.value = order;
    hide(this.tabs.element, !isSplit || count === 0 || group !== null);
    hide(this.place, count === 0);
    if (!isSettled) return;
    this.tabs.counts({ placed: lists.placed.length, notPlaced: lists.notPlaced.length });
    const words = group || count === 0 ? "" : this.#note(listing);
    hide(this.note, !words);
    retext(this.note, words);
  }

  /** What is to be said of incidents that the map cannot show. @param {Listing} listing */
  #note({ isSplit, lists, notPlaced }) {
    if (!isSplit) return notPlaced ? `${numberWords(notPlaced)} of them cannot be placed on the map. They count and open like the others.` : "";
    const none = lists[this.tab].length === 0;
    if (this.tab === "placed") return none ? "None of these can be placed on the map." : "";
    return none ? "Every incident shown has a place on the map." : "Location too vague for the map; still counted and searchable.";
  }
}
