// @ts-check
/**
 * Everything that is set, to be taken off one by one or at once.
 * @import {Filter, Store} from "../panel/types.js"
 */
import { h, bidi, refill, uid } from "../dom.js";
import { emptyFilter } from "../store.js";
import { activeFilters } from "./restrictions.js";

/** @param {Store} store @param {(filter: Filter) => void} change */
export function createActive(store, change) {
  const id = uid("active");
  const list = h("ul", { class: "ia-active-list" });
  const reset = h("button", { type: "button", class: "ia-reset", onclick: () => take(emptyFilter()) }, "Reset");
  const element = h(
    "section",
    { class: "ia-active", "aria-labelledby": id, tabindex: "-1" },
    h("header", null, h("h3", { id }, "Active filters"), reset),
    list,
  );

  /** @param {Filter} filter */
  function take(filter) {
    change(filter);
    const next = list.querySelector("button");
    if (next) next.focus();
    else element.focus();
  }

  return {
    element,
    draw() {
      const { columns, filter } = store.get();
      const chips = columns ? activeFilters(filter, columns.header) : [];
      reset.disabled = chips.length === 0;
      refill(
        list,
        chips.length === 0
          ? h("li", { class: "ia-hint" }, "None. All incidents of the chosen dates are shown.")
          : chips.map(({ key, group, label, without }) =>
              h(
                "li",
                null,
                h(
                  "button",
                  {
                    type: "button",
                    class: "ia-active-chip",
                    "data-key": key,
                    onclick: () => take(without),
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
