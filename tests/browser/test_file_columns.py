"""A column of the person's own file as a filter and as the colour of the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.driving import ready, settled, shows
from tests.browser.test_data import bring
from tests.test_file_columns import CSV

Open = Callable[..., Page]


@pytest.fixture
def opened(server: str, open_page: Open, tmp_path: Path) -> Page:
    """A file with a column of its own, open on the map."""
    (tmp_path / "own.csv").write_text(CSV, encoding="utf-8")
    page = open_page(f"{server}/data")
    bring(page, tmp_path / "own.csv")
    page.get_by_role("button", name="Open in the atlas").click()
    ready(page)
    shows(page, 4)
    return page


def block(page: Page) -> Locator:
    return page.locator("[data-facet=column1]")


def test_a_column_of_the_file_filters_and_colours_and_a_link_keeps_it(opened: Page) -> None:
    page = opened
    control = page.get_by_label("Filter by a column of your file")
    expect(control.locator("option", has_text="Battalion sector")).to_have_text("Battalion sector (2 values)")
    control.select_option("Battalion sector")
    expect(block(page).get_by_role("button", name="Battalion sector", exact=True)).to_be_visible()
    expect(block(page).locator("[data-value=North] .ia-opt-count")).to_have_text("2")
    expect(block(page).locator("[data-value=not_stated] .ia-opt-count")).to_have_text("1")
    block(page).get_by_label("North").check()
    shows(page, 2)
    page.get_by_label("Colour by").select_option("column1")
    legend = page.locator(".ia-legend-hues")
    expect(page.get_by_label("Colour by").locator("option:checked")).to_have_text("Battalion sector")
    expect(legend.locator("h3")).to_have_text("Battalion sector")
    expect(legend.locator("li")).to_have_text(["North"])
    block(page).get_by_label("North").uncheck()
    shows(page, 4)
    expect(legend.locator("li")).to_have_text(["North", "South", "Not stated"])
    block(page).get_by_label("South").check()
    shows(page, 1)
    expect(page).to_have_url(re.compile(r"columns=1%3ABattalion\+sector.*column1=South.*colour=column1"))
    settled(page)
    page.reload()
    ready(page)
    shows(page, 1)
    expect(page.locator(".ia-legend-hues li")).to_have_text(["South"])
    page.get_by_role("button", name="Remove the column Battalion sector").click()
    shows(page, 4)
    expect(block(page)).to_have_count(0)
    expect(page.get_by_label("Colour by")).to_have_value("perpetrator_kind")


def test_the_atlas_s_own_incidents_have_no_columns_to_choose(server: str, open_page: Open) -> None:
    page = open_page(server)
    ready(page)
    expect(page.get_by_label("Filter by a column of your file")).to_be_hidden()
    expect(page.get_by_label("Colour by").locator("option")).to_have_count(9)
