// Incidents: discs, routes, joints, symbols. As the map and the pictures paint them, from the same table.
"use strict";

function mix(over, under, share) {
  const part = (hex, at) => parseInt(hex.slice(at, at + 2), 16);
  return `rgb(${[1, 3, 5].map((at) => Math.round(part(over, at) * share + part(under, at) * (1 - share))).join(",")})`;
}

function ring(context, x, y, radius, width, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

function disc(context, x, y, radius, colour) {
  context.beginPath();
  context.arc(x, y, Math.max(0, radius), 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

function drawSymbol(context, style, x, y, radius, colour, paper) {
  const outer = radius - 0.5;
  const rim = style.rimWidth - 0.4;
  const core = mix(colour, paper, style.core);
  if (style.square) {
    const half = radius * style.scale - 0.5;
    context.fillStyle = core;
    context.beginPath();
    context.roundRect(x - half, y - half, 2 * half, 2 * half, style.corner);
    context.fill();
    const step = (8 * half) / style.dashes;
    context.setLineDash([step * style.share, step * (1 - style.share)]);
    context.strokeStyle = colour;
    context.lineWidth = rim;
    context.stroke();
    context.setLineDash([]);
    return;
  }
  if (style.rim === "paper") {
    disc(context, x, y, outer, paper);
    disc(context, x, y, outer - rim, core);
    return;
  }
  const middle = outer - rim / 2;
  if (style.dashes) disc(context, x, y, outer, paper);
  disc(context, x, y, middle, core);
  const step = (2 * Math.PI * middle) / (style.dashes || 1);
  context.setLineDash(style.dashes ? [step * style.share, step * (1 - style.share)] : []);
  ring(context, x, y, middle, rim, colour);
  context.setLineDash([]);
}

function createSymbols(data) {
  const { marks, lines, styles, paper, surface, ink, unit } = data;
  for (const line of lines) line.points = unpacked(line.steps, unit);
  const place = createMarks(data);
  const looks = { paper, surface, ink, font: FAMILY };
  const areaStyle = { ...styles.forms[AREA_FORM], rim: styles.forms[AREA_FORM].rimWidth, dashShare: styles.forms[AREA_FORM].share };
  const coat = document.createElement("canvas").getContext("2d");
  let symbols = [];

  function course(context, camera, points) {
    context.beginPath();
    for (let k = 0; k < points.length; k += 2) {
      const [x, y] = camera.place(points[k], points[k + 1]);
      if (k) context.lineTo(x, y);
      else context.moveTo(x, y);
    }
  }

  function stroke(context, colour, width, opacity, dash = []) {
    context.strokeStyle = colour;
    context.globalAlpha = opacity;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** Discs as one flat coat: of each hue the outline of all together, and nothing that adds up. */
  function coatOf(context, camera, shown) {
    const { width, height } = context.canvas;
    Object.assign(coat.canvas, { width, height });
    coat.setTransform(context.getTransform());
    for (const colour of new Set(marks.map((mark) => mark.colour))) {
      const discs = marks.filter((mark) => mark.colour === colour && shown[mark.incident] && mark.radius * camera.scale > mark.size);
      const around = (less) => {
        const path = new Path2D();
        for (const mark of discs) {
          const [x, y] = camera.place(mark.wx, mark.wy);
          const radius = Math.max(0, mark.radius * camera.scale - less);
          path.moveTo(x + radius, y);
          path.arc(x, y, radius, 0, 2 * Math.PI);
        }
        return path;
      };
      coat.globalAlpha = styles.disc.line;
      coat.strokeStyle = coat.fillStyle = colour;
      coat.stroke(around(0));
      coat.globalAlpha = 1;
      coat.globalCompositeOperation = "destination-out";
      coat.fill(around(0.5));
      coat.globalCompositeOperation = "source-over";
      coat.globalAlpha = styles.disc.fill;
      coat.fill(around(0.5));
    }
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(coat.canvas, 0, 0);
    context.restore();
  }

  /** From the place of a symbol to its edge. */
  function leader(context, camera, { mark, x, y, r }) {
    const [px, py] = camera.place(mark.wx, mark.wy);
    const part = 1 - r / Math.hypot(x - px, y - py);
    for (const [colour, width] of [[paper, 2.9], [ink, 1.1]]) {
      context.beginPath();
      context.moveTo(px, py);
      context.lineTo(px + (x - px) * part, py + (y - py) * part);
      stroke(context, colour, width, 1);
    }
    disc(context, px, py, 2.3, paper);
    disc(context, px, py, 1.5, ink);
  }

  function highlight(context, camera, line) {
    course(context, camera, line.points);
    stroke(context, styles.selection, 15, 0.45);
  }

  return {
    draw(context, camera, shown, selected, size) {
      symbols = place(camera, size, shown);
      coatOf(context, camera, shown);
      for (const line of lines) {
        if (!shown[line.incident]) continue;
        if (line.incident === selected && line.role !== "joint") highlight(context, camera, line);
        course(context, camera, line.points);
        context.lineCap = "round";
        if (line.role === "route") stroke(context, line.colour, styles.route.casing, styles.route.opacity);
        context.lineCap = "butt";
        const [width, opacity, dash] = styles[line.role].line;
        stroke(context, line.colour, width, opacity, dash);
      }
      for (const symbol of symbols) if (symbol.leader) leader(context, camera, symbol);
      for (const { mark, x, y, r, counted, isArea, count, shares, members } of symbols) {
        if (members.includes(selected)) ring(context, x, y, r + 5, 2.5, styles.selection);
        if (!counted) drawSymbol(context, styles.forms[mark.form], x, y, r, mark.colour, paper);
        else if (isArea) drawCountedArea(context, x, y, r, count, shares, looks, areaStyle);
        else drawCounted(context, x, y, r, count, shares, looks);
      }
    },
    /** What was drawn last: where each symbol stands, its true place, and how many are counted there. */
    drawn: () => symbols,
    /** Boxes of symbols, and of the number in each that has one. */
    boxes: () => symbols.map(({ x, y, r, counted }) => ({
      box: [x - r, y - r, x + r, y + r], number: counted ? [x - 0.6 * r, y - 5, x + 0.6 * r, y + 5] : null,
    })),
    /** The incidents of the symbol at a place of the screen, the topmost first. */
    at(px, py) {
      const found = symbols.findLast(({ x, y, r }) => Math.hypot(px - x, py - y) <= r + 4);
      return found ? found.members : [];
    },
  };
}
