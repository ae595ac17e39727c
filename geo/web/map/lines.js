// @ts-check
/**
 * The lines that the window shows. The renderer makes buffers of all pieces of lines and would send all of them through
 * the graphics card at every step. Here each piece has its corners, in buffers that are made once, and a step says
 * which corners make triangles. This leans on how the renderer keeps its attributes: what it keeps otherwise than
 * expected is drawn whole.
 *
 * @typedef {import('./extension.js').Settings} Settings
 * @typedef {object} Part  one attribute of all pieces
 * @property {any} attribute  deck.gl's
 * @property {any} buffer  its records, for each corner in turn
 */
import { INDICES, VERTICES, unfold } from "./corners.js";

const BEYOND = 4; // records: a piece of a line looks at its neighbours

/** By model. @type {WeakMap<object, Lines>} */
const drawn = new WeakMap();
/** By geometry, as asking the graphics card takes long. @type {WeakMap<object, {positions: Float32Array, indices: Uint16Array}>} */
const shapes = new WeakMap();

/**
 * Before a layer is drawn: of its lines only those that show are sent through the graphics card.
 * @param {any} layer  deck.gl's, of lines with a `span` each
 * @param {any} model  luma.gl's
 * @param {Settings} settings
 * @param {number} past  days before the window that show too
 */
export function sift(layer, model, settings, past) {
  const before = drawn.get(model);
  const lines = before && before.data === layer.props.data ? before : new Lines(layer, model);
  if (lines !== before) {
    drawn.set(model, lines);
    before?.release();
  }
  if (!lines.isKnown) return;
  lines.bind(layer, model);
  lines.show(settings, past);
  model.setVertexCount(lines.n);
}

class Lines {
  from = NaN;
  to = NaN;
  certainly = NaN;
  past = NaN;
  /** Corners of the triangles that show. */
  n = 0;
  /** What draws from these buffers. @type {any} */
  bound = null;

  /** @param {any} layer  deck.gl's @param {any} model  luma.gl's */
  constructor(layer, model) {
    const { device } = layer.context;
    this.data = layer.props.data;
    this.first = layer.getStartIndices();
    this.all = layer.getNumInstances();
    /** @type {any[]} */
    const attributes = Object.values(layer.getAttributeManager().getAttributes());
    const several = attributes.filter(({ isConstant, value }) => !isConstant && ArrayBuffer.isView(value));
    const { positions, indices } = shapeOf(model);
    const isWhole = several.every(({ value, size }) => value.length >= this.all * size);
    this.isKnown = this.all > 0 && this.first?.length >= this.data.length && isWhole && positions.length > 0;
    if (!this.isKnown) return;
    /** Of one piece: the corners of its triangles. */
    this.shape = indices;
    this.each = this.all + BEYOND;
    const corners = positions.length / 2;
    /** @type {Part[]} */
    this.parts = several.map((attribute) => ({ attribute, buffer: bufferOf(attribute, device, this.each, corners) }));
    const where = new Float32Array(positions.length * this.each);
    for (let k = 0; k < where.length; k++) where[k] = positions[2 * Math.floor(k / 2 / this.each) + (k % 2)];
    this.where = device.createBuffer({ data: where, usage: VERTICES });
    this.chosen = new Uint32Array(this.all * indices.length);
    this.order = device.createBuffer({ byteLength: this.chosen.byteLength, usage: INDICES, indexType: "uint32" });
  }

  /** @param {any} layer  deck.gl's @param {any} model  luma.gl's */
  bind(layer, model) {
    unfold(layer, model);
    if (this.bound === model.vertexArray) return;
    this.bound = model.vertexArray;
    /** @type {Record<string, any>} */
    const buffers = { positions: this.where };
    for (const { attribute, buffer } of this.parts ?? []) {
      for (const [name, value] of Object.entries(attribute.getValue())) {
        if (value === attribute.getBuffer()) buffers[name] = buffer;
      }
    }
    model.setAttributes(buffers);
    model.setIndexBuffer(this.order);
  }

  /** Have on the graphics card what shows. @param {Settings} settings @param {number} past */
  show({ range: [from, to], certainly }, past) {
    if (from === this.from && to === this.to && certainly === this.certainly && past === this.past) return;
    Object.assign(this, { from, to, certainly, past, n: 0 });
    const last = this.data.length - 1;
    this.data.forEach((/** @type {{span: [number, number]}} */ { span: [start, end] }, /** @type {number} */ k) => {
      const touches = certainly ? start >= from && end <= to : start <= to && end >= from;
      if (touches || (end < from && end >= from - past)) this.add(this.first[k], k < last ? this.first[k + 1] : this.all);
    });
    if (this.n) this.order.write(this.chosen?.subarray(0, this.n), 0);
  }

  /** Pieces of a line. @param {number} from  the first @param {number} to  the one behind the last */
  add(from, to) {
    const { shape = [], chosen = [], each = 0 } = this;
    for (let piece = from; piece < to; piece++) {
      for (const corner of shape) chosen[this.n++] = corner * each + piece;
    }
  }

  release() {
    for (const { buffer } of this.parts ?? []) buffer.destroy();
    this.where?.destroy();
    this.order?.destroy();
  }
}

/** Where in a piece its corners lie, two numbers each, and which of them make triangles. @param {any} model  luma.gl's */
function shapeOf({ _gpuGeometry: geometry }) {
  const { positions } = geometry?.attributes ?? {};
  const indices = geometry?.indices;
  const isKnown = positions?.readSyncWebGL && indices?.indexType === "uint16";
  const shape = (isKnown && shapes.get(geometry)) || {
    positions: new Float32Array(isKnown ? positions.readSyncWebGL().buffer : 0),
    indices: new Uint16Array(isKnown ? indices.readSyncWebGL().buffer : 0),
  };
  if (isKnown) shapes.set(geometry, shape);
  return shape;
}

/** All records of an attribute, once for each corner of a piece. @param {any} attribute @param {any} device @param {number} each  records @param {number} corners */
function bufferOf({ value, size, settings }, device, each, corners) {
  const records = value instanceof Float64Array ? halved(value, size) : value;
  const stride = (records.byteLength / value.length) * size;
  const lead = (settings.vertexOffset ?? 0) * stride; // before the first record
  const source = new Uint8Array(records.buffer, records.byteOffset, Math.min(records.byteLength, each * stride - lead));
  const bytes = new Uint8Array(Math.ceil(((each * corners + BEYOND) * stride) / 4) * 4);
  for (let corner = 0; corner < corners; corner++) bytes.set(source, corner * each * stride + lead);
  return device.createBuffer({ data: bytes, usage: VERTICES });
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
