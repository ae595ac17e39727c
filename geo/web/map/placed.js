// @ts-check
/**
 * The symbols of a map: single ones and counted ones, in lists that keep their room from step to step.
 *
 * @typedef {object} Placed  how far each symbol stands from its mark's place, in pixels
 * @property {number} n
 * @property {Uint32Array} mark
 * @property {Float64Array} dx
 * @property {Float64Array} dy
 * @property {Uint8Array} leader
 * @property {Uint8Array} carries  1, or 0 where the incident is counted at another of its symbols
 * @property {Counted} counted
 *
 * @typedef {object} Counted
 * @property {number} n
 * @property {Uint32Array} mark  of the anchor
 * @property {Float64Array} dx
 * @property {Float64Array} dy
 * @property {Float64Array} r
 * @property {Uint8Array} leader
 * @property {Uint8Array} area  1 for the sign of an area
 * @property {Uint32Array} count  incidents
 * @property {Uint32Array} from  where its marks begin among `members`, and where the last one's end
 * @property {Uint32Array} members  marks
 * @property {Uint32Array} share  where its shares begin among `values`, and where the last one's end
 * @property {Uint32Array} values  of what gives the hue, ascending
 * @property {Uint32Array} numbers  incidents of that value
 */

/** @returns {Placed} */
export function nothingPlaced() {
  const [words, bytes, floats] = [() => new Uint32Array(1), () => new Uint8Array(1), () => new Float64Array(1)];
  const counted = {
    n: 0, mark: words(), dx: floats(), dy: floats(), r: floats(), leader: bytes(), area: bytes(), count: words(), from: words(),
    members: words(), share: words(), values: words(), numbers: words(),
  };
  return { n: 0, mark: words(), dx: floats(), dy: floats(), leader: bytes(), carries: bytes(), counted };
}

/** Have room for so many more, and nothing in the lists. @param {Placed} placed @param {number} marks @param {number} groups @param {number} shares */
export function clearPlaced(placed, marks, groups, shares) {
  const { counted } = placed;
  placed.n = counted.n = 0;
  grow(placed, marks, ["mark", "dx", "dy", "leader", "carries"]);
  grow(counted, groups + 1, ["mark", "dx", "dy", "r", "leader", "area", "count", "from", "share"]);
  grow(counted, marks, ["members"]);
  grow(counted, shares, ["values", "numbers"]);
  counted.from[0] = counted.share[0] = 0;
}

/** @param {any} lists @param {number} n @param {string[]} names */
function grow(lists, n, names) {
  for (const name of names) if (lists[name].length < n) lists[name] = new lists[name].constructor(Math.max(n, 2 * lists[name].length));
}

/** What fits in a message: the lists as long as what they hold. @param {Placed} placed @returns {Placed} */
export function copied({ n, mark, dx, dy, leader, carries, counted }) {
  const { n: groups, from, share, members, values, numbers } = counted;
  const own = (/** @type {any} */ list, /** @type {number} */ length) => list.slice(0, length);
  return {
    n,
    mark: own(mark, n),
    dx: own(dx, n),
    dy: own(dy, n),
    leader: own(leader, n),
    carries: own(carries, n),
    counted: {
      n: groups,
      mark: own(counted.mark, groups),
      dx: own(counted.dx, groups),
      dy: own(counted.dy, groups),
      r: own(counted.r, groups),
      leader: own(counted.leader, groups),
      area: own(counted.area, groups),
      count: own(counted.count, groups),
      from: own(from, groups + 1),
      share: own(share, groups + 1),
      members: own(members, from[groups]),
      values: own(values, share[groups]),
      numbers: own(numbers, share[groups]),
    },
  };
}

/** @param {Placed} placed @returns {Transferable[]} */
export function buffersOf({ counted, ...singles }) {
  return [singles, counted].flatMap((lists) => Object.values(lists).flatMap((list) => (ArrayBuffer.isView(list) ? [/** @type {any} */ (list).buffer] : [])));
}

/** All marks that stand in a symbol: single ones, then those of the counted. @param {Placed} placed */
export function marksIn({ n, mark, counted: { n: groups, from, members } }) {
  const all = new Uint32Array(n + from[groups]);
  all.set(mark.subarray(0, n));
  all.set(members.subarray(0, from[groups]), n);
  return all;
}
