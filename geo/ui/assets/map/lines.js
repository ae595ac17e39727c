// @ts-check
/**
 * The lines that the window shows. The renderer makes buffers of all lines and would send all of them through the
 * graphics card at every step; here the records of those that show stand one after the other in buffers of their own.
 * This leans on how the renderer keeps its attributes: what it keeps otherwise than expected is drawn whole.
 *
 * @typedef {import('./extension.js').Settings} Settings
 * @typedef {object} Part  one attribute of all lines
 * @property {any} attribute  deck.gl's
 * @property {Uint8Array} source  its records
 * @property {number} stride  bytes of a record
 * @property {number} lead  bytes before the first record
 * @property {Uint8Array} bytes  those that show
 * @property {any} buffer  the same on the graphics card
 */

const BEYOND = 4; // records: a piece of a line looks at its neighbours

/** By model. @type {WeakMap<object, Lines>} */
const drawn = new WeakMap();

/**
 * Before a layer is drawn: of its lines only those that show are sent through the graphics card.
 * @param {any} layer  deck.gl's, of lines with a `span` each
 * @param {any} model  luma.gl's
 * @param {Settings} settings
 * @param {number} past  days before the window that show too
 */
export function sift(layer, model, settings, past) {
  const before = drawn.get(model);
  const lines = before && before.data === layer.props.data ? before : new Lines(layer);
  if (lines !== before) {
    drawn.set(model, lines);
    if (lines.isKnown) lines.bind(model);
    before?.release();
  }
  if (!lines.isKnown) return;
  lines.show(settings, past);
  model.setInstanceCount(lines.n);
}

class Lines {
  from = NaN;
  to = NaN;
  certainly = NaN;
  past = NaN;
  /** Records that show. */
  n = 0;

  /** @param {any} layer  deck.gl's */
  constructor(layer) {
    this.data = layer.props.data;
    this.first = layer.getStartIndices();
    this.all = layer.getNumInstances();
    const attributes = Object.values(layer.getAttributeManager().getAttributes());
    const several = attributes.filter(({ isConstant, value }) => !isConstant && ArrayBuffer.isView(value));
    this.parts = several.map((each) => partOf(each, layer.context.device, this.all));
    const isWhole = this.parts.every(({ source, stride }) => source.length >= this.all * stride);
    this.isKnown = this.all > 0 && this.first?.length >= this.data.length && isWhole;
  }

  /** @param {any} model  luma.gl's */
  bind(model) {
    /** @type {Record<string, any>} */
    const buffers = {};
    for (const { attribute, buffer } of this.parts) {
      for (const [name, value] of Object.entries(attribute.getValue())) {
        if (value === attribute.getBuffer()) buffers[name] = buffer;
      }
    }
    model.setAttributes(buffers);
  }

  /** Have on the graphics card what shows. @param {Settings} settings @param {number} past */
  show({ range: [from, to], certainly }, past) {
    if (from === this.from && to === this.to && certainly === this.certainly && past === this.past) return;
    Object.assign(this, { from, to, certainly, past, n: 0 });
    let run = -1;
    this.data.forEach((/** @type {{span: [number, number]}} */ { span: [start, end] }, /** @type {number} */ k) => {
      const touches = certainly ? start >= from && end <= to : start <= to && end >= from;
      const isShown = touches || (end < from && end >= from - past);
      if (isShown && run < 0) run = k;
      if (isShown || run < 0) return;
      this.copy(run, k);
      run = -1;
    });
    if (run >= 0) this.copy(run, this.data.length);
    for (const { buffer, bytes, lead, stride } of this.parts) buffer.write(bytes.subarray(0, lead + this.n * stride), 0);
  }

  /** Lines that lie next to each other. @param {number} k  the first @param {number} end  the one behind the last */
  copy(k, end) {
    const from = this.first[k];
    const to = end < this.data.length ? this.first[end] : this.all;
    for (const { source, bytes, stride, lead } of this.parts) {
      bytes.set(source.subarray(from * stride, to * stride), lead + this.n * stride);
    }
    this.n += to - from;
  }

  release() {
    for (const { buffer } of this.parts) buffer.destroy();
  }
}

/** @param {any} attribute @param {any} device @param {number} n  records @returns {Part} */
function partOf(attribute, device, n) {
  const { value, size, settings } = attribute;
  const records = value instanceof Float64Array ? halved(value, size) : value;
  const stride = (records.byteLength / value.length) * size;
  const source = new Uint8Array(records.buffer, records.byteOffset, records.byteLength);
  const lead = (settings.vertexOffset ?? 0) * stride;
  const bytes = new Uint8Array(lead + (n + BEYOND) * stride);
  // 0x20 | 0x08: vertices that are written to.
  const buffer = device.createBuffer({ byteLength: Math.ceil(bytes.length / 4) * 4, usage: 0x28 });
  return { attribute, source, stride, lead, bytes, buffer };
}

/** Numbers of eight bytes as the graphics card has them: the near ones of a record, then what they lack. @param {Float64Array} value @param {number} size */
function halved(value, size) {
  const halves = new Float32Array(2 * value.length);
  for (let k = 0; k < value.length; k++) {
    const at = 2 * k - (k % size);
    halves[at] = value[k];
    halves[at + size] = value[k] - halves[at];
  }
  return halves;
}
