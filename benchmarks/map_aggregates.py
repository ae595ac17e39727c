"""The map of a dataset that is counted in its database, in the browser: first map, a step of the slider, a way to a
street and back.

python -m benchmarks.engine make 1000000 /tmp/1m.duckdb
python -m benchmarks.map_aggregates duckdb:///tmp/1m.duckdb [RUNS]
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.browser import ROOT, chromium, median, percentile, serving

WHOLE = "document.querySelector('.ia-map')?.dataset.whole === 'true'"
HANDS = """async () => {
  const sheet = document.querySelector('link[href*="atlas.css"]').href;
  globalThis.atlas = await import(new URL("core/store.js", sheet).href);
  globalThis.longest = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (longest = Math.max(longest, one.duration))))
    .observe({ type: "longtask" });
}"""
STEPS = """async (count) => {
  const { store } = atlas;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const { start, end } = store.get().window;
  const took = [];
  for (let k = 0; k < count; k++) {
    const began = performance.now();
    store.set({ dragging: true, window: { start, end: end - 61 * k } });
    took.push(performance.now() - began);
    await frame();
  }
  store.set({ dragging: false, window: { start, end } });
  return took;
}"""
WAY = (7.0, 9.0, 11.0, 13.0, 15.0, 16.0, 13.0, 9.0, 5.0)
"""Zooms from far out to one street in Baghdad, and back."""


def opened(browser: Browser, address: str) -> tuple[Page, dict[str, float], list[Any]]:
    """A page with its cells drawn, when what was there (milliseconds), and its answers."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    answers: list[Any] = []
    page.on("requestfinished", lambda request: answers.append(request) if "/atlas/engine/" in request.url else None)
    began = time.perf_counter()
    page.goto(address)
    marks = {}
    for name, ready in (
        ("squares", WHOLE),
        ("numbers", "document.querySelector('.ia-opt-count:not(:empty)') !== null"),
    ):
        page.wait_for_function(ready, timeout=120_000)
        marks[name] = 1000 * (time.perf_counter() - began)
    page.evaluate(HANDS)
    return page, marks, answers


def look(page: Page, zoom: float) -> float:
    """Go to a zoom over Baghdad; milliseconds until its cells are there."""
    began = time.perf_counter()
    page.evaluate(
        "(zoom) => { const { store } = atlas;"
        " store.set({ camera: { ...store.get().camera, longitude: 44.36, latitude: 33.31, zoom } }); }",
        zoom,
    )
    page.wait_for_function(WHOLE, timeout=120_000)
    return 1000 * (time.perf_counter() - began)


def main(database: str, runs: int) -> None:
    """Print every figure."""
    os.environ["ATLAS_DATABASE"] = database
    with serving(ROOT / "app.py") as address, chromium() as browser:
        first = opened(browser, address)[0]
        first.wait_for_timeout(2500)
        first.close()
        marks = []
        for _ in range(runs):
            page, found, _answers = opened(browser, address)
            marks.append(found)
            page.wait_for_timeout(2500)  # the next one has the machine to itself
            page.close()
        for name in ("squares", "numbers"):
            print(f"opening, {name:8} {median([found[name] for found in marks]):8.0f} ms (median of {runs})")
        page, _, answers = opened(browser, address)
        page.wait_for_timeout(2000)
        steps = page.evaluate(STEPS, 80)
        print(
            f"a step of the slider {median(steps):5.1f} ms of the main thread, 95 % within {percentile(steps, 0.95):.1f}"
        )
        held = 0
        page.evaluate("longest = 0")
        for zoom in WAY:
            took = look(page, zoom)
            held = max(held, page.evaluate("atlas.store.get().held"))
            print(f"to zoom {zoom:4.1f}        {took:8.0f} ms")
        print(f"longest task on the way {page.evaluate('longest'):6.0f} ms; most incidents held {held:,}")
        tiles = [(one.response().body(), one.sizes()["responseBodySize"]) for one in answers if "/tile/" in one.url]
        plain, sent = [len(body) for body, _ in tiles], [size for _, size in tiles]
        print(f"tiles {len(tiles)}: {median(plain) / 1e3:,.0f} kB (median), {max(plain) / 1e3:,.0f} kB at most;")
        print(
            f"      on the wire {median(sent) / 1e3:,.0f} kB, {max(sent) / 1e3:,.0f} kB at most, {sum(sent) / 1e6:.1f} MB in all"
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
