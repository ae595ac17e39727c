// @ts-check
/**
 * Within some kilometres of an own layer: what is asked for. How incidents lie to it is worked out by the server
 * (geo/filter/near_codes.py); here its answer is kept and read.
 *
 * @typedef {{digest: string, name: string, km: number, match: 'possibly'|'certainly'}} Near  match: how an incident whose place is
 *            not known exactly meets the distance
 * @typedef {Uint8Array} NearCodes  by incident: 0 not within, 1 possibly, 2 certainly
 * @typedef {{near: Near|null, nearCodes: NearCodes|null}} HasNear  no codes: not answered yet, nothing is kept back
 */
const [LEAST_KM, MOST_KM] = [1, 200];
const [POSSIBLY, CERTAINLY] = [1, 2];
export const ALLOWED = `Type a number of kilometres from ${LEAST_KM} to ${MOST_KM}.`;

/** Whether the server's answer to one is the answer to the other. @param {Near|null} a @param {Near|null} b */
export const sameDistance = (a, b) => a?.digest === b?.digest && a?.km === b?.km;

/** @template {HasNear} F @param {F} filter @param {Near|null} near @returns {F} */
export const withNear = (filter, near) => ({ ...filter, near, nearCodes: sameDistance(filter.near, near) ? filter.nearCodes : null });

/** As pictures say it: certainly within 10 km of Camps. @param {Near} near */
export const nearWords = ({ name, km, match }) => `${match === "certainly" ? "certainly " : ""}within ${km} km of ${name}`;

/** What somebody typed as a distance; null where it is none. @param {string} text @returns {number|null} */
export function typedKm(text) {
  const plain = text.trim().replace(/\s*km$/i, "").replace(",", ".");
  if (!/^\d{1,3}(\.\d{1,3})?$/.test(plain)) return null;
  const km = Number(plain);
  return km >= LEAST_KM && km <= MOST_KM ? km : null;
}

/** @param {HasNear} filter @param {Uint8Array} mask  changed in place */
export function keepNear({ near, nearCodes }, mask) {
  if (!near || nearCodes?.length !== mask.length) return;
  const least = near.match === "certainly" ? CERTAINLY : POSSIBLY;
  for (let i = 0; i < mask.length; i++) if (nearCodes[i] < least) mask[i] = 0;
}
