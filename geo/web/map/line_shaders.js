// @ts-check
/**
 * How routes, outlines of areas and the lines between one incident's sites are painted: each piece of a line as four
 * triangles that join those of its neighbours with round corners. A line is drawn half a pixel wider to each side than
 * it is, and gets its soft edge there.
 */
import { NOWHERE } from "./window_shader.js";

/** Bytes of a point, and of the rest of a corner's record. */
export const POINT_STRIDE = 16;
export const PIECE_STRIDE = 28;
/** A piece begins at its second point: before it lies the one of the piece before, after it the next ones. */
const LAYOUT = [
  {
    name: "points",
    byteStride: POINT_STRIDE,
    attributes: [
      { attribute: "pointBefore", format: "float32x4", byteOffset: 0 },
      { attribute: "pointFrom", format: "float32x4", byteOffset: POINT_STRIDE },
      { attribute: "pointTo", format: "float32x4", byteOffset: 2 * POINT_STRIDE },
      { attribute: "pointAfter", format: "float32x4", byteOffset: 3 * POINT_STRIDE },
    ],
  },
  {
    name: "pieces",
    byteStride: PIECE_STRIDE,
    attributes: [
      { attribute: "days", format: "float32x2", byteOffset: 0 },
      { attribute: "width", format: "float32", byteOffset: 8 },
      { attribute: "hue", format: "unorm8x4", byteOffset: 12 },
      { attribute: "pickingColor", format: "uint8x4", byteOffset: 16 },
      { attribute: "facts", format: "uint8x4", byteOffset: 20 },
      { attribute: "corner", format: "sint8x4", byteOffset: 24 },
    ],
  },
];
/** Where in a piece its corners lie, at its beginning or end and on which side, and which of them make triangles. */
export const PIECE_CORNERS = [0, 0, 0, -1, 0, 1, 1, -1, 1, 1, 1, 0];
export const PIECE_TRIANGLES = [0, 1, 2, 1, 4, 2, 1, 3, 4, 3, 5, 4];
/** Bits of what a piece is. */
export const STARTS = 1;
export const ENDS = 2;
/** Lengths of dashes and of dashes with gaps are given in parts of the line's width. */
export const DASH_PARTS = 10;

const VERTEX = `\
#version 300 es
// Longitude and latitude, then what they lack in numbers of four bytes.
in vec4 pointBefore;
in vec4 pointFrom;
in vec4 pointTo;
in vec4 pointAfter;
in vec2 days;
in float width;  // pixels
in vec4 hue;
in vec4 pickingColor;
in vec4 facts;  // whether the line starts or ends here; a dash, and a dash with its gap
in vec4 corner;

flat out float vHalf;
flat out float vStrength;
flat out vec4 vHue;
flat out vec2 vDash;
out vec2 vOffset;  // from the point, in halves of the width
out vec2 vAlong;   // from the middle of the line, and from its beginning
flat out float vLength;

vec2 common_of(vec4 point) {
  return project_position(vec3(point.xy, 0.0), vec3(point.zw, 0.0)).xy;
}

vec2 direction(vec2 delta) {
  return dot(delta, delta) > 0.0 ? normalize(delta) : vec2(0.0);
}

void main() {
  bool isEnd = corner.x > 0.0;
  float side = corner.y;  // -1, 0, 1
  vec4 here = isEnd ? pointTo : pointFrom;
  geometry.worldPosition = vec3(here.xy, 0.0);
  vec2 before = common_of(isEnd ? pointFrom : pointBefore);
  vec2 at = common_of(here);
  vec2 after = common_of(isEnd ? pointAfter : pointTo);
  vHalf = width / 2.0 + 0.5;
  float unit = project_pixel_size(vHalf);

  vec2 deltaIn = (at - before) / unit;
  vec2 deltaOut = (after - at) / unit;
  float lengthIn = length(deltaIn);
  float lengthOut = length(deltaOut);
  vec2 dirIn = direction(deltaIn);
  vec2 dirOut = direction(deltaOut);
  vec2 perpIn = vec2(-dirIn.y, dirIn.x);
  vec2 perpOut = vec2(-dirOut.y, dirOut.x);
  vec2 tangent = dirIn + dirOut;
  tangent = dot(tangent, tangent) > 0.0 ? normalize(tangent) : perpIn;
  vec2 miter = vec2(-tangent.y, tangent.x);
  vec2 dir = isEnd ? dirIn : dirOut;
  vec2 perp = isEnd ? perpIn : perpOut;
  float sinHalf = abs(dot(miter, perp));
  float cosHalf = abs(dot(dirIn, miter));
  float turn = dirIn.x * dirOut.y >= dirIn.y * dirOut.x ? -1.0 : 1.0;
  float outer = side * turn;  // -1 on the inner side of the corner
  float miterSize = 1.0 / max(sinHalf, 0.001);
  // An inner corner does not reach beyond the piece.
  if (outer < 0.0) miterSize = min(miterSize, max(lengthIn, lengthOut) / max(cosHalf, 0.001));
  bool isJoint = side == 0.0;
  vOffset = (outer >= 0.5 ? perp : miter * miterSize) * (isJoint ? turn : side);

  bool starts = lengthIn == 0.0 || (!isEnd && mod(facts.x, 2.0) > 0.5);
  bool ends = lengthOut == 0.0 || (isEnd && facts.x > 1.5);
  // A triangle that a round end lies in.
  if (starts || ends) vOffset = isJoint ? dir * (starts ? -4.0 : 4.0) : perp * side;

  vec2 fromStart = vOffset + (isEnd ? deltaIn : vec2(0.0));
  vAlong = vec2(dot(fromStart, perp), dot(fromStart, dir));
  vLength = isEnd ? lengthIn : lengthOut;
  geometry.position = vec4(at + vOffset * unit, 0.0, 1.0);
  gl_Position = project_common_position_to_clipspace(geometry.position);
  vStrength = incident_strength(days);
  vHue = hue;
  vDash = facts.yz / ${DASH_PARTS}.0 * 2.0;
  picking_setPickingColor(pickingColor.rgb);
  if (vStrength <= 0.0) gl_Position = ${NOWHERE};
}
`;

const FRAGMENT = `\
#version 300 es
precision highp float;

flat in float vHalf;
flat in float vStrength;
flat in vec4 vHue;
flat in vec2 vDash;
in vec2 vOffset;
in vec2 vAlong;
flat in float vLength;
out vec4 fragColor;

void main() {
  bool isBeyond = vAlong.y < 0.0 || vAlong.y > vLength;
  float fromMiddle = isBeyond ? length(vOffset) : abs(vAlong.x);
  if (isBeyond && fromMiddle > 1.0) discard;
  float alpha = vHue.a * clamp((1.0 - fromMiddle) * vHalf, 0.0, 1.0);
  // Dashes are measured by the line as it is, without its soft edge.
  if (vDash.y > 0.0 && mod(vAlong.y * vHalf / (vHalf - 0.5), vDash.y) > vDash.x) discard;
  fragColor = vec4(vHue.rgb, alpha * vStrength);
  incident_pick(fragColor, vStrength);
}
`;

export const LINE_SHADERS = { vs: VERTEX, fs: FRAGMENT, layout: LAYOUT };
