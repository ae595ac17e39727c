// @ts-check
/**
 * The tiles of the map: which are needed, which are here, which are drawn. Only missing ones are asked for; those used
 * longest ago are given up first, and of single incidents never more are held than a browser should hold.
 *
 * @typedef {import('./grid.js').TileId} TileId
 * @typedef {import('./requests.js').Requests} Requests
 * @typedef {import('../map/cells/singles.js').Block} Block
 * @typedef {{tile: TileId, key: string, base: string, steps: string, grid: string, singles: boolean, block: Block,
 *            sums: import('./sums.js').Sums|null, edges: Int32Array|null}} Tile  base: what of the question does not depend on the steps
 * @typedef {{base: string, steps: string, grid?: string}} Topic  filter and colour; steps of time; what is counted by
 *   (hexagons/5), where that is not the cells of the tiles
 */
import { unpackBlock } from "../core/unpacking.js";
import { lineage, tileName } from "./grid.js";
import { Sums } from "./sums.js";

const MOST_TILES = 96;

export class Tiles {
  /** @type {Map<string, Tile>} oldest first */
  #kept = new Map();
  /** What is drawn. @type {Tile[]} */
  drawn = [];
  /** Whether what is drawn answers the question that is put now. */
  fresh = false;
  /** Whether all of it is there. */
  complete = false;
  /** @type {TileId[]} */
  #needed = [];
  /** @type {Topic} */
  #topic = { base: "", steps: "" };

  /** @param {Requests} asking @param {number} mostHeld @param {() => void} changed */
  constructor(asking, mostHeld, changed) {
    this.asking = asking;
    this.mostHeld = mostHeld;
    this.changed = changed;
  }

  /** Single incidents in memory. */
  get held() {
    return [...this.#kept.values()].reduce((sum, tile) => sum + (tile.singles ? tile.block.header.n : 0), 0);
  }

  /** How many tiles are in memory. */
  get size() {
    return this.#kept.size;
  }

  /** @param {TileId[]} needed @param {Topic} topic */
  need(needed, topic) {
    this.#needed = needed;
    this.#topic = topic;
    const missing = needed.filter((tile) => !this.#find(tile));
    const wanted = new Set(missing.map((tile) => `tile ${tileName(tile)}`));
    this.asking.keepOnly(({ kind }) => !kind.startsWith("tile ") || wanted.has(kind));
    for (const tile of missing) this.#ask(tile, topic);
    this.#compose();
  }

  /** @param {TileId} tile @param {Topic} topic */
  async #ask(tile, topic) {
    const block = await askTile(this.asking, tile, topic);
    if (!block) return;
    this.#keep(tile, topic, block);
    this.#compose();
  }

  /** @param {TileId} tile @param {Topic} topic @param {Block} block */
  #keep(tile, topic, block) {
    const { base, steps, grid = "" } = topic;
    const { header, array } = block;
    const singles = header.holds === "incidents";
    const key = singles ? singlesKey(tile, base) : cellsKey(tile, topic);
    const rows = () => Object.fromEntries(["place", "colour", "begin", "end", "count"].map((name) => [name, array(`row.${name}`)]));
    const sums = singles ? null : new Sums(header.n, /** @type {any} */ (rows()));
    this.#kept.delete(key);
    this.#kept.set(key, { tile, key, base, steps, grid, singles, block, sums, edges: singles ? null : array("edges") });
    this.#giveUp();
  }

  #giveUp() {
    const drawn = new Set(this.drawn.map(({ key }) => key));
    const needed = new Set(this.#needed.map((tile) => this.#find(tile)?.key));
    for (const [key, { singles }] of [...this.#kept]) {
      const tooMany = this.#kept.size > MOST_TILES || (singles && this.held > this.mostHeld);
      if (tooMany && !drawn.has(key) && !needed.has(key)) this.#kept.delete(key);
    }
  }

  /** The tile itself, or one of single incidents that it lies in. @param {TileId} tile @returns {Tile|null} */
  #find(tile) {
    const { base, grid } = this.#topic;
    const exact = this.#kept.get(cellsKey(tile, this.#topic));
    if (exact || grid) return exact ?? null;
    for (const parent of lineage(tile)) {
      const found = this.#kept.get(singlesKey(parent, base));
      if (found) return found;
    }
    return null;
  }

  /** Draw what is there: at another level, or for other steps, only once it is complete. */
  #compose() {
    const found = new Set(this.#needed.map((tile) => this.#find(tile)).filter((tile) => tile !== null));
    const complete = this.#needed.every((tile) => this.#find(tile));
    const z = this.#needed[0]?.z;
    const { base, steps, grid = "" } = this.#topic;
    const isAlike = (/** @type {Tile} */ tile) => tile.base === base && tile.grid === grid && (tile.singles || (tile.tile.z === z && tile.steps === steps));
    const alike = this.drawn.some(isAlike) && this.fresh;
    // Counts of another grid answer another question: those of squares are not drawn as hexagons.
    if (this.drawn.some((tile) => tile.grid.split("/")[0] !== grid.split("/")[0])) this.drawn = [];
    for (const tile of found) {
      this.#kept.delete(tile.key); // used last: given up last
      this.#kept.set(tile.key, tile);
    }
    if (complete || alike) this.drawn = withoutOverlap([...found]);
    this.fresh = complete || alike;
    this.complete = complete;
    this.changed();
  }
}

/** What was asked for while the map was still being made, until the map asks for it. @type {WeakMap<Requests, Map<string, Promise<Block|null>>>} */
const ahead = new WeakMap();

/** @param {Requests} asking @param {TileId} tile @param {Topic} topic */
export function askTileAhead(asking, tile, topic) {
  const request = askTile(asking, tile, topic);
  const own = ahead.get(asking) ?? new Map();
  ahead.set(asking, own.set(cellsKey(tile, topic), request));
}

/** @param {Requests} asking @param {TileId} tile @param {Topic} topic @returns {Promise<Block|null>} */
async function askTile(asking, tile, topic) {
  const { base, steps, grid } = topic;
  const name = tileName(tile);
  const key = cellsKey(tile, topic);
  const path = grid ? `counted/${grid}/${tile.x}/${tile.y}` : `tile/${name}`;
  const own = ahead.get(asking);
  const answer = await own?.get(key);
  own?.delete(key);
  if (answer) return answer;
  const read = async (/** @type {Response} */ answer) => unpackBlock(await answer.arrayBuffer());
  return asking.ask(`tile ${name}`, `${path}?${base}&${steps}`, "the map’s cells", read);
}

/** Tiles of single incidents may lie in one another. @param {Tile[]} tiles */
function withoutOverlap(tiles) {
  const names = new Set(tiles.map(({ tile }) => tileName(tile)));
  return tiles.filter(({ tile }) => !lineage(tile).slice(1).some((parent) => names.has(tileName(parent))));
}

/** @param {TileId} tile @param {string} base */
const singlesKey = (tile, base) => `${tileName(tile)} ${base}`;
/** @param {TileId} tile @param {Topic} topic */
const cellsKey = (tile, { base, steps, grid }) => `${grid ? `${grid} ` : ""}${tileName(tile)} ${base} ${steps}`;
