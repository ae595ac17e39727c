// @ts-check
/**
 * The opened incident: the way back, its neighbours in time, its card, and what else stands at its site.
 * @import {Card, Row, Source, Store} from "../core/types.js"
 */
import { h, bidi, refill, uid } from "../core/dom.js";
import { cardBody } from "./card.js";
import { incidentSwatch } from "../symbols/incident_symbol.js";
import { numberWords } from "../core/words.js";

const FIRST = 6; // of the incidents at one site that are named before "show all"

export class Detail {
  /** The incident that is open. @type {string|null} */
  id = null;
  /** @type {Source|null} */
  source = null;
  written = ""; // the card that stands in the body, as text
  siteKey = ""; // what the list of the site was made from

  /** @param {Store} store @param {{close: () => void, step: (by: number) => void, open: (id: string) => void}} acts */
  constructor(store, acts) {
    this.store = store;
    this.acts = acts;
    const id = uid("card");
    this.title = h("h2", { class: "ia-card-title", id, tabindex: "-1" });
    this.body = h("div", { class: "ia-card-body" });
    this.site = h("div", { class: "ia-card-site" });
    this.place = h("span", { class: "ia-card-place", role: "status" });
    this.earlier = this.button("Earlier incident", "←", () => acts.step(-1));
    this.later = this.button("Later incident", "→", () => acts.step(1));
    this.back = h("button", { type: "button", class: "ia-back", onclick: acts.close }, "All incidents");
    this.scroll = h(
      "div",
      { class: "ia-card-scroll", tabindex: "0", role: "group", "aria-labelledby": id },
      this.title,
      this.body,
      this.site,
    );
    this.element = h(
      "article",
      { class: "ia-card", "aria-labelledby": id, hidden: true },
      h(
        "nav",
        { class: "ia-card-nav", "aria-label": "Incidents" },
        this.back,
        this.place,
        this.earlier,
        this.later,
      ),
      this.scroll,
    );
  }

  /** @param {string} label @param {string} sign @param {() => void} act */
  button(label, sign, act) {
    return h("button", { type: "button", class: "ia-step", "aria-label": label, title: label, onclick: act }, sign);
  }

  /** @param {string} id @param {Source} source */
  show(id, source) {
    const changed = id !== this.id;
    [this.id, this.source] = [id, source];
    if (changed) this.scroll.scrollTop = 0;
    const { card } = this.store.get();
    const found = /** @type {Card|null} */ (card?.id === id ? card : null);
    const row = source.row(id);
    refill(this.title, bidi(found?.title ?? row?.title ?? ""));
    this.fill(found, row);
    this.element.setAttribute("aria-busy", String(!found));
    this.showSite();
    if (!row) source.need([id]).then((fresh) => fresh && this.id === id && this.show(id, source));
  }

  /** None is open. */
  clear() {
    this.id = null;
  }

  /**
   * The server sends the same card again at every rerun: what is unfolded in it stays so.
   * @param {Card|null} card @param {Row|undefined} row
   */
  fill(card, row) {
    const text = JSON.stringify(card ?? row ?? null);
    if (text === this.written) return;
    this.written = text;
    if (card) refill(this.body, cardBody(card));
    else
      refill(this.body, row ? h("p", { class: "ia-card-wait" }, row.when, row.where ? ` · ${row.where}` : "") : null);
  }

  /** Which of how many, in the order of the list. @param {number} position  -1: it is not in the list; NaN: not known @param {number} count */
  showPlace(position, count) {
    const words = position < 0 ? "not in the list" : `${numberWords(position + 1)} of ${numberWords(count)}`;
    this.place.textContent = Number.isNaN(position) ? "" : words;
    this.earlier.disabled = !(position > 0);
    this.later.disabled = !(position >= 0 && position < count - 1);
  }

  async showSite() {
    const { theme, colorBy } = this.store.get();
    const { id, source } = this;
    if (!source || id === null) return;
    const { shown, hidden } = source.sameSite(id);
    const key = JSON.stringify([id, theme, colorBy, hidden, shown]);
    if (key === this.siteKey) return;
    this.siteKey = key;
    this.site.replaceChildren();
    if (shown.length + hidden === 0) return;
    await source.need(shown.slice(0, FIRST));
    if (this.siteKey === key) this.fillSite(shown, hidden, FIRST);
  }

  /** @param {string[]} here @param {number} hiddenCount @param {number} limit */
  fillSite(here, hiddenCount, limit) {
    const id = uid("site");
    const all = async () => {
      await this.source?.need(here);
      this.fillSite(here, hiddenCount, here.length);
      this.site.querySelector("button")?.focus();
    };
    refill(
      this.site,
      h(
        "section",
        { class: "ia-card-section", "aria-labelledby": id },
        h("h3", { id }, `Also at this site (${numberWords(here.length)})`),
        h(
          "ul",
          { class: "ia-site-list" },
          here.slice(0, limit).map((other) => h("li", null, this.siteButton(other))),
        ),
        here.length > limit
          ? h("button", { type: "button", class: "ia-link", onclick: all }, `Show all ${numberWords(here.length)}`)
          : null,
        hiddenCount > 0
          ? h("p", { class: "ia-cite" }, `${numberWords(hiddenCount)} more here, outside the dates or filters.`)
          : null,
      ),
    );
  }

  /** @param {string} other */
  siteButton(other) {
    const row = this.source?.row(other);
    return h(
      "button",
      { type: "button", class: "ia-site-item", "data-id": other, onclick: () => this.acts.open(other) },
      row ? incidentSwatch(row, this.store.get().theme, 14) : null,
      h("span", null, h("b", null, bidi(row?.title ?? "")), h("span", { class: "ia-cite" }, row?.when ?? "")),
    );
  }
}
