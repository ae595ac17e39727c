"""What a person opens, finds or fits is in sight."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import driving as on

ROUTE = "Alleged attack on a convoy between Samawah and Diwaniyah"
FAR = "&at=-60,-20,5"  # South America


@pytest.fixture(scope="module")
def page(browser: Browser, server: str) -> Iterator[Page]:
    """One window for all: each test opens an address of its own."""
    page = on.new_window(browser, server)
    yield page
    page.context.close()


def at(page: Page, address: str) -> Page:
    page.goto(address)
    return on.ready(page)


def test_opening_an_incident_off_the_screen_moves_the_map_to_it(server: str, page: Page) -> None:
    at(page, f"{server}/?{FAR}")
    page.locator(".ia-row-title").filter(has_text="More than 30 rockets").click()
    expect(page.locator(".ia-card-headline")).to_be_visible()
    on.stands(page)
    longitude, latitude, zoom, _ = on.state(page)["camera"]
    assert (longitude, latitude) == pytest.approx((44.3, 35.5), abs=1.5)
    assert zoom == pytest.approx(5, abs=0.01), "as near as before"


def test_opening_an_incident_in_sight_leaves_the_map_alone(server: str, page: Page) -> None:
    at(page, server)
    before = on.state(page)["camera"]
    page.locator(".ia-row-title").filter(has_text="More than 30 rockets").click()
    expect(page.locator(".ia-card-headline")).to_be_visible()
    on.stands(page)
    assert on.state(page)["camera"] == pytest.approx(before, abs=1e-6)


def test_fit_reaches_a_route_that_has_no_symbol(server: str, page: Page) -> None:
    at(page, f"{server}/?kind=attack&weapon=explosive&q=Samawah{FAR}")
    page.wait_for_function("document.querySelector('.ia-search').getAttribute('aria-busy') === 'false'")
    page.get_by_role("button", name="Fit to what is shown").click()
    on.stands(page)
    longitude, latitude, zoom, _ = on.state(page)["camera"]
    assert (longitude, latitude) == pytest.approx((45.1, 31.6), abs=0.6)
    assert zoom > 6


def test_search_closes_the_card_over_its_results(server: str, page: Page) -> None:
    at(page, f"{server}/?incident=2019-12-27-kirkuk-rockets")
    expect(page.locator(".ia-card-headline")).to_be_visible()
    on.search(page, "Soleimani")
    expect(page.locator(".ia-card-headline")).to_be_hidden()
    expect(page.locator(".ia-row-title").filter(has_text="Soleimani").first).to_be_visible()


def test_background_events_need_one_control(server: str, page: Page) -> None:
    at(page, server)
    on.shows(page, 19)
    dates = page.get_by_label("From (date)").input_value(), page.get_by_label("To (date)").input_value()
    expect(page.locator(".ia-background .ia-opt-count")).to_have_text("+2")
    page.locator(".ia-background input").click()
    on.shows(page, 21)
    page.locator(".ia-background input").click()
    on.shows(page, 19)
    assert (page.get_by_label("From (date)").input_value(), page.get_by_label("To (date)").input_value()) == dates
    on.tick(page, "kind", "background")
    on.shows(page, 2)


def test_the_map_is_printed_with_its_symbols(server: str, open_page: Callable[..., Page]) -> None:
    page = on.ready(open_page(server))
    page.wait_for_selector(".ia-map[data-idle]")
    sheet = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", print_background=True)))[0]
    picture = sheet.render(scale=1).to_pil().convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1_000_000)}
    red = [colour for colour in colours if colour[0] > 150 and colour[1] < 70 and colour[2] < 60]
    assert red, "armed groups have a hue of their own"
    told = sheet.get_textpage().get_text_bounded()
    assert "The page Incidents prints them as a table." in told
    assert "Active filters" not in told
