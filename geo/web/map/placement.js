// @ts-check
/**
 * Where the symbols of the shown incidents stand: at their place, beside it with a leader line, or as one counted
 * symbol. Everything follows from what is shown: the marks that pass filter and window, at this camera, in this box. No
 * symbol stands farther from its place than its own diameter; with a leader line than three diameters.
 *
 * The same as geo/layers/placement.py; tests/placement_cases.json holds both together. Nothing is made anew for a mark.
 *
 * @typedef {import('./spreading.js').Box} Box
 * @typedef {import('./units.js').Units} Units
 * @typedef {import('./placed.js').Placed} Placed
 * @typedef {{marks: Uint32Array, n: number, x: Float64Array, y: Float64Array, valueOf: (incident: number) => number,
 *            values: number, box: Box, enlarged: number}} Shown  marks in the box; place of each unit in pixels; number
 *   of the value that gives an incident its hue, and how many there are; layout pixels for one of the screen
 */
import { Grouping, Neighbours, countedRadius, roomFor } from "./grouping.js";
import { clearPlaced, nothingPlaced } from "./placed.js";
import { MOST_SIGNS, MOST_SPREAD, aside, fitsIn, setAside, spread, spreadOut } from "./spreading.js";

const [homeX, homeY, homeR] = [0, 1, 2].map(() => new Float64Array(MOST_SPREAD));

export class Placer {
  grouping = new Grouping();
  near = new Neighbours();
  /** Of the shown units: which, its place, radius of its first symbol, marks, and the group it is in. */
  shown = new Uint32Array(0);
  x = new Float64Array(0);
  y = new Float64Array(0);
  own = new Float64Array(0);
  count = new Int32Array(0);
  group = new Int32Array(0);
  /** Marks of each group, and where they begin. */
  sorted = new Uint32Array(0);
  starts = new Int32Array(0);
  next = new Int32Array(0);
  tally = new Int32Array(0);
  step = 0;
  placed = nothingPlaced();
  /** @type {Shown} */
  given = /** @type {any} */ (null);

  /** @param {Units} units @param {ArrayLike<number>} incident  of the marks @param {(m: number) => number} radiusOf  pixels of a mark's symbol */
  constructor(units, incident, radiusOf) {
    this.units = units;
    this.incident = incident;
    this.radiusOf = radiusOf;
    /** The place of each unit among those shown, where it is one of them in this step. */
    this.spot = new Int32Array(units.n).fill(-1);
    this.seen = new Int32Array(units.several.length);
    this.first = new Uint32Array(units.several.length);
  }

  /** @param {Shown} given @returns {Placed} good until the next step */
  place(given) {
    const { marks, n, x, y, box, enlarged, values } = given;
    this.given = given;
    this.step++;
    const units = this.gather(marks, n, x, y);
    let sites = 0;
    while (sites < units && !this.units.area[this.shown[sites]]) sites++;
    const anchor = this.grouping.run(sites, this.x, this.y, this.own, this.count, box, enlarged);
    const groups = this.number(anchor, sites, units);
    this.sortMarks(marks, n, groups, units);
    clearPlaced(this.placed, n, groups, groups * values);
    this.tally = roomFor(this.tally, values);
    this.stand(groups);
    return this.placed;
  }

  /** The units shown, sites before areas, each in order of rank. @param {Uint32Array} marks @param {number} n @param {Float64Array} x @param {Float64Array} y */
  gather(marks, n, x, y) {
    const { units, spot, incident, seen, first, step } = this;
    let found = 0;
    this.shown = roomFor(this.shown, Math.min(n, units.n));
    for (let k = 0; k < n; k++) {
      const m = marks[k];
      const u = units.of[m];
      if (spot[u] < 0) {
        spot[u] = 0;
        this.shown[found++] = u;
      }
      spot[u]++;
      const i = incident[m];
      if (!units.several[i]) continue;
      if (seen[i] !== step || m < first[i]) first[i] = m;
      seen[i] = step;
    }
    const shown = this.shown.subarray(0, found).sort();
    const areas = found > 0 ? shown.filter((u) => units.area[u]) : shown;
    if (areas.length) {
      let at = 0;
      for (let k = 0; k < found; k++) if (!units.area[shown[k]]) shown[at++] = shown[k];
      shown.set(areas, at);
    }
    this.x = roomFor(this.x, found);
    this.y = roomFor(this.y, found);
    this.own = roomFor(this.own, found);
    this.count = roomFor(this.count, found);
    this.group = roomFor(this.group, found);
    for (let k = 0; k < found; k++) {
      const u = shown[k];
      this.x[k] = x[u];
      this.y[k] = y[u];
      this.count[k] = spot[u];
      spot[u] = k;
    }
    // A site's symbol is its first mark's in the order of the dataset.
    this.next = roomFor(this.next, found);
    this.next.fill(-1, 0, found);
    for (let k = 0; k < n; k++) {
      const m = marks[k];
      const at = spot[units.of[m]];
      if (this.next[at] < 0 || this.isBefore(m, this.next[at])) this.next[at] = m;
    }
    for (let k = 0; k < found; k++) this.own[k] = this.radiusOf(this.next[k]);
    return found;
  }

  /** In the order of the dataset. @param {number} m @param {number} other */
  isBefore(m, other) {
    const { incident } = this;
    return incident[m] === incident[other] ? m < other : incident[m] < incident[other];
  }

  /** Groups by number, in order of rank; areas each by itself. @param {Int32Array} anchor @param {number} sites @param {number} units */
  number(anchor, sites, units) {
    const { group } = this;
    let groups = 0;
    // An anchor comes before all that it takes.
    for (let k = 0; k < units; k++) group[k] = k >= sites || anchor[k] === k ? groups++ : group[anchor[k]];
    return groups;
  }

  /** @param {Uint32Array} marks @param {number} n @param {number} groups @param {number} units */
  sortMarks(marks, n, groups, units) {
    const { spot, group } = this;
    const starts = (this.starts = roomFor(this.starts, groups + 1));
    const next = (this.next = roomFor(this.next, groups));
    this.sorted = roomFor(this.sorted, n);
    starts.fill(0, 0, groups + 1);
    for (let k = 0; k < units; k++) starts[group[k] + 1] += this.count[k];
    for (let g = 0; g < groups; g++) next[g] = starts[g + 1] += starts[g];
    for (let g = groups - 1; g >= 0; g--) next[g] = starts[g];
    for (let k = 0; k < n; k++) this.sorted[next[group[spot[this.units.of[marks[k]]]]]++] = marks[k];
    for (let k = 0; k < units; k++) spot[this.shown[k]] = -1;
  }

  /** Each group spread, or as one symbol. @param {number} groups */
  stand(groups) {
    const { starts, group, near, units, shown, x, y, own } = this;
    const { box, enlarged } = this.given;
    near.clear(box, enlarged);
    let sites = 0;
    // The groups' anchors, as they come.
    const anchors = (this.next = roomFor(this.next, groups));
    for (let k = 0, g = 0; g < groups; k++) if (group[k] === g) anchors[g++] = k;
    for (let g = 0; g < groups && !units.area[shown[anchors[g]]]; g++, sites++) {
      const size = starts[g + 1] - starts[g];
      const k = anchors[g];
      near.add(g, x[k], y[k], size === 1 ? own[k] : countedRadius(size, enlarged));
    }
    for (let g = 0; g < groups; g++) {
      const [k, from, to] = [anchors[g], starts[g], starts[g + 1]];
      const size = to - from;
      const isArea = g >= sites;
      const r = size === 1 ? own[k] : countedRadius(size, enlarged);
      if (size > 1 && size <= (isArea ? MOST_SIGNS : MOST_SPREAD) && this.spreads(g, k, from, to)) {
        if (!isArea) near.remove(g);
        for (let j = 0; j < size; j++) {
          near.add(g, spread.x[j], spread.y[j], spread.r[j]);
          this.single(this.sorted[from + j], spread.x[j] - homeX[j], spread.y[j] - homeY[j], spread.leader[j]);
        }
        continue;
      }
      let [dx, dy, leader] = [0, 0, 0];
      if (isArea) {
        setAside(x[k], y[k], r, box, (px, py) => near.meets(px, py, r, g));
        [dx, dy] = [aside[0] - x[k], aside[1] - y[k]];
        leader = Math.hypot(dx, dy) > r + 2 * enlarged ? 1 : 0;
        near.add(g, aside[0], aside[1], r);
      }
      this.one(from, to, k, dx, dy, r, leader);
    }
  }

  /** Whether a group has room for each of its symbols. @param {number} g @param {number} k  its anchor @param {number} from @param {number} to */
  spreads(g, k, from, to) {
    const { sorted, units, near, radiusOf } = this;
    const { x, y, box, enlarged } = this.given;
    const anchor = this.shown[k];
    let together = true;
    // The anchor's own first, then in the order of the dataset.
    for (let j = from + 1; j < to; j++) {
      for (let at = j; at > from && this.comes(sorted[at], sorted[at - 1], anchor); at--) {
        [sorted[at], sorted[at - 1]] = [sorted[at - 1], sorted[at]];
      }
    }
    for (let j = from; j < to; j++) {
      const u = units.of[sorted[j]];
      together &&= units.rank[u] === units.rank[anchor];
      homeX[j - from] = x[u];
      homeY[j - from] = y[u];
      homeR[j - from] = radiusOf(sorted[j]);
    }
    if (!spreadOut(to - from, homeX, homeY, homeR, together, enlarged)) return false;
    for (let j = 0; j < to - from; j++) {
      if (!fitsIn(spread.x[j], spread.y[j], spread.r[j], box) || near.meets(spread.x[j], spread.y[j], spread.r[j], g)) return false;
    }
    return true;
  }

  /** Whether a mark comes before another in a group. @param {number} m @param {number} other @param {number} anchor */
  comes(m, other, anchor) {
    const { of } = this.units;
    if ((of[m] === anchor) !== (of[other] === anchor)) return of[m] === anchor;
    return this.isBefore(m, other);
  }

  /** Whether a mark's incident is counted there. @param {number} m */
  carries(m) {
    const i = this.incident[m];
    return this.units.several[i] === 0 || this.first[i] === m;
  }

  /** @param {number} m @param {number} dx @param {number} dy @param {number} leader */
  single(m, dx, dy, leader) {
    const { placed } = this;
    const at = placed.n++;
    placed.mark[at] = m;
    placed.dx[at] = dx;
    placed.dy[at] = dy;
    placed.leader[at] = leader;
    placed.carries[at] = this.carries(m) ? 1 : 0;
  }

  /**
   * A group as one symbol: counted where it stands for several incidents, else the symbol of its incident.
   * @param {number} from @param {number} to  its marks @param {number} k  its anchor @param {number} dx @param {number} dy @param {number} r @param {number} leader
   */
  one(from, to, k, dx, dy, r, leader) {
    const { sorted, tally, incident, units } = this;
    const { valueOf, values } = this.given;
    const { counted } = this.placed;
    const area = units.area[this.shown[k]];
    let [count, own, first] = [0, -1, -1];
    tally.fill(0, 0, values);
    for (let j = from; j < to; j++) {
      const m = sorted[j];
      if (units.of[m] === this.shown[k] && (first < 0 || this.isBefore(m, first))) first = m;
      if (!this.carries(m)) continue;
      count++;
      own = m;
      tally[valueOf(incident[m])]++;
    }
    if (count < 2) {
      const moved = to - from === 1 || area;
      this.single(count ? own : first, moved ? dx : 0, moved ? dy : 0, leader);
      return;
    }
    const at = counted.n++;
    counted.mark[at] = first;
    counted.dx[at] = dx;
    counted.dy[at] = dy;
    counted.r[at] = r;
    counted.leader[at] = leader;
    counted.area[at] = area;
    counted.count[at] = count;
    counted.members.set(sorted.subarray(from, to), counted.from[at]);
    counted.from[at + 1] = counted.from[at] + to - from;
    let share = counted.share[at];
    for (let value = 0; value < values; value++) {
      if (!tally[value]) continue;
      counted.values[share] = value;
      counted.numbers[share++] = tally[value];
    }
    counted.share[at + 1] = share;
  }
}
