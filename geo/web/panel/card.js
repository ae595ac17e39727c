// @ts-check
/**
 * One incident with its evidence, as Python wrote it (geo/card/). Nothing here is worked out anew.
 * @import {Card, Term} from "../core/types.js"
 */
import { h, bidi, uid } from "../core/dom.js";
import { cited, ledger } from "./ledger.js";

const NOT_STATED = "not stated";

/** @param {string} title @param {string} name @param {...any} children */
function section(title, name, ...children) {
  const id = uid("section");
  return h(
    "section",
    { class: `ia-card-section ia-card-${name}`, "aria-labelledby": id },
    h("h3", { id }, title),
    children,
  );
}

/** A word of the vocabulary whose definition opens beneath it. @param {Term|string|undefined} term @param {string} name */
function chip(term, name) {
  if (!term) return null;
  const { label, definition } = typeof term === "string" ? { label: term, definition: undefined } : term;
  if (!definition) return h("span", { class: `ia-chip ia-chip-${name}` }, label);
  return h(
    "details",
    { class: `ia-chip-more ia-chip-${name}` },
    h("summary", { class: "ia-chip", title: definition }, label),
    h("p", { class: "ia-chip-definition" }, definition),
  );
}

/** @param {Card} card */
function facts(card) {
  /** @type {[string, string|undefined][]} */
  const pairs = [["When", card.when], ["Where", card.where], ...(card.facts ?? [])];
  return h(
    "dl",
    { class: "ia-facts" },
    pairs.filter(([, text]) => text).map(([label, text]) => [h("dt", null, label), h("dd", null, bidi(text))]),
  );
}

/** @param {string|number|null} cell */
function figure(cell) {
  const unknown = cell === null || cell === "" || cell === NOT_STATED;
  return unknown ? h("span", { class: "ia-unknown" }, NOT_STATED) : bidi(cell);
}

/** @param {NonNullable<Card["casualties"]>} table */
function casualties({ columns, rows }) {
  return h(
    "table",
    { class: "ia-casualties" },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        columns.map((column) => h("th", { scope: "col" }, column)),
      ),
    ),
    h(
      "tbody",
      null,
      rows.map((row) =>
        h(
          "tr",
          null,
          row.map((cell, k) => (k === 0 ? h("th", { scope: "row" }, bidi(cell)) : h("td", null, figure(cell)))),
        ),
      ),
    ),
  );
}

/** @param {NonNullable<Card["sources"]>} sources */
function sourceList(sources) {
  return h(
    "ul",
    { class: "ia-sources" },
    sources.map(({ title, publisher, paragraph }) =>
      h(
        "li",
        null,
        h("cite", null, bidi(title)),
        h("span", { class: "ia-cite" }, bidi(cited(publisher ?? null, paragraph))),
      ),
    ),
  );
}

/** The rows of the file that the incident was read from, every filled cell. @param {NonNullable<Card["sourceRows"]>} rows */
function sourceRows(rows) {
  return rows.map(({ where, cells }) =>
    h(
      "details",
      { class: "ia-source-row" },
      h("summary", null, bidi(where)),
      h(
        "dl",
        { class: "ia-cells" },
        cells.map(([column, text]) => [h("dt", null, bidi(column)), h("dd", null, bidi(text))]),
      ),
    ),
  );
}

/** The card below its title. @param {Card} card @returns {HTMLElement[]} */
export function cardBody(card) {
  const parts = [
    h("div", { class: "ia-chips" }, chip(card.kind, "kind"), chip(card.verification, "verification")),
    card.headline ? h("p", { class: "ia-card-headline" }, bidi(card.headline)) : null,
    card.summary ? h("p", { class: "ia-card-summary" }, bidi(card.summary)) : null,
    facts(card),
    section(
      "Casualties",
      "casualties",
      card.casualties?.rows.length
        ? casualties(card.casualties)
        : h("p", { class: "ia-unknown" }, "The sources give no figures. That does not mean that nobody was hurt."),
    ),
    card.ledger?.length ? section("Who says what", "ledger", ledger(card.ledger)) : null,
    card.sources?.length ? section("Sources", "sources", sourceList(card.sources)) : null,
    card.sourceRows?.length ? section("In the source", "source-rows", sourceRows(card.sourceRows)) : null,
  ];
  return parts.filter((part) => part !== null);
}
