// @ts-check
/** Colours as numbers, and which of two colours of letters can be read on a ground (geo/style/sequential.py). */

/** @param {string} colour  #rrggbb @returns {[number, number, number]} 0…255 */
export function rgb(colour) {
  return /** @type {[number, number, number]} */ ([1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
}

/** Relative luminance, as WCAG has it. @param {string} colour */
function luminance(colour) {
  const [red, green, blue] = rgb(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Of two colours of letters the one that stands out more from a ground. @param {string} ground @param {string} one @param {string} other */
export function lettersOn(ground, one, other) {
  const here = luminance(ground);
  const contrast = (/** @type {string} */ colour) => {
    const there = luminance(colour);
    return (Math.max(here, there) + 0.05) / (Math.min(here, there) + 0.05);
  };
  return contrast(one) >= contrast(other) ? one : other;
}
