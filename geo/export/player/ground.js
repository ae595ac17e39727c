// The basemap: areas and lines from the table of layers, each layer one path in pixels of the world.
"use strict";

/** The value of a stop table at a zoom; between stops it grows by the base to the power of the zoom. */
function atZoom({ at, base }, zoom) {
  if (zoom <= at[0][0]) return at[0][1];
  for (let k = 1; k < at.length; k++) {
    const [[z0, v0], [z1, v1]] = [at[k - 1], at[k]];
    if (zoom >= z1) continue;
    const share = base === 1 ? (zoom - z0) / (z1 - z0) : (base ** (zoom - z0) - 1) / (base ** (z1 - z0) - 1);
    return v0 + (v1 - v0) * share;
  }
  return at[at.length - 1][1];
}

const coursesOf = (packed, unit) => packed.map((steps) => placesOf(steps, unit));

/** Lines one by one with the box around each: what is out of sight is not stroked. */
const linesOf = (courses) => courses.map((line) => ({ path: pathOf([line], false), box: boundsOf([line]) }));

const SHADES = 6;

/** The strokes of a line as [width, opacity]: a blurred one is several, from wide to narrow. */
function strokesOf(layer, zoom) {
  const width = atZoom(layer.width, zoom);
  if (!layer.blur) return [[width, layer.opacity]];
  const reach = width / 2 + 0.5;
  const blur = Math.min(layer.blur + 1, reach);
  const strokes = [];
  for (let step = 0; step < SHADES; step++) {
    const half = reach - (blur * (step + 0.5)) / SHADES;
    if (half > 0) strokes.push([2 * half, layer.opacity / (SHADES - step)]);
  }
  return strokes;
}

function createGround(data) {
  const layers = data.layers.map((layer) => (layer.fill
    ? { ...layer, path: pathOf(coursesOf(layer.rings, data.unit), true) } : { ...layer, lines: linesOf(coursesOf(layer.rings, data.unit)) }));
  return (context, zoom, scale, seen) => {
    for (const layer of layers) {
      if (zoom < layer.zooms[0] || zoom >= layer.zooms[1]) continue;
      if (layer.fill) {
        context.fillStyle = layer.colour;
        context.fill(layer.path, "evenodd");
        continue;
      }
      context.strokeStyle = layer.colour;
      context.lineJoin = "round";
      context.lineCap = layer.round ? "round" : "butt";
      for (const [width, opacity] of strokesOf(layer, zoom)) {
        context.globalAlpha = opacity;
        context.lineWidth = width / scale;
        context.setLineDash(layer.dash.map((step) => (step * width) / scale));
        for (const { path, box } of layer.lines) {
          if (meet(box, seen)) context.stroke(path);
        }
      }
      context.globalAlpha = 1;
      context.setLineDash([]);
    }
  };
}
