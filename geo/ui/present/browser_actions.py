"""A file that was made goes from the browser into the person's downloads, or a picture into the clipboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

import streamlit as st

from geo.export.export_request import ExportRequest, ProgressCallback
from geo.export.formats import FORMAT_BY_NAME
from geo.ui.datasets.uploads import session_secret
from geo.ui.present.background_work import run_in_background
from geo.ui.server.addresses import blob_address
from geo.ui.server.blob_cache import BLOBS

_turns = count(1)
_MB = 1e6

DOWNLOAD_JS = """
const downloaded = new Set();
export default function ({ data, parentElement }) {
  const link = parentElement.querySelector("a");
  link.href = data.address;
  link.download = data.name;
  parentElement.querySelector("span").textContent = data.words;
  if (downloaded.has(data.turn)) return;
  downloaded.add(data.turn);
  link.click();
}
"""
DOWNLOAD_HTML = '<span role="status"></span> <a>Download again</a>'
DOWNLOAD_CSS = """
span, a { color: var(--st-text-color); font-size: .875rem; }
span { opacity: .75; margin-right: .5rem; overflow-wrap: anywhere; }
"""

COPY_JS = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const status = parentElement.querySelector("span");
  let work = null;
  button.onclick = async () => {
    if (work) return work.abort();
    work = new AbortController();
    let made = true;
    const began = performance.now();
    const telling = setInterval(() => {
      button.textContent = "Stop";
      status.textContent = `Making the picture …, ${Math.round((performance.now() - began) / 1000)} s`;
    }, 1000);
    try {
      const picture = fetch(data.address, { signal: work.signal }).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.blob();
      });
      picture.catch(() => { made = false; });
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
      status.textContent = "Copied: paste it into your slide.";
    } catch (error) {
      status.textContent = work.signal.aborted ? "" : made
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


def make_and_download(what: str, make: Callable[[ProgressCallback], bytes], name: str, mime: str) -> None:
    """Make a file and have the browser download it: ``what`` is what the person reads while it is being made."""
    content = run_in_background(f"Making the {what}", make)
    blob = BLOBS.put(content, mime, session_secret())
    component = st.components.v2.component(
        "incident_atlas_download", html=DOWNLOAD_HTML, css=DOWNLOAD_CSS, js=DOWNLOAD_JS
    )
    words = f"{name}, {max(0.1, len(content) / _MB):.1f} MB"
    data = {"address": blob_address(blob), "name": name, "words": words, "turn": next(_turns)}
    component(key="present_given", data=data)


def copy_button(order: ExportRequest) -> None:
    """One click puts the PNG into the clipboard; it is made then."""
    png = FORMAT_BY_NAME["png"]
    key = json.dumps(order.scene.stamp, sort_keys=True)
    name = BLOBS.put_lazy(lambda: png.write(order), key, png.mime, session_secret())
    component = st.components.v2.component("incident_atlas_copy", html=COPY_HTML, css=COPY_CSS, js=COPY_JS)
    component(key="present_copy", data={"address": blob_address(name)})
