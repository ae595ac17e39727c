// @ts-check
/** The facets in Streamlit's sidebar. Like the stage they live as long as the browser page. */
import { h } from "./core/dom.js";
import { afterMap } from "./core/map_first.js";
import { loadLook } from "./core/look.js";
import { store } from "./core/store.js";
import { applyServerView, sourceOf, loadSetup, reportTo } from "./source/sync.js";

/** @type {HTMLElement|null} */
let root = null;

/** @param {import('./stage.js').Component} component */
export default async function mount({ data, parentElement, setStateValue }) {
  if (setStateValue) reportTo("sidebar", setStateValue);
  else if (root) return; // too late to be early
  const first = root === null;
  root ??= h("div", { class: "ia-root ia-sidebar" });
  if (root.parentElement !== parentElement) parentElement.replaceChildren(root);
  root.dataset.theme = data.ui;
  await loadLook(await loadSetup(data.setup));
  if (first) {
    await afterMap();
    const { mount: mountFacets } = await import("./filters/filters.js");
    mountFacets(root, store);
  }
  try {
    applyServerView(data, await sourceOf(data));
  } catch (reason) {
    root.textContent = reason instanceof Error ? reason.message : String(reason);
  }
}
