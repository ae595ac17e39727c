"""The stress page in a browser: opened once for a file of tests, set back before each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.conftest import _strange
from tests.browser.driving import blank_page

HANDS = """async () => {
  const sheet = document.querySelector('link[href*="atlas.css"]').href;
  const from = (name) => import(new URL(name, sheet).href);
  const [{ store, emptyFilter }, { settings }, { project }] = await Promise.all(
    [from("core/store.js"), from("map/settings.js"), from("core/projection.js")]);
  globalThis.atlas = { store, emptyFilter, settings, project, commits: 0 };
  store.onCommit(() => atlas.commits++);
}"""
"""The page's own modules, within reach of a test."""
RESET = """async ([start, end]) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const { store, emptyFilter } = atlas;
  document.querySelector(".ia-tl-all").click();
  store.set({ window: { start, end }, match: "possibly", trace: "fade", filter: emptyFilter(), selection: null,
              hovered: null, playing: false, dragging: false, glide: 0 });
  document.querySelector(".ia-tl-fit").click();
  document.activeElement?.blur();
  for (let k = 0; k < 3; k++) await frame();
  atlas.commits = 0;
}"""


def day(text: str) -> int:
    """Days since 1970-01-01."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


@contextmanager
def opened(browser: Browser, address: str, *, wait: bool = True, **options: Any) -> Iterator[Page]:
    """A page on which no script may fail, and which may ask no other host."""
    strangers: list[str] = []
    failures: list[str] = []
    page = blank_page(browser, **options)
    page.on("request", lambda request: strangers.append(request.url) if _strange(request.url) else None)
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(address)
    if wait:
        ready(page)
    yield page
    page.context.close()
    assert strangers == [], f"requests left the machine: {strangers[:3]}"
    assert failures == [], "scripts failed on the page"


def ready(page: Page) -> None:
    """Wait until map, timeline and list are there."""
    page.wait_for_selector(".ia-map[data-idle] canvas", state="attached")
    page.wait_for_selector(".ia-tl-handle")
    page.evaluate(HANDS)


def reset(page: Page, start: str, end: str) -> None:
    """The page as it opened, on some days."""
    page.mouse.move(5, 5)
    page.evaluate(RESET, [day(start), day(end)])


def window(page: Page) -> tuple[int, int]:
    """First and last day of the window."""
    start, end = page.evaluate("[atlas.store.get().window.start, atlas.store.get().window.end]")
    return int(start), int(end)


def commits(page: Page) -> int:
    """How often the server was to be told."""
    return int(page.evaluate("atlas.commits"))


def settled(page: Page) -> None:
    """Until two pictures of the map are the same."""
    before = b""
    for _ in range(20):
        now = picture(page)
        if now == before:
            return
        before = now
        page.wait_for_timeout(120)
    raise AssertionError("the map does not come to rest")


def picture(page: Page) -> bytes:
    """The map's pixels."""
    box = page.locator(".ia-map").bounding_box()
    assert box is not None
    clip = {"x": box["x"], "y": box["y"] + 160, "width": box["width"] - 80, "height": box["height"] - 240}
    return page.screenshot(clip=clip)  # type: ignore[arg-type]


def drag(page: Page, selector: str, dx: float, *, steps: int = 8, release: bool = True) -> None:
    """Take hold of a part of the timeline and move it."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.6
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(x + dx * step / steps, y)
        page.wait_for_timeout(20)
    if release:
        page.mouse.up()
        page.wait_for_timeout(40)
