"""An address is the whole view: what is set in one window is what another window shows, also on a cold server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.filter.facets import FACETS, Facet
from geo.load import open_dataset
from tests.browser import driving as on
from tests.browser.conftest import serve
from tests.conftest import ROOT
from tests.filter_cases import MISSILES
from tests.samples import DATA


def _facet(facet: str, *values: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        for value in values:
            on.tick(page, facet, value)

    return act


def _dates(page: Page) -> None:
    page.get_by_label("From (date)").fill("27 Dec 2019")
    page.keyboard.press("Enter")
    page.get_by_label("To (date)").fill("8 Jan 2020")
    page.keyboard.press("Enter")
    page.get_by_text("Certain dates only").click()


def _actor(page: Page) -> None:
    page.get_by_label("Add an actor").fill("Kataib")
    page.keyboard.press("Enter")
    page.locator(".ia-role[data-value=perpetrator] input").click()
    on.tick(page, "actors", "denied")


def _known(page: Page) -> None:
    on.block(page, "known")
    page.get_by_label("Known as of (date)").fill("8 Jan 2020")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Known as of 8 January 2020", exact=True)).to_be_visible()


def _area(page: Page) -> None:
    on.draw(page, "Box", [(43.6, 34.0), (45.2, 32.6)])


def _select(page: Page) -> None:
    page.locator(".ia-row-title").filter(has_text="Ballistic missiles").click()
    expect(page.locator(".ia-card-headline")).to_be_visible()


def _camera(page: Page) -> None:
    page.get_by_role("button", name="Zoom in").click()
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("ArrowUp")
    on.stands(page)


def _theme(page: Page) -> None:
    page.get_by_role("button", name="Dark map").click()


def _background(page: Page) -> None:
    page.locator(".ia-background input").click()


def _colour(page: Page) -> None:
    page.get_by_label("Colour by").select_option("weapon")


TICKED: dict[str, tuple[str, ...]] = {
    "kind": ("strike", "attack"),
    "perpetrator_kind": ("iran",),
    "event_type": ("rocket_attack",),
    "weapon": ("rocket", "not_stated"),
    "verification": ("reported",),
    "location_precision": ("unknown",),
    "country": ("SY",),
    "admin1": ("Diwaniyah",),
    "casualties": ("killed", "wounded"),
}
"""What is ticked of a facet; of one that stands not here, its first option."""


def _ticked(facet: Facet) -> tuple[str, ...]:
    return TICKED.get(facet.id) or (facet.options(open_dataset(DATA / "incidents.geojson"))[0].value,)


ACTS: dict[str, Callable[[Page], None]] = {
    **{facet.parameter: _facet(facet.id, *_ticked(facet)) for facet in FACETS if facet.slot is None},
    "from": _dates,
    "actor": _actor,
    "q": lambda page: on.search(page, "كتائب"),
    "area": _area,
    "known": _known,
    "background": _background,
    "colour": _colour,
    "incident": _select,
    "at": _camera,
    "theme": _theme,
}
MIXED = [
    ("kind", "perpetrator", "casualties"),
    ("event", "verification", "theme"),
    ("weapon", "precision"),
    ("country",),
    ("governorate", "colour"),
    ("from", "background"),
    ("actor",),
    ("q",),
    ("area",),
    ("incident",),
    ("known", "at"),
]
LINKS = [*((name,) for name in ACTS if not any(name in parts for parts in MIXED)), *MIXED]
"""Parts of a view that go into one link together: each part is in one of them, alone if nobody mixed it with others."""
TOGETHER = ("kind", "from", "q", "known", "background", "colour", "theme", "at")


@pytest.fixture(scope="module")
def writer(browser: Browser, server: str) -> Iterator[Page]:
    """The window in which views are set."""
    page = on.ready(on.new_window(browser, server))
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def reader(browser: Browser, server: str) -> Iterator[Page]:
    """Another person's window."""
    page = on.new_window(browser, "about:blank", color_scheme="dark")
    yield page
    page.context.close()


def _anew(page: Page) -> None:
    """Nothing set; the last acts of the list leave what no reset takes back, and their links hold that too."""
    page.keyboard.press("Escape")
    on.reset(page)
    on.shows(page, 19)


def compare(one: Page, other: Page) -> None:
    """Both windows show the same."""
    expect(other.locator(".ia-list-count b")).to_have_text(one.locator(".ia-list-count b").text_content() or "")
    expect(other.locator(".ia-active-chip")).to_have_count(len(on.chips(one)))
    assert on.chips(other) == on.chips(one)
    assert other.get_by_label("From (date)").input_value() == one.get_by_label("From (date)").input_value()
    assert other.get_by_label("To (date)").input_value() == one.get_by_label("To (date)").input_value()
    first, second = on.state(one), on.state(other)
    cameras = first.pop("camera"), second.pop("camera")
    # Which corner of a drawn area comes first is nobody's choice; that it is the same area the address says.
    assert bool(first["filter"].pop("area")) is bool(second["filter"].pop("area"))
    assert second == first
    if "at=" in other.url:  # else the map fits itself into its window
        assert cameras[1] == pytest.approx(cameras[0], abs=0.006)


def test_every_part_of_a_view_is_tried() -> None:
    assert sorted(part for parts in LINKS for part in parts) == sorted(ACTS)


@pytest.mark.parametrize("parameters", LINKS, ids="-".join)
def test_what_is_set_in_one_window_is_seen_in_another(writer: Page, reader: Page, parameters: tuple[str, ...]) -> None:
    _anew(writer)
    for parameter in parameters:
        ACTS[parameter](writer)
    link = on.address(writer)
    assert [parameter for parameter in parameters if f"{parameter}=" not in link] == []
    reader.goto(link)
    on.ready(reader)
    compare(writer, reader)
    assert on.address(reader) == link, "who only looks changes nothing"


@pytest.fixture(scope="module")
def cold_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server to which nobody has spoken yet; each page is asked of it for the first time."""
    process, address = serve(ROOT / "app.py", tmp_path_factory.mktemp("cold") / "log.txt")
    yield address
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="module")
def full(browser: Browser, server: str) -> Iterator[Page]:
    """A window in which nearly everything is set."""
    page = on.ready(on.new_window(browser, server))
    for name in TOGETHER:
        ACTS[name](page)
    on.address(page)
    yield page
    page.context.close()


def test_a_cold_server_opens_the_whole_view(
    full: Page, server: str, cold_server: str, open_page: Callable[..., Page]
) -> None:
    page = on.ready(open_page(on.address(full).replace(server, cold_server)))
    compare(full, page)
    expect(page.get_by_text("Known as of 8 January 2020", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("incidents", "Incidents"),
        ("actors", "Actors"),
        ("compare", "Compare"),
        ("present", "Present"),
        ("data", "Data"),
        ("sources", "Sources and method"),
    ],
)
def test_a_cold_server_opens_every_page_with_the_view(
    full: Page, server: str, cold_server: str, open_page: Callable[..., Page], path: str, title: str
) -> None:
    page = open_page(on.address(full).replace(f"{server}/", f"{cold_server}/{path}"))
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
    expect(page.get_by_text("Known as of 8 January 2020", exact=True)).to_be_visible()
    expect(page.locator(".ia-active-chip")).to_have_count(len(on.chips(full)))
    assert on.chips(page) == on.chips(full)
    page.get_by_role("link", name="Map", exact=True).click()
    on.ready(page)
    compare(full, page)


def test_the_incident_of_a_link_is_open(server: str, open_page: Callable[..., Page]) -> None:
    page = on.ready(open_page(f"{server}/?incident={MISSILES}"))
    expect(page.locator(".ia-card-title")).to_contain_text("Ballistic missiles")
    expect(page.locator(".ia-card-section h3").first).to_be_visible()


def test_back_goes_back(server: str, open_page: Callable[..., Page]) -> None:
    page = on.ready(open_page(server))
    on.tick(page, "kind", "strike")
    on.address(page)
    on.tick(page, "kind", "attack")
    on.address(page)
    on.shows(page, 8)
    page.go_back()
    on.shows(page, 3)
    assert on.chips(page) == ["Kind Strike"]


def test_nonsense_is_told_calmly_and_stays_until_it_is_dismissed(server: str, open_page: Callable[..., Page]) -> None:
    page = on.ready(open_page(f"{server}/?kind=bogus&country=XX&incident=never&foo=1&kind=attack&known=soon"))
    note = page.locator(".st-key-ignored")
    for words in (
        "The address says kind=bogus, which is not one of its values; it was ignored.",
        "This dataset has no country “XX”.",
        "The address opens the incident “never”, which this dataset does not hold.",
        "The address holds “foo”, which means nothing here; it was ignored.",
        "The address says known=soon, which is not a day such as 2020-01-03; it was ignored.",
    ):
        expect(note.get_by_text(words, exact=True)).to_be_visible()
    assert on.chips(page) == ["Kind Attack"]
    assert on.address(page) == f"{server}/?kind=attack"
    note.get_by_role("button", name="Dismiss").click()
    expect(note).to_have_count(0)
    on.shows(page, 5)
