// @ts-check
/**
 * What hands and keys do to the timeline.
 *
 * @typedef {import('./timeline.js').Timeline} Timeline
 * @typedef {import('./gestures.js').Actions} Actions
 * @typedef {import('./gestures.js').Grip} Grip
 * @typedef {import('./gestures.js').Origin} Origin
 */

import { dragEdge, dragWhole, drawn, keyed } from "./moves.js";
import { stripDay } from "./overview.js";
import { snapUnit } from "./scale.js";

const KEY_ZOOM = 0.7; // of the view, per key

/** @param {Grip} grip */
const classesOf = (grip) => ["ia-tl-dragging", `ia-tl-grip-${grip}`];

/**
 * @param {Timeline} timeline
 * @returns {Actions}
 */
export function gestureActions(timeline) {
  const { hint, plot, scale, store, view } = timeline;
  return {
    window: () => timeline.window,
    gripAt: (event, y) => gripAt(timeline, event, y),
    begin: (grip) => {
      timeline.player.stop(false);
      plot.classList.add(...classesOf(grip));
      hint.hide();
    },
    drag: (grip, day, origin, free) => drag(timeline, grip, day, origin, free),
    end: (grip, moved) => {
      plot.classList.remove(...classesOf(grip));
      if (grip === "strip" || !moved) return;
      store.set({ dragging: false });
      store.commit();
    },
    scroll: (x) => {
      scale.pan(stripDay(scale, x) - (scale.from + scale.to) / 2);
      view.redraw();
    },
    viewChanged: () => {
      view.redraw();
      hint.hide();
    },
    hover: hint.at,
  };
}

/**
 * @param {Timeline} timeline
 * @param {PointerEvent} event
 * @param {number} y  pixels from the plot's top
 * @returns {Grip}
 */
function gripAt({ covered, handles, view }, event, y) {
  const part = handles.partAt(event.target);
  if (part && !(part === "whole" && covered)) return part; // what cannot move gives room for a new window
  const strip = view.scene?.layout.strip;
  return strip && y > strip ? "strip" : "draw";
}

/**
 * @param {Timeline} timeline
 * @param {Grip} grip
 * @param {number} day  under the pointer, with a fraction
 * @param {Origin} origin
 * @param {boolean} free  snap to nothing coarser than a day
 */
function drag(timeline, grip, day, { day: from, window }, free) {
  const { bounds, scale } = timeline;
  const unit = free ? "day" : snapUnit(scale.pixelsPerDay);
  const moved = day - from;
  if (grip === "whole") timeline.choose(dragWhole(window, window.start + moved, unit, bounds), true);
  else if (grip === "draw") timeline.choose(drawn(from, day, unit, bounds), true);
  else if (grip === "start") timeline.choose(dragEdge(window, grip, window.start + moved, unit, bounds), true);
  else if (grip === "end") timeline.choose(dragEdge(window, grip, window.end + 1 + moved, unit, bounds), true);
}

/**
 * @param {Timeline} timeline
 * @param {KeyboardEvent} event
 */
export function pressKey(timeline, event) {
  const part = timeline.handles.partAt(event.target);
  if (!part && /** @type {HTMLElement} */ (event.target).closest("input, select, button")) return;
  if (event.key === " ") timeline.player.toggle();
  else if (event.key === "+" || event.key === "-") timeline.zoom(event.key === "+" ? KEY_ZOOM : 1 / KEY_ZOOM);
  else {
    const next = keyed(event, timeline.window, part ?? "whole", timeline.bounds);
    if (!next) return;
    timeline.player.stop(false);
    timeline.choose(next, false);
    timeline.commitSoon();
  }
  event.preventDefault();
}
