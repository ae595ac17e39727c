// @ts-check
/**
 * Beside the map of a dataset that the engine counts: its list, fetched as it is scrolled, or the incident that is open.
 * @import {Mounted, Row, Store} from "../core/types.js"
 */
import { Detail } from "../panel/detail.js";
import { fillEmpty } from "./empty.js";
import { GroupList } from "./group.js";
import { h } from "../core/dom.js";
import { RowList } from "./list.js";

class CellPanel {
  /** @param {HTMLElement} element @param {Store} store */
  constructor(element, store) {
    this.store = store;
    this.list = new RowList(store, (id) => this.open(id));
    this.detail = new Detail(store, { close: () => this.open(null), step: (by) => this.step(by), open: () => {} });
    this.group = new GroupList(store, (id) => this.open(id));
    this.root = h("div", { class: "ia-panel" }, this.list.element, this.group.element, this.detail.element);
    element.append(this.root);
    /** @type {Row|undefined} */
    this.row = undefined;
    this.settled = false;
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.escape(event);
    document.addEventListener("keydown", this.onKey);
    this.unsubscribe = [
      store.subscribe(["columns", "answers", "filter", "window", "match", "dragging", "playing"], () => this.refresh()),
      // Another question has other incidents here: the list of a symbol would be another's.
      store.subscribe(["filter", "columns"], () => store.get().group && store.set({ group: null })),
      store.subscribe(["group"], () => this.turn()),
      store.subscribe(["theme", "colorBy"], () => this.list.repaint()),
      store.subscribe(["selection", "card"], (_, patch) => this.select("selection" in patch)),
    ];
    this.refresh();
    this.select(false);
    this.settled = true;
  }

  /** The list of a counted symbol, or of all. */
  turn() {
    const { selection, group } = this.store.get();
    this.group.show(selection !== null);
    this.list.element.hidden = selection !== null || group !== null;
    this.detail.back.textContent = group ? "Back to the list" : "All incidents";
    if (selection === null) (group ? this.group.title : this.list.viewport).focus({ preventScroll: true });
  }

  refresh() {
    this.list.refresh();
    fillEmpty(this.list.empty, this.store);
    if (!this.detail.element.hidden) this.showPlace();
  }

  /** @param {string|null} id */
  open(id) {
    this.store.set({ selection: id, hovered: null });
    this.store.commit();
  }

  get position() {
    return this.list.positionOf(this.store.get().selection);
  }

  /** @param {number} by */
  step(by) {
    const id = this.list.idAt(this.position + by);
    if (this.position >= 0 && id) this.open(id);
  }

  showPlace() {
    this.detail.showPlace(this.position, this.list.count);
  }

  /** @param {boolean} changed  the selection itself, not only its card */
  select(changed) {
    const { selection, columns } = this.store.get();
    const { detail, list } = this;
    if (!columns) return;
    const held = detail.element.contains(document.activeElement);
    detail.element.hidden = selection === null;
    list.element.hidden = selection !== null || this.store.get().group !== null;
    this.group.show(selection !== null);
    if (selection === null) {
      list.settle();
      if (held) list.viewport.focus({ preventScroll: true });
      return;
    }
    const row = list.rowOf(selection);
    const known = row && { index: 0, id: row.id, title: row.title, when: row.when, where: row.where, headline: row.headline };
    detail.show(-1, { get: () => known, need: async () => false });
    this.showPlace();
    if (changed && this.settled && !detail.element.contains(document.activeElement)) detail.title.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  escape(event) {
    const { group } = this.store.get();
    if (event.key !== "Escape" || event.defaultPrevented || (this.detail.element.hidden && !group)) return;
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea, [role=dialog]");
    if (typing && !this.root.contains(typing)) return;
    if (this.detail.element.hidden) this.store.set({ group: null });
    else this.open(null);
  }

  destroy() {
    for (const stop of this.unsubscribe) stop();
    document.removeEventListener("keydown", this.onKey);
    this.list.destroy();
    this.root.remove();
  }
}

/** @param {HTMLElement} element @param {Store} store @returns {Mounted} */
export function mount(element, store) {
  const panel = new CellPanel(element, store);
  return { destroy: () => panel.destroy() };
}
