// Own layers: areas, lines and squares under the incidents, of the days that are shown, and their labels.
"use strict";

function createOwnLayers(data) {
  const layers = data.own.map((layer) => ({
    ...layer,
    features: layer.features.map((feature) => ({
      ...feature,
      area: feature.areas.length ? pathOf(feature.areas, data.unit, true) : null,
      line: feature.lines.length ? pathOf(feature.lines, data.unit, false) : null,
      middles: feature.points.map((part) => part / data.unit),
      place: feature.at.map((part) => part / data.unit),
    })),
  }));
  const there = ({ from, to }, days) => (from === null || from <= days.to) && (to === null || to >= days.from);

  /** Areas and lines in pixels of the world; a pixel of the screen is `1 / scale` of them. */
  function draw(context, scale, days) {
    context.lineJoin = context.lineCap = "round";
    for (const layer of layers) {
      const shown = layer.features.filter((feature) => there(feature, days));
      context.fillStyle = context.strokeStyle = layer.colour;
      context.lineWidth = layer.outline / scale;
      for (const { area } of shown) {
        if (!area) continue;
        context.globalAlpha = layer.fill;
        context.fill(area, "evenodd");
        context.globalAlpha = 1;
        context.stroke(area);
      }
      context.lineWidth = layer.line / scale;
      for (const { line } of shown) if (line) context.stroke(line);
    }
  }

  /** Squares, in pixels of the screen; gives the box of each. */
  function squares(context, camera, days) {
    const boxes = [];
    for (const layer of layers) {
      context.fillStyle = layer.colour;
      context.strokeStyle = layer.rim;
      context.lineWidth = layer.squareRim;
      const half = layer.square / 2;
      for (const { middles } of layer.features.filter((feature) => there(feature, days))) {
        for (let k = 0; k < middles.length; k += 2) {
          const [x, y] = camera.place(middles[k], middles[k + 1]);
          context.fillRect(x - half, y - half, 2 * half, 2 * half);
          context.strokeRect(x - half, y - half, 2 * half, 2 * half);
          boxes.push([x - half - 1, y - half - 1, x + half + 1, y + half + 1]);
        }
      }
    }
    return boxes;
  }

  /** The labels that have room beside their feature; `taken` has boxes that none may lie on. */
  function labels(context, camera, { width, height }, taken, days) {
    const found = [];
    const blocked = [...taken];
    for (const layer of layers) {
      context.font = `normal 600 ${layer.label}px ${FAMILY}`;
      for (const feature of layer.features) {
        if (!feature.words || !there(feature, days)) continue;
        const [x, y] = camera.place(...feature.place);
        const [wide, high] = [context.measureText(feature.words).width, layer.label];
        const beside = [
          [x + layer.gap, y + 0.31 * high], [x - layer.gap - wide, y + 0.31 * high],
          [x - wide / 2, y - layer.gap], [x - wide / 2, y + layer.gap + 0.76 * high],
        ];
        const tries = feature.area && !feature.middles.length ? [[x - wide / 2, y + 0.31 * high], ...beside] : beside;
        for (const [left, base] of tries) {
          const box = [left - 2, base - 0.76 * high - 1, left + wide + 2, base + 0.24 * high + 1];
          const inside = box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height;
          if (!inside || blocked.some((other) => meets(box, other))) continue;
          blocked.push(box);
          found.push({ layer, words: feature.words, left, base, box });
          break;
        }
      }
    }
    return found;
  }

  function write(context, found) {
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    for (const { layer, words, left, base } of found) {
      context.font = `normal 600 ${layer.label}px ${FAMILY}`;
      context.strokeStyle = layer.rim;
      context.lineWidth = 2 * layer.halo;
      context.strokeText(words, left, base);
      context.fillStyle = layer.colour;
      context.fillText(words, left, base);
    }
  }

  return { draw, squares, labels, write };
}
