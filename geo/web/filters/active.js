// @ts-check
/**
 * Everything that is set, to be taken off one by one or at once.
 * @import {State, Store} from "../core/types.js"
 */
import { h, bidi, refill, uid } from "../core/dom.js";
import { nothingSet } from "../core/filter_changes.js";
import { copyLinkButton } from "../source/share.js";
import { activeFilters } from "./chips.js";

const none = () => h("li", { class: "ia-hint" }, "None. All incidents of the period are shown.");

/** @param {Store} store @param {(patch: Partial<State>) => void} change */
export function createActive(store, change) {
  const id = uid("active");
  const list = h("ul", { class: "ia-active-list" });
  const reset = h("button", { type: "button", class: "ia-reset", onclick: () => take(nothingSet(store.get())) }, "Reset");
  const copy = copyLinkButton("Copy link", "ia-copy-link");
  let drawn = "";
  const element = h(
    "section",
    { class: "ia-active", "aria-labelledby": id, tabindex: "-1" },
    h("header", null, h("h3", { id }, "Active filters"), copy.button, reset),
    copy.answer,
    list,
  );

  /** @param {Partial<State>} patch */
  function take(patch) {
    change(patch);
    const next = list.querySelector("button");
    if (next) next.focus();
    else element.focus();
  }

  reset.disabled = true;
  refill(list, none());
  return {
    element,
    draw() {
      const { source } = store.get();
      const chips = source ? activeFilters(store.get(), source.header) : [];
      const text = chips.map(({ key, label }) => `${key} ${label}`).join("\n");
      if (text === drawn) return;
      drawn = text;
      reset.disabled = chips.length === 0;
      refill(
        list,
        chips.length === 0
          ? none()
          : chips.map(({ key, group, label, patch }) =>
              h(
                "li",
                null,
                h(
                  "button",
                  {
                    type: "button",
                    class: "ia-active-chip",
                    "data-key": key,
                    onclick: () => take(patch),
                    "aria-label": `Remove ${group}: ${label}`,
                  },
                  h("span", { class: "ia-active-group" }, group),
                  " ",
                  bidi(label),
                  h("span", { class: "ia-active-x", "aria-hidden": "true" }, "×"),
                ),
              ),
            ),
      );
    },
  };
}
