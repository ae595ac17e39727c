// @ts-check
/**
 * Who says what about whom, in the order in which it was said. A denial weighs as much as an accusation.
 * @import {LedgerEntry} from "../core/types.js"
 */
import { h, svg, bidi } from "../core/dom.js";

// Stances that speak against the event or the accusation; known by value or by label.
const AGAINST = ["denied", "disputed", "denies", "disputes"];

/** @param {string} stance */
export const isAgainst = (stance) => AGAINST.some((word) => stance.toLowerCase().startsWith(word));

/** @param {string} stance */
const isParty = (stance) => stance.toLowerCase() === "party";

/** A solid disc; a crossed ring of the same size and ink; half a disc for a party. @param {boolean} against @param {boolean} party */
function marker(against, party) {
  const line = { stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round" };
  const drawing = svg("svg", {
    class: "ia-ledger-marker",
    width: 16,
    height: 16,
    viewBox: "0 0 16 16",
    "aria-hidden": "true",
  });
  drawing.append(
    svg("circle", {
      cx: 8,
      cy: 8,
      r: 6.4,
      stroke: "currentColor",
      "stroke-width": 2,
      fill: against || party ? "var(--ia-panel)" : "currentColor",
    }),
  );
  if (party) drawing.append(svg("path", { d: "M8 1.6 A6.4 6.4 0 0 0 8 14.4 Z", fill: "currentColor" }));
  if (against) {
    drawing.append(svg("path", { d: "M5.6 5.6 L10.4 10.4 M10.4 5.6 L5.6 10.4", ...line }));
  }
  return drawing;
}

/** "The report, ¶ 30" @param {string|null|undefined} source @param {string|number|null|undefined} paragraph */
export function cited(source, paragraph) {
  const place =
    paragraph === null || paragraph === undefined || paragraph === ""
      ? ""
      : /^\d/.test(String(paragraph))
        ? `¶\u00a0${paragraph}`
        : String(paragraph);
  return [source, place].filter(Boolean).join(", ");
}

/** @param {LedgerEntry} entry */
function item(entry) {
  const against = isAgainst(entry.stance);
  const source = cited(entry.source, entry.paragraph);
  return h(
    "li",
    { class: `ia-ledger-entry${against ? " ia-ledger-against" : ""}`, "data-stance": entry.stance },
    marker(against, isParty(entry.stance)),
    h("p", { class: "ia-ledger-since" }, entry.known_since),
    h(
      "p",
      { class: "ia-ledger-said" },
      h("b", null, bidi(entry.who)),
      " ",
      h("span", { class: "ia-stance" }, entry.stance),
      entry.about ? [" ", h("span", { class: "ia-ledger-about" }, bidi(entry.about))] : null,
    ),
    entry.note ? h("p", { class: "ia-ledger-note" }, bidi(entry.note)) : null,
    source ? h("p", { class: "ia-cite" }, bidi(source)) : null,
  );
}

/** @param {LedgerEntry[]} entries already in order of known_since */
export function ledger(entries) {
  return h("ol", { class: "ia-ledger" }, entries.map(item));
}
