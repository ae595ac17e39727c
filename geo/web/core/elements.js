// @ts-check
/** Small helpers for building elements: text is always text, never markup. */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, string | number | boolean>} [attributes] `text` sets the text
 * @param {Node[]} [children]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = String(value);
    else if (value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

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
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 16 16",
    width: "16",
    height: "16",
    "aria-hidden": "true",
    focusable: "false",
  }))
    svg.setAttribute(key, value);
  const shape = ICONS[name];
  path.setAttribute("d", shape.path);
  path.setAttribute("fill", "line" in shape ? "none" : "currentColor");
  if ("line" in shape) {
    path.setAttribute("stroke", "currentColor");
    path.setAttribute("stroke-width", "1.4");
  }
  svg.append(path);
  return svg;
}

/**
 * @param {string} label
 * @param {IconName} name
 * @param {string} className
 * @returns {HTMLButtonElement}
 */
export function iconButton(label, name, className) {
  return el("button", { type: "button", class: `ia-tl-icon ${className}`, "aria-label": label, title: label }, [
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
  const node = el(
    "select",
    { class: `ia-tl-select ${className}`, "aria-label": label, title: label },
    options.map(([key, text]) => el("option", { value: key, text })),
  );
  node.value = value;
  return node;
}

/**
 * Calls once, when nothing has been asked for a while.
 *
 * @param {() => void} fn @param {number} wait milliseconds @returns {{call(): void, flush(): void}}
 */
export function afterRest(fn, wait) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const run = () => {
    timer = undefined;
    fn();
  };
  return {
    call() {
      clearTimeout(timer);
      timer = setTimeout(run, wait);
    },
    flush() {
      if (timer === undefined) return;
      clearTimeout(timer);
      run();
    },
  };
}
