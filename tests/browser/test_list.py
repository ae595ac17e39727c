"""The list beside the map, while a hand drags and when it rests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import Browser, Page, expect

from geo.style.symbols import hue
from geo.style.tokens import THEMES
from tests.browser.stress import opened, reset
from tests.filter_cases import KIRKUK

OpenPage = Callable[..., Page]

START, END = "2019-01-01", "2019-12-31"
ROWS = """() => [...document.querySelectorAll(".ia-row")]
  .map((row) => ({
    place: Number(row.getAttribute("aria-posinset")),
    top: row.getBoundingClientRect().top,
    when: row.querySelector(".ia-row-when").textContent,
    looks: row.querySelector(".ia-row-symbol").className,
  }))
  .sort((one, other) => one.top - other.top)"""
MOVE = """([by, dragging]) => {
  const { store } = atlas;
  const { start, end } = store.get().window;
  store.set({ window: { start: start + by, end: end + by }, dragging });
}"""


@pytest.fixture
def page(browser: Browser, stress: str) -> Iterator[Page]:
    with opened(browser, f"{stress}/?n=1000&window=10") as found:
        reset(found, START, END)
        yield found


def rows(page: Page, by: int, *, dragging: bool) -> list[dict[str, Any]]:
    """What the list shows some days later."""
    page.evaluate(MOVE, [by, dragging])
    page.wait_for_timeout(1200)
    found: list[dict[str, Any]] = page.evaluate(ROWS)
    return found


def test_rows_of_a_drag_are_those_of_the_rest(page: Page) -> None:
    before = rows(page, 0, dragging=False)
    dragged = rows(page, -120, dragging=True)
    assert [row["place"] for row in dragged] == list(range(1, len(dragged) + 1)), "the first rows, in their order"
    assert [row["when"] for row in dragged] != [row["when"] for row in before[: len(dragged)]]
    rest = rows(page, 0, dragging=False)
    for short, whole in zip(dragged, rest, strict=False):
        assert short["looks"] == whole["looks"]
        assert short["top"] == whole["top"]
        assert short["when"] == whole["when"] or whole["when"].startswith(short["when"].removesuffix("…"))
    long = [row["when"] for row in rest if len(row["when"]) > 34]
    assert long, "some stretch over months"
    assert not any(words.endswith("…") for words in long), "at rest nothing is missing"


def test_the_scroll_bar_follows_when_the_hand_rests(page: Page) -> None:
    tall = "() => [document.querySelector('.ia-list-rows').scrollHeight, Number(document.querySelector('.ia-list-count b').textContent)]"
    page.evaluate("() => atlas.store.set({ window: { start: 17897, end: 18016 }, dragging: true })")
    page.wait_for_timeout(1200)
    page.evaluate("() => atlas.store.set({ dragging: false })")
    page.wait_for_timeout(400)
    height, count = page.evaluate(tall)
    placed = int(page.locator(".ia-row").first.get_attribute("aria-setsize") or 0)
    assert 9 < placed <= count
    assert height == 94 * placed
    last = page.locator(f".ia-row[aria-posinset='{placed}']")
    page.locator(".ia-list-rows").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    expect(last).to_be_in_viewport()


@pytest.mark.parametrize("theme", THEMES)
def test_symbols_have_the_map_s_colours(server: str, open_page: OpenPage, theme: str) -> None:
    page = open_page(f"{server}/?theme={theme}", theme=theme)
    symbol = page.locator(f".ia-row[data-id='{KIRKUK}'] .ia-row-symbol")
    expect(page.locator(".ia-row").first).to_be_visible(timeout=60_000)
    page.locator(".ia-list-rows").evaluate(
        """async (list, id) => {
          while (!list.querySelector(`[data-id='${id}']`)) {
            list.scrollTop += 94;
            await new Promise(requestAnimationFrame);
          }
        }""",
        KIRKUK,
    )
    symbol.scroll_into_view_if_needed()
    for facet, value in (("perpetrator_kind", "armed_group"), ("kind", "attack")):
        page.get_by_label("Colour by").select_option(facet)
        page.wait_for_timeout(600)
        shot = Image.open(BytesIO(symbol.screenshot())).convert("RGB")
        color = hue(facet, value)
        assert color is not None
        wanted = ImageColor.getrgb(color[theme])  # type: ignore[literal-required]
        middle = shot.getpixel((shot.width // 2, shot.height // 2))
        assert all(abs(a - b) < 6 for a, b in zip(middle, wanted, strict=True)), (middle, wanted)  # type: ignore[arg-type]
