// Own layers as the map draws them (geo/web/map/own_drawing.js), of the days that are shown.
"use strict";

function createOwnLayers(data) {
  const layers = data.own.map((layer) => ({ ...layer, features: layer.features.map((feature) => unpackedFeature(feature, data.unit)) }));

  return (context, camera, { from, to }) => {
    const shown = layers.map((layer) => ({ ...layer, features: layer.features.filter((feature) => isThere(feature, { start: from, end: to })) }));
    const place = (x, y) => camera.place(x, y);
    return {
      /** Areas and lines in pixels of the world. */
      ground: () => shown.forEach((layer) => paintGround(context, layer, camera.scale)),
      /** Squares, in pixels of the screen; gives the box of each. */
      squares: () => shown.flatMap((layer) => paintSquares(context, layer, place)),
      /** The labels that have room beside their feature; `taken` has boxes that none may lie on. */
      labels: (size, taken) => labelsOf(context, shown, place, size, taken, FAMILY),
      write: (labels) => writeLabels(context, labels, FAMILY),
    };
  };
}
