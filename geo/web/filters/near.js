// @ts-check
/**
 * Within some kilometres of a layer of the person's own. The server measures; until it has answered nothing is kept back.
 * @import {Filter, Store} from "../core/types.js"
 * @import {Near} from "../core/near.js"
 */
import { h, hide, refill, retext, uid } from "../core/dom.js";
import { ALLOWED, typedKm, withNear } from "../core/near.js";
import { createBlock } from "./block.js";
import { typedInput } from "./typed_input.js";

const USUAL_KM = 10;
const HINT =
  "Along the surface of the Earth. An incident whose place is known only roughly is possibly within where a part of where it may " +
  "have been is; what has no map location is not within. A layer with dates counts for the incidents of these days.";

/** @param {Store} store @param {(filter: Filter) => void} change */
export function createNear(store, change) {
  const id = uid("near");
  const layer = h("select", { class: "ia-input", "aria-label": "Layer to measure from", onchange: () => read() });
  const km = typedInput(
    { inputmode: "decimal", "aria-label": "Distance from the layer (km)", "aria-describedby": `${id}-problem ${id}-hint`, maxlength: 12 },
    read,
    write,
  );
  const certainly = h("input", { type: "checkbox", class: "ia-opt-box", onchange: () => read() });
  const problem = h("p", { class: "ia-problem", id: `${id}-problem`, role: "alert" });
  const answer = h("p", { class: "ia-hint", role: "status" });
  const block = createBlock(
    { name: "near", title: "Near your own layers", open: store.get().filter.near !== null },
    h("div", { class: "ia-figure-row ia-near-row" }, h("span", null, "within"), km, h("span", null, "km of"), layer),
    problem,
    h("div", { class: "ia-opt" }, h("label", { class: "ia-opt-label" }, certainly, h("span", null, "Certain places only"))),
    answer,
    h("p", { class: "ia-hint", id: `${id}-hint` }, HINT),
  );

  /** The layers of the person, and that of the filter by the name that it has there. @returns {{digest: string, name: string}[]} */
  function choices() {
    const { ownLayers, filter, layers } = store.get();
    const named = ownLayers.map(({ digest, name }) => ({ digest, name: layers.find((one) => one.digest === digest)?.name ?? name }));
    return named.map((one) => (filter.near?.digest === one.digest ? filter.near : one));
  }

  function read() {
    const { filter } = store.get();
    const distance = typedKm(km.value || String(USUAL_KM));
    if (distance === null) {
      retext(problem, `“${km.value.trim()}” is no distance. ${ALLOWED}`);
      km.setAttribute("aria-invalid", "true");
      return;
    }
    const chosen = choices().find(({ digest }) => digest === layer.value);
    /** @type {Near|null} */
    const near = chosen ? { digest: chosen.digest, name: chosen.name, km: distance, match: certainly.checked ? "certainly" : "possibly" } : null;
    if (JSON.stringify(near) !== JSON.stringify(filter.near)) change(withNear(filter, near));
    if (near) write();
    else told();
  }

  function told() {
    retext(problem, "");
    km.removeAttribute("aria-invalid");
  }

  function write() {
    const { near } = store.get().filter;
    km.value = String(near?.km ?? USUAL_KM);
    certainly.checked = near?.match === "certainly";
    layer.value = near?.digest ?? "";
    told();
  }

  let drawn = "";
  return {
    element: block.element,
    draw() {
      const { filter, ownLayers, source, connection } = store.get();
      const { near, nearCodes } = filter;
      hide(block.element, ownLayers.length === 0);
      const all = choices();
      const now = JSON.stringify([all.map(({ digest, name }) => [digest, name]), near]);
      if (now !== drawn) {
        refill(layer, [h("option", { value: "" }, "no layer"), ...all.map(({ digest, name }) => h("option", { value: digest }, name))]);
        write();
        if (near) block.unfold();
      }
      drawn = now;
      block.chosen(near ? 1 : 0);
      const waits = near !== null && nearCodes === null && source?.drawnAs === "incidents";
      retext(answer, !waits ? "" : connection === "lost" ? "Not measured yet: the page is disconnected from the server." : "Measuring…");
    },
  };
}
