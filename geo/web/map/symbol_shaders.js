// @ts-check
/**
 * How symbols are painted on the graphics card: single incidents, and cells of counts. A symbol is painted by one shader
 * from start to end, because each step costs every pixel of every symbol, and so does each number that is passed to it.
 * How it looks stands in the shader's text, from the table.
 *
 * @typedef {import('../symbols/table.js').FormStyle} FormStyle
 */
import { NOWHERE } from "./window_shader.js";
import { FORMS, SYMBOLS } from "../symbols/table.js";

/** Bytes of a corner's record. */
export const SYMBOL_STRIDE = 36;
/** As the records are written (mark_buffer.js, cell_buffer.js). */
const LAYOUT = [
  {
    name: "symbols",
    byteStride: SYMBOL_STRIDE,
    attributes: [
      { attribute: "place", format: "float32x2", byteOffset: 0 },
      { attribute: "days", format: "float32x2", byteOffset: 8 },
      { attribute: "radius", format: "float32", byteOffset: 16 },
      { attribute: "facts", format: "uint8x4", byteOffset: 20 },
      { attribute: "aside", format: "sint16x2", byteOffset: 24 },
      { attribute: "hue", format: "unorm8x4", byteOffset: 28 },
      { attribute: "pickingColor", format: "uint8x4", byteOffset: 32 },
    ],
  },
];
/** Parts of a pixel that a symbol stands beside its place: right and down. */
export const PARTS = 16;

/** A number as the shader writes it. @param {number} value */
const float = (value) => value.toFixed(4);
/** A table of forms is looked up once a symbol, not once a pixel. @param {string} name @param {(form: FormStyle) => number[]} values */
function table(name, values) {
  const rows = FORMS.map((form) => `vec4(${values(form).map(float).join(", ")})`);
  return `const vec4 ${name}[${FORMS.length}] = vec4[${FORMS.length}](${rows.join(", ")});\n`;
}
/** By number, as the shader has them. */
const SHAPES = ["disc", "rounded_square", "diamond"];
const TABLES =
  table("FORM", ({ shape, coreOpacity, rimWidth, rim }) => [SHAPES.indexOf(shape), coreOpacity, rimWidth, Number(rim === "paper")]) +
  table("DASH", ({ dashes, dashShare, corner, scale }) => [dashes, dashShare, corner, scale]);
/** How many pixels wide the edge and the inner side of a rim are softened, and where. */
const { inset, rimInset } = SYMBOLS.edge;

const VERTEX = `\
#version 300 es
${TABLES}in vec2 place;
in vec2 days;
in float radius;
in vec4 facts;  // form; 1 where the radius is in units of the map at zoom 0
in vec2 aside;
in vec4 hue;
in vec4 pickingColor;

flat out float vRadius;
flat out float vStrength;
flat out vec4 vHue;
flat out vec4 vForm;
flat out vec4 vDash;
out vec2 vUnit;

const float LEAST = ${float(SYMBOLS.cell.least)};  // pixels that the radius of a cell has on any map
const vec2 CORNERS[6] = vec2[6](
  vec2(-1, -1), vec2(1, -1), vec2(-1, 1), vec2(-1, 1), vec2(1, -1), vec2(1, 1)
);

void main() {
  geometry.worldPosition = vec3(place, 0.0);
  vRadius = facts.y > 0.5 ? max(LEAST, project_size_to_pixel(radius, UNIT_COMMON)) : radius;
  vUnit = CORNERS[gl_VertexID % 6] * (vRadius + 0.5) / vRadius;  // half a pixel for a soft edge
  vec3 offset = vec3(vUnit * project_pixel_size(vRadius), 0.0);
  gl_Position = project_position_to_clipspace(geometry.worldPosition, vec3(0.0), offset, geometry.position);
  gl_Position.xy += project_pixel_size_to_clipspace(aside / ${PARTS}.0 * vec2(1.0, -1.0));
  vStrength = incident_strength(days);
  vHue = hue;
  int form = int(facts.x);
  vForm = FORM[form];
  vDash = DASH[form];
  picking_setPickingColor(pickingColor.rgb);
  if (vStrength <= 0.0) gl_Position = ${NOWHERE};
}
`;

const FRAGMENT = `\
#version 300 es
precision highp float;

flat in float vRadius;
flat in float vStrength;
flat in vec4 vHue;
flat in vec4 vForm;  // shape, core, rim, paper rim
flat in vec4 vDash;  // dashes, share of a dash, corner, scale
in vec2 vUnit;
out vec4 fragColor;

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

vec4 paint(vec2 p) {
  float reach = vRadius * vDash.w;
  float middle = length(p);
  if (vForm.x > 1.5) p = vec2(p.x - p.y, p.x + p.y) * 0.70710678;  // a diamond is a square turned
  float outside = vForm.x > 0.5 ? roundedBox(p, reach, vDash.z) : middle - reach;
  if (outside >= 0.0) discard;
  float onRim = clamp(outside + vForm.z + ${float(inset + 0.5 - rimInset)}, 0.0, 1.0);
  vec3 inner = mix(incident.paper, vHue.rgb, vForm.y);
  if (onRim <= 0.0) return vec4(inner, vHue.a);
  float body = min(1.0, -outside / ${float(2 * inset)}) * smoothstep(middle - 0.5, middle + 0.5, vRadius);
  vec3 outer = mix(vHue.rgb, incident.paper, vForm.w);
  float dash = 1.0;
  if (vDash.x > 0.5) {
    // Clockwise from the left; how far from the middle of a dash, in dashes with their gaps.
    float away = abs(fract(turnOf(vec2(p.x, -p.y)) * vDash.x - vDash.y / 2.0 + 0.5) - 0.5);
    dash = 1.0 - smoothstep(vDash.y / 2.0 - 0.04, vDash.y / 2.0 + 0.04, away);
  }
  return vec4(mix(inner, mix(incident.paper, outer, dash), onRim), vHue.a * body);
}

void main() {
  fragColor = paint(vUnit * vRadius);
  fragColor.a *= vStrength;
  incident_pick(fragColor, vStrength);
}
`;

export const SYMBOL_SHADERS = { vs: VERTEX, fs: FRAGMENT, layout: LAYOUT };
