"""What counts instead of showing each incident: hexagons, the page Trends, ranges of people, rankings."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import driving as on

OpenPage = Callable[..., Page]


@pytest.mark.parametrize("width", [1440, 390])
def test_a_hexagon_opens_the_list_of_what_it_holds(server: str, open_page: OpenPage, width: int) -> None:
    page = on.ready(open_page(f"{server}/?show=hexagons&at=44.36,33.3,5.5", width=width))
    page.wait_for_timeout(2500)
    x, y = on.on_screen(page, 44.3, 33.3)
    page.mouse.click(x, y)
    expect(page.locator(".ia-list-count")).to_have_text("3 incidents in one hexagon")
    assert "show=hexagons" in on.address(page)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_governorate_opens_the_list_of_what_is_in_it(server: str, open_page: OpenPage, width: int) -> None:
    page = on.ready(open_page(f"{server}/?show=areas&at=43.5,33.3,5.2", width=width))
    page.wait_for_timeout(2500)
    x, y = on.on_screen(page, 44.25, 33.25)
    page.mouse.click(x, y)
    expect(page.locator(".ia-list-count")).to_have_text("2 incidents in Baghdad")
    if width > 1000:
        expect(page.locator(".ia-legend")).to_contain_text("14 not in a governorate for certain")
        x, y = on.on_screen(page, 45.0, 30.0)
        page.mouse.move(x, y)
        expect(page.locator(".ia-tooltip")).to_have_text("0 incidents" + "in Muthanna")


def test_the_legend_chooses_how_incidents_are_shown(server: str, open_page: OpenPage) -> None:
    page = on.ready(open_page(server))
    page.get_by_label("Show as").select_option("density")
    expect(page.locator(".ia-legend")).to_contain_text("Density of incidents")
    assert on.address(page).endswith("?show=density")
    page.get_by_label("Show as").select_option("symbols")
    expect(page.locator(".ia-legend")).to_contain_text("Confidence")
    assert "show=" not in on.address(page)


def test_a_range_of_killed_filters_and_says_what_is_wrong(server: str, open_page: OpenPage) -> None:
    page = on.ready(open_page(server))
    on.block(page, "casualties")
    page.get_by_label("Killed, at least").fill("1")
    page.keyboard.press("Enter")
    on.shows(page, 3)
    assert on.chips(page) == ["Killed 1 or more"]
    assert on.address(page).endswith("?killed=1-")
    page.get_by_label("Killed, at most").fill("0")
    page.keyboard.press("Enter")
    problem = page.locator(".ia-figure[data-figure=killed] .ia-problem")
    expect(problem).to_have_text("0 is less than 1: the second number must not be smaller.")
    on.shows(page, 3)
    box, sidebar = (page.locator(name).first.bounding_box() for name in (".ia-figure-row", ".ia-facets"))
    assert box is not None
    assert sidebar is not None
    assert box["x"] + box["width"] <= sidebar["x"] + sidebar["width"] + 1, "the fields lie inside the sidebar"
    page.locator(".ia-list-order").select_option("killed")
    expect(page.locator(".ia-row").first).to_contain_text("2 or more killed")


def test_a_bar_of_trends_opens_its_incidents(server: str, open_page: OpenPage) -> None:
    page = open_page(f"{server}/trends", height=1000)
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    expect(chart).to_be_visible(timeout=30_000)
    expect(page.get_by_text("10 incidents", exact=True)).to_be_visible()
    page.wait_for_timeout(3000)
    box = chart.bounding_box()
    assert box is not None
    # December 2019, the tallest of eleven months.
    page.mouse.click(box["x"] + 0.372 * box["width"], box["y"] + 0.55 * box["height"])
    expect(page).to_have_url(re.compile(r"/incidents\?from=2019-12-01&to=2019-12-31&"))
    expect(page.get_by_text("5 of 21 incidents")).to_be_visible()


def test_a_place_of_the_ranking_narrows_the_filter(server: str, open_page: OpenPage) -> None:
    page = open_page(f"{server}/incidents?ranking=place")
    first = page.locator("table tbody tr button, [role=row] button").first
    expect(first).to_be_visible(timeout=30_000)
    first.click()
    expect(page).to_have_url(re.compile(r"area=|q="))
