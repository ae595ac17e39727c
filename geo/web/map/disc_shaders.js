// @ts-check
/**
 * How the discs within which true places lie are painted: to scale, as one flat coat. Nothing is mixed with what is
 * beneath, the last one holds (disc_buffer.js says in which order).
 */
import { NOWHERE } from "./window_shader.js";

/** Bytes of a corner's record. */
export const DISC_STRIDE = 32;
/** As the records are written (disc_buffer.js). */
const LAYOUT = [
  {
    name: "discs",
    byteStride: DISC_STRIDE,
    attributes: [
      { attribute: "place", format: "float32x2", byteOffset: 0 },
      { attribute: "days", format: "float32x2", byteOffset: 8 },
      { attribute: "radius", format: "float32", byteOffset: 16 },
      { attribute: "fill", format: "unorm8x4", byteOffset: 20 },
      { attribute: "line", format: "unorm8x4", byteOffset: 24 },
      { attribute: "facts", format: "uint8x4", byteOffset: 28 },
    ],
  },
];

const VERTEX = `\
#version 300 es
in vec2 place;
in vec2 days;
in float radius;  // metres
in vec4 fill;
in vec4 line;
in vec4 facts;  // 1 for what lies within the line; width of the line in tenths of a pixel

flat out float vReach;
flat out float vWithin;
flat out float vWidth;
flat out float vStrength;
flat out vec4 vFill;
flat out vec4 vLine;
out vec2 vUnit;

const vec2 CORNERS[6] = vec2[6](
  vec2(-1, -1), vec2(1, -1), vec2(-1, 1), vec2(-1, 1), vec2(1, -1), vec2(1, 1)
);

void main() {
  geometry.worldPosition = vec3(place, 0.0);
  vWithin = facts.x;
  vWidth = facts.y / 10.0;
  vReach = project_size_to_pixel(radius, UNIT_METERS) + vWidth / 2.0;
  vUnit = CORNERS[gl_VertexID % 6] * (vReach + 0.5) / vReach;  // half a pixel for a soft edge
  vec3 offset = vec3(vUnit * project_pixel_size(vReach), 0.0);
  gl_Position = project_position_to_clipspace(geometry.worldPosition, vec3(0.0), offset, geometry.position);
  vStrength = incident_strength(days);
  vFill = fill;
  vLine = line;
  if (vStrength <= 0.0) gl_Position = ${NOWHERE};
}
`;

const FRAGMENT = `\
#version 300 es
precision highp float;

flat in float vReach;
flat in float vWithin;
flat in float vWidth;
flat in float vStrength;
flat in vec4 vFill;
flat in vec4 vLine;
in vec2 vUnit;
out vec4 fragColor;

void main() {
  float depth = vReach - length(vUnit) * vReach;
  float coat = vFill.a * vStrength;
  float alpha = coat;
  if (vWithin > 0.5) {
    if (depth < vWidth + 0.5) discard;
  } else {
    float inside = clamp(depth - vWidth + 0.5, 0.0, 1.0);
    alpha = mix(vLine.a, vFill.a, inside) * clamp(depth + 0.5, 0.0, 1.0) * vStrength;
    if (alpha < coat) discard;
  }
  fragColor = vec4(vFill.rgb * alpha, alpha);
}
`;

export const DISC_SHADERS = { vs: VERTEX, fs: FRAGMENT, layout: LAYOUT };
