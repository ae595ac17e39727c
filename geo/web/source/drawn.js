// @ts-check
/**
 * The incidents of a database that the map draws one by one: their tiles have brought ids, titles, days, colours.
 *
 * @typedef {import('./source.js').Row} Row
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('../core/store.js').State} State
 * @typedef {import('../core/store.js').Window} Span
 */
import { inWindow } from "../core/filter.js";
import { atSameSite } from "../core/sites.js";
import { daysWords } from "../core/words.js";

export class Drawn {
  /** @param {Columns} columns @param {string[]} titles */
  constructor(columns, titles) {
    this.columns = columns;
    this.titles = titles;
  }

  /** @param {number} index @returns {Span} */
  daysOf(index) {
    return { start: this.columns.start[index], end: this.columns.end[index] };
  }

  /** @param {number} index @returns {Row|undefined} */
  row(index) {
    const { columns, titles } = this;
    if (!(index >= 0 && index < columns.n)) return undefined;
    const [mark] = columns.marksOf(index);
    const form = columns.header.forms[columns.marks.form[mark]]?.value ?? null;
    const [colours] = columns.header.facets; // the one that colours the map
    const hue = colours?.options[columns.facet(colours.id).values[index]]?.color;
    return {
      id: columns.idOf(index),
      title: titles[index] ?? "",
      when: daysWords(columns.start[index], columns.end[index]),
      where: "",
      headline: "",
      placed: true,
      form: form?.startsWith("area") ? null : form, // the sign of an area does not say how well it is attested
      hue,
    };
  }

  /** Others at the same place. @param {number} index @param {State} state */
  sameSite(index, { window, match }) {
    const { columns } = this;
    const others = atSameSite(columns, index);
    const shown = others.filter((other) => inWindow(columns, other, window, match)).map((other) => columns.idOf(other));
    return { shown, hidden: others.length - shown.length };
  }

  /** @param {number} index */
  siteCount(index) {
    return atSameSite(this.columns, index).length;
  }
}
