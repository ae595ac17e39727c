// @ts-check
/**
 * Widgets: tables, ledgers and cards on the reference pages. Python writes what they show and hears what was picked; a
 * widget is drawn anew at every run, and keeps focus and scroll.
 *
 * @typedef {{data: any, parentElement: HTMLElement, setTriggerValue: (name: string, value: any) => void}} Component
 * @typedef {(choice: Record<string, any>) => void} Pick
 * @typedef {(data: any, pick: Pick) => import('../core/dom.js').Child} Draw
 */
import { h, refill } from "../core/dom.js";
import { loadLook } from "../core/look.js";

const SETTLED_MS = 400;

/** @param {Component} component @param {Draw} draw */
export async function mountWidget({ data, parentElement, setTriggerValue }, draw) {
  await loadLook(data);
  /** @type {HTMLElement|null} */
  let root = parentElement.querySelector(":scope > .ia-plate");
  if (!root) {
    root = h("div", { class: "ia-root ia-plate" });
    parentElement.replaceChildren(root);
  }
  root.dataset.theme = data.ui;
  const restore = remember(root);
  refill(root, draw(data, (choice) => setTriggerValue("pick", choice)));
  restore();
  if (data.follow !== undefined && root.dataset.follow !== data.follow) bring(root);
  root.dataset.follow = data.follow ?? "";
}

/** Bring what was picked into sight where the page is one column and it stands further down. @param {HTMLElement} root */
function bring(root) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // The widgets above it may still be growing.
  setTimeout(() => {
    if (root.getBoundingClientRect().top > innerHeight * 0.8) root.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  }, SETTLED_MS);
}

/** What must survive a redraw: the focused control, open folds, scrolled boxes. @param {HTMLElement} root */
function remember(root) {
  const active = document.activeElement;
  const focus = active instanceof HTMLElement && root.contains(active) ? active.dataset.focus : undefined;
  const scrolled = [...root.querySelectorAll("[data-scroll]")]
    .map((box) => [box.getAttribute("data-scroll"), box.scrollLeft, box.scrollTop]);
  const open = [...root.querySelectorAll("details[data-fold][open]")].map((fold) => fold.getAttribute("data-fold"));
  return () => {
    for (const fold of root.querySelectorAll("details[data-fold]")) {
      if (open.includes(fold.getAttribute("data-fold"))) fold.setAttribute("open", "");
    }
    for (const [name, left, top] of scrolled) {
      const box = root.querySelector(`[data-scroll="${CSS.escape(String(name))}"]`);
      if (box) [box.scrollLeft, box.scrollTop] = [Number(left), Number(top)];
    }
    if (focus) /** @type {HTMLElement|null} */ (root.querySelector(`[data-focus="${CSS.escape(focus)}"]`))?.focus();
  };
}
