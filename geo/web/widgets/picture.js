// @ts-check
/** A picture that the server drew, with its line beneath. */
import { h } from "../core/dom.js";
import { mountWidget } from "./widget.js";

/** @param {{address: string, alt: string, caption: string, width: number, height: number}} data */
function picture({ address, alt, caption, width, height }) {
  return h("figure", { class: "ia-picture" },
    h("img", { src: address, alt, width, height, loading: "lazy" }), h("figcaption", null, caption));
}

/** @param {import('./widget.js').Component} component */
export default (component) => mountWidget(component, picture);
