"""Dragging through dates: the atlas's component beside the plain way, at a dozen incidents and at a million.

    python -m benchmarks.scrubbing [quick]

The stress page (``benchmarks/stress_app.py``) in headless Chromium, with WebGL in software: read the ratios, not the
milliseconds. For every size and window it prints, median and 95th percentile over the positions of the window:

- ``main``: milliseconds of processor time of the page's main thread in a step, all of its tasks, without what the
  measuring itself takes (a step that changes nothing);
- ``painted``: milliseconds from the input until the frame is painted (the graphics card is asked for a pixel);
- ``step B``, ``rerun B``: bytes over the websocket, a step while dragging, and once when the window is let go;
- ``first``: milliseconds from opening the page to the first painted frame with symbols;
- ``MB``: the page's JavaScript memory, with the columns;
- ``per s``: painted positions a second while a hand drags the window for two seconds.

The plain way answers when the slider is let go: from the key to the repainted map.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, WebSocket

from benchmarks.browser import ROOT, chromium, median, percentile, script, serving
from benchmarks.generated import FIRST, LAST
from benchmarks.plain_way import PLAIN

SIZES = (12, 1_000, 10_000, 100_000, 1_000_000)
WINDOWS = (1, 10, 50)
POSITIONS, PLAIN_POSITIONS = 100, 20
PLAIN_MOST = 100_000
LONGEST_S = float(os.environ.get("LONGEST_S", "240"))
"""A series of positions is broken off after this long; how many were done is said."""

WATCH = """
const draw = WebGL2RenderingContext.prototype.drawArraysInstanced;
globalThis.draws = 0;
WebGL2RenderingContext.prototype.drawArraysInstanced = function (...given) {
  const answer = draw.apply(this, given);
  globalThis.drawing = this;
  globalThis.draws += 1;
  if (given[3] > 0 && !globalThis.firstAt) {
    this.readPixels(0, 0, 1, 1, this.RGBA, this.UNSIGNED_BYTE, new Uint8Array(4));
    globalThis.firstAt = performance.now();
  }
  if (globalThis.eager) queueMicrotask(() => { painted(); globalThis.paintedAt = performance.now(); });
  return answer;
};
// A pixel can only be read when all before it is painted.
globalThis.painted = () =>
  drawing.readPixels(0, 0, 1, 1, drawing.RGBA, drawing.UNSIGNED_BYTE, new Uint8Array(4));
"""
HANDS = """async () => {
  const sheet = document.querySelector('link[href*="stage.css"]').href;
  globalThis.store = (await import(new URL("store.js", sheet).href)).store;
}"""
MOVE = """([start, end]) => new Promise((done) => {
  store.set({ window: { start, end }, dragging: true });
  requestAnimationFrame(() => setTimeout(done));
})"""
STILL = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
PAINT = """([start, end]) => {
  const began = performance.now();
  store.set({ window: { start, end }, dragging: true });
  painted();
  return performance.now() - began;
}"""
DRAG = """() => new Promise((done) => {
  // Counts the frames that the graphics card has finished.
  const gl = drawing, open = [];
  let [seen, count, until] = [draws, 0, performance.now() + 2000];
  const look = (now) => {
    if (draws !== seen) { seen = draws; open.push(gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)); gl.flush(); }
    while (open.length && gl.getSyncParameter(open[0], gl.SYNC_STATUS) === gl.SIGNALED) { open.shift(); count++; }
    if (now < until) requestAnimationFrame(look); else done(count / 2);
  };
  requestAnimationFrame(look);
})"""


@dataclass
class Figures:
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


class Sheet:
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

    def busy(self, code: str, given: object = None) -> float:
        """Milliseconds of processor time of the main thread; waiting for other processes is no work."""
        before = self.metric("ThreadTime")
        self.page.evaluate(code, given)
        return (self.metric("ThreadTime") - before) * 1000

    def memory(self) -> float:
        """Megabytes of JavaScript and its arrays."""
        self.session.send("HeapProfiler.collectGarbage")
        usage = self.session.send("Runtime.getHeapUsage")
        return float(usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6


def warm(browser: Browser, address: str) -> None:
    """Have the server make the data, so that opening measures the browser."""
    page = browser.new_page()
    page.goto(address)
    page.wait_for_selector(".ia-count", timeout=120_000)
    page.close()


def atlas(browser: Browser, address: str, size: int, share: int, positions: int) -> Figures:
    """The component at one size and window."""
    target = f"{address}/?n={size}&window={share}"
    warm(browser, target)
    sheet, found = Sheet(browser, target), Figures()
    page = sheet.page
    page.wait_for_function("globalThis.firstAt")
    found.first = page.evaluate("firstAt")
    page.wait_for_selector(".ia-map[data-idle]", state="attached")
    page.evaluate(HANDS)
    page.wait_for_timeout(2500)
    start, end = page.evaluate("[store.get().window.start, store.get().window.end]")
    room = LAST - FIRST - (end - start)
    places = [FIRST + room * k // positions for k in range(positions)]
    sheet.bytes = 0
    until = time.monotonic() + LONGEST_S
    idle = median([sheet.busy(STILL) for _ in range(20)])
    for place in places:
        found.main.append(max(0.0, sheet.busy(MOVE, [place, place + end - start]) - idle))
        page.evaluate("painted()")
        if time.monotonic() > until:
            break
    for place in reversed(places):
        found.painted.append(page.evaluate(PAINT, [place, place + end - start]))
        if time.monotonic() > until + LONGEST_S:
            break
    found.step_bytes = sheet.bytes / (len(found.main) + len(found.painted))
    page.evaluate("([start, end]) => store.set({ window: { start, end }, dragging: false })", [start - 400, end - 400])
    found.rate = drag(page)
    sheet.bytes = 0
    page.mouse.up()
    page.wait_for_timeout(3000)
    found.rerun_bytes = sheet.bytes
    found.memory = sheet.memory()
    page.close()
    return found


def drag(page: Page) -> float:
    """Painted positions a second in a drag of two seconds; the hand is still on the window afterwards."""
    page.evaluate("painted()")
    page.wait_for_timeout(600)
    box = page.locator(".ia-tl-window").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.6
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(f"() => {{ globalThis.dragged = ({DRAG})() }}")
    until = time.monotonic() + 2
    step = 0
    while time.monotonic() < until:
        step += 1
        page.mouse.move(x - 3 * (step % 120), y)
    rate: float = page.evaluate("dragged")
    return rate


def plain(browser: Browser, address: str, size: int, share: int, positions: int) -> Figures:
    """The plain way at one size and window."""
    length = (LAST - FIRST) * share // 100
    step = max(1, ((LAST - FIRST) - length) // (positions + 2))
    target = f"{address}/?n={size}&length={length}&step={step}"
    sheet, found = Sheet(browser, target), Figures()
    page = sheet.page
    page.wait_for_function("globalThis.firstAt")
    found.first = page.evaluate("firstAt")
    page.wait_for_timeout(2500)
    slider = page.get_by_role("slider")
    slider.focus()
    page.evaluate("globalThis.eager = true")
    until = time.monotonic() + LONGEST_S
    for _ in range(positions):
        before = page.get_by_text("from ").last.inner_text()
        page.wait_for_timeout(300)
        sheet.bytes = 0
        began = page.evaluate("globalThis.paintedAt = 0, performance.now()")
        page.keyboard.press("ArrowLeft")
        page.wait_for_function(
            "(before) => [...document.querySelectorAll('[data-testid=stText]')].every((e) => e.innerText !== before)",
            arg=before,
        )
        page.wait_for_function("paintedAt > 0 && performance.now() - paintedAt > 400")
        found.painted.append(page.evaluate("paintedAt") - began)
        found.rerun_bytes = sheet.bytes
        if time.monotonic() > until:
            break
    found.memory = sheet.memory()
    page.close()
    return found


def main(quick: bool) -> None:
    """Print the table."""
    sizes = SIZES[:3] if quick else SIZES
    positions, plain_positions = (12, 4) if quick else (POSITIONS, PLAIN_POSITIONS)
    print(f"{'':24s}{HEAD}")
    with script(PLAIN) as path, serving(path) as plain_address, chromium() as browser:
        with serving(ROOT / "benchmarks" / "stress_app.py") as address:
            for size in sizes:
                for share in WINDOWS:
                    row = atlas(browser, address, size, share, positions).row()
                    print(f"atlas {size:>9,} {share:3d} %  {row}", flush=True)
        for size in sizes:
            for share in WINDOWS if size <= PLAIN_MOST else ():
                row = plain(browser, plain_address, size, share, plain_positions).row()
                print(f"plain {size:>9,} {share:3d} %  {row}", flush=True)


if __name__ == "__main__":
    main("quick" in sys.argv[1:])
