// Names of the map: what matters most first, none over another.
"use strict";

/** Pixels farther from its dot that a name may stand. */
const AWAY = [0, 9, 20];
const SIDES = { left: [1, 0], right: [-1, 0], top: [0, 1], bottom: [0, -1] };

/** Pixels of boxes under a name; a number that can be read is worth more than a name. */
function covered(box, symbols) {
  let sum = 0;
  for (const { box: other, number } of symbols) {
    if (number && meet(box, number)) return Infinity;
    if (!meet(box, other)) continue;
    sum += (Math.min(box[2], other[2]) - Math.max(box[0], other[0])) * (Math.min(box[3], other[3]) - Math.max(box[1], other[1]));
  }
  return sum;
}

function createNames(data) {
  const layers = data.names.map((layer) => ({
    ...layer,
    features: layer.features.map(([x, y, name, z, until, anchor, dot]) => ({
      x: x / data.unit, y: y / data.unit, rows: (layer.upper ? name.toUpperCase() : name).split("\n"), z, until, anchor, dot,
    })),
  }));

  function boxOf(context, rows, x, y, [dx, dy], reach, size) {
    const width = Math.max(...rows.map((row) => context.measureText(row).width));
    const height = size * 1.2 * rows.length;
    const [px, py] = [x + dx * reach, y + dy * (reach - 1.5 + height * 0.4)];
    const left = dx > 0 ? px : dx < 0 ? px - width : px - width / 2;
    return { box: [left, py - height / 2, left + width, py + height / 2], middle: left + width / 2, py, height };
  }

  return (context, camera, { width, height }, marks) => {
    const { zoom } = camera;
    const taken = [];
    const drawn = [];
    for (const layer of layers) {
      const size = atZoom(layer.size, zoom);
      context.font = `${layer.slant} ${layer.weight} ${size}px ${FAMILY}`;
      context.letterSpacing = `${layer.spacing * size}px`;
      for (const feature of layer.features) {
        if (feature.z > zoom || Math.floor(zoom) >= feature.until) continue;
        const [x, y] = camera.place(feature.x, feature.y);
        if (x < -80 || y < -20 || x > width + 80 || y > height + 20) continue;
        const order = feature.anchor ? [feature.anchor, ...Object.keys(SIDES).filter((s) => s !== feature.anchor)] : [""];
        const away = feature.anchor ? AWAY : [0];
        const tries = away.flatMap((more) => order.map((side) =>
          boxOf(context, feature.rows, x, y, SIDES[side] ?? [0, 0], layer.gap + more, size)));
        const free = tries.filter(({ box }) => !taken.some((other) => meet(box, other)));
        const hidden = free.map(({ box }) => covered(box, marks));
        const least = Math.min(...hidden);
        const best = free[hidden.indexOf(least)];
        if (!best || least === Infinity || (least && !feature.anchor)) continue;
        taken.push(wider(best.box, 2));
        drawn.push({ layer, feature, size, x, y, best });
      }
    }
    return {
      dots() {
        for (const { layer, feature, x, y } of drawn) if (feature.dot) drawDot(context, layer, feature.dot, x, y);
      },
      words() {
        for (const item of drawn.reverse()) write(context, item);
        context.letterSpacing = "0px";
      },
    };
  };

  function drawDot(context, layer, [radius, rim, core], x, y) {
    context.beginPath();
    context.arc(x, y, radius + rim / 2, 0, 2 * Math.PI);
    context.fillStyle = layer.dotFill;
    context.fill();
    context.strokeStyle = layer.dotRim;
    context.lineWidth = rim;
    context.stroke();
    if (!core) return;
    context.beginPath();
    context.arc(x, y, core, 0, 2 * Math.PI);
    context.fillStyle = layer.dotRim;
    context.fill();
  }

  function write(context, { layer, feature, size, best }) {
    context.font = `${layer.slant} ${layer.weight} ${size}px ${FAMILY}`;
    context.letterSpacing = `${layer.spacing * size}px`;
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    feature.rows.forEach((row, k) => {
      const y = best.py - best.height / 2 + size * 1.2 * (k + 0.5) + 0.31 * size;
      context.strokeStyle = layer.halo;
      context.lineWidth = 2 * layer.haloWidth;
      context.strokeText(row, best.middle, y);
      context.fillStyle = layer.colour;
      context.fillText(row, best.middle, y);
    });
  }
}
