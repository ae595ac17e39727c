"""A file that was made goes to the person: into the downloads, or into the clipboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

import streamlit as st

from geo.export.formats import FORMAT_BY_NAME
from geo.export.order import Order, Progress
from geo.ui.datasets.uploads import session_secret
from geo.ui.present.background_work import made
from geo.ui.server.addresses import SHELF, addresses

_turns = count(1)
_MB = 1e6

GIVE_JS = """
const given = new Set();
export default function ({ data, parentElement }) {
  const link = parentElement.querySelector("a");
  link.href = data.address;
  link.download = data.name;
  parentElement.querySelector("span").textContent = data.told;
  if (given.has(data.turn)) return;
  given.add(data.turn);
  link.click();
}
"""
GIVE_HTML = '<span role="status"></span> <a>Download again</a>'
GIVE_CSS = """
span, a { color: var(--st-text-color); font-size: .875rem; }
span { opacity: .75; margin-right: .5rem; overflow-wrap: anywhere; }
"""

COPY_JS = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const told = parentElement.querySelector("span");
  let work = null;
  button.onclick = async () => {
    if (work) return work.abort();
    work = new AbortController();
    let made = true;
    const began = performance.now();
    const telling = setInterval(() => {
      button.textContent = "Stop";
      told.textContent = `Making the picture …, ${Math.round((performance.now() - began) / 1000)} s`;
    }, 1000);
    try {
      const picture = fetch(data.address, { signal: work.signal }).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.blob();
      });
      picture.catch(() => { made = false; });
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
      told.textContent = "Copied: paste it into your slide.";
    } catch (error) {
      told.textContent = work.signal.aborted ? "" : made
        ? "Nothing was copied: this browser does not allow it. Download the PNG instead."
        : "Nothing was copied: the server did not give the picture. Try again.";
    }
    clearInterval(telling);
    button.textContent = "Copy picture";
    work = null;
  };
}
"""
COPY_HTML = '<button type="button">Copy picture</button> <span role="status"></span>'
COPY_CSS = """
button { font: inherit; font-size: .875rem; padding: .35rem .8rem; border-radius: .5rem; border: 1px solid var(--st-border-color);
  background: var(--st-background-color); color: var(--st-text-color); cursor: pointer; }
button:hover { border-color: var(--st-primary-color); }
span { color: var(--st-text-color); font-size: .875rem; opacity: .75; margin-left: .5rem; }
"""


def give(what: str, make: Callable[[Progress], bytes], name: str, mime: str) -> None:
    """Make a file and hand it over: ``what`` is what the person reads while it is being made."""
    content = made(f"Making the {what}", make)
    shelved = SHELF.put(content, mime, session_secret())
    component = st.components.v2.component("incident_atlas_give", html=GIVE_HTML, css=GIVE_CSS, js=GIVE_JS)
    told = f"{name}, {max(0.1, len(content) / _MB):.1f} MB"
    data = {"address": f"{addresses()['shelf']}/{shelved}", "name": name, "told": told, "turn": next(_turns)}
    component(key="present_given", data=data)


def copy_button(order: Order) -> None:
    """One click puts the PNG into the clipboard; it is made then."""
    png = FORMAT_BY_NAME["png"]
    what = json.dumps(order.scene.stamp, sort_keys=True)
    name = SHELF.put_later(lambda: png.write(order), what, png.mime, session_secret())
    component = st.components.v2.component("incident_atlas_copy", html=COPY_HTML, css=COPY_CSS, js=COPY_JS)
    component(key="present_copy", data={"address": f"{addresses()['shelf']}/{name}"})
