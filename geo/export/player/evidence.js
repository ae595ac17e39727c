// The list of incidents, and the evidence of the one that is open. Text only: nothing of the data becomes markup.
"use strict";

function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

function table(headings, rows) {
  return h("table", null,
    h("thead", null, h("tr", null, headings.map((words) => h("th", { scope: "col" }, words)))),
    h("tbody", null, rows.map((row) => h("tr", null, row.map((words) => h("td", { dir: "auto" }, words ?? ""))))));
}

function cardOf(card, close) {
  const { casualties } = card;
  return h("article", { "aria-label": card.title },
    h("button", { class: "back", onclick: close }, "All incidents"),
    h("h2", { dir: "auto" }, card.title),
    h("p", { class: "when" }, `${card.when} · ${card.where}`),
    h("p", { class: "headline" }, card.headline),
    h("p", { dir: "auto" }, card.summary),
    h("h3", null, "Who says whose act it was"),
    card.ledger.length
      ? h("ul", { class: "ledger" }, card.ledger.map((row) => h("li", { dir: "auto" },
          h("strong", null, row.who), `: ${row.stance.toLowerCase()}, about ${row.about}. `, row.note ? `${row.note} ` : "",
          h("span", { class: "when" }, `${row.known_since} · ${row.source}, ${row.paragraph}`))))
      : h("p", null, "Nobody is named."),
    h("h3", null, "Killed and wounded"),
    casualties.rows.length ? table(casualties.columns, casualties.rows) : h("p", null, "Not stated (not the same as zero)."),
    h("dl", null, card.facts.map(([name, words]) => [h("dt", null, name), h("dd", { dir: "auto" }, words)])),
    h("h3", null, "Sources"),
    h("ul", null, card.sources.map((source) =>
      h("li", { dir: "auto" }, `${source.title}. ${source.publisher}. ${source.paragraph}`))));
}

function createEvidence(element, data, choose, leave) {
  let [drawnFor, drawnKey] = [null, ""];
  return (shown, selected, group) => {
    const key = selected < 0 ? `${shown.join("")} ${group ?? ""}` : "";
    if (drawnFor === selected && drawnKey === key) return;
    [drawnFor, drawnKey] = [selected, key];
    if (selected >= 0) {
      element.replaceChildren(cardOf(data.cards[selected], () => choose(-1)));
      element.scrollTop = 0;
      return;
    }
    const listed = data.cards.flatMap((card, k) => (shown[k] && (!group || group.includes(k)) ? [k] : []));
    const rows = listed.slice(0, 400).map((k) =>
      h("li", null, h("button", { onclick: () => choose(k), "data-incident": data.cards[k].id },
        h("span", { class: "when" }, data.cards[k].when), h("span", { dir: "auto" }, data.cards[k].title))));
    const head = group ? [h("button", { class: "back", onclick: leave }, "All incidents"),
      h("h2", null, `${listed.length.toLocaleString("en-GB")} incidents at or near one place`)] : [];
    const more = listed.length - rows.length;
    element.replaceChildren(...head, rows.length ? h("ol", { class: "list" }, rows) : h("p", { class: "none" }, "No incident on these days."),
      ...(more ? [h("p", { class: "none" }, `${more.toLocaleString("en-GB")} more: choose fewer days, or a symbol of the map.`)] : []));
  };
}
