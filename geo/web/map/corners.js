// @ts-check
/**
 * The renderer draws whatever there is many of as instances of one shape. A browser without a graphics card draws
 * these one by one, at some 15 µs each, but all triangles of one shape at once (docs/decisions/0012). So symbols and
 * pieces of lines are triangles here, each corner with a record of its own.
 */

/** Buffers of luma.gl: of vertices and of indices that are written to. */
export const VERTICES = 0x20 | 0x08;
export const INDICES = 0x10 | 0x08;

/**
 * Have a layer's model read a record a corner. What it draws from comes after this.
 * @param {any} layer  deck.gl's
 * @param {any} model  luma.gl's
 */
export function unfold(layer, model) {
  if (!model.isInstanced) return;
  const attributes = layer.getAttributeManager().getAttributes();
  for (const name in attributes) attributes[name].settings.stepMode = "vertex";
  layer._setModelAttributes(model, attributes, true);
  model.isInstanced = false;
  model.setTopology("triangle-list");
}
