// @ts-check
/**
 * A deck.gl layer extension: which instances are painted and picked is decided on the graphics card, from each
 * incident's first and last possible day, so that a step of the timeline only sets a uniform.
 *
 * Painting (`paint: true`): hue is the fill colour, the form says how well the incident is verified.
 * A dashed line: its course is likely, not confirmed.
 */

import { sift } from "./lines.js";
import { holdBack } from "./thrift.js";

/**
 * @typedef {object} Settings
 * @property {[number, number]} range  days since 1970-01-01, both inclusive
 * @property {number} certainly  1: wholly within the range, 0: possibly within
 * @property {number} glide  part of a day that playing is ahead of the range, 0…1
 * @property {number} trace  strength of what ended before the range; 0 hides it
 * @property {number} fade  days over which what came in loses its strength, and what is past the rest of it; 0: neither
 * @property {number} near  how much of the offset that parts close places holds at this zoom, 0…1
 * @property {number} least  strength that fading leaves
 * @property {[number, number, number]} paper  0…1
 */

const UNIFORMS = `\
layout(std140) uniform incidentUniforms {
  vec2 range;
  float certainly;
  float glide;
  float trace;
  float fade;
  float painted;
  float near;
  float least;
  vec3 paper;
} incident;
`;

const UNIFORM_TYPES = {
  range: "vec2<f32>",
  certainly: "f32",
  glide: "f32",
  trace: "f32",
  fade: "f32",
  painted: "f32",
  near: "f32",
  least: "f32",
  paper: "vec3<f32>",
};

const incidentModule = {
  name: "incident",
  vs: UNIFORMS,
  fs: UNIFORMS,
  uniformTypes: UNIFORM_TYPES,
};

/**
 * How the forms are painted, by number, as geo/style/symbols.py says.
 * @typedef {{square: boolean, core: number, rim: number, paperRim: boolean, dashes: number, dashShare: number,
 *            corner: number, scale: number}} FormStyle
 * @typedef {object} Symbols
 * @property {FormStyle[]} forms
 * @property {{fill: number, line: number}} disc  opacities, 0…1
 * @property {{role: string, width: number, opacity: number, dashed: boolean}[]} strokes  of lines, the lowest first
 * @property {{trace: number, least: number}} fade
 * @property {number} haloGap  pixels
 */

/** The table of forms is looked up once a symbol, not once a pixel. @param {FormStyle[]} forms */
function tables(forms) {
  /** @param {string} name @param {(form: FormStyle) => (number|boolean)[]} values */
  const table = (name, values) => {
    const rows = forms.map((form) => `vec4(${values(form).map((value) => Number(value).toFixed(3)).join(", ")})`);
    return `const vec4 ${name}[${forms.length}] = vec4[${forms.length}](${rows.join(", ")});\n`;
  };
  return (
    table("FORM", ({ square, core, rim, paperRim }) => [square, core, rim, paperRim]) +
    table("DASH", ({ dashes, dashShare, corner, scale }) => [dashes, dashShare, corner, scale])
  );
}

const FRAGMENT = `\
in float vRadiusPixels;
flat in float vStrength;
flat in float vDashed;
flat in vec4 vForm;  // square, core, rim, paper rim
flat in vec4 vDash;  // dashes, share of a dash, corner, scale

float roundedBox(vec2 p, float halfSide, float corner) {
  vec2 q = abs(p) - halfSide + corner;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - corner;
}

// Which part of a full turn a place lies at, 0…1, to 0.0001: every pixel of every symbol asks, and atan is dear.
float turnOf(vec2 p) {
  vec2 q = abs(p);
  float t = min(q.x, q.y) / max(max(q.x, q.y), 1e-6);
  float s = t * t;
  float angle = t * (1.0 + s * (-0.327622764 + s * (0.15931422 - s * 0.0464964749)));
  angle = q.y > q.x ? 1.57079633 - angle : angle;
  angle = p.x < 0.0 ? 3.14159265 - angle : angle;
  return (p.y < 0.0 ? -angle : angle) / 6.2831853 + 0.5;
}

vec4 paintIncident(vec4 color, vec2 unit) {
  vec2 p = unit * vRadiusPixels;
  float reach = vRadiusPixels * vDash.w;
  float outside = vForm.x > 0.5 ? roundedBox(p, reach, vDash.z) : length(p) - reach;
  if (outside >= 0.0) discard;
  float body = min(1.0, -outside);
  float onRim = clamp(outside + vForm.z + 0.6, 0.0, 1.0);
  vec3 inner = mix(incident.paper, color.rgb, vForm.y);
  if (onRim <= 0.0) return vec4(inner, color.a);
  vec3 outer = mix(color.rgb, incident.paper, vForm.w);
  float dash = 1.0;
  if (vDash.x > 0.5) {
    float phase = fract(turnOf(p) * vDash.x);
    dash = smoothstep(0.0, 0.08, phase) * (1.0 - smoothstep(vDash.y - 0.04, vDash.y + 0.04, phase));
  }
  return vec4(mix(inner, mix(incident.paper, outer, dash), onRim), color.a * body);
}
`;

const SHADERS = {
  modules: [incidentModule],
  inject: {
    "vs:#decl": `\
in vec2 instanceSpan;
in vec4 instanceFacts;
out float vRadiusPixels;
flat out float vStrength;
flat out float vDashed;
flat out vec4 vForm;
flat out vec4 vDash;
`,
    "vs:#main-end": `\
bool touches = incident.certainly > 0.5
  ? instanceSpan.x >= incident.range.x && instanceSpan.y <= incident.range.y
  : instanceSpan.x <= incident.range.y && instanceSpan.y >= incident.range.x;
bool isPast = instanceSpan.y < incident.range.x;
vStrength = touches ? 1.0 : 0.0;
if (touches && incident.fade > 0.0) {
  float age = max(0.0, incident.range.y + incident.glide - instanceSpan.y);
  vStrength = max(incident.least, 1.0 - age / incident.fade);
} else if (isPast) {
  float gone = incident.range.x + incident.glide - instanceSpan.y;
  float rest = incident.fade > 0.0 ? incident.least * (1.0 - gone / incident.fade) : 0.0;
  vStrength = max(incident.trace, rest);
}
vDashed = instanceFacts.z;
int form = int(instanceFacts.x);
vForm = FORM[form];
vDash = DASH[form];
if (instanceFacts.y < 0.5 || vStrength <= 0.0) {
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
`,
    "fs:DECKGL_FILTER_COLOR": `\
if (incident.painted > 0.5) color = paintIncident(color, geometry.uv);
color.a *= vStrength;
if (picking.isActive > 0.5 && (color.a < 0.05 || vStrength < incident.least - 0.001)) discard;
`,
  },
};

// WebGL allows sixteen attributes and a path needs thirteen of its own: only symbols carry offsets, in pixels right
// and down, of which the second pair holds far out only.
const ROUND = `\
vec2 aside = (instanceAside.xy + instanceAside.zw * incident.near) * vec2(1.0, -1.0);
gl_Position.xy += project_pixel_size_to_clipspace(aside);
vRadiusPixels = outerRadiusPixels;
`;

// A line is drawn half a pixel wider to each side than it is, and gets its edge there. Its places are measured from its
// middle in halves of its width: across, along, and at a joint or an end from the corner.
const LINE = {
  "vs:DECKGL_FILTER_SIZE": `\
vHalf = size.x / project_pixel_size(1.0) + 0.5;
size.xy += project_pixel_size(0.5);
`,
  "fs:#main-start": `\
bool isBeyond = vPathPosition.y < 0.0 || vPathPosition.y > vPathLength;
fromMiddle = isBeyond && vJointType > 0.5 ? length(vCornerOffset) : abs(vPathPosition.x);
`,
  "fs:DECKGL_FILTER_COLOR": `\
color.a *= clamp((1.0 - fromMiddle) * vHalf, 0.0, 1.0);
if (vDashed > 0.5 && mod(geometry.uv.y * vHalf / (vHalf - 0.5), 12.0) > 7.2) discard;
`,
};

/** The table of symbols; set before the first layer is made. @type {{symbols: Symbols|null}} */
export const look = { symbols: null };

/** One object for all layers: change it, then ask deck to redraw. @type {Settings} */
export const settings = {
  range: [0, 0],
  certainly: 0,
  glide: 0,
  trace: 0,
  fade: 0,
  near: 1,
  least: 1,
  paper: [1, 1, 1],
};

/** For what has no dates of its own: it is in every window. */
const ALWAYS = { range: [0, 0], certainly: 0, glide: 0, trace: 0, fade: 0, near: 0 };

/** Form, whether the filter lets it through, whether it is dashed, and a spare byte. */
const SHOWN = [0, 1, 0, 0];
const NOWHERE = [0, 0, 0, 0];

/** How many days before the window are drawn too. @param {Settings} [of] */
export const pastDays = ({ trace, fade } = settings) => (trace > 0 ? Infinity : Math.ceil(fade));

/** deck.gl calls these with the layer as `this`, the extension as argument. */
export class IncidentExtension {
  /** @param {{paint?: boolean, round?: boolean, corners?: boolean}} options  `corners`: as instances.js fills them */
  constructor(options = {}) {
    this.opts = options;
  }

  /** @param {any} other */
  equals(other) {
    return other === this || JSON.stringify(other.opts) === JSON.stringify(this.opts);
  }

  isEnabled() {
    return true;
  }

  /** @param {IncidentExtension} extension */
  getShaders(extension) {
    const declared = `${tables(look.symbols?.forms ?? [])}${SHADERS.inject["vs:#decl"]}`;
    const inject = { ...SHADERS.inject, "vs:#decl": declared, "fs:#decl": FRAGMENT };
    if (!extension.opts.round) {
      return {
        modules: SHADERS.modules,
        inject: {
          ...inject,
          ...LINE,
          "vs:#decl": `${declared}flat out float vHalf;\n`,
          "fs:#decl": `${FRAGMENT}flat in float vHalf;\nfloat fromMiddle;\n`,
          "fs:DECKGL_FILTER_COLOR": LINE["fs:DECKGL_FILTER_COLOR"] + inject["fs:DECKGL_FILTER_COLOR"],
        },
      };
    }
    return {
      modules: SHADERS.modules,
      inject: {
        ...inject,
        "vs:#decl": `${declared}in vec4 instanceAside;\n`,
        "vs:#main-end": ROUND + SHADERS.inject["vs:#main-end"],
      },
    };
  }

  /** @this {any} @param {any} _context @param {IncidentExtension} extension */
  initializeState(_context, extension) {
    this.getAttributeManager()?.addInstanced({
      instanceSpan: { size: 2, accessor: "getSpan", defaultValue: [0, 0] },
      instanceFacts: { size: 4, type: "uint8", accessor: "getFacts", defaultValue: SHOWN },
    });
    if (extension.opts.round) {
      this.getAttributeManager()?.addInstanced({
        instanceAside: { size: 4, type: "sint8", accessor: "getAside", defaultValue: NOWHERE },
      });
    }
    if (extension.opts.corners) {
      /** @type {any[]} */
      const attributes = Object.values(this.getAttributeManager()?.getAttributes() ?? {});
      for (const each of attributes) each.settings.stepMode = "vertex";
    }
  }

  /** @this {any} @param {any} _params @param {IncidentExtension} extension */
  draw(_params, extension) {
    const { instances, sifted } = this.props;
    for (const model of this.getModels()) {
      instances?.bind(model);
      if (sifted) sift(this, model, settings, pastDays());
      holdBack(model);
    }
    this.setShaderModuleProps({
      incident: {
        ...settings,
        ...(this.props.always ? ALWAYS : {}),
        painted: extension.opts.paint ? 1 : 0,
      },
    });
  }

  getSubLayerProps() {
    return {};
  }

  getNeedsPickingBuffer() {
    return false;
  }

  updateState() {}
  onNeedsRedraw() {}
  finalizeState() {}
}
IncidentExtension.componentName = "IncidentExtension";
IncidentExtension.extensionName = "IncidentExtension";
IncidentExtension.defaultProps = {
  getSpan: { type: "accessor", value: [0, 0] },
  getFacts: { type: "accessor", value: SHOWN },
  getAside: { type: "accessor", value: NOWHERE },
};
