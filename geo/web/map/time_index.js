// @ts-check
/**
 * Finds the marks that can touch the window. They lie next to each other, because the marks of a run are sorted by
 * their first day. A step then costs what the window holds, not what the dataset holds.
 *
 * @typedef {{from: number, n: number, longest: number, startOf: (k: number) => number}} Run
 *   first mark; how many; longest span in days; first day of the k-th, ascending
 */

/** Marks by class of span. @param {import('../core/columns.js').Columns} columns @returns {Run[]} */
export function runsOf({ header, start, marks: { incident } }) {
  return header.runs.map(({ from, to, longest }) => ({
    from,
    n: to - from,
    longest,
    startOf: (/** @type {number} */ k) => start[incident[from + k]],
  }));
}

/** First position whose value is not below a day. @param {Run} run @param {number} day */
export function lowerBound({ n, startOf }, day) {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(middle) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param {Run} run
 * @param {[number, number]} range  days, both inclusive
 * @param {number} [past]  days before the range that count too
 * @returns {[number, number]} first place in the run, how many
 */
export function instancesIn(run, [from, to], past = 0) {
  const first = past === Infinity ? 0 : lowerBound(run, from - past - run.longest + 1);
  return [first, Math.max(0, lowerBound(run, to + 1) - first)];
}
