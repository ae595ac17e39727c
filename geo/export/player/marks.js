// Where symbols stand for what the window shows: the rules of the live map (placement.js), which come before this.
"use strict";

function createMarks(data) {
  const { marks, unit } = data;
  for (const mark of marks) [mark.wx, mark.wy] = [mark.x / unit, mark.y / unit];
  const incident = marks.map((mark) => mark.incident);
  const sites = new Map();
  const site = marks.map((mark) => sites.get(mark.site) ?? sites.set(mark.site, sites.size).get(mark.site));
  const colours = [...new Set(marks.map((mark) => mark.colour))];
  const value = data.spans.map(() => 0);
  for (const mark of marks) value[mark.incident] = colours.indexOf(mark.colour);
  const units = unitsOf(marks.length, incident, site, (m) => marks[m].form === AREA_FORM, data.spans.length);
  const placer = new Placer(units, incident, (m) => marks[m].size);
  const counts = data.counts && createCounts(data, units, incident);
  const [x, y] = [new Float64Array(units.n), new Float64Array(units.n)];
  const chosen = new Uint32Array(marks.length);

  function symbolsOf({ n, mark, dx, dy, leader, carries, counted }) {
    const found = [];
    for (let k = 0; k < counted.n; k++) {
      const m = counted.mark[k];
      const members = [...new Set([...counted.members.subarray(counted.from[k], counted.from[k + 1])].map((other) => incident[other]))];
      const shares = [];
      for (let at = counted.share[k]; at < counted.share[k + 1]; at++) shares.push([colours[counted.values[at]], counted.numbers[at]]);
      found.push({
        mark: marks[m], x: x[units.of[m]] + counted.dx[k], y: y[units.of[m]] + counted.dy[k], r: counted.r[k], leader: counted.leader[k],
        count: counted.count[k], isArea: counted.area[k] === 1, counted: true, members, shares,
      });
    }
    for (let k = 0; k < n; k++) {
      const m = mark[k];
      found.push({
        mark: marks[m], x: x[units.of[m]] + dx[k], y: y[units.of[m]] + dy[k], r: marks[m].size, leader: leader[k], count: carries[k],
        isArea: marks[m].form === AREA_FORM, counted: false, members: [marks[m].incident], shares: [],
      });
    }
    // Signs of areas lie lowest, then counted symbols, the larger first, then single ones in their order.
    const rank = (one) => (one.isArea ? 0 : one.counted ? 1 : 2);
    return found.sort((a, b) => rank(a) - rank(b) || (a.counted ? b.r - a.r : 0) || a.mark.incident - b.mark.incident);
  }

  const place = (camera, { width, height }, shown) => {
    for (let u = 0; u < units.n; u++) [x[u], y[u]] = camera.place(marks[units.mark[u]].wx, marks[units.mark[u]].wy);
    let n = 0;
    for (let m = 0; m < marks.length; m++) {
      const u = units.of[m];
      if (shown[incident[m]] && x[u] >= 0 && y[u] >= 0 && x[u] <= width && y[u] <= height) chosen[n++] = m;
    }
    const [drawn, rest] = counts ? counts.of(camera, chosen, n, shown) : [chosen, n];
    const given = { marks: drawn, n: rest, x, y, valueOf: (i) => value[i], values: colours.length, box: [0, 0, width, height], enlarged: 1 };
    return symbolsOf(placer.place(given));
  };
  return { place, counts };
}
