// @ts-check
/**
 * The sites of a dataset in order of rank: most marks first, of equals the one whose incident comes first in the
 * dataset. It depends on nothing that is shown, so that a counted symbol keeps its place while time moves. Where a site
 * has the sign of an area too, that is a unit of its own.
 *
 * @typedef {object} Units
 * @property {number} n
 * @property {Uint32Array} of  the unit of each mark
 * @property {Uint8Array} area  1 for the sign of an area
 * @property {Uint32Array} mark  the first mark of each, in the order of the dataset
 * @property {Uint32Array} rank  of the site
 * @property {Uint8Array} several  1 for an incident with more than one mark
 */

/**
 * @param {number} n  marks @param {ArrayLike<number>} incident @param {ArrayLike<number>} site  from 0 up
 * @param {(m: number) => boolean} isArea @param {number} incidents
 * @returns {Units}
 */
export function unitsOf(n, incident, site, isArea, incidents) {
  const order = byIncident(n, incident, incidents);
  let sites = 0;
  for (let m = 0; m < n; m++) if (site[m] >= sites) sites = site[m] + 1;
  const count = new Uint32Array(sites);
  for (let m = 0; m < n; m++) count[site[m]]++;
  const rank = ranks(order, site, count, sites);
  return units(n, incident, (m) => rank[site[m]], sites, isArea, incidents, order);
}

/**
 * The same where the rank of each mark's site is known.
 * @param {number} n @param {ArrayLike<number>} incident @param {ArrayLike<number>} rank @param {(m: number) => boolean} isArea @param {number} incidents
 */
export function unitsFrom(n, incident, rank, isArea, incidents) {
  let sites = 0;
  for (let m = 0; m < n; m++) if (rank[m] >= sites) sites = rank[m] + 1;
  return units(n, incident, (m) => rank[m], sites, isArea, incidents, byIncident(n, incident, incidents));
}

/**
 * @param {number} n @param {ArrayLike<number>} incident @param {(m: number) => number} rankOf @param {number} sites
 * @param {(m: number) => boolean} isArea @param {number} incidents @param {Uint32Array} order  marks by incident
 * @returns {Units}
 */
function units(n, incident, rankOf, sites, isArea, incidents, order) {
  const several = new Uint8Array(incidents);
  const seen = new Uint8Array(incidents);
  for (let m = 0; m < n; m++) {
    several[incident[m]] = seen[incident[m]];
    seen[incident[m]] = 1;
  }
  // Two numbers a site, of which those without a mark fall out.
  const first = new Int32Array(2 * sites).fill(-1);
  for (let k = 0; k < n; k++) {
    const m = order[k];
    const at = 2 * rankOf(m) + (isArea(m) ? 1 : 0);
    if (first[at] < 0) first[at] = m;
  }
  const number = new Uint32Array(2 * sites);
  let all = 0;
  for (let at = 0; at < first.length; at++) if (first[at] >= 0) number[at] = all++;
  const found = {
    n: all, several, of: new Uint32Array(n), area: new Uint8Array(all), mark: new Uint32Array(all), rank: new Uint32Array(all),
  };
  for (let at = 0; at < first.length; at++) {
    if (first[at] < 0) continue;
    found.area[number[at]] = at % 2;
    found.mark[number[at]] = first[at];
    found.rank[number[at]] = at >> 1;
  }
  for (let m = 0; m < n; m++) found.of[m] = number[2 * rankOf(m) + (isArea(m) ? 1 : 0)];
  return found;
}

/** Marks in the order of their incidents. @param {number} n @param {ArrayLike<number>} incident @param {number} incidents */
function byIncident(n, incident, incidents) {
  const next = new Uint32Array(incidents + 1);
  for (let m = 0; m < n; m++) next[incident[m] + 1]++;
  for (let i = 0; i < incidents; i++) next[i + 1] += next[i];
  const order = new Uint32Array(n);
  for (let m = 0; m < n; m++) order[next[incident[m]]++] = m;
  return order;
}

/** @param {Uint32Array} order @param {ArrayLike<number>} site @param {Uint32Array} count @param {number} sites */
function ranks(order, site, count, sites) {
  const inOrder = new Uint32Array(sites);
  const seen = new Uint8Array(sites);
  let found = 0;
  let most = 0;
  for (const m of order) {
    const s = site[m];
    if (seen[s]) continue;
    seen[s] = 1;
    inOrder[found++] = s;
    if (count[s] > most) most = count[s];
  }
  const next = new Uint32Array(most + 2);
  for (let k = 0; k < found; k++) next[most - count[inOrder[k]] + 1]++;
  for (let c = 0; c <= most; c++) next[c + 1] += next[c];
  const rank = new Uint32Array(sites);
  for (let k = 0; k < found; k++) rank[inOrder[k]] = next[most - count[inOrder[k]]]++;
  return rank;
}
