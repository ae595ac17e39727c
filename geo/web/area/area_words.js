// @ts-check
/** An area in words. @import {Area} from "../core/within.js" */

/** @param {number} degrees @param {string} plus @param {string} minus */
const side = (degrees, plus, minus) => `${Math.abs(degrees).toFixed(2)} ${degrees >= 0 ? plus : minus}`;

/** @param {Area} area */
export function areaWords(area) {
  if (area.type === "polygon") return "drawn on the map";
  const [longitude, latitude] = area.center;
  return `within ${kmWords(area.km)} of ${side(latitude, "N", "S")}, ${side(longitude, "E", "W")}`;
}

/** @param {number} km */
export const kmWords = (km) => `${km.toLocaleString("en-GB", { maximumSignificantDigits: 6, useGrouping: false })} km`;
