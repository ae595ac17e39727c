// @ts-check
/**
 * A thread of its own that says of each window of a large dataset where its symbols stand. The page's thread draws what
 * it is told; where there is no such thread it looks itself (visible_marks.js).
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./settings.js').Settings} Settings
 * @typedef {import('./visible_marks.js').Filtered} Filtered
 * @typedef {import('./visible_marks.js').Drawing} Drawing
 * @typedef {{key: string, view: import('./visible_marks.js').View, settings: Settings}} Question
 */

/** The columns that a thread needs, copied. @param {Columns} columns */
function needed({ start, end, header, n, marks: all, areaCode }) {
  const { incident, position, radius, size, form, site } = all;
  const { runs, sizes, areas } = header;
  const parts = { start, end, areaCode, incident, position, radius, size, form, site };
  const copies = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.slice()]));
  const columns = { n, start: copies.start, end: copies.end, areaCode: copies.areaCode, header: { runs, sizes, areas }, marks: { n: all.n, ...copies } };
  return { columns, buffers: Object.values(copies).map(({ buffer }) => buffer) };
}

export class VisibilityClient {
  /** What the thread works at, and what comes next: of questions that wait only the latest counts. @type {Question|null} */
  asked = null;
  /** @type {Question|null} */
  next = null;
  /** The filter and colours that the thread has. */
  has = "";

  /**
   * @param {Columns} columns
   * @param {(question: Question, drawing: Drawing) => void} tell
   * @param {() => void} fail  the thread does not run
   */
  constructor(columns, tell, fail) {
    this.tell = tell;
    this.thread = new Worker(new URL("./visibility_worker.js", import.meta.url), { type: "module" });
    this.thread.addEventListener("message", ({ data }) => this.hear(data));
    this.thread.addEventListener("error", (event) => {
      console.warn("The map places its symbols without a thread of its own.", event.message);
      this.stop();
      fail();
    });
    const { columns: own, buffers } = needed(columns);
    this.thread.postMessage({ columns: own }, buffers);
  }

  /** The question that is answered last. */
  get latest() {
    return this.next ?? this.asked;
  }

  /** @param {Question} question @param {Filtered} filtered */
  ask(question, { mask, masked, value, values, look, show }) {
    const has = `${masked} ${look} ${show}`;
    if (this.has !== has) this.thread.postMessage({ filtered: { mask, masked, value, values, look, show } });
    this.has = has;
    if (this.asked) this.next = question;
    else this.send(question);
  }

  /** @param {Question|null} question */
  send(question) {
    this.asked = question;
    if (question) this.thread.postMessage({ question });
  }

  /** @param {{drawing: Drawing}} answer */
  hear({ drawing }) {
    const { asked, next } = this;
    this.next = null;
    // What comes next is worked at while this is drawn.
    this.send(next);
    if (asked) this.tell(asked, drawing);
  }

  stop() {
    this.asked = this.next = null;
    this.thread.terminate();
  }
}
