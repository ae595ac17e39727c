// @ts-check
/**
 * The map of a dataset that a database counts, where it shows hexagons, density or areas in place of squares: drawn and
 * explained by the same pieces as on the map of incidents that are all here. Signs of areas stand above them.
 *
 * @typedef {import('../../source/database.js').DatabaseSource} Source
 */
import { screenOf } from "../ground.js";
import { seenFrom } from "../visible_marks.js";
import { CountedMap } from "./counted_map.js";
import { CountedPointer } from "./counted_pointer.js";
import { Field } from "./field.js";
import { CellPicture } from "./picture.js";
import { signColumns } from "./singles.js";

const STALE = 0.3; // strength of what answers an older question
/** No squares: the map shows other counts. */
const NONE = new Field();

export class CountedPicture extends CellPicture {
  /** Hexagons, density or areas, where the map shows them. @type {import('../cell_counts.js').Cells|null} */
  counts = null;
  /** How often they changed. */
  turn = 0;
  countedMap = new CountedMap();
  /** @type {import('../area_counts.js').Counted|null} */
  takenAreas = null;
  /** @type {{key: string, drawing: import('../visible_marks.js').Drawing}|null} */
  joined = null;
  countedPointer = new CountedPointer(this);

  /** @param {import('../renderer_internals.js').Renderer} renderer @param {import('../../core/store.js').Store} store @param {import('../map.js').Setup} setup */
  constructor(renderer, store, setup) {
    super(renderer, store, setup);
    this.stops.push(store.subscribe(["answers"], () => this.areaRows !== this.takenAreas && this.compose()));
  }

  get show() {
    return this.outer.get().show;
  }

  /** Whether hexagons, density or areas are shown in place of squares. */
  get isCounted() {
    return this.show !== "symbols";
  }

  /** Whether hexagons or the density are shown, and what is loaded is counted by them. */
  get hasCells() {
    return this.field.grid.startsWith(`${this.show}/`);
  }

  /** Incidents by area and day: those of the filter, or of the one before until they come. */
  get areaRows() {
    if (this.show !== "areas") return null;
    return this.source?.counted.areas ?? this.source?.counted.last ?? null;
  }

  need() {
    const { source, outer, over } = this;
    const { dragging, playing, show } = outer.get();
    if (!over && source?.isOpen && show === "areas" && !dragging && !playing) source.counted.askAreas();
    super.need();
  }

  compose() {
    if (this.areaRows !== this.takenAreas) this.shown = "";
    super.compose();
  }

  /** @param {import('../../source/tiles.js').Tile[]} single */
  nameOf(single) {
    return this.isCounted ? `counts ${this.field.turn}` : super.nameOf(single);
  }

  /** No incident is drawn one by one; signs need their places. @param {import('./singles.js').Block[]} blocks @param {Source} source */
  columnsOf(blocks, source) {
    this.takenAreas = this.areaRows;
    this.joined = null;
    if (!this.isCounted) return super.columnsOf(blocks, source);
    const signs = this.hasCells ? this.field.signs : [];
    signs.forEach((sign, mark) => (sign.number = mark));
    const header = { ...source.header, areas: this.takenAreas?.header.areas };
    return { columns: signColumns(signs, header, this.outer.get().colorBy), titles: [] };
  }

  get squares() {
    return this.isCounted ? NONE : super.squares;
  }

  get outlined() {
    return this.isCounted && !this.hasCells ? NONE : super.outlined;
  }

  get isWhole() {
    return super.isWhole && (this.show !== "areas" || this.source?.counted.areas !== null);
  }

  get scale() {
    const { counts, field } = this;
    return this.isCounted ? `-1 ${counts?.most} ${counts?.level} ${field.exact} ${counts?.leftOut} ${field.signs.length}` : super.scale;
  }

  /** Hexagons, surface or areas of the window. */
  counted() {
    const { field, tiles, outer, areaRows, countedMap, renderer, show } = this;
    const { window: span, match } = outer.get();
    const viewport = renderer.deck.getViewports()[0];
    const before = this.counts;
    if (areaRows && areaRows === this.takenAreas) this.counts = countedMap.areas(areaRows, [span.start, span.end], match === "certainly");
    else if (this.hasCells && viewport) this.counts = countedMap.cells(field, show, screenOf(viewport));
    else this.counts = null;
    const isOld = this.isCounted && (show === "areas" ? this.source?.counted.areas === null : !tiles?.fresh);
    this.overlay.canvas.holder.style.opacity = isOld ? `${STALE}` : "";
    if (!before && !this.counts) return;
    this.turn++;
    this.redraw();
  }

  get drawnKey() {
    return this.counts ? `${super.drawnKey} ${this.turn}` : super.drawnKey;
  }

  get drawing() {
    const { counts, renderer, field } = this;
    const viewport = renderer.deck.getViewports()[0];
    const own = super.drawing;
    if (!counts || !viewport) return own;
    const key = `${this.drawnKey} ${seenFrom(viewport)}`;
    if (this.joined?.key === key) return this.joined.drawing;
    const signs = this.hasCells ? field.cells.filter(({ sort }) => sort === "area") : [];
    const { of } = this.paint;
    const partsOf = (/** @type {import('./field.js').Cell} */ cell) => field.parts(cell).map((part) => ({ ...part, colour: of[part.colour] }));
    const placed = this.countedMap.signs(signs, partsOf, screenOf(viewport));
    this.joined = { key, drawing: { ...own, placed, cells: counts } };
    return this.joined.drawing;
  }

  /** @param {any} info @returns {number|null} */
  incidentAt(info) {
    return this.counts ? null : super.incidentAt(info);
  }

  /** @param {{x: number, y: number}} place  pixels of the map @returns {import('../../core/store.js').CountedSymbol|null} */
  countedAt(place) {
    return this.counts ? this.countedPointer.at(place) : super.countedAt(place);
  }
}
