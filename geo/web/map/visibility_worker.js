// @ts-check
/** The script of the thread that `visibility_client.js` begins: it hears columns, filters and questions, in turn. */
import { settings } from "./settings.js";
import { buffersOfCells, copiedCells } from "./cell_counts.js";
import { buffersOf, copied } from "./placed.js";
import { VisibleMarks } from "./visible_marks.js";

/** @type {VisibleMarks|null} */
let visible = null;
/** @type {import('./visible_marks.js').Filtered} */
const filtered = { mask: new Uint8Array(0), masked: 0, value: new Uint16Array(0), values: 1, look: 0, show: "symbols" };

addEventListener("message", ({ data }) => {
  if (data.columns) visible = new VisibleMarks(data.columns);
  else if (data.filtered) Object.assign(filtered, data.filtered);
  else if (visible) answer(visible, data.question);
});

/** @param {VisibleMarks} visible @param {import('./visibility_client.js').Question} question */
function answer(visible, { view, settings: asked }) {
  visible.update(view, Object.assign(settings, asked), filtered);
  const { placed, discs, traces, cells } = visible.drawing;
  const drawing = { placed: copied(placed), discs: discs.slice(), traces: traces.slice(), cells: copiedCells(cells) };
  const transfer = [...buffersOf(drawing.placed), drawing.discs.buffer, drawing.traces.buffer, ...buffersOfCells(drawing.cells)];
  postMessage({ drawing }, { transfer });
}
