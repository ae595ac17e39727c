// @ts-check
/**
 * A symbol that stands for several incidents: their number, and around it their hues as shares, from the top on
 * clockwise; the sign of an area has them as the dashes of its rim. As geo/scene/counted.py and geo/scene/symbols.py
 * paint them.
 *
 * @typedef {{paper: string, surface: string, ink: string, font: string}} Colours
 * @typedef {[string, number][]} Shares  colours, and how many incidents have each
 */
const RIM = 1.2;
const SIZE = 13;
const LEAST = 8;
const TURN = 2 * Math.PI;
const TOP = -Math.PI / 2;
/** Sizes of letters are taken in such steps: a canvas is slow to take another font. */
const STEP = 0.5;

const figures = new Intl.NumberFormat("en-GB");
/** @param {number} count */
export const countWords = (count) => figures.format(count);

/** Width of a text in ems. @type {Map<string, number>} */
const widths = new Map();

/** @param {CanvasRenderingContext2D} pen @param {string} words @param {string} font */
function emsOf(pen, words, font) {
  // All digits are of one width.
  const key = words.replace(/\d/g, "0") + font;
  let ems = widths.get(key);
  if (ems === undefined) {
    pen.font = `600 100px ${font}`;
    widths.set(key, (ems = pen.measureText(words).width / 100));
  }
  return ems;
}

/** Width of the band of shares in a symbol of so many pixels. @param {number} r */
const bandOf = (r) => Math.min(5, Math.max(2.4, 0.21 * r));

/**
 * @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} r @param {number} count
 * @param {Shares} shares @param {Colours} colours
 */
export function drawCounted(pen, x, y, r, count, shares, colours) {
  const outer = r - 0.5;
  const band = outer - RIM;
  const inner = band - bandOf(r);
  disc(pen, x, y, outer, colours.paper);
  if (shares.length === 1) disc(pen, x, y, band, shares[0][0]);
  else {
    let angle = TOP;
    for (const [colour, number] of shares) {
      const end = angle + (TURN * number) / count;
      pen.beginPath();
      pen.moveTo(x, y);
      pen.arc(x, y, band, angle, end);
      pen.fillStyle = colour;
      pen.fill();
      angle = end;
    }
  }
  disc(pen, x, y, inner, colours.surface);
  write(pen, x, y, inner, countWords(count), colours);
}

/**
 * @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} r @param {number} count
 * @param {Shares} shares @param {Colours} colours @param {import('./settings.js').FormStyle} style  of the sign of an area
 */
export function drawCountedArea(pen, x, y, r, count, shares, colours, style) {
  const half = r * style.scale - 0.5;
  pen.beginPath();
  pen.roundRect(x - half, y - half, 2 * half, 2 * half, style.corner);
  pen.fillStyle = colours.paper;
  pen.fill();
  pen.lineWidth = style.rim;
  const around = 8 * half - 2 * (4 - Math.PI) * style.corner;
  const step = around / style.dashes;
  let dash = 0;
  for (const [colour, number] of shares) {
    const until = dash + (number / count) * style.dashes;
    for (; dash < style.dashes && dash < until - 0.5; dash++) {
      pen.setLineDash([step * style.dashShare, around]);
      pen.lineDashOffset = -dash * step;
      pen.strokeStyle = colour;
      pen.stroke();
    }
  }
  pen.setLineDash([]);
  pen.lineDashOffset = 0;
  write(pen, x, y, half - 2.5, countWords(count), colours);
}

/** Words in the middle of a disc, as large as they fit. @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} room @param {string} words @param {Colours} colours */
function write(pen, x, y, room, words, { ink, font }) {
  const ems = emsOf(pen, words, font);
  const size = Math.max(LEAST, Math.floor(Math.min(SIZE, 1.55 * room, (1.72 * room) / ems) / STEP) * STEP);
  pen.font = `600 ${size}px ${font}`;
  pen.textAlign = "center";
  pen.fillStyle = ink;
  pen.fillText(words, x, y + 0.355 * size);
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} r @param {string} colour */
export function disc(pen, x, y, r, colour) {
  pen.beginPath();
  pen.arc(x, y, Math.max(0, r), 0, TURN);
  pen.fillStyle = colour;
  pen.fill();
}
