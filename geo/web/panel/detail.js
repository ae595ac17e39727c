// @ts-check
/**
 * The opened incident: the way back, its neighbours in time, its card, and what else stands at its site.
 * @import {Card, Row, Store} from "../core/types.js"
 * @import {Words} from "../core/words.js"
 */
import { h, bidi, refill, uid } from "../core/dom.js";
import { cardBody } from "./card.js";
import { atSameSite } from "../core/sites.js";
import { inWindow } from "../core/filter.js";
import { incidentSwatch } from "../symbols/incident_symbol.js";
import { numberWords } from "../core/words.js";

const FIRST = 6; // of the incidents at one site that are named before "show all"

export class Detail {
  /** @param {Store} store @param {{close: () => void, step: (by: number) => void, open: (index: number) => void}} acts */
  constructor(store, acts) {
    this.store = store;
    this.acts = acts;
    this.index = -1;
    this.written = ""; // the card that stands in the body, as text
    this.told = ""; // what the list of the site was made from
    /** @type {Words|null} */
    this.words = null;
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

  /** @param {number} index @param {Words} words */
  show(index, words) {
    const changed = index !== this.index;
    [this.index, this.words] = [index, words];
    if (changed) this.scroll.scrollTop = 0;
    const { card, selection } = this.store.get();
    const told = /** @type {Card|null} */ (card && card.id === selection ? card : null);
    const row = words.get(index);
    refill(this.title, bidi(told?.title ?? row?.title ?? ""));
    this.fill(told, row);
    this.element.setAttribute("aria-busy", String(!told));
    this.showSite();
    if (!row && index >= 0)
      words.need([index]).then((fresh) => fresh && this.index === index && this.show(index, words));
  }

  /**
   * The server sends the same card again at every rerun: what is unfolded in it stays so.
   * @param {Card|null} told @param {Row|undefined} row
   */
  fill(told, row) {
    const text = JSON.stringify(told ?? row ?? null);
    if (text === this.written) return;
    this.written = text;
    if (told) refill(this.body, cardBody(told));
    else
      refill(this.body, row ? h("p", { class: "ia-card-wait" }, row.when, row.where ? ` · ${row.where}` : "") : null);
  }

  /** Which of how many, in the order of the list. @param {number} position @param {number} count */
  showPlace(position, count) {
    this.place.textContent = position < 0 ? "not in the list" : `${numberWords(position + 1)} of ${numberWords(count)}`;
    this.earlier.disabled = position <= 0;
    this.later.disabled = position < 0 || position >= count - 1;
  }

  async showSite() {
    const { columns, mask, window, match, theme, colorBy } = this.store.get();
    const { index, words } = this;
    if (!columns || !words || index < 0) return;
    const others = atSameSite(columns, index);
    const here = others.filter((other) => (!mask || mask[other]) && inWindow(columns, other, window, match));
    const told = [index, theme, colorBy, ...here].join();
    if (told === this.told) return;
    this.told = told;
    this.site.replaceChildren();
    if (others.length === 0) return;
    await words.need(here.slice(0, FIRST));
    if (this.told === told) this.fillSite(here, others.length - here.length, FIRST);
  }

  /** @param {number[]} here @param {number} hiddenCount @param {number} limit */
  fillSite(here, hiddenCount, limit) {
    const id = uid("site");
    const all = async () => {
      await this.words?.need(here);
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

  /** @param {number} other */
  siteButton(other) {
    const row = this.words?.get(other);
    return h(
      "button",
      { type: "button", class: "ia-site-item", "data-index": other, onclick: () => this.acts.open(other) },
      incidentSwatch(this.store.get(), other, 14),
      h("span", null, h("b", null, bidi(row?.title ?? "")), h("span", { class: "ia-cite" }, row?.when ?? "")),
    );
  }
}
