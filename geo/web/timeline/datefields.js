// @ts-check
/**
 * The two dates as text that can be typed. What cannot be read is told in words, and the old date stays.
 *
 * @typedef {import('./types.js').Edge} Edge
 * @typedef {import('./types.js').Span} Span
 */

import { longSpan, shortDate } from "../core/dates.js";
import { h } from "../core/dom.js";
import { setEdge, setStart } from "./moves.js";
import { ALLOWED, readDate } from "./typed.js";

/**
 * The window after a typed date, or what was wrong with it. A start after the end takes the window along.
 *
 * @param {string} text @param {Edge} edge @param {Span} window @param {Span} bounds
 * @returns {{window: Span, note: string} | {problem: string}} note: how it was read, where that is not certain
 */
export function typedWindow(text, edge, window, bounds) {
  const read = readDate(text, edge, window[edge], bounds);
  if (read === null) return { problem: `“${text.trim()}” is not a date. ${ALLOWED}` };
  const { day, note } = read;
  const beyond = edge === "start" ? day > bounds.end : day < bounds.start;
  if (beyond) return { problem: `No incident then: the dataset has ${longSpan(bounds, " to ")}.` };
  const wholly = edge === "start" ? day > window.end : day < window.start;
  if (!wholly) return { window: setEdge(window, edge, day, bounds), note };
  return { window: setStart(window, edge === "start" ? day : day - (window.end - window.start), bounds), note };
}

/**
 * @param {{window(): Span, bounds(): Span, choose(window: Span): void}} actions
 */
export function dateFields(actions) {
  const problem = h("p", {
    class: "ia-tl-problem",
    role: "alert",
    id: `ia-tl-problem-${Math.random().toString(36).slice(2, 8)}`,
  });
  const fields = { start: field("start", "From"), end: field("end", "To") };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hiding;
  let last = "";

  const tell = (/** @type {string} */ words, /** @type {HTMLInputElement | null} */ input) => {
    clearTimeout(hiding);
    problem.textContent = words;
    for (const node of [fields.start, fields.end]) {
      node.toggleAttribute("aria-invalid", false);
      if (node === input) node.setAttribute("aria-invalid", "true");
    }
    if (words) hiding = setTimeout(() => tell("", null), 9000);
  };

  const show = (/** @type {Span} */ window) => {
    const shown = `${window.start}/${window.end}`;
    if (problem.textContent && shown !== last) tell("", null);
    last = shown;
    for (const edge of /** @type {Edge[]} */ (["start", "end"])) {
      const input = fields[edge];
      if (input !== document.activeElement || input.dataset.typing !== "yes") input.value = shortDate(window[edge]);
    }
  };

  const read = (/** @type {Edge} */ edge) => {
    const input = fields[edge];
    if (input.dataset.typing !== "yes") return;
    input.dataset.typing = "no";
    const result = typedWindow(input.value, edge, actions.window(), actions.bounds());
    if ("problem" in result) tell(result.problem, input);
    else {
      tell("", null);
      actions.choose(result.window);
      show(actions.window());
      tell(result.note, null);
    }
    show(actions.window());
    if (input === document.activeElement) input.select();
  };

  for (const edge of /** @type {Edge[]} */ (["start", "end"])) {
    const input = fields[edge];
    input.setAttribute("aria-describedby", problem.id);
    input.addEventListener("input", () => {
      input.dataset.typing = "yes";
    });
    input.addEventListener("focus", () => input.select());
    input.addEventListener("change", () => read(edge));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") read(edge);
      if (event.key === "Escape") {
        input.dataset.typing = "no";
        tell("", null);
        show(actions.window());
      }
    });
  }
  const [from, to] = ["From", "To"].map((text) => h("span", { class: "ia-tl-edge", "aria-hidden": "true" }, text));
  return { from, to, start: fields.start, end: fields.end, problem, show, stop: () => clearTimeout(hiding) };
}

/** @param {Edge} edge @param {string} label */
function field(edge, label) {
  return h("input", {
    type: "text",
    class: `ia-tl-date ia-tl-date-${edge}`,
    "aria-label": `${label} (date)`,
    title: ALLOWED,
    inputmode: "text",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 24,
  });
}
