"""One journey through all pages, as a person takes it: the part of the browser's tests that everybody runs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.driving import count, ready, settled, shows, tick
from tests.browser.test_data import account, bring, download
from tests.browser.test_present import PICTURE
from tests.importing.conftest import FIXTURES


def go_to(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    settled(page)


def test_from_the_map_through_every_page_to_a_picture(
    server: str, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = ready(open_page(server, width=1100, height=720))
    expect(page.locator(".ia-count-shown")).to_have_text("19 of 21 incidents")
    assert count(page) == 19

    tick(page, "kind", "attack")
    shows(page, 5)
    expect(page).to_have_url(re.compile("kind=attack"))
    page.locator(".ia-row", has_text="More than 30 rockets hit a base near Kirkuk").click()
    expect(page.locator(".ia-card-title")).to_have_text("More than 30 rockets hit a base near Kirkuk")
    expect(page.locator(".ia-card")).to_contain_text("¶")

    go_to(page, "Incidents")
    expect(page.locator(".st-key-sheet")).to_contain_text("5 of 21 incidents")
    table = download(page, "CSV", tmp_path / "incidents.csv").read_text(encoding="utf-8-sig")
    assert len([line for line in table.splitlines() if re.match(r'"20\d\d-', line)]) == 5

    go_to(page, "Actors")
    expect(page.locator(".st-key-sheet")).to_contain_text("Kataib Hezbollah")
    go_to(page, "Compare")
    expect(page.locator(".st-key-sheet")).to_contain_text("of 21 incidents")
    go_to(page, "Trends")
    expect(page.get_by_text("5 incidents", exact=True)).to_be_visible()
    expect(page.locator("[data-testid=stVegaLiteChart]").first).to_be_visible()
    go_to(page, "Sources and method")
    expect(page.get_by_role("heading", level=2, name="Stated totals, and what is held")).to_be_visible()

    go_to(page, "Present")
    expect(page.locator(PICTURE).first).to_be_visible()
    picture = Image.open(io.BytesIO(download(page, "PNG picture", tmp_path / "map.png").read_bytes()))
    assert picture.size == (1920, 1080)
    assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 1000, "a map is on it"

    go_to(page, "Data")
    bring(page, FIXTURES / "acled_new.csv")
    assert "6 rows read = 6 accepted + 0 rejected" in account(page, "acled_new")
    page.get_by_role("button", name="Open in the atlas").click()
    ready(page)
    shows(page, 6)
