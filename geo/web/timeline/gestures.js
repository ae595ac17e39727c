// @ts-check
/**
 * Pointer, touch and wheel on the plot. A drag speaks once per frame, goes on while the pointer holds still at the
 * plot's edge (the axis pans), and ends only when the pointer is released.
 *
 * @typedef {import('./types.js').Part} Part
 * @typedef {import('./types.js').Span} Span
 * @typedef {import('./scale.js').Scale} Scale
 *
 * @typedef {Part | 'draw' | 'strip'} Grip what the pointer took hold of
 * @typedef {{day: number, window: Span}} Origin where a drag began
 * @typedef {{
 *   window(): Span,
 *   gripAt(event: PointerEvent, y: number): Grip,
 *   begin(grip: Grip): void,
 *   drag(grip: Grip, day: number, origin: Origin, free: boolean): void,
 *   end(grip: Grip, moved: boolean): void,
 *   scroll(x: number): void,
 *   viewChanged(): void,
 *   hover(x: number | null, y: number): void,
 * }} Actions
 */

const SLACK = 4; // pixels that a click may tremble
const EDGE_PAN = 0.012; // of the view per frame, while the pointer is held beyond the edge
const WHEEL = 0.0016; // per pixel of wheel
const REACH = 24; // pixels beyond the plot that a held edge still follows
const LEAST_PINCH = 20; // pixels between two fingers

export class Gestures {
  /** @type {Map<number, number>} touching pointers and their x */
  #pointers = new Map();
  /**
   * @type {{id: number, grip: Grip, x: number, startX: number, moved: boolean, free: boolean, origin: Origin} | null}
   */
  #held = null;
  #frame = 0;
  #left = 0;
  #top = 0;
  #off = new AbortController();

  /** @param {HTMLElement} plot @param {Scale} scale @param {Actions} actions */
  constructor(plot, scale, actions) {
    this.plot = plot;
    this.scale = scale;
    this.actions = actions;
    const { signal } = this.#off;
    plot.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    plot.addEventListener("pointermove", (event) => this.#move(event), { signal });
    for (const name of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"])) {
      plot.addEventListener(name, (event) => this.#up(event), { signal });
    }
    plot.addEventListener("pointerleave", () => actions.hover(null, 0), { signal });
    plot.addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
  }

  detach() {
    cancelAnimationFrame(this.#frame);
    this.#held = null;
    this.#off.abort();
  }

  #locate() {
    const box = this.plot.getBoundingClientRect();
    this.#left = box.left;
    this.#top = box.top;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) return;
    this.#locate();
    const x = event.clientX - this.#left;
    this.#pointers.set(event.pointerId, x);
    if (this.#pointers.size === 2) this.#finish(); // two fingers zoom
    if (this.#pointers.size > 1) return;
    const grip = this.actions.gripAt(event, event.clientY - this.#top);
    try {
      this.plot.setPointerCapture(event.pointerId);
    } catch {
      /* a pointer that is already gone */
    }
    this.#held = {
      id: event.pointerId,
      grip,
      x,
      startX: x,
      moved: grip === "strip",
      free: event.altKey,
      origin: { day: this.scale.at(x), window: this.actions.window() },
    };
    if (grip !== "strip") return;
    this.actions.begin(grip);
    this.#step();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#pointers.size) {
      this.#hover(event);
      return;
    }
    const x = event.clientX - this.#left;
    const held = this.#held;
    if (this.#pointers.size === 2 && this.#pointers.has(event.pointerId)) this.#pinch(event.pointerId, x);
    if (!held || held.id !== event.pointerId) return;
    held.x = x;
    held.free = event.altKey;
    if (!held.moved && Math.abs(x - held.startX) >= (held.grip === "draw" ? SLACK : 1)) {
      held.moved = true;
      this.actions.begin(held.grip);
    }
    this.#frame ||= requestAnimationFrame(() => this.#step());
  }

  /** @param {PointerEvent} event */
  #hover(event) {
    this.#locate();
    this.actions.hover(event.pointerType === "mouse" ? event.clientX - this.#left : null, event.clientY - this.#top);
  }

  #step() {
    this.#frame = 0;
    const { scale } = this;
    const held = this.#held;
    if (!held?.moved) return;
    if (held.grip === "strip") {
      this.actions.scroll(held.x);
      return;
    }
    const panned = this.#panAtEdge(held.x, held.grip);
    const near = Math.min(Math.max(held.x, scale.left - REACH), scale.right + REACH);
    this.actions.drag(held.grip, scale.at(held.grip === "whole" ? held.x : near), held.origin, held.free);
    if (!panned) return;
    this.actions.viewChanged();
    this.#frame = requestAnimationFrame(() => this.#step());
  }

  /** @param {number} x @param {Grip} grip @returns {boolean} whether the axis moved */
  #panAtEdge(x, grip) {
    const { scale } = this;
    const beyond = x < scale.left ? -1 : x > scale.right ? 1 : 0;
    if (!beyond || grip === "draw") return false;
    const before = scale.from;
    scale.pan(beyond * EDGE_PAN * (scale.to - scale.from));
    return scale.from !== before;
  }

  #finish() {
    if (!this.#held) return;
    cancelAnimationFrame(this.#frame);
    this.#step();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { grip, moved } = this.#held;
    this.#held = null;
    this.actions.end(grip, moved);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    this.#pointers.delete(event.pointerId);
    if (this.#held?.id === event.pointerId) this.#finish();
  }

  /** @param {number} id the finger that moved @param {number} x */
  #pinch(id, x) {
    const other = [...this.#pointers].find(([each]) => each !== id)?.[1] ?? x;
    const before = Math.max(LEAST_PINCH, Math.abs((this.#pointers.get(id) ?? x) - other));
    this.scale.zoom(before / Math.max(LEAST_PINCH, Math.abs(x - other)), (x + other) / 2);
    this.#pointers.set(id, x);
    this.actions.viewChanged();
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    event.preventDefault();
    this.#locate();
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 200 : 1;
    const sideways = event.shiftKey && !event.deltaX;
    const dx = (sideways ? event.deltaY : event.deltaX) * lines;
    const dy = (sideways ? 0 : event.deltaY) * lines;
    if (Math.abs(dx) > Math.abs(dy)) this.scale.pan(dx / this.scale.pixelsPerDay);
    else this.scale.zoom(Math.exp(dy * WHEEL * (event.ctrlKey ? 5 : 1)), event.clientX - this.#left);
    this.actions.viewChanged();
  }
}
