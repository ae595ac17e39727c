// @ts-check
/**
 * Who: any number of actors; once there is one, in which role, and on what basis an act is attributed to it.
 * @import {Filter, Source, Store} from "../core/types.js"
 */
import { h, bidi, refill, uid } from "../core/dom.js";
import { toggled, withActors } from "../core/filter_changes.js";
import { numberWords } from "../core/words.js";
import { createCombobox } from "./combobox.js";
import { createOptions } from "./options.js";

/** How many incidents an actor would leave, where that is known. @param {Store} store @param {string} id */
function actorCount(store, id) {
  const count = store.get().source?.actorCount(id) ?? null;
  return count === null ? "" : numberWords(count);
}

/**
 * @param {Store} store @param {(filter: Filter) => void} change
 */
export function createActors(store, change) {
  const { header } = /** @type {Source} */ (store.get().source);
  const filter = () => store.get().filter;
  const combobox = createCombobox({
    actors: () => header.actors.filter(({ id }) => !filter().actors.ids.includes(id)),
    choose: (id) => change(withActors(filter(), { ids: [...filter().actors.ids, id] })),
    count: (id) => actorCount(store, id),
  });
  const chips = h("ul", { class: "ia-chosen" });
  const roles = createRoles(header.roles, (role) => change(withActors(filter(), { role })));
  const bases = header.stances.filter(({ basis }) => basis);
  const stances = createOptions({
    options: bases,
    name: "Basis of attribution",
    toggle: (stance) => change(withActors(filter(), { stances: toggled(filter().actors.stances, stance) })),
  });
  const basis = h(
    "div",
    { class: "ia-stances" },
    h("p", { class: "ia-sub" }, "Basis of attribution"),
    stances.element,
    h("p", { class: "ia-hint" }, "None ticked: all count, except denials and disputes."),
  );
  const detail = h("div", { class: "ia-actor-detail" }, roles.element, basis);

  /** @param {string} id */
  function remove(id) {
    change(withActors(filter(), { ids: toggled(filter().actors.ids, id) }));
    combobox.element.querySelector("input")?.focus();
  }

  /** @param {string} id */
  function chip(id) {
    const actor = header.actors.find((other) => other.id === id);
    const label = actor?.name ?? id;
    return h(
      "li",
      { class: "ia-pick" },
      h("span", null, bidi(label), actor?.native ? h("span", { class: "ia-pick-native" }, bidi(actor.native)) : null),
      h("button", { type: "button", "aria-label": `Remove ${label}`, onclick: () => remove(id) }, "×"),
    );
  }

  return {
    element: h(
      "div",
      { class: "ia-actors" },
      combobox.element,
      chips,
      detail,
    ),
    draw() {
      const { ids, role, stances: chosen } = filter().actors;
      refill(chips, ids.map(chip));
      // A link can ask for a role or a basis without an actor; it must be seen to be undone.
      detail.hidden = ids.length === 0 && chosen.length === 0 && role === "any";
      basis.hidden = role === "party" || role === "target";
      roles.choose(role);
      stances.choose(chosen);
    },
    /** How many incidents the chosen actors have in each role and, as perpetrators, on each basis. */
    counts() {
      if (detail.hidden) return;
      const { source } = store.get();
      const byRole = filter().actors.ids.length ? (source?.roleCounts() ?? null) : null;
      roles.counts(byRole && header.roles.map(({ value }) => byRole[value] ?? 0));
      if (basis.hidden) return;
      const byStance = source?.stanceCounts() ?? null;
      stances.counts(byStance && bases.map(({ value }) => byStance[value] ?? 0));
    },
  };
}

/**
 * The roles to choose one of, each with its number.
 * @param {import("../core/columns.js").Header["roles"]} roles @param {(role: Filter["actors"]["role"]) => void} choose
 */
function createRoles(roles, choose) {
  const name = uid("role");
  const items = roles.map(({ value, label, definition }) => {
    const id = uid("count");
    const input = h("input", {
      type: "radio",
      name,
      class: "ia-opt-box",
      "aria-describedby": id,
      onchange: () => choose(value),
    });
    const count = h("span", { class: "ia-opt-count", id });
    const text = h("label", { class: "ia-opt-label", title: definition }, input, h("span", null, label));
    return { value, input, count, element: h("div", { class: "ia-opt ia-role", "data-value": value }, text, count) };
  });
  return {
    element: h(
      "fieldset",
      { class: "ia-roles" },
      h("legend", { class: "ia-sub" }, "Role in the incident"),
      items.map(({ element }) => element),
    ),
    /** @param {string} role */
    choose(role) {
      for (const { input, value } of items) input.checked = value === role;
    },
    /** @param {number[]|null} counts null: not known now */
    counts(counts) {
      items.forEach(({ count, element }, k) => {
        count.textContent = counts ? numberWords(counts[k]) : "";
        element.classList.toggle("ia-opt-none", counts !== null && counts[k] === 0);
      });
    },
  };
}
