// @ts-check
/**
 * A line of time: a day is a mark, a span of days a bar as wide as the span. What denies or disputes is hollow and
 * crossed, what says it is solid, taking part is half filled, being hit is a square: form says it, not hue. Where
 * incidents are too many for a mark each, bars count them.
 *
 * @typedef {{start: number, end: number, form: 'for'|'against'|'both'|'party'|'target'|'voice', words: string, count?: number, unit?: string}} Mark
 *   days since 1970-01-01; count and unit of a bar: how many incidents, in a month
 * @typedef {{start: number, end: number, ticks: {at: number, label: string}[]}} Axis
 */
import { h, svg } from "../core/dom.js";

const SIZE = 11;

/** @param {number} day @param {Axis} axis */
export const along = (day, { start, end }) => `${(100 * Math.max(0, Math.min(1, (day - start) / Math.max(1, end + 1 - start)))).toFixed(3)}%`;

/** @param {Mark["form"]} form @param {number} [size] */
export function sign(form, size = SIZE) {
  const drawing = svg("svg", { class: `ia-sign ia-sign-${form}`, width: size, height: size, viewBox: "0 0 12 12", "aria-hidden": "true" });
  const ring = { cx: 6, cy: 6, r: 4.6, stroke: "currentColor", "stroke-width": 1.6 };
  if (form === "target") {
    drawing.append(svg("rect", { x: 1.8, y: 1.8, width: 8.4, height: 8.4, fill: "var(--ia-paper)", stroke: "currentColor", "stroke-width": 1.6 }));
  } else if (form === "for") {
    drawing.append(svg("circle", { ...ring, fill: "currentColor" }));
  } else if (form === "both") {
    drawing.append(svg("circle", { ...ring, fill: "currentColor" }));
    drawing.append(svg("path", { d: "M3.9 3.9 L8.1 8.1 M8.1 3.9 L3.9 8.1", stroke: "var(--ia-paper)", "stroke-width": 1.5 }));
  } else {
    drawing.append(svg("circle", { ...ring, fill: "var(--ia-paper)" }));
    if (form === "party") drawing.append(svg("path", { d: "M6 1.4 A4.6 4.6 0 0 0 6 10.6 Z", fill: "currentColor" }));
    if (form === "against") drawing.append(svg("path", { d: "M4.1 4.1 L7.9 7.9 M7.9 4.1 L4.1 7.9", stroke: "currentColor", "stroke-width": 1.5 }));
  }
  return drawing;
}

/** @param {Axis} axis @param {boolean} [labelled] */
export function rules({ ticks, ...axis }, labelled = false) {
  return ticks.map(({ at, label }) => h("span", {
    class: labelled ? "ia-tick ia-tick-label" : "ia-tick", style: `left: ${along(at, { ...axis, ticks })}`,
  }, labelled ? label : null));
}

/** The tallest bar of several lines; 0 without bars. @param {{marks: Mark[]}[]} lines */
export const tallest = (lines) => lines.reduce((most, { marks }) => marks.reduce((so, { count = 0 }) => Math.max(so, count), most), 0);

/**
 * A bar whose area goes with the number, so that a few beside thousands can still be seen.
 * @param {Mark} mark @param {Axis} axis @param {number} most  the tallest bar's number @param {number} height  of it, in pixels
 */
export function bar({ start, end, form, words, count = 0 }, axis, most, height) {
  const from = along(start, axis);
  const tall = Math.max(3, height * Math.sqrt(count / most));
  const style = `left: ${from}; width: calc(${along(end + 1, axis)} - ${from} - 1px); height: ${tall.toFixed(1)}px`;
  return h("span", { class: `ia-bar ia-bar-${form}`, style, title: words });
}

const BAR = 13; // pixels of the tallest bar

/** @param {Mark} mark @param {Axis} axis @param {number} most */
export function placed(mark, axis, most) {
  if (mark.count) return bar(mark, axis, most, BAR);
  if (mark.end > mark.start) {
    const from = along(mark.start, axis);
    return h("span", { class: `ia-span ia-span-${mark.form}`, style: `left: ${from}; width: calc(${along(mark.end + 1, axis)} - ${from})`, title: mark.words });
  }
  return h("span", { class: "ia-mark", style: `left: ${along(mark.start + 0.5, axis)}`, title: mark.words }, sign(mark.form));
}

/** @param {Mark[]} marks @param {Axis} axis @param {string} label @param {number} most */
export function strip(marks, axis, label, most) {
  return h("span", { class: "ia-strip", role: "img", "aria-label": label }, rules(axis), marks.map((mark) => placed(mark, axis, most)));
}

/** What the forms say. */
export const KEY = [
  ["for", "Blamed or claimed"],
  ["against", "Denied or disputed"],
  ["both", "Both"],
  ["party", "Party, no direction known"],
  ["target", "Target"],
];

/** What a bar counts, in words; null without bars. @param {{marks: Mark[]}[]} lines */
export function barWords(lines) {
  const unit = lines.flatMap(({ marks }) => marks).find(({ count }) => count)?.unit;
  return unit ? `Bar: all incidents of a ${unit}, the tallest ${tallest(lines).toLocaleString("en-GB")}` : null;
}

/** @param {boolean} spans whether any mark is a span @param {string|null} bars  what the bars count */
export function key(spans, bars) {
  return h("ul", { class: "ia-keys", "aria-label": "Marks on the lines of time" },
    KEY.map(([form, words]) => h("li", { class: "ia-key" }, sign(/** @type {Mark["form"]} */ (form), 12), h("span", null, words))),
    spans ? h("li", { class: "ia-key" }, h("span", { class: "ia-span ia-span-key", "aria-hidden": "true" }), h("span", null, "Day not known: one of these days")) : null,
    bars ? h("li", { class: "ia-key" }, h("span", { class: "ia-bar ia-bar-key", "aria-hidden": "true" }), h("span", null, bars)) : null);
}
