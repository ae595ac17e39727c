// @ts-check
/**
 * Who: any number of actors, in which role, by what is said of them.
 * @import {Filter, State, Store} from "../panel/types.js"
 */
import { h, bidi, refill, uid } from "../dom.js";
import { TYING_STANCES, computeMask, countShown } from "../filter.js";
import { numberWords } from "../panel/words.js";
import { createCombobox } from "./combobox.js";
import { createOptions } from "./options.js";
import { toggled, withActors } from "./restrictions.js";

const ROLES = /** @type {const} */ ([
  ["either", "Either"],
  ["perpetrator", "Perpetrator"],
  ["target", "Target"],
]);
const COUNTED = 20_000; // incidents up to which every actor's number is worked out as the list opens

/** @param {State} state @param {string} id how many incidents the actor would leave */
function actorCount({ columns, filter, window, match }, id) {
  if (columns?.source) return columns.source.actorCount(id);
  if (!columns || columns.n > COUNTED) return "";
  const mask = computeMask(columns, withActors(filter, { ids: [id] }));
  return numberWords(countShown(columns, mask, window, match).shown);
}

/**
 * @param {Store} store @param {(filter: Filter) => void} change
 */
export function createActors(store, change) {
  const { header } = /** @type {NonNullable<State["columns"]>} */ (store.get().columns);
  const filter = () => store.get().filter;
  const combobox = createCombobox({
    actors: () => header.actors.filter(({ id }) => !filter().actors.ids.includes(id)),
    choose: (id) => change(withActors(filter(), { ids: [...filter().actors.ids, id] })),
    count: (id) => actorCount(store.get(), id),
  });
  const chips = h("ul", { class: "ia-chosen" });
  const name = uid("role");
  const roles = ROLES.map(([value, label]) => ({
    value,
    label,
    input: h("input", { type: "radio", name, onchange: () => change(withActors(filter(), { role: value })) }),
  }));
  const stances = createOptions({ options: header.stances, name: "Stance", toggle: toggleStance });
  const hint = h("p", { class: "ia-hint" });

  // With none chosen the four that tie an actor to an act hold; the boxes show so.
  /** @param {string} stance */
  function toggleStance(stance) {
    const chosen = filter().actors.stances;
    const next = toggled(chosen.length ? chosen : TYING_STANCES, stance);
    const usual = next.length === TYING_STANCES.length && TYING_STANCES.every((value) => next.includes(value));
    change(withActors(filter(), { stances: usual ? [] : next }));
  }

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
      h(
        "fieldset",
        { class: "ia-roles" },
        h("legend", null, "In the role of"),
        roles.map(({ input, label }) => h("label", { class: "ia-role" }, input, h("span", null, label))),
      ),
      h(
        "div",
        { class: "ia-stances" },
        h("p", { class: "ia-sub" }, "Named as perpetrator by a statement that is"),
        stances.element,
        hint,
      ),
    ),
    draw() {
      const { ids, role, stances: chosen } = filter().actors;
      refill(chips, ids.map(chip));
      for (const { input, value } of roles) input.checked = value === role;
      stances.choose(chosen.length ? chosen : TYING_STANCES);
      hint.textContent = role === "target" ? "Statements don’t matter while only targets are looked for." : "";
    },
    /** How many incidents have a statement of each stance, of the chosen actors or of anyone. */
    counts() {
      const { columns, window, match, filter: now } = store.get();
      if (columns?.source) return stances.counts(columns.source.stanceCounts());
      if (!columns || columns.n > COUNTED) return stances.counts(null);
      const role = now.actors.role === "target" ? "target" : "perpetrator";
      stances.counts(
        header.stances.map(
          ({ value }) =>
            countShown(columns, computeMask(columns, withActors(now, { role, stances: [value] })), window, match).shown,
        ),
      );
    },
  };
}
