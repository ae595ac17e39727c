// @ts-check
/**
 * What is under the pointer, and what a click there does: what stands on the map is found from where it was placed; of
 * lines and cells the graphics card says it.
 *
 * @typedef {import('./map.js').AtlasMap} AtlasMap
 * @typedef {{x: number, y: number}} Point  pixels of the map
 */

/** Of a pointer that has left the map. */
const GONE = { x: -1, y: -1 };

export class Pointer {
  /** What is looked at with the next frame. @type {Point|null} */
  next = null;

  /** @param {AtlasMap} map */
  constructor(map) {
    this.map = map;
  }

  /** Listen to a basemap. @param {any} basemap */
  follow(basemap) {
    basemap.on("click", (/** @type {any} */ { point }) => this.clicked(point));
    basemap.on("mousemove", (/** @type {any} */ { point }) => this.moved(point));
    basemap.on("mouseout", () => this.moved(GONE));
  }

  /** @param {Point} point */
  moved(point) {
    if (!this.next) requestAnimationFrame(() => this.look());
    this.next = point;
  }

  look() {
    const { next: point } = this;
    const { picture, store, basemap } = this.map;
    this.next = null;
    if (!picture || !point) return;
    const info = point === GONE ? point : picture.pick(point);
    const counted = picture.countedAt(info);
    const hovered = counted ? null : picture.incidentAt(info);
    const before = store.get();
    basemap.getCanvas().style.cursor = hovered === null && !counted ? "" : "pointer";
    if (counted?.group !== before.counted?.group || counted?.key !== before.counted?.key) store.set({ counted });
    if (hovered !== before.hovered) store.set({ hovered });
    if (hovered !== null || counted) store.set({ pointer: [point.x, point.y] });
  }

  /** @param {Point} point */
  clicked({ x, y }) {
    const { picture, store, basemap } = this.map;
    const { columns } = store.get();
    const counted = picture?.countedAt({ x, y });
    if (counted?.count === 0) return;
    if (counted) return store.set({ group: { incidents: counted.incidents(), within: counted.within, name: counted.name, around: counted.around, cell: counted.cell }, selection: null }), store.commit();
    const info = picture?.pick({ x, y });
    const index = picture?.incidentAt(info) ?? null;
    const nearer = index === null ? picture?.pressed(info) : null;
    if (nearer) basemap.easeTo({ center: [nearer.longitude, nearer.latitude], zoom: nearer.zoom });
    if (!columns || index === null) return;
    store.set({ selection: columns.idOf(index) });
    store.commit();
  }
}
