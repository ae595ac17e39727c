"""Back and Forward: one entry for one deliberate action, and no way back that is rewritten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import driving as on


@pytest.fixture
def page(server: str, open_page: Callable[..., Page]) -> Page:
    """The map, with nothing asked."""
    return on.ready(open_page(server))


def entries(page: Page) -> int:
    """How many entries the history of the window has."""
    return int(page.evaluate("history.length"))


def heading(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()


def test_a_change_of_page_is_one_step_back(page: Page) -> None:
    on.tick(page, "kind", "strike")
    before = on.address(page)
    page.get_by_role("link", name="Incidents", exact=True).click()
    heading(page, "Incidents")
    page.wait_for_function("location.pathname === '/incidents' && location.search === '?kind=strike'")
    page.go_back()
    on.ready(page)
    expect(page).to_have_url(before)  # without the mark that tells the server of it
    on.shows(page, 3)
    page.go_forward()
    heading(page, "Incidents")
    expect(page.locator("tbody tr")).to_have_count(3)


def test_keys_that_move_a_date_are_one_step_back(page: Page) -> None:
    start = page.get_by_role("slider", name="Start date")
    day = start.get_attribute("aria-valuetext")
    start.focus()
    before = entries(page)
    for _ in range(3):
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        page.wait_for_timeout(600)
        on.address(page)
    assert start.get_attribute("aria-valuetext") != day
    assert entries(page) == before + 1
    page.go_back()
    expect(start).to_have_attribute("aria-valuetext", str(day))


def test_every_filter_is_a_step_back_and_the_first_page_stays_unfiltered(page: Page) -> None:
    first = page.url
    on.tick(page, "kind", "strike")
    on.address(page)
    on.tick(page, "kind", "attack")
    on.address(page)
    page.go_back()
    on.shows(page, 3)
    page.go_back()
    on.shows(page, 19)
    page.wait_for_function("location.search === ''")
    assert on.chips(page) == []
    assert page.url == first
    page.go_forward()
    on.shows(page, 3)


def test_back_over_a_change_of_page_with_a_filter_finds_what_was_there(page: Page) -> None:
    """A page's own button changes the filter and the page at once: what was before had no filter."""
    page.get_by_role("link", name="Actors", exact=True).click()
    heading(page, "Actors")
    page.get_by_role("button", name="Kataib Hezbollah, denied: 1 incident").click()
    page.get_by_role("article", name="Kataib Hezbollah").get_by_role("button", name="Show on the map").click()
    on.ready(page)
    expect(page.locator(".ia-active-chip").first).to_be_visible()
    page.go_back()
    heading(page, "Actors")
    expect(page.locator(".ia-active-chip")).to_have_count(0)
    expect(page.get_by_role("article", name="Kataib Hezbollah")).to_be_visible()
    page.go_back()
    page.wait_for_function("location.pathname === '/actors' && location.search === ''")
    expect(page.locator(".ia-active-chip")).to_have_count(0)
    page.go_back()
    on.ready(page)
    on.shows(page, 19)


def test_moving_the_map_several_times_is_one_step_back(page: Page) -> None:
    before = entries(page)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
        on.stands(page)
        on.address(page)
    assert entries(page) == before + 1
