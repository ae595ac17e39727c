// @ts-check
/**
 * Which marks are on the graphics card. Of a large dataset a thread of its own says which of them are worth drawing,
 * wherever the camera stands; until it answers, all stays as it is.
 *
 * @typedef {import('../columns.js').Columns} Columns
 * @typedef {import('./extension.js').Settings} Settings
 */
import { Arranger } from "./arranger.js";
import { settings } from "./extension.js";
import { Instances } from "./instances.js";
import { MANY, Visible, viewOf } from "./visible.js";

export class Arrangement {
  /** @type {Arranger|null} */
  arranger = null;

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
    this.visible = new Visible(columns);
    /** The layers that draw all marks. @type {Record<string, Instances>} */
    this.instances = { discs: new Instances(device, columns, "discs"), marks: new Instances(device, columns, "marks") };
    if (columns.marks.n >= MANY && "Worker" in globalThis) this.visible.elsewhere = (stand) => this.stand(stand);
  }

  /** @param {import('./visible.js').Stand} stand */
  stand(stand) {
    const { columns, visible } = this;
    const fail = () => {
      this.arranger = null;
      visible.elsewhere = null;
      visible.stop();
      this.tell(null);
    };
    try {
      this.arranger ??= new Arranger(columns, (question, marks, discs) => this.hear(question, marks, discs), fail);
      this.arranger.stand(stand);
    } catch (reason) {
      console.warn("This browser gives the map no thread of its own.", reason);
      fail();
    }
  }

  /** A layer of all marks with the buffer that it draws from. @param {any} layer */
  bound(layer) {
    const instances = this.instances[layer.id];
    return instances ? layer.clone({ data: instances.data, instances }) : layer;
  }

  /**
   * Have the thread asked for what is wanted next, if it can answer.
   * @param {any} viewport  deck.gl's
   * @param {Settings} wanted
   * @returns {boolean} whether it was asked
   */
  ask(viewport, wanted) {
    const { arranger, paint, visible } = this;
    if (!arranger) return false;
    const { all, seen, key } = visible.plan(viewport, wanted, paint);
    if (all || seen !== arranger.stands || (key === visible.key && !arranger.waits)) {
      arranger.drop();
      return false;
    }
    const { masked, look } = paint;
    arranger.ask({ key, viewport: viewOf(viewport), settings: wanted, masked, look }, paint.mask);
    return true;
  }

  /** @param {import('./arranger.js').Question} question @param {Uint32Array} marks @param {Uint32Array} discs */
  hear({ key, settings: asked }, marks, discs) {
    Object.assign(settings, asked);
    this.visible.take(key, marks, discs);
    this.tell(this.fill());
  }

  /** Have on the graphics card what is to be seen. @param {any} viewport @returns {boolean} whether a layer has another buffer now */
  arrange(viewport) {
    const { visible, arranger, paint } = this;
    if (!viewport) return false;
    if (arranger?.waits) {
      if (visible.plan(viewport, settings, paint).seen === arranger.stands) return false;
      // The camera has moved on meanwhile.
      arranger.drop();
      queueMicrotask(() => this.tell(null));
    }
    return visible.arrange(viewport, settings, paint) && this.fill();
  }

  /** @returns {boolean} whether a layer has another buffer now */
  fill() {
    const { visible, instances, paint } = this;
    return [instances.discs.fill(visible.discs, paint), instances.marks.fill(visible.marks, paint)].includes(true);
  }

  /** Let go of what was drawn. */
  release() {
    this.visible.stop();
    this.arranger?.stop();
    for (const each of Object.values(this.instances)) each.release();
  }
}
