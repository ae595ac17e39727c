// @ts-check
/**
 * Columns of the person's own file as facets: choosing one, giving it up. The server reads the column and sends it with
 * the others, as it does what was known on a day.
 * @import {Filter, Source, State, Store} from "../core/types.js"
 */
import { FILE_COLUMNS } from "../core/columns.js";
import { h, refill, uid } from "../core/dom.js";
import { numberWords } from "../core/words.js";

const MOST_VALUES = 200;
/** Different values up to which a column's are counted (geo/model/file_columns.py). */
const MOST_COUNTED = 10_000;
const USUAL_COLOUR = "perpetrator_kind";

/** With a column in the first free place; as it is where all are taken. @param {Filter} filter @param {string} name @returns {Filter} */
export function withColumn(filter, name) {
  const place = FILE_COLUMNS.findIndex((_, k) => !filter.columns[k]);
  if (place < 0 || filter.columns.includes(name)) return filter;
  return { ...filter, columns: FILE_COLUMNS.map((_, k) => (k === place ? name : (filter.columns[k] ?? ""))) };
}

/** Without a column, what was chosen of it, and its colours. @param {State} state @param {string} id of its facet @returns {Partial<State>} */
export function withoutColumn({ filter, colorBy }, id) {
  const { [id]: _, ...facets } = filter.facets;
  const columns = filter.columns.map((name, k) => (FILE_COLUMNS[k] === id ? "" : name));
  return { filter: { ...filter, columns, facets }, colorBy: colorBy === id ? USUAL_COLOUR : colorBy };
}

/**
 * The control that turns a column into a filter. Nothing where no incident was read from a table.
 * @param {Store} store @param {(patch: Partial<State>) => void} change
 */
export function createFileColumns(store, change) {
  const { header } = /** @type {Source} */ (store.get().source);
  const listed = header.fileColumns;
  const id = uid("column");
  const hint = h("p", { class: "ia-hint", id: `${id}-hint` });
  const select = h("select", {
    class: "ia-input ia-column-select",
    id,
    "aria-describedby": `${id}-hint`,
    onchange: () => {
      const name = select.value;
      if (name) change({ filter: withColumn(store.get().filter, name) });
    },
  });
  const element = h("section", { class: "ia-columns" }, h("label", { class: "ia-sub", for: id }, "Filter by a column of your file"));
  if (listed) element.append(h("div", { class: "ia-column-place" }, select), hint);
  else element.append(h("p", { class: "ia-hint" }, KEPT_ONLY));
  element.hidden = listed?.length === 0;

  /** @param {[string, number, boolean]} entry @param {string[]} chosen */
  function option([name, values, usable], chosen) {
    const words = `${name} (${values > MOST_COUNTED ? `more than ${numberWords(MOST_COUNTED)}` : numberWords(values)} ${values === 1 ? "value" : "values"}${usable ? "" : ": too many"})`;
    return h("option", { value: name, disabled: !usable || chosen.includes(name) }, words);
  }

  return {
    element,
    draw() {
      if (!listed) return;
      const chosen = store.get().filter.columns.filter((name) => name);
      const full = chosen.length >= FILE_COLUMNS.length;
      select.disabled = full;
      refill(select, h("option", { value: "" }, "Choose a column"), listed.map((entry) => option(entry, chosen)));
      const tooMany = listed.some(([, , usable]) => !usable);
      const limit = tooMany ? `A column of words can have up to ${MOST_VALUES} different values; the search finds the others. ` : "";
      refill(hint, full ? `${FILE_COLUMNS.length} columns are chosen, which is the most: remove one to choose another.` : limit);
      hint.hidden = !hint.textContent;
    },
  };
}

const KEPT_ONLY =
  "Of this stored dataset only those columns can be filtered by that were kept as it was loaded: python -m geo load FILE --column NAME.";
