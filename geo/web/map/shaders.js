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

const PAINT = `\
flat in float vRadius;
flat in vec4 vHue;
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
  vec2 p = unit * vRadius;
  float reach = vRadius * vDash.w;
  float middle = length(p);
  float outside = vForm.x > 0.5 ? roundedBox(p, reach, vDash.z) : middle - reach;
  if (outside >= 0.0) discard;
  float onRim = clamp(outside + vForm.z + 0.6, 0.0, 1.0);
  vec3 inner = mix(incident.paper, color.rgb, vForm.y);
  if (onRim <= 0.0) return vec4(inner, color.a);
  float body = min(1.0, -outside) * smoothedge(middle, vRadius);
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

// Only symbols stand beside their place, by sixteenths of a pixel right and down.
const ROUND = {
  "vs:#decl": `\
in vec2 instanceAside;
`,
  "vs:#main-end": `\
gl_Position.xy += project_pixel_size_to_clipspace(instanceAside / 16.0 * vec2(1.0, -1.0));
`,
};

// Discs are one flat coat: nothing is mixed with what is beneath, the last one holds (instances.js says in which order).
const COAT = {
  "vs:#decl": `\
flat out float vReach;
flat out float vWithin;
`,
  "vs:#main-end": `\
vReach = outerRadiusPixels;
vWithin = instanceFacts.z;
`,
  "fs:#decl": `\
flat in float vReach;
flat in float vWithin;
`,
  "fs:#main-start": `\
float depth = vReach - length(unitPosition) * vReach;
float coat = vFillColor.a * vStrength;
float alpha = coat;
if (vWithin > 0.5) {
  if (depth < 1.5) discard;
} else {
  alpha = mix(vLineColor.a, vFillColor.a, clamp(depth - 0.5, 0.0, 1.0)) * clamp(depth + 0.5, 0.0, 1.0) * vStrength;
  if (alpha < coat) discard;
}
fragColor = vec4(vFillColor.rgb * alpha, alpha);
return;
`,
};

// A symbol is painted here from start to end: what the renderer's own shader goes through to paint a disc with a rim
// costs every pixel of every symbol, and so does each number that is passed to it.
const SYMBOL = {
  "vs:#decl": `\
flat out float vRadius;
flat out vec4 vHue;
flat out vec4 vForm;
flat out vec4 vDash;
`,
  "vs:#main-end": `\
vRadius = outerRadiusPixels;
vHue = vFillColor;
int form = int(instanceFacts.x);
vForm = FORM[form];
vDash = DASH[form];
`,
  "fs:#decl": PAINT,
  "fs:#main-start": `\
geometry.uv = unitPosition;
fragColor = vHue;
DECKGL_FILTER_COLOR(fragColor, geometry);
return;
`,
  "fs:DECKGL_FILTER_COLOR": `\
color = paintIncident(color, geometry.uv);
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
 * @param {{round?: boolean, paint?: boolean, coat?: boolean}} options  of symbols and discs, not of lines; of symbols; of
 *   discs
 */
export function shadersOf(forms, { round, paint, coat }) {
  /** @type {Record<string, string>} */
  const inject = {};
  for (const part of [round ? ROUND : LINE, paint ? SYMBOL : {}, coat ? COAT : {}, BOTH]) {
    for (const [place, text] of Object.entries(part)) inject[place] = (inject[place] ?? "") + text;
  }
  if (paint) inject["vs:#decl"] = tables(forms) + inject["vs:#decl"];
  return { modules: [incidentModule], inject };
}
