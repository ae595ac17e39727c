// @ts-check
/**
 * A thread of its own that has the marks of a large dataset by place and says of each window which of them are worth
 * drawing. The page's thread draws what it is told; where there is no such thread it looks itself (visible.js).
 *
 * @typedef {import('../columns.js').Columns} Columns
 * @typedef {import('./extension.js').Settings} Settings
 * @typedef {{key: string, viewport: import('./visible.js').View, settings: Settings, masked: number, look: number}} Question
 * @typedef {{stands: string}|{marks: Uint32Array, discs: Uint32Array}} Answer
 */
import { look } from "./extension.js";

/** The columns that a thread needs, copied. @param {Columns} columns */
function needed({ start, end, header, marks }) {
  const { n, incident, position, radius, size, form, offset, near } = marks;
  const { runs, sizes } = header;
  const parts = { start, end, incident, position, radius, size, form, offset, near };
  const copies = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.slice()]));
  const columns = { start: copies.start, end: copies.end, header: { runs, sizes }, marks: { n, ...copies } };
  return { columns, buffers: Object.values(copies).map(({ buffer }) => buffer) };
}

export class Arranger {
  /** The camera for which the thread has the marks by place. */
  stands = "";
  /** What the thread works at, and what comes next: of questions that wait only the latest counts. @type {Question|null} */
  asked = null;
  /** @type {Question|null} */
  next = null;
  /** Whether the map waits for an answer. */
  waits = false;
  /** What nobody waits for any more. @type {Question|null} */
  late = null;
  /** The mask that the thread has. */
  masked = -1;

  /**
   * @param {Columns} columns
   * @param {(question: Question, marks: Uint32Array, discs: Uint32Array) => void} tell
   * @param {() => void} fail  the thread does not run
   */
  constructor(columns, tell, fail) {
    this.tell = tell;
    this.thread = new Worker(new URL("./arranging.js", import.meta.url), { type: "module" });
    this.thread.addEventListener("message", ({ data }) => this.hear(data));
    this.thread.addEventListener("error", (event) => {
      console.warn("The map looks for its symbols without a thread of its own.", event.message);
      this.stop();
      fail();
    });
    const { columns: own, buffers } = needed(columns);
    this.thread.postMessage({ columns: own, symbols: look.symbols }, buffers);
  }

  /** Sort the marks by place. @param {import('./visible.js').Stand} stand */
  stand(stand) {
    this.stands = "";
    this.thread.postMessage({ stand });
  }

  /** @param {Question} question @param {Uint8Array} mask */
  ask(question, mask) {
    if (question.masked !== this.masked) this.thread.postMessage({ mask });
    this.masked = question.masked;
    this.waits = true;
    if (this.asked) this.next = question;
    else this.send(question);
  }

  /** @param {Question|null} question */
  send(question) {
    this.asked = question;
    if (question) this.thread.postMessage({ question });
  }

  /** Something else is drawn. */
  drop() {
    this.waits = false;
    this.late = this.asked;
    this.next = null;
  }

  /** @param {Answer} answer */
  hear(answer) {
    if ("stands" in answer) {
      this.stands = answer.stands;
      return;
    }
    const { asked, next, late } = this;
    this.waits = next !== null;
    this.next = null;
    // What comes next is worked at while this is drawn.
    this.send(next);
    if (asked && asked !== late) this.tell(asked, answer.marks, answer.discs);
  }

  stop() {
    this.drop();
    this.stands = "";
    this.thread.terminate();
  }
}
