// @ts-check
/**
 * What is drawn of the incidents: where their symbols stand, and the records of single symbols and discs on the graphics
 * card. Of a large dataset a thread of its own says where, wherever the camera stands; until it answers, all stays as it
 * is.
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./settings.js').Settings} Settings
 * @typedef {import('./visible_marks.js').Drawing} Drawing
 */
import { DiscBuffer } from "./disc_buffer.js";
import { MarkBuffer } from "./mark_buffer.js";
import { marksIn, nothingPlaced } from "./placed.js";
import { settings } from "./settings.js";
import { VisibilityClient } from "./visibility_client.js";
import { MANY, VisibleMarks, keyOf, viewOf } from "./visible_marks.js";

export class Visibility {
  /** @type {VisibilityClient|null} */
  client = null;
  /** Where there is no thread. @type {VisibleMarks|null} */
  own = null;
  /** What is drawn. @type {Drawing} */
  drawing = { placed: nothingPlaced(), discs: new Uint32Array(0), traces: new Uint32Array(0), cells: null };
  key = "";

  /**
   * @param {any} device  luma.gl's
   * @param {Columns} columns
   * @param {import('./mark_buffer.js').Paint} paint  changes with colours and filter
   * @param {(answered: boolean) => void} tell  what was asked is here; or it does not come, and what is wanted has to be
   *   said again
   */
  constructor(device, columns, paint, tell) {
    this.columns = columns;
    this.paint = paint;
    this.tell = tell;
    this.discs = new DiscBuffer(device, columns);
    this.marks = new MarkBuffer(device, columns);
    if (columns.marks.n >= MANY && "Worker" in globalThis) this.begin();
    if (!this.client) this.own = new VisibleMarks(columns);
  }

  begin() {
    const fail = () => {
      this.client = null;
      this.own = new VisibleMarks(this.columns);
      this.tell(false);
    };
    try {
      this.client = new VisibilityClient(this.columns, (question, drawing) => this.hear(question, drawing), fail);
    } catch (reason) {
      console.warn("This browser gives the map no thread of its own.", reason);
    }
  }

  /**
   * Have the thread asked for what is wanted next, if there is one.
   * @param {any} viewport  deck.gl's
   * @param {Settings} wanted
   * @returns {boolean} whether its answer is waited for
   */
  ask(viewport, wanted) {
    const { client, paint } = this;
    if (!client) return false;
    const key = keyOf(viewport, wanted, paint);
    if (key === this.asked) return client.latest !== null;
    client.ask({ key, view: viewOf(viewport), settings: { ...wanted } }, paint);
    return true;
  }

  /** What was asked last, or what is drawn, in words. */
  get asked() {
    return this.client?.latest?.key ?? this.key;
  }

  /** @param {import('./visibility_client.js').Question} question @param {Drawing} drawing */
  hear({ key, settings: asked }, drawing) {
    Object.assign(settings, asked);
    this.key = key;
    this.drawing = drawing;
    this.fill();
    this.tell(true);
  }

  /** Have on the graphics card what is to be seen, where this thread looks itself. @param {any} viewport */
  update(viewport) {
    const { own, paint } = this;
    if (!viewport || !own?.update(viewport, settings, paint)) return;
    this.key = own.key;
    this.drawing = own.drawing;
    this.fill();
  }

  fill() {
    const { paint, drawing } = this;
    this.discs.fill(drawing, paint);
    this.marks.fill(drawing, paint);
  }

  /** All marks that stand in a symbol. */
  get all() {
    return marksIn(this.drawing.placed);
  }

  /** Let go of what was drawn. */
  release() {
    this.client?.stop();
    this.discs.release();
    this.marks.release();
  }
}
