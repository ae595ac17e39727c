// @ts-check
/**
 * One actor: names, ties as reported, and its own lines of time, one a stance.
 *
 * @typedef {object} ActorData
 * @property {'light'|'dark'} ui
 * @property {string} name
 * @property {string|null} native
 * @property {string} kind
 * @property {[string, string|import('./cell.js').Entry[]][]} facts
 * @property {string} id
 * @property {{id: string, label: string, title: string, count: number, open: boolean, marks: (import('./strip.js').Mark & {id: string})[]}[]} lanes
 * @property {import('./cell.js').Entry[][]} entries
 * @property {import('./strip.js').Axis} axis
 * @property {string|null} map  id for the button to the map, if the map can show anything of it
 */
import { bidi, h } from "../core/dom.js";
import { numberWords } from "../core/words.js";
import { cellLines } from "./cell.js";
import { mountWidget } from "./widget.js";
import { along, bar, barWords, rules, sign, tallest } from "./strip.js";

const LANE_BAR = 26; // pixels of the tallest bar

/** @param {ActorData} data @param {import('./widget.js').Pick} pick */
function actor(data, pick) {
  const { name, native, kind, facts, map, entries, ui } = data;
  return h("article", { class: "ia-sheet", "aria-label": name, tabindex: "0", "data-scroll": data.id },
    h("div", { class: "ia-plate-card-acts" },
      map ? h("button", { type: "button", class: "ia-act", "data-focus": "map", onclick: () => pick({ map }) }, "Show on the map") : h("span"),
      h("button", { type: "button", class: "ia-close", "data-focus": "close", "aria-label": "Close this actor", title: "Close", onclick: () => pick({ close: true }) }, "×")),
    h("h2", null, bidi(name)),
    native ? h("p", { class: "ia-native" }, bidi(native)) : null,
    h("p", { class: "ia-kind" }, kind),
    lanes(data, pick),
    facts.length ? h("dl", { class: "ia-sheet-facts" }, facts.map(([label, value]) => [
      h("dt", null, label),
      h("dd", null, typeof value === "string" ? bidi(value) : cellLines(value, ui, pick)),
    ])) : null,
    entries.length ? [h("h3", null, "In the ledger"), h("ul", { class: "ia-entries" }, entries.map((entry) => h("li", null, cellLines(entry, ui, pick))))] : null);
}

/** @param {ActorData} data @param {import('./widget.js').Pick} pick */
function lanes({ lanes, axis }, pick) {
  if (lanes.length === 0) return h("p", { class: "ia-line-muted" }, "Named in none of the incidents shown.");
  const most = tallest(lanes);
  const bars = barWords(lanes);
  return h("div", { class: "ia-lanes", role: "group", "aria-label": "Incidents by stance and time" },
    h("div", { class: "ia-lane ia-lane-axis", "aria-hidden": "true" }, h("span"), h("span", { class: "ia-axis" }, rules(axis, true))),
    lanes.map((lane) => h("div", { class: "ia-lane" },
      h("button", {
        type: "button", class: "ia-lane-label", title: lane.title, "aria-pressed": String(lane.open), "data-focus": `lane:${lane.id}`,
        onclick: () => pick({ column: lane.open ? null : lane.id }),
      }, sign(lane.marks[0]?.form ?? "for"), h("span", null, lane.label), h("b", null, numberWords(lane.count))),
      h("span", { class: "ia-lane-line" }, rules(axis), stacked(lane.marks, axis, pick, most)))),
    bars ? h("p", { class: "ia-line-muted ia-bar-words" }, `${bars}.`) : null);
}

/** @param {ActorData["lanes"][number]["marks"]} marks @param {import('./strip.js').Axis} axis @param {import('./widget.js').Pick} pick @param {number} most */
function stacked(marks, axis, pick, most) {
  return marks.map((mark) => {
    if (mark.count) return bar(mark, axis, most, LANE_BAR);
    const spans = mark.end > mark.start;
    const from = along(spans ? mark.start : mark.start + 0.5, axis);
    const style = spans ? `left: ${from}; width: max(24px, calc(${along(mark.end + 1, axis)} - ${from}))` : `left: ${from}`;
    if (!mark.id) return h("span", { class: spans ? `ia-span ia-span-${mark.form}` : "ia-mark", style, title: mark.words }, spans ? null : sign(mark.form, 14));
    return h("button", {
      type: "button", class: spans ? `ia-span ia-span-${mark.form}` : "ia-mark", style, title: mark.words, "aria-label": mark.words,
      "data-focus": `mark:${mark.id}:${mark.form}`, onclick: () => pick({ incident: mark.id }),
    }, spans ? null : sign(mark.form, 14));
  });
}

/** @param {import('./widget.js').Component} component */
export default (component) => mountWidget(component, actor);
