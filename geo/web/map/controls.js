// @ts-check
/** Buttons over the map: zoom, fit, north up, light and dark, link, picture. */
import { h, svg } from "../core/dom.js";
import { copyLinkButton } from "../source/share.js";
import { goTo } from "../source/sync.js";
import { mountViewfinder } from "./viewfinder.js";

const ICONS = {
  in: "M9 3v12M3 9h12",
  out: "M3 9h12",
  fit: "M3 7V3h4M11 3h4v4M15 11v4h-4M7 15H3v-4",
  dark: "M14.5 11.2A6.2 6.2 0 0 1 6.8 3.5a6.2 6.2 0 1 0 7.7 7.7Z",
  light: "M9 5.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 0 0 0-6.8ZM9 1v2M9 15v2M1 9h2M15 9h2M3.3 3.3l1.4 1.4M13.3 13.3l1.4 1.4M3.3 14.7l1.4-1.4M13.3 4.7l1.4-1.4",
  link: "M7.5 10.5l3-3M6.5 8L4.3 10.2a2.5 2.5 0 0 0 3.5 3.5L10 11.5M11.5 10l2.2-2.2a2.5 2.5 0 0 0-3.5-3.5L8 6.5",
  north: "M9 2l4 13-4-3-4 3Z",
  frame: "M4.5 1.5v12h12M1.5 4.5h12v12",
  picture: "M2 3.5h14v11H2ZM2.5 13l4-4.5 3 3 2.5-2.5 3.5 4M12 6.6h.01",
};

/** @param {string} path */
function icon(path) {
  return svg(
    "svg",
    { viewBox: "0 0 18 18", "aria-hidden": "true" },
    svg("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" }),
  );
}

/**
 * @param {HTMLElement} element
 * @param {import('../core/store.js').Store} store
 * @param {import('./map.js').AtlasMap} map
 */
export function mount(element, store, map) {
  /** @param {string} label @param {string} path @param {() => void} act */
  const button = (label, path, act) =>
    h("button", { type: "button", class: "ia-map-button", "aria-label": label, title: label, onclick: act }, icon(path));
  const north = button("Turn north up", ICONS.north, () => {
    map.jump({ ...store.get().camera, bearing: 0 });
    store.commit();
  });
  const theme = button("Dark map", ICONS.dark, () => {
    store.set({ theme: store.get().theme === "light" ? "dark" : "light" });
    store.commit();
  });
  // Where the sidebar, which has this button too, is folded away.
  const share = copyLinkButton("Copy link", "ia-map-button ia-map-share", icon(ICONS.link));
  share.answer.classList.add("ia-map-copied");
  const viewfinder = mountViewfinder(element, store, icon(ICONS.frame));
  const box = h(
    "div",
    { class: "ia-map-buttons", role: "group", "aria-label": "Map" },
    button("Zoom in", ICONS.in, () => map.zoom(1)),
    button("Zoom out", ICONS.out, () => map.zoom(-1)),
    button("Fit to what is shown", ICONS.fit, () => map.fit()),
    theme,
    north,
    share.button,
    viewfinder.button,
    button("Picture of this map", ICONS.picture, () => goTo("Present")),
  );
  const refresh = () => {
    const { camera, theme: now } = store.get();
    north.hidden = Math.abs(camera.bearing) < 0.5;
    const turned = /** @type {SVGElement} */ (north.firstElementChild);
    turned.style.transform = `rotate(${-camera.bearing}deg)`;
    const label = now === "light" ? "Dark map" : "Light map";
    if (theme.title === label) return;
    theme.title = label;
    theme.setAttribute("aria-label", label);
    theme.replaceChildren(icon(now === "light" ? ICONS.dark : ICONS.light));
  };
  const unsubscribe = store.subscribe(["camera", "theme"], refresh);
  refresh();
  element.append(box, share.answer);
  return { buttons: box, destroy: () => (unsubscribe(), viewfinder.destroy(), box.remove(), share.answer.remove()) };
}
