/**
 * The timeline under the map: a histogram of the incidents, the window of chosen dates over it, and play.
 * `mount` draws it into an element; everything it tells and hears goes through the store.
 *
 * @typedef {import('./types.js').Span} Span
 * @typedef {import('./types.js').Store} Store
 * @typedef {import('./types.js').Part} Part
 */

import { countShown } from '../filter.js';
import { controls } from './controls.js';
import { countLine } from './count.js';
import { dateFields } from './datefields.js';
import { floorTo, nextUnit } from './dates.js';
import { afterRest, el } from './dom.js';
import { attachGestures } from './gestures.js';
import { Handles } from './handles.js';
import { dragEdge, dragWhole, drawn, keyed } from './moves.js';
import { stripDay } from './overview.js';
import { Player, stepped } from './play.js';
import { readout } from './readout.js';
import { snapUnit } from './scale.js';
import { ORIGIN } from './types.js';
import { View } from './view.js';

const edgeLabel = (/** @type {string} */ text) => el('span', { class: 'ia-tl-edge', 'aria-hidden': 'true', text });
const KEY_REST = 350; // milliseconds after the last key until Python hears

/** What outlives a remount of the timeline: how it plays and which days it shows. @type {WeakMap<Store, {settings: import('./play.js').Settings, from: number, to: number, columns: unknown}>} */
const memory = new WeakMap();

/** @param {HTMLElement} element @param {Store} store @returns {{destroy(): void}} */
export function mount(element, store) {
  const kept = memory.get(store);
  const settings = kept?.settings ?? { mode: 'moving', speed: 'week', loop: false };
  const plot = el('div', { class: 'ia-tl-plot', role: 'group', 'aria-label': 'Timeline', 'aria-keyshortcuts': 'Space' });
  const view = new View(store, plot, () => { place(); point(); });
  const { scale } = view;
  const handles = new Handles();
  const hint = readout(view);
  let glide = 0;

  const bounds = () => scale.bounds;
  const current = () => store.get().window;
  const choose = (/** @type {Span} */ window, /** @type {boolean} */ dragging) => store.set({ window, dragging }, ORIGIN);
  const settle = (/** @type {Span} */ window) => { player.stop(false); choose(window, false); store.commit(); };

  const place = () => {
    const { left, right } = handles.place(current(), glide, settings.mode === 'growing', scale);
    const strip = view.scene?.layout.strip;
    handles.placeMark(current(), strip ? scale : null);
    view.lit.style.clipPath = `inset(0 ${Math.max(0, view.width - right)}px 0 ${left}px)`;
  };

  const point = () => {
    const { columns, hovered } = store.get();
    handles.point(columns && hovered !== null ? { start: columns.start[hovered], end: columns.end[hovered] } : null, scale);
  };

  const player = new Player(store, settings, bounds, (part) => { glide = part; place(); });
  const fields = dateFields({ window: current, bounds, choose: settle });
  const count = countLine(store, countShown);
  const keyRest = afterRest(() => store.commit(), KEY_REST);

  const reveal = (/** @type {import('./types.js').State} */ { window, dragging, playing }) => {
    if (dragging) return;
    const last = { start: window.end, end: window.end };
    const moved = playing ? scale.reveal(settings.mode === 'growing' ? last : window) : scale.include(window);
    if (moved) view.redraw();
  };
  const showAll = () => { settle({ ...bounds() }); view.showAll(); };
  const fit = () => {
    const { start, end } = current();
    const margin = Math.max(2, (end + 1 - start) * 0.15);
    scale.show(start - margin, end + 1 + margin);
    view.redraw();
  };
  const foot = controls(store, player, settings, {
    step: (direction) => settle(stepped(current(), settings, direction, bounds())),
    showAll, fit,
  });

  const windowChanged = () => {
    const state = store.get();
    handles.say(state.window, bounds());
    fields.show(state.window);
    count.refresh();
    reveal(state);
    plot.classList.toggle('ia-tl-covered', covered());
    place();
  };

  /** @type {import('./gestures.js').Actions['drag']} */
  const drag = (grip, day, origin, free) => {
    const unit = free ? 'day' : snapUnit(scale.pixelsPerDay);
    const moved = day - origin.day;
    const { window } = origin;
    if (grip === 'whole') choose(dragWhole(window, window.start + moved, unit, bounds()), true);
    else if (grip === 'draw') choose(drawn(origin.day, day, unit, bounds()), true);
    else if (grip === 'start') choose(dragEdge(window, grip, window.start + moved, unit, bounds()), true);
    else if (grip === 'end') choose(dragEdge(window, grip, window.end + 1 + moved, unit, bounds()), true);
  };

  const covered = () => current().start <= bounds().start && current().end >= bounds().end;
  /** @type {import('./gestures.js').Actions['gripAt']} */
  const gripAt = (event, _x, y) => {
    const part = handles.partAt(event.target);
    if (part && !(part === 'whole' && covered())) return part; // what cannot move gives room for a new window
    return view.scene?.layout.strip && y > view.scene.layout.strip ? 'strip' : 'draw';
  };

  const detach = attachGestures(plot, {
    scale, window: current, drag,
    gripAt,
    begin: (grip) => { player.stop(false); plot.classList.add('ia-tl-dragging', `ia-tl-grip-${grip}`); hint.hide(); },
    end: (grip, moved) => {
      plot.classList.remove('ia-tl-dragging', `ia-tl-grip-${grip}`);
      if (grip === 'strip' || !moved) return;
      store.set({ dragging: false }, ORIGIN);
      store.commit();
    },
    scroll: (x) => { scale.pan(stripDay(scale, x) - (scale.from + scale.to) / 2); view.redraw(); },
    viewChanged: () => { view.redraw(); hint.hide(); },
    hover: hint.at,
  });

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const part = handles.partAt(target);
    if (!part && target.closest('input, select, button')) return;
    if (event.key === ' ') player.toggle();
    else if (event.key === '+' || event.key === '-') {
      scale.zoom(event.key === '+' ? 0.7 : 1 / 0.7, scale.x((current().start + current().end + 1) / 2));
      view.redraw();
    } else {
      const next = keyed(event, current(), part ?? 'whole', bounds());
      if (!next) return;
      player.stop(false);
      choose(next, false);
      keyRest.call();
    }
    event.preventDefault();
  };
  // The browser would turn the released space bar into a click on the handle.
  const onKeyUp = (/** @type {KeyboardEvent} */ event) => { if (event.key === ' ' && handles.partAt(event.target)) event.preventDefault(); };

  const head = el('div', { class: 'ia-tl-head' }, [
    edgeLabel('From'), fields.start, count.node, edgeLabel('To'), fields.end, fields.problem,
  ]);
  plot.append(view.base, handles.band, view.lit, handles.mark, handles.pointed, handles.nodes.start, handles.nodes.end, handles.nodes.whole, hint.mark, hint.node);
  const root = el('section', { class: 'ia-timeline', 'aria-label': 'Dates', tabindex: '-1' }, [head, plot, foot.node]);
  root.addEventListener('keydown', onKey);
  root.addEventListener('keyup', onKeyUp);
  plot.addEventListener('dblclick', showAll);
  element.append(root);

  const measure = () => view.resize(plot.clientWidth, plot.clientHeight, parseFloat(getComputedStyle(plot).getPropertyValue('--ia-tl-gutter')) || 16);
  const observer = new ResizeObserver(measure);
  observer.observe(plot);
  const whole = () => { view.frameData(); windowChanged(); foot.update(store.get()); };
  const subscriptions = [
    store.subscribe(['window'], windowChanged),
    store.subscribe(['columns'], whole),
    store.subscribe(['filter'], () => { if (boundsMoved()) whole(); }),
    store.subscribe(['mask'], () => { view.recount(); count.refresh(); }),
    store.subscribe(['colorBy'], () => view.recount()),
    store.subscribe(['hovered'], point),
    store.subscribe(['theme'], () => view.redraw()),
    store.subscribe(['match'], () => { count.refresh(); foot.update(store.get()); }),
    store.subscribe(['playing', 'trace'], (state) => { if (!state.playing && player.running) player.halt(); foot.update(state); }),
  ];
  let background = Boolean(store.get().filter?.background);
  const boundsMoved = () => {
    const before = background;
    background = Boolean(store.get().filter?.background);
    return before !== background;
  };

  measure();
  whole();
  if (kept && kept.columns === store.get().columns) scale.show(kept.from, kept.to);

  return {
    destroy() {
      memory.set(store, { settings, from: scale.from, to: scale.to, columns: store.get().columns });
      player.stop();
      keyRest.flush();
      for (const unsubscribe of subscriptions) unsubscribe();
      for (const part of [count, fields, view]) part.stop();
      observer.disconnect();
      detach();
      root.remove();
    },
  };
}
