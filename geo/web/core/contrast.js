// @ts-check
/** Which of two colours of letters can be read on a ground (geo/style/sequential.py). Colours are #rrggbb. */

/** Relative luminance, as WCAG has it. @param {string} colour */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
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
