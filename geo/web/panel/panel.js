// @ts-check
/**
 * Beside the map: the list of what is shown, or the incident that is open.
 * @import {Mounted, Source, Store} from "../core/types.js"
 */
import { h } from "../core/dom.js";
import { Detail } from "./detail.js";
import { fillEmpty } from "./empty.js";
import { IncidentList } from "./list.js";
import { afterPause, together } from "../core/timing.js";

class Panel {
  /** @type {Source|null} */
  source = null;
  /** The counted symbol whose list is shown. @type {import('../core/store.js').Group|null} */
  group = null;
  isOpening = true; // a selection that the page opened with doesn't take the focus

  /** @param {HTMLElement} element @param {Store} store */
  constructor(element, store) {
    this.store = store;
    this.list = new IncidentList(store, { open: (id) => this.open(id), leave: () => this.leave(), shown: () => this.listed() });
    this.detail = new Detail(store, {
      close: () => this.close(),
      step: (by) => this.step(by),
      open: (id) => this.open(id),
    });
    this.root = h("div", { class: "ia-panel" }, this.list.element, this.detail.element);
    element.append(this.root);
    this.refresh = together(() => this.list.refresh(), "one");
    this.suggest = afterPause(() => fillEmpty(this.list.empty, this.store), 150);
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.escape(event);
    document.addEventListener("keydown", this.onKey);
    this.unsubscribe = [
      store.subscribe(["source"], () => this.load()),
      store.subscribe(["mask", "window", "match", "dragging", "playing", "answers"], ({ dragging, playing }) =>
        dragging || playing ? this.refresh() : this.refresh.flush(),
      ),
      store.subscribe(["theme", "colorBy"], () => this.repaint()),
      store.subscribe(["group"], () => this.turnTo()),
      store.subscribe(["hovered"], () => this.list.markHovered()),
      store.subscribe(["selection", "card"], (state, patch) => this.select("selection" in patch)),
    ];
    this.load();
  }

  load() {
    const { source } = this.store.get();
    if (!source || source === this.source) return;
    this.source = source;
    this.list.load(source);
    this.list.refresh();
    this.select(false);
    this.isOpening = false;
  }

  /** The list has changed. */
  listed() {
    const { count, isSettled } = this.list.listing;
    if (count === 0 && isSettled && !this.store.get().group) this.suggest();
    else this.suggest.cancel();
    if (this.detail.element.hidden) return;
    this.showPlace();
    if (!this.store.get().dragging) this.detail.showSite();
  }

  repaint() {
    if (!this.source) return;
    this.list.forget();
    this.list.refresh();
    this.detail.showSite();
  }

  /** @param {string} id */
  open(id) {
    this.store.set({ selection: id, hovered: null });
    this.store.commit();
  }

  close() {
    this.store.set({ selection: null });
    this.store.commit();
  }

  /** The list of a counted symbol, or of all. */
  turnTo() {
    const { group } = this.store.get();
    if (group === this.group) return;
    this.group = group;
    this.list.refresh();
    this.detail.back.textContent = group ? "Back to the list" : "All incidents";
    if (!this.list.element.hidden) this.list.head.count.focus({ preventScroll: true });
  }

  leave() {
    this.store.set({ group: null });
  }

  /** Where the incident that is open stands in the list. */
  get position() {
    return this.detail.id === null ? -1 : this.list.ids.positionOf(this.detail.id);
  }

  /** @param {number} by */
  step(by) {
    const id = this.position >= 0 ? this.list.ids.at(this.position + by) : undefined;
    if (id !== undefined) this.open(id);
  }

  showPlace() {
    this.detail.showPlace(this.position, this.list.ids.length);
  }

  /** @param {boolean} changed the selection itself, not only its card */
  select(changed) {
    const { selection } = this.store.get();
    const { source, detail, list } = this;
    if (!source) return;
    const id = selection !== null && source.has(selection) ? selection : null;
    const before = detail.id;
    const stepping = document.activeElement?.classList.contains("ia-step") ?? false;
    const held = detail.element.contains(document.activeElement) || list.element.contains(document.activeElement);
    detail.element.hidden = id === null;
    list.element.hidden = id !== null;
    if (id === null) {
      detail.clear();
      list.virtual.settle();
      if (before !== null && held) list.focusRow(before);
      return;
    }
    list.openTabOf(id);
    detail.show(id, source);
    this.showPlace();
    // Who goes from one to the next by its button keeps the button, while it has somewhere to go.
    const stays = stepping && document.activeElement?.matches(":enabled");
    if (changed && !this.isOpening && id !== before && !stays) detail.title.focus({ preventScroll: true });
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
    this.list.destroy();
    this.root.remove();
  }
}

/** @param {HTMLElement} element @param {Store} store @returns {Mounted} */
export function mount(element, store) {
  const panel = new Panel(element, store);
  return { destroy: () => panel.destroy() };
}
