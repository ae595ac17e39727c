// @ts-check
/**
 * What the map's signs mean, and only those that are in view.
 * @import {Facet, Mounted, Option, Source, Store} from "../core/types.js"
 * @import {Header} from "../core/columns.js"
 */
import { FILE_COLUMNS, formName } from "../core/columns.js";
import { arrange, bidi, h, isNarrow, refill, uid } from "../core/dom.js";
import { areaSwatch, countedSwatch, signSwatch, sizeSwatch, swatch } from "../symbols/swatch.js";
import { SYMBOLS } from "../symbols/table.js";
import { cellGroups } from "./cells.js";
import { MODES, countGroups } from "./counts.js";
import { createLayers } from "./layers.js";

const INK = "var(--ia-ink)";
const COLOURED = ["perpetrator_kind", "kind", "event_type", "weapon", "verification", "location_precision", "casualties", ...FILE_COLUMNS];
/** What a sign's looks and words depend on. */
const DRAWN_BY = ["source", "colorBy", "show", "theme"];

/** Signs come and go while somebody drags: each is made once. */
class Signs {
  /** @type {Map<string, HTMLElement>} */
  #made = new Map();

  forget() {
    this.#made.clear();
  }

  /** @param {() => Node} sign @param {string} label @param {string} key @param {string|null} [definition] */
  entry(sign, label, key, definition = null) {
    const make = () =>
      h(
        "li",
        { class: "ia-legend-entry", "data-key": key, title: definition },
        h("span", { class: "ia-legend-sign" }, sign()),
        h("span", null, bidi(label)),
      );
    return this.#once(key, make);
  }

  /** @param {string} title @param {HTMLElement[]} entries @param {string} [name] */
  group(title, entries, name = "") {
    if (entries.length === 0) return null;
    const make = () =>
      h("section", { class: `ia-legend-group ${name}`, "aria-label": title }, h("h3", null, title), h("ul", null));
    const found = this.#once(`group:${title}`, make);
    arrange(/** @type {Element} */ (found.lastElementChild), entries);
    return found;
  }

  /** @param {string} key @param {() => HTMLElement} make */
  #once(key, make) {
    const known = this.#made.get(key) ?? make();
    this.#made.set(key, known);
    return known;
  }
}

/** @param {HTMLElement} element @param {Store} store @returns {Mounted} */
export function mount(element, store) {
  const id = uid("legend");
  const select = h("select", {
    class: "ia-legend-select",
    id: `${id}-by`,
    onchange: () => {
      store.set({ colorBy: select.value });
      store.commit();
    },
  });
  const modes = h("select", {
    class: "ia-legend-select",
    id: `${id}-show`,
    onchange: () => {
      // What was under the pointer is drawn no more.
      store.set({ show: /** @type {import('../core/store.js').MapMode} */ (modes.value), hovered: null, counted: null, cell: null });
      store.commit();
    },
  });
  refill(modes, MODES.map(([value, label]) => h("option", { value }, label)));
  const showAs = h("p", { class: "ia-legend-by" }, h("label", { for: `${id}-show` }, "Show as"), modes);
  const body = h("div", { class: "ia-legend-body" });
  const fold = h(
    "details",
    { class: "ia-legend" },
    h("summary", null, "Legend"),
    h(
      "div",
      { class: "ia-legend-inner" },
      h("p", { class: "ia-legend-by" }, h("label", { for: `${id}-by` }, "Colour by"), select),
      showAs,
      body,
    ),
  );
  fold.open = !isNarrow();
  const root = h("section", { class: "ia-legend-place", "aria-label": "Legend" }, fold);
  /** @type {Source|null} */
  let choicesOf = null;
  const signs = new Signs();
  const ownLayers = createLayers(store);
  const none = h("p", { class: "ia-legend-none" }, "Nothing in view.");

  /** The facets that have colours. @param {Source} source @param {string} colorBy */
  function choices(source, colorBy) {
    if (choicesOf !== source) {
      choicesOf = source;
      const facets = source.header.facets.filter((facet) => COLOURED.includes(facet.id) && facet.options.some((option) => option.color));
      facets.sort((a, b) => rank(a.id) - rank(b.id));
      refill(
        select,
        facets.map((facet) => h("option", { value: facet.id }, facet.label)),
      );
    }
    select.value = colorBy;
  }

  /** @param {Header} header @param {Facet|undefined} facet */
  function hues(header, facet) {
    const { inView, theme } = store.get();
    const form =
      facet?.id === "verification" ? (/** @type {Option} */ option) => formName(header, option) : () => "solid";
    let others = false;
    return (facet?.options ?? []).flatMap((option, k) => {
      const { color, definition, label, value } = option;
      if (!color || (inView && !inView.hues.has(k))) return [];
      if (option.other) {
        if (others) return [];
        others = true;
        return [signs.entry(() => swatch("solid", color[theme]), option.other, `hue:${option.other}`, OTHERS)];
      }
      return [signs.entry(() => swatch(form(option), color[theme]), label, `hue:${value}`, definition)];
    });
  }

  /** @param {Header} header @param {string} colorBy */
  function forms(header, colorBy) {
    const { inView } = store.get();
    if (colorBy === "verification") return []; // told by the hues' own entries
    const options = header.facets.find((facet) => facet.id === "verification")?.options ?? [];
    const acts = actsOf(header);
    const nameOf = (/** @type {number} */ k) => header.forms[k].value;
    const seen = inView && new Set([...inView.forms].map((k) => acts.get(nameOf(k)) ?? nameOf(k)));
    return header.forms.flatMap(({ value, label }) => {
      if (isArea(value) || acts.has(value) || (seen && !seen.has(value))) return [];
      const definition = options.find((option) => option.value === value)?.definition;
      return [signs.entry(() => swatch(value, INK), label, `form:${value}`, definition)];
    });
  }

  /** What a diamond says. @param {Header} header */
  function context(header) {
    const { inView } = store.get();
    const acts = actsOf(header);
    const seen = !inView || header.forms.some(({ value }, k) => acts.has(value) && inView.forms.has(k));
    const solid = header.context?.forms.corroborated;
    return seen && solid ? [signs.entry(() => swatch(solid, INK), SYMBOLS.placeWords.context, "context")] : [];
  }

  /** @param {Header} header */
  function sizes(header) {
    const { inView } = store.get();
    const seen = header.sizes.filter((_, k) => !inView || inView.sizes.has(k));
    // One size alone says nothing.
    return seen.length < 2
      ? []
      : seen.map(({ label, radius }) => signs.entry(() => sizeSwatch(radius, INK), label, `size:${label}`));
  }

  /** @param {Header} header */
  function places(header) {
    const { inView } = store.get();
    const words = SYMBOLS.placeWords;
    const area = header.forms.find(({ value }) => isArea(value))?.label ?? "Somewhere in this governorate";
    return [
      inView?.counted ? signs.entry(() => countedSwatch(INK), words.counted, "counted") : null,
      inView?.leaders ? signs.entry(() => signSwatch("leader", INK), words.leader, "leader") : null,
      !inView || inView.discs ? signs.entry(() => signSwatch("disc", INK), words.disc, "disc") : null,
      !inView || inView.routes ? signs.entry(() => signSwatch("route", INK), words.route, "route") : null,
      !inView || inView.sites ? signs.entry(() => signSwatch("sites", INK), words.sites, "sites") : null,
      !inView || inView.areas ? signs.entry(() => areaSwatch(INK), area, "area") : null,
    ].filter((one) => one !== null);
  }

  function draw() {
    const { source, colorBy, show } = store.get();
    root.hidden = !source;
    if (!source) return;
    modes.value = show;
    const { header } = source;
    choices(source, colorBy);
    const facet = header.facets.find((other) => other.id === colorBy);
    const groups = [
      ...countGroups(store),
      signs.group(facet?.label ?? "Colour", hues(header, facet), "ia-legend-hues"),
      signs.group("Confidence", forms(header, colorBy)),
      signs.group("Shape", context(header)),
      signs.group("Size", sizes(header), "ia-legend-sizes"),
      signs.group("Place", places(header)),
      ...cellGroups(store),
    ].filter((one) => one !== null);
    const own = ownLayers();
    arrange(body, [...(groups.length ? groups : [none]), ...(own ? [own] : [])]);
  }

  const unsubscribe = store.subscribe([...DRAWN_BY, "inView", "scaled", "layers", "ownLayers"], (_, patch) => {
    if (DRAWN_BY.some((key) => key in patch)) signs.forget();
    draw();
  });
  element.append(root);
  draw();
  return {
    destroy() {
      unsubscribe();
      root.remove();
    },
  };
}

const OTHERS = "These values share a colour: more colours could not be told apart.";

/** By the form of context the one of an act that is attested as well. @param {Header} header */
const actsOf = (header) => new Map(Object.entries(header.context?.forms ?? {}).map(([act, form]) => [form, act]));

/** The sign for a whole governorate is told apart from the forms of a point. @param {string} form */
const isArea = (form) => form.startsWith("area");

/** @param {string} id */
const rank = (id) => COLOURED.indexOf(id);
