// @ts-check
/**
 * What a map of counts asks of a database: incidents by area and day, once for each filter, so that any window is counted
 * here; and what one cell holds, when it is pointed at or its list is open.
 *
 * @typedef {import('../map/area_counts.js').Counted} Counted
 * @typedef {{count: number, shares: {colour: number, count: number}[]}} Held
 */
import { unpackBlock } from "../core/unpacking.js";
import { filterQuery, queryWords } from "./link.js";

const KEPT = 6;
const CELLS_KEPT = 200;

export class CountedSource {
  /** By filter, as an address. @type {Map<string, Counted>} */
  #areas = new Map();
  /** The last that came. @type {Counted|null} */
  last = null;
  /** By question. @type {Map<string, Held>} */
  #held = new Map();
  /** The filter whose areas are on their way; null where none are. @type {string|null} */
  asked = null;

  /** @param {import('./answers.js').Answers} answers @param {() => void} tell */
  constructor(answers, tell) {
    this.answers = answers;
    this.tell = tell;
  }

  /** The filter without dates and colours. */
  get topic() {
    return queryWords(filterQuery(this.answers.store.get(), this.answers.told.parameters, false));
  }

  /** Incidents by area and day, of the filter that holds now. */
  get areas() {
    return this.#areas.get(this.topic) ?? null;
  }

  async askAreas() {
    const { topic } = this;
    if (this.#areas.has(topic) || this.asked === topic) return;
    this.asked = topic;
    const block = await this.answers.asking.ask("areas", `areas?${topic}`, "the areas", async (answer) => unpackBlock(await answer.arrayBuffer()));
    if (this.asked === topic) this.asked = null;
    if (!block) return;
    this.last = areaRows(block);
    this.#areas.set(topic, this.last);
    if (this.#areas.size > KEPT) this.#areas.delete([...this.#areas.keys()][0]);
    this.tell();
  }

  /** What a cell holds in the window; null until the server has said it. @param {string} cell  hexagons:5:68591 · areas::IQ-BG @returns {Held|null} */
  held(cell) {
    return this.#held.get(this.#questionOf(cell)) ?? null;
  }

  /** @param {string} cell @param {string} kind  the newest question of a kind takes the place of an older one */
  async askHeld(cell, kind) {
    const question = this.#questionOf(cell);
    if (this.#held.has(question)) return;
    const found = await this.answers.asking.ask(kind, `in-cell?${question}`, "what is counted there", (answer) => answer.json());
    if (!found) return;
    this.#held.set(question, found);
    if (this.#held.size > CELLS_KEPT) this.#held.delete([...this.#held.keys()][0]);
    this.tell();
  }

  /** @param {string} cell */
  #questionOf(cell) {
    const { store, told } = this.answers;
    const state = store.get();
    return queryWords([...filterQuery(state, told.parameters, true), ["colour", state.colorBy], ["cell", cell]]);
  }
}

/** Rows of areas as the incidents that AreaCounts adds up. @param {{header: any, array: (name: string) => any}} block @returns {Counted} */
export function areaRows({ header, array }) {
  const [areaCode, start, end, weight] = ["tie", "start", "end", "count"].map((name) => array(`row.${name}`));
  return { n: start.length, start, end, areaCode, weight, header: { areas: header.areas } };
}
