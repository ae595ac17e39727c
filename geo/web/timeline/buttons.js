// @ts-check
/** The timeline's buttons with an icon, and its choices. */
import { h, svg } from "../core/dom.js";

/** Icons as paths on a 16 × 16 grid; `line` ones are stroked. */
const ICONS = {
  play: { path: "M4.5 2.5v11l9-5.5z" },
  pause: { path: "M4 2.5h3v11H4zM9 2.5h3v11H9z" },
  back: { path: "M3.5 3h1.6v10H3.5zM13 3v10L6 8z" },
  forth: { path: "M10.9 3h1.6v10h-1.6zM3 3v10l7-5z" },
  loop: {
    path: "M11 1.5 13.5 4 11 6.5M13 4H5.5a3 3 0 0 0-3 3v1M5 14.5 2.5 12 5 9.5M3 12h7.5a3 3 0 0 0 3-3V8",
    line: true,
  },
  options: { path: "M2 4.5h5M11 4.5h3M2 11.5h3M9 11.5h5M9 2.5v4M7 9.5v4", line: true },
};

/** @typedef {keyof typeof ICONS} IconName */

/** @param {IconName} name @returns {SVGSVGElement} */
export function icon(name) {
  const shape = ICONS[name];
  const ink = "line" in shape ? { fill: "none", stroke: "currentColor", "stroke-width": "1.4" } : { fill: "currentColor" };
  const frame = { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", focusable: "false" };
  return svg("svg", frame, svg("path", { d: shape.path, ...ink }));
}

/**
 * @param {string} label
 * @param {IconName} name
 * @param {string} className
 * @returns {HTMLButtonElement}
 */
export function iconButton(label, name, className) {
  return h("button", { type: "button", class: `ia-tl-icon ${className}`, "aria-label": label, title: label }, [
    icon(name),
  ]);
}

/**
 * @param {string} label
 * @param {(readonly [string, string])[]} options  value and text
 * @param {string} value
 * @param {string} className
 * @returns {HTMLSelectElement}
 */
export function select(label, options, value, className) {
  const node = h(
    "select",
    { class: `ia-tl-select ${className}`, "aria-label": label, title: label },
    options.map(([key, text]) => h("option", { value: key }, text)),
  );
  node.value = value;
  return node;
}
