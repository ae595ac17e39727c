// @ts-check
/** The script of the thread that `arranger.js` begins: it hears columns, masks, cameras and questions, in turn. */
import { look, settings } from "./extension.js";
import { sortByPlace } from "./sorting.js";
import { Visible } from "./visible.js";

const SLOT_MS = 40; // after which it hears whether the camera has moved on

/** @type {import('./sorting.js').Pace} */
const PACE = { slot: SLOT_MS, later: (fn) => void setTimeout(fn) };
/** @type {Visible|null} */
let visible = null;
let mask = new Uint8Array(0);

addEventListener("message", ({ data }) => {
  if (data.columns) {
    look.symbols = data.symbols;
    visible = new Visible(data.columns);
  } else if (data.mask) mask = data.mask;
  else if (data.stand && visible) sortByPlace(visible, data.stand, PACE, () => postMessage({ stands: data.stand.seen }));
  else if (visible) answer(visible, data.question);
});

/** @param {Visible} visible @param {import('./arranger.js').Question} question */
function answer(visible, { viewport, settings: asked, masked, look }) {
  Object.assign(settings, asked);
  visible.arrange(viewport, settings, { mask, masked, look });
  const [marks, discs] = [visible.marks.all.slice(), visible.discs.all.slice()];
  postMessage({ marks, discs }, { transfer: [marks.buffer, discs.buffer] });
}
