// @ts-check
/**
 * The renderer hands all numbers of a layer to the graphics card with every drawing, changed or not. While a hand drags
 * only the dates change: the rest is held back here. What the renderer calls otherwise than expected stays as it is.
 *
 * @typedef {Record<string, Record<string, any>>} Uniforms  by module and name
 */

/** @type {WeakSet<object>} */
const thrifty = new WeakSet();

/** Have a model hand over only what has changed. @param {any} model  luma.gl's */
export function holdBack(model) {
  const store = model._uniformStore;
  if (thrifty.has(model) || typeof store?.setUniforms !== "function") return;
  thrifty.add(model);
  const setUniforms = store.setUniforms.bind(store);
  /** @type {Uniforms} */
  const last = {};
  store.setUniforms = (/** @type {Uniforms} */ given) => {
    /** @type {Uniforms} */
    const changed = {};
    for (const module in given) {
      const values = given[module] ?? {};
      if (last[module] && sameAll(last[module], values)) continue;
      changed[module] = values;
      last[module] = copied(values);
    }
    setUniforms(changed);
  };
}

/** Lists are written over in place by whoever gives them. @param {Record<string, any>} values */
function copied(values) {
  const copy = { ...values };
  for (const name in copy) if (isList(copy[name])) copy[name] = copy[name].slice();
  return copy;
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
