// @ts-check
/**
 * The layer that draws incidents: one class, by its `kind` symbols, discs, cells or lines. It is made of what the
 * renderer documents for layers of one's own: `deck.Layer`, `luma.Model` and the shader modules for projecting and
 * picking. The window of dates is a few numbers for the shaders, so that a step of the timeline changes no data.
 *
 * Whatever there is many of is drawn as triangles with a record for each corner, not as instances of one shape: a
 * browser without a graphics card draws instances one by one, at some 15 µs each (docs/decisions/0012).
 *
 * @typedef {import('./vertex_buffer.js').Source} Source
 */
import { DISC_SHADERS } from "./disc_shaders.js";
import { LINE_SHADERS } from "./line_shaders.js";
import { settings } from "./settings.js";
import { SYMBOL_SHADERS } from "./symbol_shaders.js";
import { sendOnlyChanges } from "./uniform_cache.js";
import { windowModule } from "./window_shader.js";

/** For what has no dates of its own: it is in every window. */
const ALWAYS = { range: [0, 0], certainly: 0, glide: 0, trace: 0, fade: 0 };

/** @param {string} kind */
function shadersOf(kind) {
  if (kind === "lines") return LINE_SHADERS;
  if (kind === "discs") return DISC_SHADERS;
  return SYMBOL_SHADERS;
}

/** The class, by its name in the spec. @param {{deck: any, luma: any}} library */
export function incidentLayers({ deck: { Layer, TextLayer, picking, project32 }, luma: { Model } }) {
  class IncidentLayer extends Layer {
    initializeState() {
      const { vs, fs, layout } = shadersOf(this.props.kind);
      const shaders = this.getShaders({ vs, fs, modules: [project32, picking, windowModule(picking)] });
      const model = new Model(this.context.device, {
        ...shaders,
        id: this.id,
        topology: "triangle-list",
        bufferLayout: layout,
        vertexCount: 0,
      });
      sendOnlyChanges(model);
      this.setState({ model });
    }

    /** What is drawn. @returns {Source|undefined} */
    get source() {
      return this.props.source;
    }

    draw() {
      const { source } = this;
      const { model } = this.state;
      if (!source) return;
      source.prepare(model);
      model.shaderInputs.setProps({ incident: { ...settings, ...(this.props.always ? ALWAYS : {}) } });
      if (model.draw(this.context.renderPass)) source.draws++;
      else if (model.pipeline.isErrored) throw new Error(`The shaders of ${this.id} are not understood.`);
      else this.setNeedsRedraw(); // a graphics card that is still reading the shaders
    }

    /** @param {any} given */
    getPickingInfo({ info }) {
      info.object = this.source?.at(info.index);
      return info;
    }
  }
  IncidentLayer.layerName = "IncidentLayer";
  IncidentLayer.defaultProps = { kind: "symbols", always: false, source: { type: "object", value: null, optional: true, compare: false } };
  return { IncidentLayer, TextLayer };
}
