// @ts-check
/**
 * Which marks are worth drawing: those of the window that the filter lets through, that lie on the screen, and of which
 * something shows. A city with thousands of incidents has a few hundred symbols on top, and all others lie wholly
 * beneath them; leaving those out changes no pixel.
 *
 * @typedef {import('../columns.js').Columns} Columns
 * @typedef {import('./extension.js').Settings} Settings
 * @typedef {import('./ground.js').Screen} Screen
 * @typedef {{mask: Uint8Array, masked: number, look: number}} Shown  how often mask and colours have changed
 * @typedef {{width: number, height: number, zoom: number, longitude: number, latitude: number, bearing: number}} View
 *   the camera, and pixels of the map
 * @typedef {{viewport: View, near: number, seen: string}} Stand  a camera that stands still, and its name
 * @typedef {{ranges: import('./standing.js').Ranges, all: boolean, seen: string, key: string}} Plan
 *   marks that can touch the window; whether these are so few that all are drawn; the camera; all of it in words
 */
import { Cover, FULL, ROUNDING } from "./cover.js";
import { look, pastDays } from "./extension.js";
import { Ground } from "./ground.js";
import { List } from "./list.js";
import { instancesIn, runsOf } from "./run.js";
import { sortByPlace } from "./sorting.js";

/** So few are all drawn: looking for hidden ones would cost more. */
const FEW = 1200;
/** From so many on they are sorted by place as soon as the camera stands. */
export const MANY = 20_000;
/** Pixels around a disc whose colour mixes with what is beneath, and what arithmetic may be off. */
const EDGE = 1;
const SLACK = 0.1 + ROUNDING;
/** Wider discs are not looked for under symbols. */
const WIDEST = 40;
/** What of the ground still shows under layers that count as opaque: less than one step of a colour. */
const UNSEEN = 1 / 300;
const STANDS_MS = 120;

/** @param {any} viewport  deck.gl's @returns {View} */
export const viewOf = ({ width, height, zoom, longitude, latitude, bearing = 0 }) => ({ width, height, zoom, longitude, latitude, bearing });

export class Visible {
  marks = new List();
  discs = new List();
  cover = new Cover();
  /** What the lists stand for, and the camera. */
  key = "";
  seen = "";
  /** The marks and discs by place, where the camera stands. @type {import('./sorting.js').Sorted|null} */
  standing = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  waiting = undefined;
  /** Whether all marks of the window are in the lists. */
  all = true;
  /** Who sorts the marks once the camera stands, if not this thread. @type {((stand: Stand) => void)|null} */
  elsewhere = null;

  /** @param {Columns} columns */
  constructor(columns) {
    this.columns = columns;
    this.ground = new Ground(columns.marks.position);
    const styles = look.symbols?.forms ?? [];
    this.forms = styles.length;
    /** Pixels from the middle to the edge and to the corners, by kind. */
    const kinds = columns.header.sizes.flatMap(({ radius }) => styles.map(({ scale, square }) => ({ reach: radius * scale, square })));
    this.reaches = Float64Array.from(kinds, ({ reach }) => reach);
    this.outer = Float64Array.from(kinds, ({ reach, square }) => (square ? Math.SQRT2 : 1) * reach);
    this.runs = runsOf(columns);
  }

  /**
   * What the lists are to stand for.
   * @param {any} viewport  deck.gl's
   * @param {Settings} settings
   * @param {Shown} shown
   * @returns {Plan}
   */
  plan({ width, height, zoom, longitude, latitude, bearing }, settings, { masked, look: looked }) {
    const { range, certainly, trace, fade, near } = settings;
    /** @type {import('./standing.js').Ranges} */
    const ranges = this.runs.map((run) => {
      const [first, count] = instancesIn(run, range, pastDays(settings));
      return [run.from + first, run.from + first + count];
    });
    const all = ranges.reduce((sum, [from, to]) => sum + to - from, 0) <= FEW;
    const seen = [width, height, zoom, longitude, latitude, bearing, near].join(" ");
    return { ranges, all, seen, key: [...range, certainly, trace, fade, masked, looked, all || seen].join(" ") };
  }

  /**
   * Bring the lists up to date.
   * @param {any} viewport  deck.gl's
   * @param {Settings} settings
   * @param {Shown} shown
   * @returns {boolean} whether anything has changed
   */
  arrange(viewport, settings, shown) {
    const { ranges, all, seen, key } = this.plan(viewport, settings, shown);
    if (key === this.key) return false;
    this.key = key;
    this.marks.n = this.discs.n = 0;
    this.all = all;
    if (all) this.takeAll(ranges, shown.mask, settings);
    else this.takeSeen(ranges, shown.mask, settings, viewport, seen);
    return true;
  }

  /** The lists as somebody else has found them. @param {string} key  of the plan @param {Uint32Array} marks @param {Uint32Array} discs */
  take(key, marks, discs) {
    this.key = key;
    this.all = false;
    this.marks.take(marks);
    this.discs.take(discs);
  }

  /** @param {import('./standing.js').Ranges} ranges @param {Uint8Array} mask @param {Settings} settings */
  takeAll(ranges, mask, settings) {
    const { radius } = this.columns.marks;
    const { incident } = this.columns.marks;
    const strength = this.strengths(mask, settings);
    for (const [from, to] of ranges.slice().reverse()) {
      for (let m = to - 1; m >= from; m--) {
        if (strength(incident[m]) === 0) continue;
        this.marks.add(m);
        if (radius[m] > 0) this.discs.add(m);
      }
    }
  }

  /** @param {import('./standing.js').Ranges} ranges @param {Uint8Array} mask @param {Settings} settings @param {any} viewport @param {string} seen */
  takeSeen(ranges, mask, settings, viewport, seen) {
    const { cover, columns } = this;
    const screen = this.ground.on(viewport);
    const { radius, incident } = columns.marks;
    cover.clear(Math.ceil(screen.width), Math.ceil(screen.height));
    const slack = SLACK + screen.slack;
    const strength = this.strengths(mask, settings);
    // Of what lasts no longer than a day the place in its run says already that it is in the window.
    const sure = this.runs.map(({ longest }) => longest === 1 && settings.fade === 0 && settings.trace === 0);
    /** @type {import('./standing.js').Visit} */
    const mark = (m, x, y, i, kind, range) => {
      const own = sure[range] ? mask[i] : strength(i);
      if (own === 0) return false;
      const reach = this.reaches[kind];
      if (cover.hides(x, y, this.outer[kind] + slack)) return false;
      this.marks.add(m);
      cover.paint(x, y, reach - EDGE - slack, own === 1 ? FULL : partOf(own));
      return true;
    };
    /** Discs lie beneath all symbols. @type {(m: number, x: number, y: number, i: number) => boolean} */
    const disc = (m, x, y, i) => {
      const reach = this.discReach(m, screen);
      const off = x + reach < 0 || y + reach < 0 || x - reach > cover.width || y - reach > cover.height;
      if (off || (reach < WIDEST && cover.hides(x, y, reach)) || strength(i) === 0) return false;
      this.discs.add(m);
      return true;
    };
    const { standing } = this;
    if (standing?.seen === seen) {
      standing.marks.descend(ranges, mark, cover);
      standing.discs.each(ranges, disc, cover);
      this.discs.all.sort().reverse();
      return;
    }
    for (let range = ranges.length - 1; range >= 0; range--) {
      const [from, to] = ranges[range];
      this.ground.prepare(from, to);
      for (let m = to - 1; m >= from; m--) {
        const at = this.markPlace(m, screen, settings.near);
        mark(m, at[0], at[1], incident[m], this.kind(m), range);
      }
    }
    for (const [from, to] of ranges.slice().reverse()) {
      for (let m = to - 1; m >= from; m--) {
        if (radius[m] <= 0) continue;
        const at = this.ground.place(m, screen);
        disc(m, at[0], at[1], incident[m]);
      }
    }
    if (columns.marks.n >= MANY) this.sortSoon(viewport, settings.near, seen);
  }

  /** Have the marks sorted by place once the camera stands. @param {any} viewport @param {number} near @param {string} seen */
  sortSoon(viewport, near, seen) {
    if (this.seen === seen) return;
    this.stop();
    this.seen = seen;
    const stand = { viewport: viewOf(viewport), near, seen };
    this.waiting = setTimeout(() => (this.elsewhere ? this.elsewhere(stand) : sortByPlace(this, stand)), STANDS_MS);
  }

  /** Size and form in one number. @param {number} m */
  kind(m) {
    const { size, form } = this.columns.marks;
    return size[m] * this.forms + form[m];
  }

  /** Where a symbol is drawn. @param {number} m @param {Screen} screen @param {number} part  of the offsets that hold far out only */
  markPlace(m, screen, part) {
    const { offset, near } = this.columns.marks;
    const at = this.ground.place(m, screen);
    at[0] += offset[2 * m] + near[2 * m] * part;
    at[1] += offset[2 * m + 1] + near[2 * m + 1] * part;
    return at;
  }

  /** Pixels from the middle of a disc to what its line reaches. @param {number} m @param {Screen} screen */
  discReach(m, screen) {
    const { radius, position } = this.columns.marks;
    return radius[m] / screen.metresPerPixel(position[2 * m + 1]) + 1 + EDGE + SLACK + screen.slack;
  }

  /**
   * How strongly the marks of an incident are painted, as shaders.js has it; 0 for what is not in the window.
   * @param {Uint8Array} mask
   * @param {Settings} settings
   * @returns {(incident: number) => number}
   */
  strengths(mask, { range: [from, to], certainly, glide, trace, fade, least }) {
    const { start, end } = this.columns;
    return (i) => {
      if (!mask[i]) return 0;
      const last = end[i];
      if (certainly ? start[i] >= from && last <= to : start[i] <= to && last >= from) {
        return fade > 0 ? Math.max(least, 1 - Math.max(0, to + glide - last) / fade) : 1;
      }
      if (last >= from) return 0;
      return Math.max(trace, fade > 0 ? least * (1 - (from + glide - last) / fade) : 0);
    };
  }

  /** The marks that show; null where all are in the list. */
  get some() {
    return this.all ? null : this.marks.all;
  }

  /** No more work for this. */
  stop() {
    clearTimeout(this.waiting);
    this.seen = "";
    this.standing = null;
  }
}

/** So many layers of a strength are as good as opaque. @param {number} strength  0…1 */
const partOf = (strength) => Math.max(1, Math.floor((FULL * Math.log(1 - strength)) / Math.log(UNSEEN)));
