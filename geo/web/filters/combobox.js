// @ts-check
/**
 * A box to type into, with a list of actors that fit: by name, by native name, by any spelling of the sources.
 * @import {ActorEntry} from "../core/types.js"
 */
import { h, bidi, refill, uid } from "../core/dom.js";
import { findActors } from "../core/fold.js";

const AT_MOST = 60; // entries drawn; typing narrows further

/**
 * @param {object} setup
 * @param {() => ActorEntry[]} setup.actors those that can still be chosen
 * @param {(id: string) => void} setup.choose
 * @param {(id: string) => string} setup.count how many incidents the actor would leave, in words
 */
export function createCombobox({ actors, choose, count }) {
  const listId = uid("actors");
  /** @type {{actor: ActorEntry, by: string|null}[]} */
  let found = [];
  let active = -1;
  const input = h("input", {
    type: "text",
    class: "ia-input ia-combo-input",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-label": "Add an actor",
    placeholder: "Add an actor",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    oninput: () => open(),
    onclick: () => open(),
    onblur: () => close(),
    onkeydown: onKey,
  });
  const list = h("ul", { class: "ia-combo-list", id: listId, role: "listbox", "aria-label": "Actors", hidden: true });
  // A press on an entry must not take the focus away before it is let go.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  const element = h("div", { class: "ia-combo" }, input, list);

  function open() {
    found = findActors(actors(), input.value).slice(0, AT_MOST);
    active = input.value && found.length ? 0 : -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    draw();
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function draw() {
    if (found.length === 0) {
      refill(
        list,
        h("li", { class: "ia-combo-none", role: "option", "aria-disabled": "true" }, "No actor of that name."),
      );
      return;
    }
    refill(
      list,
      found.map(({ actor, by }, k) =>
        h(
          "li",
          {
            class: "ia-combo-item",
            role: "option",
            id: `${listId}-${k}`,
            "aria-selected": String(k === active),
            "data-actor": actor.id,
            onclick: () => pick(actor.id),
          },
          h("span", { class: "ia-combo-name" }, bidi(actor.name)),
          h("span", { class: "ia-opt-count" }, count(actor.id)),
          h("span", { class: "ia-combo-also" }, by ? ["also ", bidi(by)] : bidi(actor.native)),
        ),
      ),
    );
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `${listId}-${active}`);
      list.children[active]?.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {string} id */
  function pick(id) {
    input.value = "";
    close();
    choose(id);
    input.focus();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (list.hidden) open();
      else if (found.length) {
        active = (active + (key === "ArrowDown" ? 1 : active < 0 ? 0 : -1) + found.length) % found.length;
        draw();
      }
    } else if (key === "Enter" && !list.hidden && active >= 0) pick(found[active].actor.id);
    else if (key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { element };
}
