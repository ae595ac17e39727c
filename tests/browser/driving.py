"""What a person does and sees on the map page, for the tests of several files."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Route, expect
from playwright.sync_api import TimeoutError as TooLate

expect.set_options(timeout=20_000)  # a machine that does other things too

STATE = """async () => {
  const base = [...document.querySelectorAll("link")].map((l) => l.href).find((href) => href.includes("/atlas.css"));
  const { store } = await import(new URL("core/store.js", base).href);
  const s = store.get();
  const c = s.camera;
  return {
    window: s.window, match: s.match, filter: { ...s.filter, textMatches: null, nearCodes: null }, colorBy: s.colorBy,
    selection: s.selection, theme: s.theme, camera: [c.longitude, c.latitude, c.zoom, c.bearing],
  };
}"""
SETTLED = """async () => {
  const base = [...document.querySelectorAll("link")].map((l) => l.href).find((href) => href.includes("/atlas.css"));
  const { addressSettled } = await import(new URL("source/sync.js", base).href);
  return addressSettled();
}"""
AT = """async ([longitude, latitude]) => {
  const base = [...document.querySelectorAll("link")].map((l) => l.href).find((href) => href.includes("/atlas.css"));
  const { store } = await import(new URL("core/store.js", base).href);
  const { project } = await import(new URL("core/projection.js", base).href);
  const { camera } = store.get();
  const map = document.querySelector(".ia-map").getBoundingClientRect();
  const [x, y] = project(longitude, latitude);
  const [x0, y0] = project(camera.longitude, camera.latitude);
  const scale = 2 ** camera.zoom;
  return [map.x + map.width / 2 + (x - x0) * scale, map.y + map.height / 2 + (y - y0) * scale];
}"""

# The driver's own conditions are evaluated in the page; what the policy stops is looked at in test_headers.
PLAIN: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "bypass_csp": True}
PATIENCE_MS = 30_000

STREAMLIT = re.compile(r"/static/js/index\.[^/]*\.js$")


def blank_page(browser: Browser, **options: Any) -> Page:
    """A window that remembers nothing of another and has not opened anything; the caller closes its context."""
    page = browser.new_context(**{**PLAIN, **options}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


def new_window(browser: Browser, address: str, *, width: int = 1440, height: int = 900, **options: Any) -> Page:
    """The same with an address opened."""
    page = blank_page(browser, viewport={"width": width, "height": height}, **options)
    page.goto(address)
    return page


def without_streamlit(page: Page, address: str) -> list[Route]:
    """Open an address whose Streamlit waits until these requests go on."""
    held: list[Route] = []
    page.route(STREAMLIT, lambda route: held.append(route))
    # Not until it has loaded: a page that asked for Streamlit before that never has.
    page.goto(address, wait_until="commit")
    return held


def ready(page: Page) -> Page:
    """Wait until the map page is drawn: timeline, list, map where Streamlit has put it, facets."""
    expect(page.locator(".st-key-stage .ia-map")).to_be_attached()
    expect(page.locator(".ia-facets").first).to_be_attached()
    expect(page.locator(".ia-tl-plot")).to_be_visible()
    expect(page.locator(".ia-list-count b")).to_be_attached()
    expect(page.locator(".ia-area-button")).to_be_visible()
    page.wait_for_function(f"async () => (await ({STATE})()).window.end > 0")
    return page


def state(page: Page) -> dict[str, Any]:
    """The view as the browser holds it; lists in one order, whatever the order of the clicks."""
    found: dict[str, Any] = page.evaluate(STATE)
    asked = found["filter"]
    asked["facets"] = {name: sorted(values) for name, values in asked["facets"].items()}
    asked["actors"] = {name: sorted(part) if isinstance(part, list) else part for name, part in asked["actors"].items()}
    return found


def stands(page: Page) -> None:
    """Wait until the map no longer glides."""
    before: list[float] = []
    for _ in range(40):
        page.wait_for_timeout(500)
        now = state(page)["camera"]
        if now == before:
            return
        before = now


def address(page: Page) -> str:
    """The address of the view, once the server has written it."""
    return str(page.evaluate(SETTLED))


def count(page: Page) -> int:
    """How many incidents the panel says are shown; read once the number stands."""
    text = page.locator(".ia-list-count b").text_content() or ""
    return int(text.replace(",", "").replace("\u202f", ""))


def shows(page: Page, number: int) -> None:
    """Wait until the panel shows so many incidents."""
    expect(page.locator(".ia-list-count b")).to_have_text(f"{number:,}")


def chips(page: Page) -> list[str]:
    """The active filters, in words."""
    texts = page.locator(".ia-active-chip").all_text_contents()
    return [re.sub(r"\s+", " ", text.removesuffix("×")).strip() for text in texts]


def block(page: Page, facet: str) -> Locator:
    """A block of the sidebar, unfolded, with all its options."""
    found = page.locator(f'.ia-block[data-facet="{facet}"]')
    head = found.locator(".ia-block-head")
    if head.get_attribute("aria-expanded") == "false":
        head.click()
    more = found.locator(".ia-opt-more")
    if more.count() and more.is_visible() and (more.text_content() or "").startswith("Show all"):
        more.click()
    return found


def option(page: Page, facet: str, value: str) -> Locator:
    """One option of a facet."""
    return block(page, facet).locator(f'.ia-opt[data-value="{value}"]')


def tick(page: Page, facet: str, value: str) -> None:
    """Tick an option of a facet, or untick it."""
    option(page, facet, value).locator("input").click()


def reset(page: Page) -> None:
    """One click, and nothing is set."""
    button = page.get_by_role("button", name="Reset", exact=True)
    if button.is_enabled():
        button.click()
    expect(page.locator(".ia-active-chip")).to_have_count(0)


def search(page: Page, text: str) -> None:
    """Type into the search and wait for the answer."""
    page.get_by_label("Search incidents").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.ia-search').getAttribute('aria-busy') === 'false'")


def settled(page: Page) -> None:
    """Wait until the page's script has run: what is opened before closes again."""
    page.wait_for_timeout(300)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def choose(page: Page, label: str, name: str | re.Pattern[str], typed: str = "") -> None:
    """Choose from a list, as often as a run of the page's script closes it under the pointer."""
    for _ in range(4):
        page.get_by_role("combobox", name=label).click()
        page.keyboard.type(typed)
        try:
            page.get_by_role("option", name=name, exact=True).click(timeout=3000)
        except TooLate:
            settled(page)
        else:
            return
    raise AssertionError(f"{name} can't be chosen from {label}")


def on_screen(page: Page, longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place of the map is in the window."""
    x, y = page.evaluate(AT, [longitude, latitude])
    return float(x), float(y)


def draw(page: Page, tool: str, corners: list[tuple[float, float]]) -> None:
    """Draw an area with a tool through places of the map."""
    page.get_by_role("button", name="Area on the map", exact=True).click()
    page.get_by_role("button", name=tool, exact=True).click()
    points = [on_screen(page, *corner) for corner in corners]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=2)
    page.mouse.up()
    expect(page.locator(".ia-area-tag")).to_be_visible()
