// @ts-check
/** The script of the thread that `arranger.js` begins: it hears columns, filters and questions, in turn. */
import { settings } from "./extension.js";
import { buffersOf, copied } from "./placed.js";
import { Visible } from "./visible.js";

/** @type {Visible|null} */
let visible = null;
/** @type {import('./visible.js').Filtered} */
const filtered = { mask: new Uint8Array(0), masked: 0, value: new Uint16Array(0), values: 1, look: 0 };

addEventListener("message", ({ data }) => {
  if (data.columns) visible = new Visible(data.columns);
  else if (data.filtered) Object.assign(filtered, data.filtered);
  else if (visible) answer(visible, data.question);
});

/** @param {Visible} visible @param {import('./arranger.js').Question} question */
function answer(visible, { view, settings: asked }) {
  visible.arrange(view, Object.assign(settings, asked), filtered);
  const { placed, discs, traces } = visible.drawing;
  const drawing = { placed: copied(placed), discs: discs.slice(), traces: traces.slice() };
  postMessage({ drawing }, { transfer: [...buffersOf(drawing.placed), drawing.discs.buffer, drawing.traces.buffer] });
}
