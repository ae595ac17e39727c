// Own layers as the map draws them (geo/web/map/own_drawing.js), of the days that are shown.
"use strict";

function createOwnLayers(data) {
  const layers = data.own.map((layer) => ({
    ...layer,
    features: layer.features.map((feature) => ({
      ...feature,
      area: feature.areas.length ? pathOf(feature.areas, data.unit, true) : null,
      line: feature.lines.length ? pathOf(feature.lines, data.unit, false) : null,
      middles: feature.points.map((part) => part / data.unit),
      at: feature.at.map((part) => part / data.unit),
    })),
  }));
  const shown = ({ from, to }) =>
    layers.map((layer) => ({ ...layer, features: layer.features.filter((feature) => isThere(feature, { start: from, end: to })) }));

  return {
    /** Areas and lines in pixels of the world; a pixel of the screen is `1 / scale` of them. */
    draw: (context, scale, days) => shown(days).forEach((layer) => paintGround(context, layer, scale)),
    /** Squares, in pixels of the screen; gives the box of each. */
    squares: (context, camera, days) => shown(days).flatMap((layer) => paintSquares(context, layer, (x, y) => camera.place(x, y))),
    /** The labels that have room beside their feature; `taken` has boxes that none may lie on. */
    labels: (context, camera, size, taken, days) => labelsOf(context, shown(days), (x, y) => camera.place(x, y), size, taken, FAMILY),
    write: (context, found) => writeLabels(context, found, FAMILY),
  };
}
