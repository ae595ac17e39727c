// @ts-check
/**
 * What the style of the ground says of a name, worked out for a feature at a zoom: the few of MapLibre's expressions
 * that geo/style/maplibre.py writes.
 *
 * @typedef {Record<string, any>} Properties
 */

/** @type {Record<string, (parts: any[], properties: Properties, zoom: number) => any>} */
const MEANINGS = {
  get: ([name], properties) => properties[name] ?? null,
  has: ([name], properties) => name in properties,
  literal: ([value]) => value,
  zoom: (_, __, zoom) => zoom,
  "!": ([test], ...at) => !valueOf(test, ...at),
  all: (tests, ...at) => tests.every((test) => valueOf(test, ...at)),
  any: (tests, ...at) => tests.some((test) => valueOf(test, ...at)),
  coalesce: (choices, ...at) => choices.map((one) => valueOf(one, ...at)).find((value) => value !== null) ?? null,
  in: ([one, list], ...at) => valueOf(list, ...at).includes(valueOf(one, ...at)),
  "==": ([a, b], ...at) => valueOf(a, ...at) === valueOf(b, ...at),
  "<": ([a, b], ...at) => valueOf(a, ...at) < valueOf(b, ...at),
  "<=": ([a, b], ...at) => valueOf(a, ...at) <= valueOf(b, ...at),
  "+": ([a, b], ...at) => valueOf(a, ...at) + valueOf(b, ...at),
  case: (parts, ...at) => {
    for (let k = 0; k + 1 < parts.length; k += 2) if (valueOf(parts[k], ...at)) return valueOf(parts[k + 1], ...at);
    return valueOf(parts[parts.length - 1], ...at);
  },
  match: ([asked, ...parts], ...at) => {
    const value = valueOf(asked, ...at);
    for (let k = 0; k + 1 < parts.length; k += 2) if (parts[k] === value) return valueOf(parts[k + 1], ...at);
    return valueOf(parts[parts.length - 1], ...at);
  },
  interpolate: ([[kind, given = 1], asked, ...stops], ...at) => {
    const [value, base] = [valueOf(asked, ...at), kind === "exponential" ? given : 1];
    if (value <= stops[0]) return stops[1];
    for (let k = 2; k < stops.length; k += 2) {
      const [from, to] = [stops[k - 2], stops[k]];
      if (value >= to) continue;
      const share = base === 1 ? (value - from) / (to - from) : (base ** (value - from) - 1) / (base ** (to - from) - 1);
      return stops[k - 1] + (stops[k + 1] - stops[k - 1]) * share;
    }
    return stops[stops.length - 1];
  },
};

/**
 * A value of the style for a feature.
 * @param {any} expression @param {Properties} properties @param {number} zoom @returns {any}
 */
export function valueOf(expression, properties, zoom) {
  if (!Array.isArray(expression) || typeof expression[0] !== "string") return expression;
  const [name, ...parts] = expression;
  const meaning = MEANINGS[name];
  if (!meaning) throw new Error(`The map's style uses "${name}", which names are not drawn by.`);
  return meaning(parts, properties, zoom);
}
