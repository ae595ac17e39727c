// @ts-check
/**
 * The search box. The server finds (it knows aliases and spellings); the browser asks and shows the answer.
 * @import {Mounted, Store} from "../core/types.js"
 */
import { h, refill } from "../core/dom.js";
import { afterPause } from "../core/timing.js";

const PAUSE_MS = 300;

/** @param {HTMLElement} element @param {Store} store @returns {Mounted} */
export function mountSearch(element, store) {
  const input = h("input", {
    type: "search",
    class: "ia-input ia-search-input",
    placeholder: "Search titles, places, actors",
    "aria-label": "Search incidents",
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => ask(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter") send();
      if (event.key === "Escape" && input.value) {
        input.value = "";
        send();
        event.preventDefault();
      }
    },
  });
  const answer = h("p", { class: "ia-search-answer", role: "status" });
  const box = h("div", { class: "ia-search", role: "search" }, input, answer);
  let waiting = false;

  function send() {
    ask.cancel();
    const { filter } = store.get();
    const text = input.value.trim();
    if (text === filter.text) return;
    // What was found for other words keeps nothing back while the answer is under way.
    waiting = text !== "";
    // What is found stands in the list: an open card would lie over it.
    const uncovered = text === "" ? {} : { selection: null };
    store.set({ filter: { ...filter, text, textMatches: null }, suggestion: null, ...uncovered });
    store.commit();
  }
  const ask = afterPause(send, PAUSE_MS);

  /** @param {string} text */
  const take = (text) => {
    input.value = text;
    send();
    input.focus();
  };

  function draw() {
    const { filter, suggestion, connection } = store.get();
    const lost = connection === "lost";
    if (filter.textMatches) waiting = false;
    if (document.activeElement !== input) input.value = filter.text;
    box.setAttribute("aria-busy", String(waiting && !lost));
    const found = filter.textMatches?.length;
    refill(
      answer,
      suggestion && filter.text
        ? [
            "Did you mean ",
            h(
              "button",
              { type: "button", class: "ia-link ia-suggestion", onclick: () => take(suggestion) },
              suggestion,
            ),
            "?",
          ]
        : filter.text && waiting
          ? lost
            ? "Not searched yet: the page is disconnected from the server."
            : "Searching…"
          : filter.text && found === 0
            ? "No title, place or actor of that name."
            : null,
    );
  }

  const unsubscribe = store.subscribe(["filter", "suggestion", "connection"], draw);
  element.append(box);
  draw();
  return {
    destroy() {
      unsubscribe();
      ask.cancel();
      box.remove();
    },
  };
}
