"""The legend: the signs that are in view, and no others."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.driving import ready
from tests.browser.stress import HANDS

WINDOWS = [(18_255, 18_260), (18_200, 18_300), (18_262, 18_264), (18_180, 18_330), (18_258, 18_263)]
"""Days since 1970 in the winter of 2019–2020, wide and narrow."""
MOVE = """([start, end, colorBy]) =>
  atlas.store.set({ window: { start, end }, dragging: true, ...(colorBy && { colorBy }) })"""
SIGNS = """() => [...document.querySelectorAll(".ia-legend-group")].map((group) => [
  group.querySelector("h3").textContent,
  ...[...group.querySelectorAll(".ia-legend-entry")].map((entry) => [entry.innerText, entry.querySelector("svg").outerHTML]),
])"""


def within_reach(page: Page) -> Page:
    """A page that is drawn, with its store within reach of a test."""
    ready(page).evaluate(HANDS)
    return page


def signs(page: Page, start: int, end: int, color_by: str = "") -> list[object]:
    """The legend of a window while a hand drags it."""
    page.evaluate(MOVE, [start, end, color_by])
    page.wait_for_timeout(1500)
    found: list[object] = page.evaluate(SIGNS)
    return found


def test_signs_that_come_back_are_as_on_a_page_of_its_own(server: str, open_page: Callable[..., Page]) -> None:
    moved = within_reach(open_page(server))
    seen = [signs(moved, *window) for window in WINDOWS]
    assert len({str(found) for found in seen}) > 2, "other dates have other signs"
    for window, found in zip(WINDOWS, seen, strict=True):
        assert signs(moved, *window) == found, "there again, as before"
    for color_by in ("kind", "verification"):
        fresh = within_reach(open_page(server))
        assert signs(moved, *WINDOWS[-1], color_by) == signs(fresh, *WINDOWS[-1], color_by)
        fresh.close()
