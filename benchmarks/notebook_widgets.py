"""Notebook widgets in a page of their own: their module, a model that answers like a notebook's, and their steps.

Nothing leaves the machine: the page forbids every address but its own.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.browser import median
from benchmarks.page_metrics import LONGEST_S, MeasuredPage, Measurements
from benchmarks.synthetic_columns import FIRST, LAST

WIDTH, HEIGHT = 1068, 701
"""As large as the atlas's own map in the same browser."""
VIEW = {"longitude": 43.7, "latitude": 33.2, "zoom": 5.4}

PAGE = f"""<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:">
<link rel="stylesheet" href="widget.css">
<link rel="icon" href="data:,">
<style>body {{ margin: 0; }} #map {{ width: {WIDTH}px; height: {HEIGHT}px; overflow: hidden; }}</style>
<div id="map"></div>
<script type="module" src="page.js"></script>
"""
MODEL = """
globalThis.sent = 0;
const { view, models } = await (await fetch("state.json")).json();
const known = globalThis.models = {};
// One for all: what is asked for it anew would be made anew.
const manager = { get_model: async (id) => known[id] };

class Model {
  heard = {};
  changed = {};
  widget_manager = manager;
  constructor(id, state) { Object.assign(this, { model_id: id, state }); }
  get(name) { return this.state[name]; }
  set(name, value) {
    const given = typeof name === "string" ? { [name]: value } : name;
    Object.assign(this.state, given);
    Object.assign(this.changed, given);
    for (const key of Object.keys(given)) this.trigger(`change:${key}`);
    this.trigger("change");
  }
  on(name, heard) { (this.heard[name] ??= new Set()).add(heard); }
  off(name, heard) { if (heard) this.heard[name]?.delete(heard); else delete this.heard[name]; }
  trigger(name) { for (const heard of [...(this.heard[name] ?? [])]) heard(); }
  save_changes() {
    globalThis.sent += JSON.stringify(this.changed).length;
    this.changed = {};
  }
  send() {}
}

for (const [id, { state, buffers }] of Object.entries(models)) {
  for (const { path, file } of buffers) {
    const bytes = new DataView(await (await fetch(file)).arrayBuffer());
    path.slice(0, -1).reduce((at, key) => at[key], state)[path.at(-1)] = bytes;
  }
  known[id] = new Model(id, state);
}
const widget = (await import("./widget.js")).default;
const [model, el] = [known[view], document.getElementById("map")];
await widget.initialize?.({ model });
await widget.render({ model, el });
"""
MOVE = """([start, end]) => new Promise((done) => {
  const seen = draws;
  const look = () => requestAnimationFrame(draws === seen ? look : () => setTimeout(done));
  show(start, end);
  look();
})"""
STILL = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
PAINT = """([start, end]) => new Promise((done) => {
  const look = () => paintedAt ? done(paintedAt - began) : setTimeout(look);
  globalThis.paintedAt = 0;
  const began = performance.now();
  show(start, end);
  look();
})"""


@dataclass
class Widget:
    """A widget's files and state, and what moves its window: ``show``, a function of the first and the last day."""

    module: str
    style: str
    view: str
    models: dict[str, Any]
    show: str
    files: dict[str, bytes] = field(default_factory=dict)


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def serving(widget: Widget) -> Iterator[str]:
    """The address of a widget's page."""
    state = json.dumps({"view": widget.view, "models": widget.models})
    texts = {"index.html": PAGE, "page.js": MODEL, "state.json": state, "widget.js": widget.module}
    files = {name: text.encode() for name, text in {**texts, "widget.css": widget.style}.items()}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in {**files, **widget.files}.items():
            (Path(folder) / name).write_bytes(content)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()


def measured(browser: Browser, widget: Widget, share: int, positions: int) -> Measurements:
    """A widget with a window of a share of all days."""
    found = Measurements()
    length = (LAST - FIRST) * share // 100
    room = LAST - FIRST - length
    places = [FIRST + room * k // positions for k in range(positions)]
    with serving(widget) as address:
        sheet = MeasuredPage(browser, address)
        page = sheet.page
        page.wait_for_function("globalThis.firstAt")
        found.first = page.evaluate("firstAt")
        page.wait_for_timeout(2500)
        page.evaluate(f"() => {{ globalThis.show = {widget.show}; }}")
        until = time.monotonic() + LONGEST_S
        page.evaluate("globalThis.sent = 0")
        # The first window is another one than the page opened with.
        page.evaluate(MOVE, [LAST - length, LAST])
        idle = median([sheet.busy(STILL)[0] for _ in range(20)])
        for place in places:
            found.main.append(max(0.0, sheet.busy(MOVE, [place, place + length])[0] - idle))
            page.evaluate("painted()")
            if time.monotonic() > until:
                break
        page.evaluate("globalThis.eager = true")
        for place in places:
            found.painted.append(page.evaluate(PAINT, [place, place + length]))
            if time.monotonic() > until + LONGEST_S:
                break
        found.step_bytes = page.evaluate("sent") / (1 + len(found.main) + len(found.painted))
        found.memory = sheet.memory()
        page.close()
    return found
