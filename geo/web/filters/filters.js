// @ts-check
/**
 * The sidebar: every question that can be put to the incidents. A change acts on the map at once through the
 * shared store; the server hears of it when the hand rests.
 * @import {Facet, Filter, Mounted, Option, Source, State, Store} from "../core/types.js"
 */
import { h, refill } from "../core/dom.js";
import { isFileColumn } from "../core/columns.js";
import { formName } from "../core/facet_options.js";
import { toggled, withFacet } from "../core/filter_changes.js";
import { afterPause } from "../core/timing.js";
import { swatch } from "../symbols/swatch.js";
import { createActive } from "./active.js";
import { createActors } from "./actors.js";
import { createBackground } from "./background.js";
import { createBlock } from "./block.js";
import { createCounting } from "./counting.js";
import { createFigures } from "./figures.js";
import { createFileColumns, withoutColumn } from "./file_columns.js";
import { createKnown } from "./known.js";
import { createNear } from "./near.js";
import { createOptions } from "./options.js";
import { mountSearch } from "./search.js";

const COMMIT_MS = 250;
const OPEN = 3; // blocks that stand open at first
const LONG = 8; // options from which a list goes by frequency
const FIGURED = "casualties"; // whose block has the numbers of people too
const FIRST = "kind"; // what most begin with; the others stand in the order of the header

class Facets {
  /** @param {HTMLElement} element @param {Store} store */
  constructor(element, store) {
    this.store = store;
    this.root = h("div", { class: "ia-facets", role: "form", "aria-label": "Filters" });
    element.append(this.root);
    this.change = this.change.bind(this);
    this.commit = afterPause(() => store.commit(), COMMIT_MS);
    this.root.append(h("button", { type: "button", class: "ia-skip", onclick: skip }, "Skip the filters"));
    this.search = mountSearch(this.root, store);
    this.active = createActive(store, (patch) => this.apply(patch));
    this.known = createKnown(store, this.change);
    this.background = createBackground(store, (patch) => this.apply(patch));
    this.figures = createFigures(store, this.change);
    this.near = createNear(store, this.change);
    this.body = h("div", { class: "ia-facets-body" });
    this.root.append(this.active.element, this.known.element, this.body);
    /** @type {Map<string, boolean>} which blocks stand open, kept when the incidents change */
    this.open = new Map();
    /** @type {Source|null} */
    this.source = null;
    /** @type {{facet: Facet, block: ReturnType<typeof createBlock>, options: ReturnType<typeof createOptions>, order: number[]}[]} */
    this.blocks = [];
    this.counting = createCounting(store, () => this.tasks());
    this.unsubscribe = [
      store.subscribe(["source"], () => this.build()),
      store.subscribe(["filter"], () => this.draw()),
      store.subscribe(["ownLayers", "layers", "connection"], () => this.near.draw()),
      store.subscribe(["window", "match", "opening"], () => this.active.draw()),
      store.subscribe(["mask", "window", "match", "answers"], () => this.counting.soon()),
      store.subscribe(["theme", "colorBy"], () => this.blocks.forEach(({ options }) => options.symbols())),
    ];
    this.build();
  }

  /** @param {Filter} filter */
  change(filter) {
    this.apply({ filter });
  }

  /** @param {Partial<State>} patch */
  apply(patch) {
    this.store.set(patch);
    this.commit();
  }

  build() {
    const { source } = this.store.get();
    if (!source || source === this.source) return;
    this.source = source;
    this.actors = createActors(this.store, this.change);
    this.actorBlock = createBlock(this.setup("actors", "Actors", true), this.actors.element);
    const { facets } = source.header;
    const first = facets.filter(({ id }) => id === FIRST);
    const others = facets.filter(({ id }) => id !== FIRST);
    this.blocks = [...first, ...others].map((facet, k) => this.block(facet, k < OPEN || isFileColumn(facet.id)));
    this.fileColumns = createFileColumns(this.store, (patch) => this.apply(patch));
    refill(
      this.body,
      this.actorBlock.element,
      this.blocks.map(({ block }) => block.element),
      this.fileColumns.element,
      this.near.element,
      this.background.element,
    );
    this.draw();
  }

  /** @param {Facet} facet @param {boolean} open */
  block(facet, open) {
    const order = this.order(facet);
    const options = createOptions({
      options: order.map((k) => facet.options[k]),
      name: facet.label,
      toggle: (value) => {
        const { filter } = this.store.get();
        const next = withFacet(filter, facet.id, toggled(filter.facets[facet.id] ?? [], value));
        this.apply(this.background.chosen(next, facet));
      },
      symbol: (option) => this.symbol(facet, option),
    });
    options.symbols();
    const content = [options.element, facet.id === FIGURED ? this.figures.element : this.giveUp(facet)];
    return { facet, options, order, block: createBlock(this.setup(facet.id, facet.label, open), content) };
  }

  /** The button that gives up a column of the file. @param {Facet} facet */
  giveUp({ id, label }) {
    if (!isFileColumn(id) || !this.source?.header.fileColumns) return null;
    const onclick = () => this.apply(withoutColumn(this.store.get(), id));
    return h("button", { type: "button", class: "ia-link", onclick }, `Remove the column ${label}`);
  }

  /** @param {string} name @param {string} title @param {boolean} open  at first */
  setup(name, title, open) {
    const onToggle = (/** @type {boolean} */ on) => {
      this.open.set(name, on);
      this.counting.soon();
    };
    return { name, title, open: this.open.get(name) ?? open, onToggle };
  }

  /** Long lists begin with what is most frequent in the whole dataset; short ones keep their own order.
   * @param {Facet} facet */
  order(facet) {
    const order = facet.options.map((_, k) => k);
    // The server has sorted a column of the file: ranges of numbers by size, many words by frequency.
    if (!this.source || order.length <= LONG || isFileColumn(facet.id)) return order;
    const all = this.source.frequencies(facet.id);
    return all ? order.sort((a, b) => all[b] - all[a] || a - b) : order;
  }

  /** Hue stands only beside what the map is coloured by now; form always stands for verification.
   * @param {Facet} facet @param {Option} option */
  symbol(facet, option) {
    const { source, colorBy } = this.store.get();
    if (!source) return null;
    // The sidebar follows the page's theme, which need not be the map's.
    const page = /** @type {HTMLElement|null} */ (this.root.closest("[data-theme]"))?.dataset.theme;
    const theme = page === "dark" || page === "light" ? page : this.store.get().theme;
    const color = facet.id === colorBy ? option.color?.[theme] : undefined;
    if (facet.id === "verification") return swatch(formName(source.header, option), color ?? "var(--ia-ink)", 14);
    return color ? swatch("solid", color, 14) : null;
  }

  draw() {
    const { filter } = this.store.get();
    this.active.draw();
    this.known.draw();
    this.fileColumns?.draw();
    this.figures.draw();
    this.near.draw();
    if (!this.source) return;
    this.actors?.draw();
    this.actorBlock?.chosen(filter.actors.ids.length);
    for (const { facet, block, options } of this.blocks) {
      const chosen = filter.facets[facet.id] ?? [];
      options.choose(chosen);
      block.chosen(chosen.length + (facet.id === FIGURED ? this.figures.chosen : 0));
    }
    this.background.draw();
    this.counting.soon();
  }

  /** The numbers that are in sight, each list a piece of work of its own. */
  tasks() {
    const { source } = this.store.get();
    if (!source || source !== this.source) return [];
    const tasks = this.blocks
      .filter(({ block }) => block.open)
      .map(({ facet, options, order }) => () => {
        const counts = source.optionCounts(facet.id);
        options.counts(counts && order.map((k) => counts[k]));
      });
    tasks.push(
      () => {
        if (this.actorBlock?.open) this.actors?.counts();
      },
      () => this.background.count(),
    );
    return tasks;
  }

  destroy() {
    for (const stop of this.unsubscribe) stop();
    this.commit.flush();
    this.counting.destroy();
    this.search.destroy();
    this.root.remove();
  }
}

/** To the page beside the sidebar. */
function skip() {
  const page = document.querySelector("main, [role=main], .stMain");
  if (!(page instanceof HTMLElement)) return;
  page.tabIndex = -1;
  page.focus({ preventScroll: true });
}

/** @param {HTMLElement} element @param {Store} store @returns {Mounted} */
export function mount(element, store) {
  const facets = new Facets(element, store);
  return { destroy: () => facets.destroy() };
}
