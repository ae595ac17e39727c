// @ts-check
/**
 * The list of a counted symbol where the engine has the incidents: those of its tile are here, with their titles.
 * @import {Store} from "../core/types.js"
 */
import { bidi, h, hide, refill } from "../core/dom.js";
import { dayWords, numberWords } from "../core/words.js";

export class GroupList {
  /** @param {Store} store @param {(id: string) => void} open */
  constructor(store, open) {
    this.store = store;
    this.open = open;
    /** @type {import('../core/store.js').Group|null} */
    this.built = null;
    this.title = h("h2", { class: "ia-list-count", tabindex: "-1" });
    this.rows = h("ul", { class: "ia-site-list ia-group-rows" });
    const leave = () => store.set({ group: null });
    const back = h("p", { class: "ia-list-group" }, h("button", { type: "button", class: "ia-back", onclick: leave }, "All incidents"));
    const head = h("header", { class: "ia-list-head ia-list-head-plain" }, back, this.title);
    this.element = h("section", { class: "ia-list", "aria-label": "Incidents of one symbol", hidden: true }, head, this.rows);
  }

  /** @param {boolean} hidden  another part of the panel is shown */
  show(hidden) {
    const { group, columns } = this.store.get();
    const singles = columns?.source?.singles;
    hide(this.element, hidden || !group);
    // What is here may be of another stretch of the map by now; the list stays what it was opened with.
    if (!group || !singles || group === this.built) return;
    this.built = group;
    const { columns: own, titles } = singles;
    const count = group.incidents.length;
    refill(this.title, h("b", null, numberWords(count)), ` incidents ${group.isArea ? "somewhere in one area" : "at or near one place"}`);
    const ordered = [...group.incidents].sort((a, b) => own.start[a] - own.start[b] || a - b);
    refill(this.rows, ordered.map((i) => h("li", null, this.row(own.idOf(i), titles[i] ?? "", own.start[i], own.end[i]))));
  }

  /** @param {string} id @param {string} title @param {number} start @param {number} end */
  row(id, title, start, end) {
    const when = start === end ? dayWords(start) : `between ${dayWords(start)} and ${dayWords(end)}`;
    const words = h("span", null, h("b", null, bidi(title)), h("span", { class: "ia-cite" }, when));
    return h("button", { type: "button", class: "ia-site-item", "data-id": id, onclick: () => this.open(id) }, words);
  }
}
