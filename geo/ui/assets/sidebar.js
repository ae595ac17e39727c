// @ts-check
/** The facets in Streamlit's sidebar. Like the stage they live as long as the browser page. */
import { loadColumns } from "./columns.js";
import { h } from "./dom.js";
import { mount as mountFacets } from "./facets/facets.js";
import { followTheme, loadLook } from "./look.js";
import { store } from "./store.js";
import { applyServerView, loadSetup, reportTo } from "./sync.js";

/** @type {HTMLElement|null} */
let root = null;

/** @param {import('./stage.js').Component} component */
export default async function mount({ data, parentElement, setStateValue }) {
  reportTo("sidebar", setStateValue);
  if (!root) {
    root = h("div", { class: "ia-root ia-sidebar" });
    root.dataset.theme = data.ui;
    mountFacets(root, store);
  }
  if (root.parentElement !== parentElement) parentElement.replaceChildren(root);
  root.dataset.theme = data.ui;
  await loadLook(await loadSetup(data.setup));
  try {
    applyServerView(data, await loadColumns(data.columns));
  } catch (reason) {
    root.textContent = reason instanceof Error ? reason.message : String(reason);
  }
}
