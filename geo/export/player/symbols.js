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

/** How much of the offset that parts close places holds at a zoom. */
function nearFactor([first, last], zoom) {
  return Math.min(1, Math.max(0, (last - zoom) / (last - first)));
}

function createSymbols(data) {
  const { marks, lines, styles, paper, unit } = data;
  for (const line of lines) line.points = unpacked(line.steps, unit);
  for (const mark of marks) [mark.wx, mark.wy] = [mark.x / unit, mark.y / unit];

  function placeOf(camera, mark) {
    const [x, y] = camera.place(mark.wx, mark.wy);
    const near = nearFactor(data.nearFade, camera.zoom);
    return [x + mark.offset[0] + mark.near[0] * near, y + mark.offset[1] + mark.near[1] * near];
  }

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

  return {
    placeOf,
    draw(context, camera, shown, selected) {
      for (const mark of marks) {
        if (!shown[mark.incident] || !mark.radius) continue;
        const [x, y] = camera.place(mark.wx, mark.wy);
        context.globalAlpha = styles.disc.fill;
        disc(context, x, y, mark.radius * camera.scale, mark.colour);
        context.globalAlpha = styles.disc.line;
        ring(context, x, y, mark.radius * camera.scale, 1, mark.colour);
        context.globalAlpha = 1;
      }
      for (const line of lines) {
        if (!shown[line.incident]) continue;
        course(context, camera, line.points);
        context.lineCap = "round";
        if (line.role === "route") stroke(context, line.colour, styles.route.casing, styles.route.opacity);
        context.lineCap = "butt";
        const [width, opacity, dash] = styles[line.role].line;
        stroke(context, line.colour, width, opacity, dash);
      }
      for (const mark of marks) {
        if (!shown[mark.incident]) continue;
        const [x, y] = placeOf(camera, mark);
        if (mark.incident === selected) ring(context, x, y, mark.size + 5, 2.5, styles.selection);
        drawSymbol(context, styles.forms[mark.form], x, y, mark.size, mark.colour, paper);
      }
    },
    boxes(camera, shown) {
      return marks.filter((mark) => shown[mark.incident]).map((mark) => {
        const [x, y] = placeOf(camera, mark);
        return [x - mark.size, y - mark.size, x + mark.size, y + mark.size];
      });
    },
    /** The incident at a place of the screen, the topmost first; -1 for none. */
    at(camera, shown, px, py) {
      for (let k = marks.length - 1; k >= 0; k--) {
        const mark = marks[k];
        if (!shown[mark.incident]) continue;
        const [x, y] = placeOf(camera, mark);
        if (Math.hypot(px - x, py - y) <= mark.size + 4) return mark.incident;
      }
      return -1;
    },
  };
}
