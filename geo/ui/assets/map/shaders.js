// @ts-check
/**
 * What the graphics card is told beside the renderer's own shaders: which instances are in the window and how strongly
 * each is painted; how symbols are painted; and the smooth edges of lines.
 *
 * @typedef {import('./extension.js').FormStyle} FormStyle
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

const SYMBOL = `\
in float vRadiusPixels;
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

/** Of symbols and lines: out of the window, or filtered out, is off the screen. */
const BOTH = {
  "vs:#decl": `\
in vec2 instanceSpan;
in vec4 instanceFacts;
flat out float vStrength;
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
if (instanceFacts.y < 0.5 || vStrength <= 0.0) {
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
`,
  "fs:#decl": `\
flat in float vStrength;
`,
  "fs:DECKGL_FILTER_COLOR": `\
color.a *= vStrength;
if (picking.isActive > 0.5 && (color.a < 0.05 || vStrength < incident.least - 0.001)) discard;
`,
};

// WebGL allows sixteen attributes and a path needs thirteen of its own: only symbols carry offsets, in pixels right
// and down, of which the second pair holds far out only.
const ROUND = {
  "vs:#decl": `\
in vec4 instanceAside;
out float vRadiusPixels;
flat out vec4 vForm;
flat out vec4 vDash;
`,
  "vs:#main-end": `\
vec2 aside = (instanceAside.xy + instanceAside.zw * incident.near) * vec2(1.0, -1.0);
gl_Position.xy += project_pixel_size_to_clipspace(aside);
vRadiusPixels = outerRadiusPixels;
int form = int(instanceFacts.x);
vForm = FORM[form];
vDash = DASH[form];
`,
  "fs:#decl": SYMBOL,
  "fs:DECKGL_FILTER_COLOR": `\
if (incident.painted > 0.5) color = paintIncident(color, geometry.uv);
`,
};

// A line is drawn half a pixel wider to each side than it is, and gets its edge there. Its places are measured from its
// middle in halves of its width: across, along, and at a joint or an end from the corner.
const LINE = {
  "vs:#decl": `\
flat out float vHalf;
flat out float vDashed;
`,
  "vs:DECKGL_FILTER_SIZE": `\
vHalf = size.x / project_pixel_size(1.0) + 0.5;
size.xy += project_pixel_size(0.5);
`,
  "vs:#main-end": `\
vDashed = instanceFacts.z;
`,
  "fs:#decl": `\
flat in float vHalf;
flat in float vDashed;
float fromMiddle;
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

/**
 * @param {FormStyle[]} forms
 * @param {boolean} round  of symbols, not of lines
 */
export function shadersOf(forms, round) {
  /** @type {Record<string, string>} */
  const inject = { ...(round ? ROUND : LINE) };
  for (const [place, text] of Object.entries(BOTH)) inject[place] = (inject[place] ?? "") + text;
  if (round) inject["vs:#decl"] = tables(forms) + inject["vs:#decl"];
  return { modules: [incidentModule], inject };
}
