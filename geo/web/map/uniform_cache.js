// @ts-check
/**
 * The renderer writes all numbers of a layer to the graphics card with every drawing, changed or not. While a hand drags
 * only the dates change: the rest is held back here. What the renderer calls otherwise than expected stays as it is.
 *
 * @typedef {Record<string, Record<string, any>>} Uniforms  by module and name
 */

/** Have a model hand over only what has changed. @param {any} model  luma.gl's */
export function sendOnlyChanges(model) {
  const inputs = model.shaderInputs;
  if (typeof inputs?.getUniformValues !== "function") return;
  const getUniformValues = inputs.getUniformValues.bind(inputs);
  /** @type {Uniforms} */
  const last = {};
  inputs.getUniformValues = () => {
    /** @type {Uniforms} */
    const given = getUniformValues();
    /** @type {Uniforms} */
    const changed = {};
    for (const module in given) {
      const values = given[module] ?? {};
      if (last[module] === values || (last[module] && sameAll(last[module], values))) continue;
      changed[module] = last[module] = values;
    }
    return changed;
  };
}

/** @param {Record<string, any>} a @param {Record<string, any>} b */
function sameAll(a, b) {
  for (const name in b) if (!same(a[name], b[name])) return false;
  return true;
}

/** @param {any} a @param {any} b */
function same(a, b) {
  if (a === b) return true;
  if (!isList(a) || !isList(b) || a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** @param {any} value @returns {value is any[]} */
const isList = (value) => Array.isArray(value) || ArrayBuffer.isView(value);
