// @ts-check
/** The address of the view, for somebody else. */
import { h, refill } from "../core/dom.js";
import { addressWritten } from "./sync.js";

const SAID_MS = 6000;
const UNWRITTEN = "Nothing was copied: the server does not answer, so there is no link to this view yet. Try again when it does.";

/**
 * A button that copies the address, and the place where it says so. Where the browser refuses the clipboard (a page
 * that is not served securely), the address stands in a field, selected.
 * @param {string} label @param {string} name  CSS class of the button
 * @param {Node|string} [content]  of the button; its label where there is none
 */
export function copyLinkButton(label, name, content = label) {
  const answer = h("div", { class: "ia-copied", role: "status" });
  const button = h(
    "button",
    { type: "button", class: name, title: "Copy a link to exactly this view", "aria-label": label, onclick: copy },
    content,
  );
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let hiding;

  async function copy() {
    clearTimeout(hiding);
    refill(answer);
    if (!(await addressWritten())) return refill(answer, h("p", null, UNWRITTEN));
    const address = location.href;
    try {
      await navigator.clipboard.writeText(address);
      refill(answer, h("p", null, "Link copied"));
      hiding = setTimeout(() => refill(answer), SAID_MS);
    } catch {
      offer(address);
    }
  }

  /** @param {string} address */
  function offer(address) {
    const field = h("input", { type: "text", class: "ia-input", readonly: true, value: address, "aria-label": "Link to this view" });
    const away = () => {
      refill(answer);
      button.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      away();
    });
    refill(
      answer,
      h("p", null, "This browser does not let the page copy. The link is selected:"),
      field,
      h("button", { type: "button", class: "ia-link", onclick: away }, "Done"),
    );
    field.focus();
    field.select();
  }

  return { button, answer };
}
