"""Measures a page: its main thread, its websocket, its memory, and the frames that it paints."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, WebSocket

from benchmarks.browser import median, percentile

LONGEST_S = float(os.environ.get("LONGEST_S", "240"))
"""A series of positions is broken off after this long; how many were done is said."""

WATCH = """
globalThis.draws = 0;
for (const [name, count] of [["drawArrays", 2], ["drawArraysInstanced", 3]]) {
  const draw = WebGL2RenderingContext.prototype[name];
  WebGL2RenderingContext.prototype[name] = function (...given) {
    const answer = draw.apply(this, given);
    globalThis.drawing = this;
    globalThis.draws += 1;
    if (globalThis.heard) queueMicrotask(heard), (globalThis.heard = null);
    if (given[count] > 0 && !globalThis.firstAt) {
      this.readPixels(0, 0, 1, 1, this.RGBA, this.UNSIGNED_BYTE, new Uint8Array(4));
      globalThis.firstAt = performance.now();
    }
    if (globalThis.eager) queueMicrotask(() => { painted(); globalThis.paintedAt = performance.now(); });
    return answer;
  };
}
// Drawn again, with all of its layers.
globalThis.redrawn = () => new Promise((done) => (globalThis.heard = done));
// A pixel can only be read when all before it is painted.
globalThis.painted = () =>
  drawing.readPixels(0, 0, 1, 1, drawing.RGBA, drawing.UNSIGNED_BYTE, new Uint8Array(4));
"""


@dataclass
class Measurements:
    """What was measured at one size and window."""

    main: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    step_bytes: float = 0.0
    rerun_bytes: int = 0
    first: float = 0.0
    memory: float = 0.0
    rate: float | None = None

    def row(self) -> str:
        """One line of the table."""
        main = f"{median(self.main):7.1f} {percentile(self.main, 0.95):7.1f}" if self.main else " " * 15
        paint = f"{median(self.painted):8.0f} {percentile(self.painted, 0.95):8.0f}"
        rate = f"{self.rate:6.1f}" if self.rate is not None else " " * 6
        done = f"{len(self.painted):4d}"
        wire = f"{self.step_bytes:9.0f} {self.rerun_bytes:8d}"
        return f"{main} {paint} {wire} {self.first:7.0f} {self.memory:6.0f} {rate} {done}"


HEAD = "   main    95th  painted     95th    step B  rerun B   first     MB  per s    n"


class MeasuredPage:
    """A page, its main thread and its websocket."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.page = browser.new_page(viewport={"width": 1440, "height": 900})
        self.page.set_default_timeout(120_000)
        self.page.add_init_script(WATCH)
        self.bytes = 0
        self.page.on("websocket", self._listen)
        self.session: Any = self.page.context.new_cdp_session(self.page)
        self.session.send("Performance.enable")
        self.page.goto(address)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._heard)
        socket.on("framereceived", self._heard)

    def _heard(self, frame: bytes | str) -> None:
        self.bytes += len(frame)

    def metric(self, name: str) -> float:
        """One of the browser's own figures."""
        entries = self.session.send("Performance.getMetrics")["metrics"]
        return float(next(entry["value"] for entry in entries if entry["name"] == name))

    def busy(self, code: str, given: object = None) -> tuple[float, Any]:
        """Milliseconds of processor time of the main thread, as waiting for others is no work; and the code's answer."""
        before = self.metric("ThreadTime")
        answer = self.page.evaluate(code, given)
        return (self.metric("ThreadTime") - before) * 1000, answer

    def memory(self) -> float:
        """Megabytes of JavaScript and its arrays."""
        self.session.send("HeapProfiler.collectGarbage")
        usage = self.session.send("Runtime.getHeapUsage")
        return float(usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6
