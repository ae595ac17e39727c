// @ts-check
/** The box that holds places on a globe (geo/extent.py; tests/extent_cases.json holds both). */

/** Degrees of latitude up to which a camera looks: Web Mercator grows without end beyond. */
export const MERCATOR_EDGE = 85;
const BINS = 720;

/** @param {number} latitude */
const clamped = (latitude) => Math.min(MERCATOR_EDGE, Math.max(-MERCATOR_EDGE, latitude));
/** @param {number} longitude */
const around = (longitude) => (longitude >= -180 && longitude <= 180 ? longitude : ((((longitude + 180) % 360) + 360) % 360) - 180);

/** Takes places one by one, however many. */
export class Extent {
  low = new Float64Array(BINS).fill(Infinity);
  high = new Float64Array(BINS).fill(-Infinity);
  south = Infinity;
  north = -Infinity;

  /** What is not finite is left aside. @param {number} longitude @param {number} latitude */
  add(longitude, latitude) {
    if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return;
    const lon = around(longitude);
    const bin = Math.min(BINS - 1, Math.floor(((lon + 180) / 360) * BINS));
    if (lon < this.low[bin]) this.low[bin] = lon;
    if (lon > this.high[bin]) this.high[bin] = lon;
    if (latitude < this.south) this.south = latitude;
    if (latitude > this.north) this.north = latitude;
  }

  /**
   * The narrowest box: west, south, east, north in degrees; east is beyond 180 where it crosses the antimeridian. Null
   * where there was no place.
   * @returns {[number, number, number, number]|null}
   */
  get box() {
    const filled = [...this.low.keys()].filter((bin) => this.low[bin] <= this.high[bin]);
    if (!filled.length) return null;
    const [first, last] = [filled[0], filled[filled.length - 1]];
    // Of gaps of the same width the one at 180° is taken.
    let [west, east, widest] = [this.low[first], this.high[last], this.low[first] + 360 - this.high[last]];
    for (let k = 1; k < filled.length; k++) {
      const [before, after] = [this.high[filled[k - 1]], this.low[filled[k]]];
      if (after - before <= widest) continue;
      [west, east, widest] = [after, before + 360, after - before];
    }
    return [west, clamped(this.south), east, clamped(this.north)];
  }
}
