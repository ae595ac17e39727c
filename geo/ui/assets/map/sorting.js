// @ts-check
/**
 * Sorts the marks by place on the screen for a camera that stands still, a slice at a time.
 *
 * @typedef {import('./visible.js').Visible} Visible
 * @typedef {{seen: string, marks: Standing, discs: Standing}} Sorted
 * @typedef {{slot: number, later: (fn: () => void) => void}} Pace  milliseconds of a slice; when to go on
 */
import { Standing } from "./standing.js";

/** In moments in which nothing else is to do. @type {Pace} */
const BESIDES = {
  slot: 6,
  later: (fn) => void ("requestIdleCallback" in globalThis ? requestIdleCallback(fn, { timeout: 500 }) : setTimeout(fn, 20)),
};

/**
 * @param {Visible} visible  gets what is sorted, unless its camera has moved on
 * @param {import('./visible.js').Stand} stand
 * @param {Pace} [pace]
 * @param {() => void} [done]
 */
export function sortByPlace(visible, { viewport, near, seen }, { slot, later } = BESIDES, done = () => {}) {
  const { ground, columns } = visible;
  const { n, radius, incident } = columns.marks;
  const screen = ground.on(viewport);
  const [marks, discs] = [new Standing(screen.width, screen.height), new Standing(screen.width, screen.height)];
  const kindOf = (/** @type {number} */ m) => visible.kind(m);
  const reachOf = (/** @type {number} */ m) => visible.outer[visible.kind(m)];
  const discReachOf = (/** @type {number} */ m) => (radius[m] > 0 ? visible.discReach(m, screen) : -1);
  const work = [
    ground.prepareAll(),
    marks.build(n, reachOf, (m) => visible.markPlace(m, screen, near), incident, kindOf),
    discs.build(n, discReachOf, (m) => ground.place(m, screen), incident, kindOf),
  ];
  function go() {
    const until = performance.now() + slot;
    while (work.length && visible.seen === seen) {
      if (work[0].next().done) work.shift();
      if (performance.now() > until) return later(go);
    }
    if (visible.seen !== seen) return;
    visible.standing = { seen, marks, discs };
    done();
  }
  visible.seen = seen;
  visible.standing = null;
  later(go);
}
