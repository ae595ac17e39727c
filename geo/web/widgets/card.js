// @ts-check
/** The picked incident beside the table: the map's own card. */
import { bidi, h } from "../core/dom.js";
import { cardBody } from "../panel/card.js";
import { mountWidget } from "./widget.js";

/** @param {{card: any}} data @param {import('./widget.js').Pick} pick */
function card({ card }, pick) {
  return h("article", { class: "ia-panel ia-plate-card", "aria-label": card.title, tabindex: "0", "data-scroll": "card" },
    h("div", { class: "ia-plate-card-acts" },
      h("button", { type: "button", class: "ia-act", "data-focus": "map", onclick: () => pick({ map: card.id }) }, "Show on the map"),
      h("button", { type: "button", class: "ia-close", "data-focus": "close", "aria-label": "Close this incident", title: "Close", onclick: () => pick({ close: true }) }, "×")),
    h("h2", { class: "ia-card-title" }, bidi(card.title)),
    cardBody(card));
}

/** @param {import('./widget.js').Component} component */
export default (component) => mountWidget(component, card);
