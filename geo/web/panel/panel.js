// @ts-check
/**
 * Beside the map: the list of what is shown, or the incident that is open.
 * @import {Columns, Mounted, Store} from "../core/types.js"
 */
import { h } from "../core/dom.js";
import { Detail } from "./detail.js";
import { fillEmpty } from "./empty.js";
import { IncidentList } from "./list.js";
import { createScanner, shownOf } from "./shown.js";
import { afterPause, together } from "../core/timing.js";
import { createWords } from "../core/words.js";

class Panel {
  /** @param {HTMLElement} element @param {Store} store */
  constructor(element, store) {
    this.store = store;
    this.list = new IncidentList(store, (index) => this.open(index), () => this.leave());
    this.detail = new Detail(store, {
      close: () => this.close(),
      step: (by) => this.step(by),
      open: (index) => this.open(index),
    });
    this.root = h("div", { class: "ia-panel" }, this.list.element, this.detail.element);
    element.append(this.root);
    /** @type {Columns|null} */
    this.columns = null;
    /** @type {ReturnType<typeof createScanner>|null} */
    this.scanner = null;
    /** @type {ReturnType<typeof createWords>|null} */
    this.words = null;
    this.settled = false; // a selection that the page opened with doesn't take the focus
    this.refresh = together(() => this.scan(), "one");
    this.suggest = afterPause(() => fillEmpty(this.list.empty, this.store), 150);
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.escape(event);
    document.addEventListener("keydown", this.onKey);
    this.unsubscribe = [
      store.subscribe(["columns"], () => this.load()),
      store.subscribe(["mask", "window", "match", "dragging", "playing"], ({ dragging, playing }) =>
        dragging || playing ? this.refresh() : this.refresh.flush(),
      ),
      store.subscribe(["theme", "colorBy"], () => this.repaint()),
      store.subscribe(["group"], ({ group }) => this.turnTo(group)),
      store.subscribe(["hovered"], () => this.list.markHovered()),
      store.subscribe(["selection", "card"], (state, patch) => this.select("selection" in patch)),
    ];
    this.load();
  }

  load() {
    const { columns } = this.store.get();
    if (!columns || columns === this.columns) return;
    if (this.columns && this.store.get().group) this.store.set({ group: null });
    this.columns = columns;
    this.scanner?.cancel();
    this.scanner = createScanner(columns);
    this.words = createWords(columns);
    this.list.load(columns, this.words);
    this.scan();
    this.select(false);
    this.settled = true;
  }

  scan() {
    const { mask, window, match, group } = this.store.get();
    this.scanner?.scan(mask, window, match, (shown) => {
      const { columns } = this;
      this.list.show(group && columns ? shownOf(columns, group.incidents, mask, window, match) : shown, group);
      if (shown.placed.length + shown.notPlaced.length === 0) this.suggest();
      else this.suggest.cancel();
      if (this.detail.element.hidden) return;
      this.showPlace();
      if (!this.store.get().dragging) this.detail.showSite();
    });
  }

  repaint() {
    if (!this.columns) return;
    this.list.repaint();
    this.detail.showSite();
  }

  /** @param {number} index */
  open(index) {
    const { columns } = this;
    if (!columns) return;
    this.store.set({ selection: columns.idOf(index), hovered: null });
    this.store.commit();
  }

  close() {
    this.store.set({ selection: null });
    this.store.commit();
  }

  /** The list of a counted symbol, or of all. @param {import('../core/store.js').Group|null} group */
  turnTo(group) {
    this.list.virtual.resize(0, false);
    this.scan();
    this.detail.back.textContent = group ? "Back to the list" : "All incidents";
    if (!this.list.element.hidden) this.list.count.focus({ preventScroll: true });
  }

  leave() {
    this.store.set({ group: null });
  }

  /** @param {number} by */
  step(by) {
    const position = this.list.positionOf(this.detail.index) + by;
    if (position >= 0 && position < this.list.indices.length) this.open(this.list.at(position));
  }

  showPlace() {
    this.detail.showPlace(this.list.positionOf(this.detail.index), this.list.indices.length);
  }

  /** @param {boolean} changed the selection itself, not only its card */
  select(changed) {
    const { selection } = this.store.get();
    const { columns, words, detail, list } = this;
    if (!columns || !words) return;
    const index = selection === null ? -1 : columns.indexOf(selection);
    const before = detail.index;
    const stepping = document.activeElement?.classList.contains("ia-step") ?? false;
    const held = detail.element.contains(document.activeElement) || list.element.contains(document.activeElement);
    detail.element.hidden = index < 0;
    list.element.hidden = index >= 0;
    if (index < 0) {
      detail.index = -1;
      list.virtual.settle();
      if (before >= 0 && held) list.focusRow(before);
      return;
    }
    list.openTabOf(index);
    detail.show(index, words);
    this.showPlace();
    // Who goes from one to the next by its button keeps the button, while it has somewhere to go.
    const stays = stepping && document.activeElement?.matches(":enabled");
    if (changed && this.settled && index !== before && !stays) detail.title.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  escape(event) {
    const { group } = this.store.get();
    if (event.key !== "Escape" || event.defaultPrevented || (this.detail.element.hidden && !group)) return;
    const { target } = event;
    const typing = target instanceof Element && target.closest("input, select, textarea, [role=dialog]");
    if (typing && !this.root.contains(typing)) return;
    if (this.detail.element.hidden) return this.leave();
    if (document.activeElement === document.body) this.detail.title.focus({ preventScroll: true });
    this.close();
  }

  destroy() {
    for (const stop of this.unsubscribe) stop();
    document.removeEventListener("keydown", this.onKey);
    this.refresh.cancel();
    this.suggest.cancel();
    this.scanner?.cancel();
    this.list.destroy();
    this.root.remove();
  }
}

/** @param {HTMLElement} element @param {Store} store @returns {Mounted} */
export function mount(element, store) {
  const panel = new Panel(element, store);
  return { destroy: () => panel.destroy() };
}
