// @ts-check
/**
 * What is drawn of the incidents: where their symbols stand, and the records of single symbols and discs on the graphics
 * card. Of a large dataset a thread of its own says where, wherever the camera stands; until it answers, all stays as it
 * is.
 *
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('./extension.js').Settings} Settings
 * @typedef {import('./visible.js').Drawing} Drawing
 */
import { Arranger } from "./arranger.js";
import { settings } from "./extension.js";
import { Instances } from "./instances.js";
import { marksIn, nothingPlaced } from "./placed.js";
import { MANY, Visible, keyOf, viewOf } from "./visible.js";

export class Arrangement {
  /** @type {Arranger|null} */
  arranger = null;
  /** Where there is no thread. @type {Visible|null} */
  own = null;
  /** What is drawn. @type {Drawing} */
  drawing = { placed: nothingPlaced(), discs: new Uint32Array(0), traces: new Uint32Array(0) };
  key = "";

  /**
   * @param {any} device  luma.gl's
   * @param {Columns} columns
   * @param {import('./instances.js').Paint} paint  changes with colours and filter
   * @param {(wider: boolean|null) => void} tell  what was asked is here: whether a layer has another buffer; null: it
   *   does not come, and what is wanted has to be said again
   */
  constructor(device, columns, paint, tell) {
    this.columns = columns;
    this.paint = paint;
    this.tell = tell;
    /** The layers of symbols and discs. @type {Record<string, Instances>} */
    this.instances = { discs: new Instances(device, columns, "discs"), marks: new Instances(device, columns, "marks") };
    if (columns.marks.n >= MANY && "Worker" in globalThis) this.begin();
    if (!this.arranger) this.own = new Visible(columns);
  }

  begin() {
    const fail = () => {
      this.arranger = null;
      this.own = new Visible(this.columns);
      this.tell(null);
    };
    try {
      this.arranger = new Arranger(this.columns, (question, drawing) => this.hear(question, drawing), fail);
    } catch (reason) {
      console.warn("This browser gives the map no thread of its own.", reason);
    }
  }

  /** A layer of all marks with the buffer that it draws from. @param {any} layer */
  bound(layer) {
    const instances = this.instances[layer.id];
    return instances ? layer.clone({ data: instances.data, instances }) : layer;
  }

  /**
   * Have the thread asked for what is wanted next, if there is one.
   * @param {any} viewport  deck.gl's
   * @param {Settings} wanted
   * @returns {boolean} whether its answer is waited for
   */
  ask(viewport, wanted) {
    const { arranger, paint } = this;
    if (!arranger) return false;
    const key = keyOf(viewport, wanted, paint);
    if (key === (arranger.latest?.key ?? this.key)) return arranger.latest !== null;
    arranger.ask({ key, view: viewOf(viewport), settings: { ...wanted } }, paint);
    return true;
  }

  /** @param {import('./arranger.js').Question} question @param {Drawing} drawing */
  hear({ key, settings: asked }, drawing) {
    Object.assign(settings, asked);
    this.key = key;
    this.drawing = drawing;
    this.tell(this.fill());
  }

  /** Have on the graphics card what is to be seen, where this thread looks itself. @param {any} viewport @returns {boolean} whether a layer has another buffer now */
  arrange(viewport) {
    const { own, paint } = this;
    if (!viewport || !own?.arrange(viewport, settings, paint)) return false;
    this.key = own.key;
    this.drawing = own.drawing;
    return this.fill();
  }

  /** @returns {boolean} whether a layer has another buffer now */
  fill() {
    const { instances, paint, drawing } = this;
    return [instances.discs.fill(drawing, paint), instances.marks.fill(drawing, paint)].includes(true);
  }

  /** All marks that stand in a symbol. */
  get marks() {
    return marksIn(this.drawing.placed);
  }

  /** Let go of what was drawn. */
  release() {
    this.arranger?.stop();
    for (const each of Object.values(this.instances)) each.release();
  }
}
