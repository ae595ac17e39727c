"""Dragging through dates: the atlas's component beside other ways, at a dozen incidents and at a million.

    python -m benchmarks.scrubbing [quick] [atlas] [plain] [lonboard] [kepler] [incidents ...]

The stress page (``benchmarks/stress_app.py``) in headless Chromium, with WebGL in software: read the ratios, not the
milliseconds. For every size and window it prints, median and 95th percentile over the positions of the window:

- ``main``: milliseconds of processor time of the page's main thread in a step, all of its tasks until the frame after
  it is drawn, without what as many frames take in which nothing changes;
- ``painted``: milliseconds from the input until the frame is painted (the graphics card is asked for a pixel);
- ``step B``, ``rerun B``: bytes over the websocket, a step while dragging, and once when the window is let go;
- ``first``: milliseconds from opening the page to the first painted frame with symbols;
- ``MB``: the page's JavaScript memory, with the columns, without the thread that arranges the marks;
- ``per s``: painted positions a second while a hand drags the window for two seconds.

The plain way answers when the slider is let go: from the key to the repainted map. lonboard and kepler.gl, where they
are installed, have the same incidents in their own notebook widgets, on as large a map without a basemap; what they
paint waits for the browser's next frame (at most 17 ms), which the atlas's figure leaves out.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from playwright.sync_api import Browser, Page

from benchmarks import kepler_page, lonboard_page
from benchmarks.browser import ROOT, chromium, median, script, serving
from benchmarks.notebook_widgets import measured
from benchmarks.page_metrics import HEAD, LONGEST_S, MeasuredPage, Measurements
from benchmarks.streamlit_page import PLAIN
from benchmarks.synthetic_columns import FIRST, LAST

SIZES = (12, 1_000, 10_000, 100_000, 1_000_000)
WINDOWS = (1, 10, 50)
POSITIONS, FEW_POSITIONS = 100, 20
MOST = {"plain": 100_000, "kepler": 100_000}
WIDGETS = {"lonboard": lonboard_page, "kepler": kepler_page}
WAYS = ("atlas", "plain", *WIDGETS)

HANDS = """async () => {
  const sheet = document.querySelector('link[href*="atlas.css"]').href;
  globalThis.store = (await import(new URL("core/store.js", sheet).href)).store;
}"""
MOVE = """async ([start, end, awaited]) => {
  const drawn = awaited && redrawn(), frame = () => new Promise(requestAnimationFrame);
  let frames = 0, painted = !awaited;
  if (awaited) drawn.then(() => (painted = true));
  store.set({ window: { start, end }, dragging: true });
  do { await frame(); frames++; } while (!painted);
  if (awaited) { await frame(); frames++; }
  await new Promise((done) => setTimeout(done));
  return frames;
}"""
STILL = """async (frames) => {
  for (let k = 0; k < frames; k++) await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done));
}"""
MOST_FRAMES = 8
PAINT = """async ([start, end, awaited]) => {
  const began = performance.now(), drawn = awaited && redrawn();
  store.set({ window: { start, end }, dragging: true });
  await drawn;
  painted();
  return performance.now() - began;
}"""
AWAITED = 20_000
"""Incidents from which on a thread of its own says what is to be drawn (geo/web/map/visible_marks.js)."""
EMPTY = 500
"""Incidents times per cent under which most windows hold nothing: the plain way then paints no frame to wait for."""
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


def warm(browser: Browser, address: str) -> None:
    """Have the server make the data, so that opening measures the browser."""
    page = browser.new_page()
    page.goto(address)
    page.wait_for_selector(".ia-count", timeout=120_000)
    page.close()


def atlas(browser: Browser, address: str, size: int, share: int, positions: int) -> Measurements:
    """The component at one size and window."""
    target = f"{address}/?n={size}&window={share}"
    warm(browser, target)
    sheet, found = MeasuredPage(browser, target), Measurements()
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
    idle = [median([sheet.busy(STILL, frames)[0] for _ in range(12)]) for frames in range(1, MOST_FRAMES + 1)]
    until = time.monotonic() + LONGEST_S
    for place in places:
        busy, frames = sheet.busy(MOVE, [place, place + end - start, size >= AWAITED])
        found.main.append(max(0.0, busy - idle[min(frames, MOST_FRAMES) - 1]))
        page.evaluate("painted()")
        if time.monotonic() > until:
            break
    for place in reversed(places):
        found.painted.append(page.evaluate(PAINT, [place, place + end - start, size >= AWAITED]))
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


def plain(browser: Browser, address: str, size: int, share: int, positions: int) -> Measurements:
    """The plain way at one size and window."""
    length = (LAST - FIRST) * share // 100
    step = max(1, ((LAST - FIRST) - length) // (positions + 2))
    target = f"{address}/?n={size}&length={length}&step={step}"
    sheet, found = MeasuredPage(browser, target), Measurements()
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


def main(arguments: list[str]) -> None:
    """Print the table."""
    quick = "quick" in arguments
    ways = [word for word in arguments if word in WAYS] or list(WAYS)
    sizes = [int(word) for word in arguments if word.isdigit()] or SIZES[: 3 if quick else None]
    positions, few = (12, 4) if quick else (POSITIONS, FEW_POSITIONS)
    print(f"{'':27s}{HEAD}")
    with chromium() as browser:
        for way in ways:
            if way in WIDGETS and not WIDGETS[way].installed():
                print(f"{way} is not installed: pip install {WIDGETS[way].NAME}")
                continue
            with answering(way, browser, positions if way == "atlas" else few) as measure:
                for size in sizes:
                    for share in WINDOWS if size <= MOST.get(way, size) else ():
                        if way == "plain" and size * share < EMPTY:
                            continue
                        print(f"{way:8s} {size:>9,} {share:3d} %   {measure(size, share).row()}", flush=True)


@contextmanager
def answering(way: str, browser: Browser, positions: int) -> Iterator[Callable[[int, int], Measurements]]:
    """What measures a way at a size and window."""
    if way == "atlas":
        with serving(ROOT / "benchmarks" / "stress_app.py") as address:
            yield lambda size, share: atlas(browser, address, size, share, positions)
    elif way == "plain":
        with script(PLAIN) as path, serving(path) as address:
            yield lambda size, share: plain(browser, address, size, share, positions)
    else:
        made = lru_cache(1)(WIDGETS[way].widget)
        yield lambda size, share: measured(browser, made(size), share, positions)


if __name__ == "__main__":
    main(sys.argv[1:])
