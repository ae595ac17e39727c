// Incidents: discs, lines, symbols, painted by the live map's own painters from its table of symbols.
"use strict";

function createSymbols(data) {
  const { marks, lines, paper, surface, ink, unit } = data;
  const { disc, selection, strokes } = SYMBOLS;
  for (const line of lines) line.points = placesOf(line.steps, unit);
  const { place, counts } = createMarks(data);
  /** Whether an incident is drawn by itself. */
  const isDrawn = (incident, selected) => !counts || incident === selected || counts.keeps(incident);
  const looks = { paper, surface, ink, font: FAMILY };
  const turn = -data.camera.start.bearing;
  const coat = document.createElement("canvas").getContext("2d");
  let symbols = [];

  function pathOf(camera, points) {
    const path = [];
    for (let k = 0; k < points.length; k += 2) path.push(camera.place(points[k], points[k + 1]));
    return path;
  }

  /** Something painted by itself, laid over the map as a whole. */
  function laid(context, paint) {
    const { width, height } = context.canvas;
    Object.assign(coat.canvas, { width, height });
    coat.setTransform(context.getTransform());
    paint();
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(coat.canvas, 0, 0);
    context.restore();
  }

  /** Discs as one flat coat: of each hue the outline of all together, and nothing that adds up. */
  function paintCoat(camera, shown, selected) {
    for (const colour of new Set(marks.map((mark) => mark.colour))) {
      const discs = marks.filter((mark) => mark.colour === colour && shown[mark.incident] && isDrawn(mark.incident, selected) && mark.radius * camera.scale > mark.size);
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
      const within = around(disc.lineWidth / 2);
      coat.globalAlpha = disc.lineOpacity;
      coat.strokeStyle = coat.fillStyle = colour;
      coat.lineWidth = disc.lineWidth;
      coat.stroke(around(0));
      coat.globalAlpha = 1;
      coat.globalCompositeOperation = "destination-out";
      coat.fill(within);
      coat.globalCompositeOperation = "source-over";
      coat.globalAlpha = disc.fillOpacity;
      coat.fill(within);
    }
  }

  function drawLines(context, camera, shown, selected) {
    const seen = lines.filter((line) => shown[line.incident] && isDrawn(line.incident, selected)).map((line) => ({ ...line, path: pathOf(camera, line.points) }));
    for (const { role, width, opacity, dash, roundCaps } of strokes) {
      for (const line of seen) {
        const joins = role === "joint";
        if (line.role !== role || (joins && line.incident !== selected)) continue;
        const look = { stroke: joins ? selection.colour : line.colour, strokeWidth: width, strokeOpacity: opacity, dash: dash.map((step) => step * width), roundCaps };
        paintShapes(context, [{ paths: [line.path], ...look }]);
      }
    }
    const chosen = seen.filter((line) => line.incident === selected && line.role !== "joint").map(({ path }) => path);
    if (chosen.length) laid(context, () => paintBeside(coat, chosen, selection.lineWidth));
  }

  /** From the places of symbols to their edges. */
  function drawLeaders(context, camera) {
    const ends = symbols.filter((symbol) => symbol.leader).map(({ mark, x, y, r }) => {
      const [px, py] = camera.place(mark.wx, mark.wy);
      const part = 1 - r / Math.hypot(x - px, y - py);
      return [[px, py], [px + (x - px) * part, py + (y - py) * part]];
    });
    const drawn = ends.map((line) => leaderShapes(line, looks));
    for (const stroke of [0, 1]) paintShapes(context, drawn.map((shapes) => shapes[stroke]));
    for (const [[x, y]] of ends) paintShapes(context, dotShapes(x, y, looks));
  }

  /** What is open, where a cell counts it: its own symbol at its place. */
  function alone(camera, shown, selected) {
    if (!counts || selected < 0 || !shown[selected] || symbols.some(({ members }) => members.includes(selected))) return [];
    return marks.filter((mark) => mark.incident === selected).map((mark) => {
      const [x, y] = camera.place(mark.wx, mark.wy);
      return { mark, x, y, r: mark.size };
    });
  }

  return {
    draw(context, camera, shown, selected, size) {
      symbols = place(camera, size, shown);
      counts?.paint(context, camera);
      laid(context, () => paintCoat(camera, shown, selected));
      drawLines(context, camera, shown, selected);
      drawLeaders(context, camera);
      for (const { mark, x, y, r, counted, isArea, count, shares } of symbols) {
        if (!counted) {
          paintShapes(context, symbolShapes(FORMS[mark.form], x, y, r, mark.colour, paper, turn));
          if (mark.badge) drawSiteBadge(context, x, y, r, mark.badge, looks);
        } else if (isArea) drawCountedArea(context, x, y, r, count, shares, looks, turn);
        else drawCounted(context, x, y, r, count, shares, looks);
      }
      for (const one of alone(camera, shown, selected)) {
        paintShapes(context, symbolShapes(FORMS[one.mark.form], one.x, one.y, one.r, one.mark.colour, paper, turn));
        paintShapes(context, [ringShape(one.x, one.y, one.r, selection.lineWidth)]);
      }
      const ringed = symbols.filter(({ members }) => members.includes(selected));
      paintShapes(context, ringed.map(({ x, y, r }) => ringShape(x, y, r, selection.lineWidth)));
    },
    /** What was drawn last: where each symbol stands, its true place, and how many are counted there. */
    drawn: () => symbols,
    /** Incidents that symbols and cells stand for. */
    total: () => symbols.reduce((sum, one) => sum + one.count, counts ? counts.total() : 0),
    /** Boxes of symbols, and of the number in each that has one. */
    boxes: () => [...symbols.map(({ x, y, r, counted }) => ({
      box: [x - r, y - r, x + r, y + r], number: counted ? [x - 0.6 * r, y - 5, x + 0.6 * r, y + 5] : null,
    })), ...(counts ? counts.boxes() : [])],
    /** The incidents of the symbol at a place of the screen, the topmost first. */
    at(px, py) {
      const found = symbols.findLast(({ x, y, r }) => Math.hypot(px - x, py - y) <= r + 4);
      return found ? found.members : counts ? counts.at(px, py) : [];
    },
  };
}
