"""Whoever works out where symbols stand, and however few lines are sent through the graphics card: no pixel tells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, Worker

from tests.browser.stress import day, opened, picture, ready, settled

SIZE = 12_000
"""So many that a thread of its own may place them, so few that the page can too."""
COUNT = """
globalThis.most = globalThis.mostLines = 0;
const draw = WebGL2RenderingContext.prototype.drawArrays;
WebGL2RenderingContext.prototype.drawArrays = function (...given) {
  globalThis.most = Math.max(globalThis.most, given[2] / 6);
  return draw.apply(this, given);
};
const ofIncidents = (gl) => !gl.canvas.classList.contains("maplibregl-canvas");
const drawLines = WebGL2RenderingContext.prototype.drawElements;
WebGL2RenderingContext.prototype.drawElements = function (...given) {
  if (ofIncidents(this)) globalThis.mostLines = Math.max(globalThis.mostLines, given[1] / 12);
  return drawLines.apply(this, given);
};
"""
"""The largest number of symbols in one go, of six corners each, and of pieces of lines, of twelve."""
LOOK = """async ([start, end, camera, more]) => {
  const { store } = atlas;
  store.set({ camera: { longitude: 43.7, latitude: 33.3, zoom: 5.75, bearing: 0, pitch: 0, ...camera } });
  store.set({ window: { start: start - 30, end: end - 30 } });
  // Long enough for the marks to be sorted by place.
  await new Promise((done) => setTimeout(done, 1500));
  globalThis.most = globalThis.mostLines = 0;
  store.set({ playing: false, glide: 0, trace: "fade", window: { start, end }, ...more });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
AGAIN = """async () => {
  globalThis.most = globalThis.mostLines = 0;
  atlas.store.set({ window: { ...atlas.store.get().window } });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
"""Draw once more what is there: a frame in between may have shown the window of before."""
CASES: dict[str, tuple[str, dict[str, float], dict[str, Any], float]] = {
    "far out": ("2012-01-01", {}, {}, 0),
    "certainly": ("2012-01-01", {}, {"match": "certainly"}, 0),
    "turned": ("2005-06-01", {"bearing": 37.0, "zoom": 7.3}, {}, 0),
    "close": ("2005-06-01", {"longitude": 44.36, "latitude": 33.31, "zoom": 9.4}, {}, 0),
    "with a trace": ("2016-01-01", {}, {"trace": "keep"}, 0),
    "playing": ("2016-01-01", {}, {"playing": True, "pace": 60, "glide": 0.5}, 0),
}


@pytest.fixture(scope="module")
def both(browser: Browser, stress: str) -> Iterator[tuple[Page, Page]]:
    """The page with a thread that places symbols, and one without, which draws all lines."""
    address = f"{stress}/?n={SIZE}&window=10"
    with opened(browser, address) as page, opened(browser, address) as whole:
        for each in (page, whole):
            each.add_init_script(COUNT)
        many = "const MANY = 20_000;"
        page.route("**/atlas.js", partial(changed, {many: "const MANY = 10_000;"}))
        whole.route(
            "**/atlas.js",
            partial(changed, {many: "const MANY = 1e9;", "const SIFTED = true;": "const SIFTED = false;"}),
        )
        for each in (page, whole):
            each.reload()
            ready(each)
        yield page, whole


def changed(words: dict[str, str], route: Route) -> None:
    """A script with other numbers in it."""
    answer = route.fetch()
    text = answer.text()
    for before, after in words.items():
        assert before in text
        text = text.replace(before, after)
    route.fulfill(response=answer, body=text)


@pytest.mark.parametrize("case", CASES)
def test_a_thread_places_symbols_as_the_page_does(both: tuple[Page, Page], case: str) -> None:
    assert len(threads(both[0])) == 1, "a thread of its own says where symbols stand"
    compared(both, case)


def test_a_thread_that_fails_leaves_the_map_as_it_is(both: tuple[Page, Page]) -> None:
    page = both[0]
    threads(page)[0].evaluate("setTimeout(() => { throw new Error('lost'); })")
    page.wait_for_timeout(500)
    assert threads(page) == []
    compared(both, "far out")


def threads(page: Page) -> list[Worker]:
    """Those that place symbols; the basemap has others."""
    return [worker for worker in page.workers if worker.url.endswith("/visibility_worker.js")]


def compared(both: tuple[Page, Page], case: str) -> None:
    """Both pages in one case: the first draws fewer lines, as many symbols, and the same picture."""
    start, camera, more, tolerance = CASES[case]
    span = [day(start), day(start) + 1500]
    drawn, lines, pictures = [], [], []
    for page in both:
        page.evaluate(LOOK, [*span, camera, more])
        settled(page)
        page.evaluate(AGAIN)
        drawn.append(int(page.evaluate("most")))
        lines.append(int(page.evaluate("mostLines")))
        pictures.append(np.asarray(Image.open(BytesIO(picture(page))).convert("RGB")).astype(int))
    assert 0 < drawn[0] == drawn[1]
    assert 0 < lines[0] < lines[1], f"{lines[0]} of {lines[1]} pieces of lines drawn"
    off = np.abs(pictures[0] - pictures[1]).max(axis=2)
    assert int(off.max()) <= tolerance, f"{int((off > tolerance).sum())} pixels are off by up to {int(off.max())}"
