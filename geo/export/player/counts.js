// Hexagons, governorates or density, where the view shows them: counted and painted by the live map's modules.
"use strict";

function createCounts(data, units, incident) {
  const { marks, counts, spans } = data;
  const world = Float64Array.from({ length: 2 * units.n }, (_, k) => (k % 2 ? marks[units.mark[k >> 1]].wy : marks[units.mark[k >> 1]].wx));
  // Radii are pixels of the world here: as metres at the equator they count alike.
  const columns = {
    n: spans.length,
    areaCode: counts.code,
    header: { areas: counts.areas },
    marks: {
      n: marks.length, incident, form: marks.map((mark) => mark.form), radius: marks.map((mark) => mark.radius * EQUATOR_PIXEL_M),
      position: new Float64Array(2 * marks.length),
    },
  };
  const counting = new CellCounts(columns, units, world);
  const everything = { mask: new Uint8Array(spans.length).fill(1), masked: 0 };
  const keeps = keepsLines(columns, null, counts.mode);
  const byArea = counts.areas && new AreaCounts(columns);
  let [cells, shown, n, context, within] = [null, [], 0, null, []];
  const overlay = new CountOverlay({ draw: (_box, paint) => paint(context) });
  overlay.areas = counts.areas ?? null;
  const scale = document.getElementById("scale");
  let said = "";

  /** The scale of the colours changes with the zoom. */
  function explain(latitude) {
    const { mode, level, most, leftOut } = cells;
    const any = cells.n > 0 || cells.surface !== null;
    const shownByArea = areasInView(counts.areas, cells);
    const words = JSON.stringify([level, most, leftOut, any, shownByArea]);
    if (words === said) return;
    said = words;
    const state = { inView: { cells: { mode, level, most, leftOut, any, byArea: shownByArea } }, theme: counts.theme, camera: { latitude } };
    scale.replaceChildren(...countGroups({ get: () => state }));
  }

  return {
    /** Whether an incident is drawn by itself. */
    keeps,
    /** Count what shows; gives the marks that keep their symbol, and how many. */
    of(camera, chosen, size, seen) {
      if (byArea) {
        within = seen;
        cells = byArea.cells((i) => Boolean(seen[i]), counts.mostInOne);
        explain(counts.latitude);
        return [chosen, 0];
      }
      [shown, n] = [chosen, size];
      cells = counting.count(counts.mode, camera.zoom, everything, shown, n, camera.screen().middle[0]);
      cells.most = counts.most[cells.level] ?? cells.most;
      explain(counts.latitude);
      return [counting.rest, counting.restN];
    },
    paint(context_, camera) {
      context = context_;
      const looks = { theme: counts.theme, ink: data.ink, ground: counts.ground, font: FAMILY };
      overlay.paint(camera.screen(), cells, looks, -data.camera.start.bearing, -1);
    },
    /** Incidents that cells stand for. */
    total: () => (byArea ? cells.tally.drawn : Array.from(cells.counts.subarray(0, cells.n)).reduce((sum, count) => sum + count, 0)),
    /** A number of a governorate is as wide as its range, and no name may cover any of it. */
    boxes: () => [
      ...overlay.numbers.map(({ x, y, r }) => ({ box: [x, y, x, y], number: [x - 0.6 * r, y - 5, x + 0.6 * r, y + 5] })),
      ...overlay.taken.map((box) => ({ box, number: box })),
    ],
    at(x, y) {
      const cell = overlay.at(x, y);
      if (cell && byArea) return [...within.keys()].filter((i) => within[i] && isInArea(columns, i, cell.key));
      return cell ? counting.incidentsIn(cell.key, shown, n) : [];
    },
  };
}
