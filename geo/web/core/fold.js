// @ts-check
/**
 * Letters as they are compared: without case, diacritics, apostrophes and hyphens, Arabic letters by their base form.
 * @import {ActorEntry} from "./types.js"
 */

/** @param {string} text */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[أإآٱ]/g, "ا")
    .replace(/[ىی]/g, "ي")
    .replace(/ک/g, "ك")
    .replace(/ة/g, "ه")
    .replace(/\u0640/g, "")
    .replace(/[\u2018\u2019\u02bb\u02bc\u02be\u02bf'`´’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * Whether every word asked for begins a word of the text.
 * @param {string} folded the text, folded @param {string} query folded
 */
export function matches(folded, query) {
  const padded = ` ${folded}`;
  return query.split(" ").every((word) => padded.includes(` ${word}`));
}

/**
 * Actors that a query finds by name, native name or alias; `by` is the alias where it was no name.
 * @param {ActorEntry[]} actors @param {string} query
 * @returns {{actor: ActorEntry, by: string|null}[]}
 */
export function findActors(actors, query) {
  const wanted = fold(query);
  /** @type {{actor: ActorEntry, by: string|null}[]} */
  const exact = [];
  /** @type {{actor: ActorEntry, by: string|null}[]} */
  const found = [];
  for (const actor of actors) {
    const names = [actor.name, actor.native ?? ""];
    // Whoever goes by just this name comes first: "IS" begins many words.
    const same = wanted ? (actor.aliases ?? []).find((alias) => fold(alias) === wanted) : undefined;
    if (same) exact.push({ actor, by: names.includes(same) ? null : same });
    else if (!wanted || names.some((name) => name && matches(fold(name), wanted))) found.push({ actor, by: null });
    else {
      const by = (actor.aliases ?? []).find((alias) => matches(fold(alias), wanted));
      if (by) found.push({ actor, by });
    }
  }
  return [...exact, ...found];
}
