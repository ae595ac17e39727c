// @ts-check
/** How strongly an incident is painted: what of it lies in the window of dates. For the shaders of all layers. */

/** Of the graphics card; the names are those of `Settings`. */
const NUMBERS = `\
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

const STRENGTH = `\
// Of an incident from its first and last possible day; 0 is not drawn.
float incident_strength(vec2 days) {
  bool touches = incident.certainly > 0.5
    ? days.x >= incident.range.x && days.y <= incident.range.y
    : days.x <= incident.range.y && days.y >= incident.range.x;
  if (touches) {
    if (incident.fade <= 0.0) return 1.0;
    float age = max(0.0, incident.range.y + incident.glide - days.y);
    return max(incident.least, 1.0 - age / incident.fade);
  }
  if (days.y >= incident.range.x) return 0.0;
  float gone = incident.range.x + incident.glide - days.y;
  float rest = incident.fade > 0.0 ? incident.least * (1.0 - gone / incident.fade) : 0.0;
  return max(incident.trace, rest);
}
`;

const PICKED = `\
// While what is under the pointer is looked for: what is past, or hardly painted, is not.
void incident_pick(inout vec4 color, float strength) {
  if (picking.isActive < 0.5) return;
  if (color.a < 0.05 || strength < incident.least - 0.001) discard;
  color = picking_filterPickingColor(color);
}
`;

/** For `modules` of a model. @param {any} picking  the renderer's module */
export const windowModule = (picking) => ({
  name: "incident",
  dependencies: [picking],
  vs: NUMBERS + STRENGTH,
  fs: NUMBERS + PICKED,
  uniformTypes: {
    range: "vec2<f32>",
    certainly: "f32",
    glide: "f32",
    trace: "f32",
    fade: "f32",
    least: "f32",
    paper: "vec3<f32>",
  },
});

/** What is off the screen. */
export const NOWHERE = "vec4(2.0, 2.0, 2.0, 1.0)";
