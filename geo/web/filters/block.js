// @ts-check
/** A part of the sidebar that folds: its name, what is chosen in it, its content. */
import { h, uid } from "../core/dom.js";

/**
 * @param {object} setup
 * @param {string} setup.name @param {string} setup.title @param {boolean} setup.open
 * @param {(open: boolean) => void} [setup.onToggle]
 * @param {...any} children
 */
export function createBlock({ name, title, open, onToggle = () => {} }, ...children) {
  const id = uid("block");
  const badge = h("span", { class: "ia-block-chosen" });
  const button = h(
    "button",
    {
      type: "button",
      class: "ia-block-head",
      "aria-controls": id,
      "aria-expanded": String(open),
      onclick: () => set(!open),
    },
    h("span", { class: "ia-block-title" }, title),
    badge,
    h("span", { class: "ia-block-sign", "aria-hidden": "true" }),
  );
  const content = h("div", { class: "ia-block-content", id, hidden: !open }, children);

  /** @param {boolean} on */
  function set(on) {
    open = on;
    button.setAttribute("aria-expanded", String(on));
    content.hidden = !on;
    onToggle(on);
  }

  return {
    element: h("section", { class: "ia-block", "data-facet": name }, h("h3", { class: "ia-block-h" }, button), content),
    get open() {
      return open;
    },
    unfold() {
      if (!open) set(true);
    },
    /** @param {number} count */
    chosen(count) {
      badge.textContent = count ? `${count} chosen` : "";
    },
  };
}
