// @ts-check
/**
 * What the map's signs mean, and only those that are in view.
 * @import {Columns, Facet, Mounted, Option, Store} from "../core/types.js"
 */
import { arrange, bidi, h, isNarrow, refill, uid } from "../core/dom.js";
import { areaSwatch, countedSwatch, discSwatch, leaderSwatch, routeSwatch, sizeSwatch, swatch } from "../symbols/swatch.js";

const INK = "var(--ia-ink)";
const COLOURED = ["perpetrator_kind", "kind", "weapon", "verification", "column1", "column2", "column3", "column4"];
/** What a sign's looks and words depend on. */
const DRAWN_BY = ["columns", "colorBy", "theme"];

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
  const body = h("div", { class: "ia-legend-body" });
  const fold = h(
    "details",
    { class: "ia-legend" },
    h("summary", null, "Legend"),
    h(
      "div",
      { class: "ia-legend-inner" },
      h("p", { class: "ia-legend-by" }, h("label", { for: `${id}-by` }, "Colour by"), select),
      body,
    ),
  );
  fold.open = !isNarrow();
  const root = h("section", { class: "ia-legend-place", "aria-label": "Legend" }, fold);
  /** @type {Columns|null} */
  let choicesOf = null;
  const signs = new Signs();
  const none = h("p", { class: "ia-legend-none" }, "Nothing in view.");

  /** The facets that have colours. @param {Columns} columns @param {string} colorBy */
  function choices(columns, colorBy) {
    if (choicesOf !== columns) {
      choicesOf = columns;
      const facets = columns.header.facets.filter((facet) => COLOURED.includes(facet.id) && facet.options.some((option) => option.color));
      facets.sort((a, b) => rank(a.id) - rank(b.id));
      refill(
        select,
        facets.map((facet) => h("option", { value: facet.id }, facet.label)),
      );
    }
    select.value = colorBy;
  }

  /** @param {Columns} columns @param {Facet|undefined} facet */
  function hues(columns, facet) {
    const { inView, theme } = store.get();
    const form =
      facet?.id === "verification" ? (/** @type {Option} */ option) => formOf(columns, option) : () => "solid";
    let others = false;
    return (facet?.options ?? []).flatMap((option, k) => {
      const { color, definition, label, value } = option;
      if (!color || (inView && !inView.hues.has(k))) return [];
      if (option.other) {
        if (others) return [];
        others = true;
        return [signs.entry(() => swatch("solid", color[theme]), "Other values", "hue:other values", OTHERS)];
      }
      return [signs.entry(() => swatch(form(option), color[theme]), label, `hue:${value}`, definition)];
    });
  }

  /** @param {Columns} columns @param {string} colorBy */
  function forms(columns, colorBy) {
    const { inView } = store.get();
    if (colorBy === "verification") return []; // told by the hues' own entries
    const options = columns.header.facets.find((facet) => facet.id === "verification")?.options ?? [];
    return columns.header.forms.flatMap(({ value, label }, k) => {
      if (isArea(value) || (inView && !inView.forms.has(k))) return [];
      const definition = options.find((option) => option.value === value)?.definition;
      return [signs.entry(() => swatch(value, INK), label, `form:${value}`, definition)];
    });
  }

  /** @param {Columns} columns */
  function sizes(columns) {
    const { inView } = store.get();
    const seen = columns.header.sizes.filter((_, k) => !inView || inView.sizes.has(k));
    // One size alone says nothing.
    return seen.length < 2
      ? []
      : seen.map(({ label, radius }) => signs.entry(() => sizeSwatch(radius, INK), label, `size:${label}`));
  }

  /** @param {Columns} columns */
  function places(columns) {
    const { inView } = store.get();
    const area = columns.header.forms.find(({ value }) => isArea(value))?.label ?? "Somewhere in this governorate";
    return [
      inView?.counted ? signs.entry(() => countedSwatch(INK), "Several incidents, colours as shares", "counted") : null,
      inView?.leaders ? signs.entry(() => leaderSwatch(INK), "Its place", "leader") : null,
      !inView || inView.discs ? signs.entry(() => discSwatch(INK), "Somewhere inside the circle", "disc") : null,
      !inView || inView.routes ? signs.entry(() => routeSwatch(INK), "Along this route", "route") : null,
      !inView || inView.areas ? signs.entry(() => areaSwatch(INK), area, "area") : null,
    ].filter((one) => one !== null);
  }

  function draw() {
    const { columns, colorBy } = store.get();
    root.hidden = !columns;
    if (!columns) return;
    choices(columns, colorBy);
    const facet = columns.header.facets.find((other) => other.id === colorBy);
    const groups = [
      signs.group(facet?.label ?? "Colour", hues(columns, facet), "ia-legend-hues"),
      signs.group("Confidence", forms(columns, colorBy)),
      signs.group("Size", sizes(columns), "ia-legend-sizes"),
      signs.group("Place", places(columns)),
      ...(columns.source?.signs() ?? []),
    ].filter((one) => one !== null);
    arrange(body, groups.length ? groups : [none]);
  }

  const unsubscribe = store.subscribe([...DRAWN_BY, "inView", "scaled"], (_, patch) => {
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

/** The sign for a whole governorate is told apart from the forms of a point. @param {string} form */
const isArea = (form) => form.startsWith("area");

/** @param {string} id */
const rank = (id) => COLOURED.indexOf(id);

/** @param {Columns} columns @param {Option} option */
const formOf = (columns, option) =>
  option.form === undefined ? option.value : (columns.header.forms[option.form]?.value ?? option.value);
