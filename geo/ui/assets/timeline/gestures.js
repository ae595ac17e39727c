/**
 * Pointer, touch and wheel on the plot. A drag speaks once per frame, goes on while the pointer holds still at the
 * plot's edge (the axis pans), and ends only when the pointer is released.
 *
 * @typedef {import('./types.js').Part} Part
 * @typedef {import('./types.js').Span} Span
 * @typedef {import('./scale.js').Scale} Scale
 *
 * @typedef {Part | 'draw' | 'strip'} Grip
 * @typedef {{
 *   scale: Scale, window(): Span, gripAt(event: PointerEvent, x: number, y: number): Grip,
 *   begin(grip: Grip): void, drag(grip: Grip, day: number, origin: {day: number, window: Span}, free: boolean): void,
 *   end(grip: Grip, moved: boolean): void, scroll(x: number): void, viewChanged(): void, hover(x: number | null, y: number): void,
 * }} Actions
 */

const SLACK = 4; // pixels that a click may tremble
const EDGE_PAN = 0.012; // of the view per frame, while the pointer is held beyond the edge
const WHEEL = 0.0016; // per pixel of wheel
const REACH = 24; // pixels beyond the plot that a held edge still follows

/** @param {HTMLElement} plot @param {Actions} actions @returns {() => void} detach */
export function attachGestures(plot, actions) {
  const { scale } = actions;
  /** @type {Map<number, number>} touching pointers and their x */
  const pointers = new Map();
  /** @type {{id: number, grip: Grip, x: number, startX: number, moved: boolean, free: boolean, origin: {day: number, window: Span}} | null} */
  let held = null;
  let frame = 0;
  let left = 0;
  let top = 0;

  const locate = () => { const box = plot.getBoundingClientRect(); left = box.left; top = box.top; };

  const step = () => {
    frame = 0;
    if (!held || !held.moved) return;
    if (held.grip === 'strip') { actions.scroll(held.x); return; }
    const beyond = held.x < scale.left ? -1 : held.x > scale.right ? 1 : 0;
    const before = scale.from;
    if (beyond && held.grip !== 'draw') scale.pan(beyond * EDGE_PAN * (scale.to - scale.from));
    const inside = Math.min(Math.max(held.x, scale.left - REACH), scale.right + REACH);
    const x = held.grip === 'whole' ? held.x : inside;
    actions.drag(held.grip, scale.at(x), held.origin, held.free);
    if (scale.from !== before) {
      actions.viewChanged();
      frame = requestAnimationFrame(step);
    }
  };

  const finish = () => {
    if (!held) return;
    cancelAnimationFrame(frame);
    step();
    cancelAnimationFrame(frame);
    frame = 0;
    const { grip, moved } = held;
    held = null;
    actions.end(grip, moved);
  };

  const down = (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0) return;
    locate();
    const x = event.clientX - left;
    pointers.set(event.pointerId, x);
    if (pointers.size === 2) { finish(); return; } // two fingers zoom
    if (pointers.size > 2) return;
    const grip = actions.gripAt(event, x, event.clientY - top);
    try { plot.setPointerCapture(event.pointerId); } catch { /* a pointer that is already gone */ }
    held = { id: event.pointerId, grip, x, startX: x, moved: grip === 'strip', free: event.altKey, origin: { day: scale.at(x), window: actions.window() } };
    if (grip === 'strip') { actions.begin(grip); step(); }
  };

  const pinch = (/** @type {PointerEvent} */ event, /** @type {number} */ x) => {
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1] ?? x;
    const before = Math.max(20, Math.abs((pointers.get(event.pointerId) ?? x) - other));
    scale.zoom(before / Math.max(20, Math.abs(x - other)), (x + other) / 2);
    pointers.set(event.pointerId, x);
    actions.viewChanged();
  };

  const move = (/** @type {PointerEvent} */ event) => {
    if (!pointers.size) {
      locate();
      actions.hover(event.pointerType === 'mouse' ? event.clientX - left : null, event.clientY - top);
      return;
    }
    const x = event.clientX - left;
    if (pointers.size === 2 && pointers.has(event.pointerId)) { pinch(event, x); return; }
    if (!held || held.id !== event.pointerId) return;
    held.x = x;
    held.free = event.altKey;
    if (!held.moved && Math.abs(x - held.startX) >= (held.grip === 'draw' ? SLACK : 1)) {
      held.moved = true;
      actions.begin(held.grip);
    }
    frame ||= requestAnimationFrame(step);
  };

  const up = (/** @type {PointerEvent} */ event) => {
    pointers.delete(event.pointerId);
    if (held?.id === event.pointerId) finish();
  };

  const wheel = (/** @type {WheelEvent} */ event) => {
    event.preventDefault();
    locate();
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 200 : 1;
    const [dx, dy] = event.shiftKey && !event.deltaX ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    if (Math.abs(dx) > Math.abs(dy)) scale.pan((dx * lines) / scale.pixelsPerDay);
    else scale.zoom(Math.exp(dy * lines * WHEEL * (event.ctrlKey ? 5 : 1)), event.clientX - left);
    actions.viewChanged();
  };

  const leave = () => actions.hover(null, 0);

  plot.addEventListener('pointerdown', down);
  plot.addEventListener('pointermove', move);
  plot.addEventListener('pointerup', up);
  plot.addEventListener('pointercancel', up);
  plot.addEventListener('lostpointercapture', up);
  plot.addEventListener('pointerleave', leave);
  plot.addEventListener('wheel', wheel, { passive: false });
  return () => {
    cancelAnimationFrame(frame);
    held = null;
    plot.removeEventListener('pointerdown', down);
    plot.removeEventListener('pointermove', move);
    plot.removeEventListener('pointerup', up);
    plot.removeEventListener('pointercancel', up);
    plot.removeEventListener('lostpointercapture', up);
    plot.removeEventListener('pointerleave', leave);
    plot.removeEventListener('wheel', wheel);
  };
}
