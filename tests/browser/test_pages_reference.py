"""The reference pages in a real browser: cold links, clicks, keyboard, small screens, and axe."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import serve
from tests.browser.driving import settled
from tests.conftest import ROOT

KIRKUK = "2019-12-27-kirkuk-rockets"
LINKS = [
    ("incidents", f"incident={KIRKUK}", "Incidents", "More than 30 rockets hit a base near Kirkuk"),
    ("actors", "who=kataib_hezbollah", "Actors", "Kataib Hezbollah"),
    ("compare", "compare=actors&left=united_states&right=iran", "Compare", "United States"),
    ("sources", "", "Sources and method", "Stated totals, and what is held"),
]
ADDRESSES = [f"{page}?{query}" for page, query, _, _ in LINKS] + ["actors", "compare"]
NEVER = ("serious", "critical")


@pytest.fixture
def cold_server(tmp_path: Path) -> Iterator[str]:
    """A server to which nobody has spoken yet."""
    process, address = serve(ROOT / "app.py", tmp_path / "log.txt")
    yield address
    process.terminate()
    process.wait(timeout=20)


def ready(page: Page, title: str) -> Page:
    """Wait until a reference page and all its plates are drawn."""
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
    expect(page.locator(".st-key-sheet .ia-plate").first).to_be_attached()
    page.wait_for_function("document.querySelectorAll('.st-key-sheet .ia-plate:empty').length === 0")
    page.wait_for_timeout(600)  # charts and what comes into sight by itself
    return page


@pytest.mark.parametrize(("path", "query", "title", "second"), LINKS, ids=[link[0] for link in LINKS])
def test_cold_link_opens_the_page(
    cold_server: str, open_page: Callable[..., Page], path: str, query: str, title: str, second: str
) -> None:
    page = ready(open_page(f"{cold_server}/{path}?{query}"), title)
    expect(page.get_by_role("heading", level=2, name=second, exact=True)).to_be_visible()
    for part in filter(None, query.split("&")):
        assert part in page.url, "the link stays in the address"


def test_row_opens_the_incident_and_leads_to_the_map(server: str, open_page: Callable[..., Page]) -> None:
    page = ready(open_page(f"{server}/incidents"), "Incidents")
    expect(page.locator("tbody tr")).to_have_count(19)
    page.get_by_role("button", name="More than 30 rockets hit a base near Kirkuk").click()
    card = page.get_by_role("article", name="More than 30 rockets hit a base near Kirkuk")
    expect(card.get_by_text("denied by Kataib Hezbollah")).to_be_visible()
    expect(page.locator("tr[aria-current=true]")).to_have_attribute("data-id", KIRKUK)
    assert f"incident={KIRKUK}" in page.url
    card.get_by_role("button", name="Show on the map").click()
    expect(page.locator(".ia-stage .ia-card-title")).to_have_text("More than 30 rockets hit a base near Kirkuk")
    assert f"incident={KIRKUK}" in page.url


def test_the_card_is_whole_and_no_column_is_cut_off_beside_it(server: str, open_page: Callable[..., Page]) -> None:
    page = ready(open_page(f"{server}/incidents?incident={KIRKUK}"), "Incidents")
    card = page.locator(".ia-plate-card").bounding_box()
    assert card is not None
    assert card["height"] > 500
    for name in ("Killed", "Wounded", "Sources"):
        box = page.locator(".ia-scroll").first.get_by_role("columnheader", name=name).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= card["x"], f"{name} is cut off"
    scrolled = page.locator(".ia-scroll").first.evaluate("box => box.scrollWidth - box.clientWidth")
    assert scrolled == 0


def test_paper_gets_every_row_and_no_sidebar(server: str, open_page: Callable[..., Page]) -> None:
    page = ready(open_page(f"{server}/incidents"), "Incidents")
    expect(page.locator("tbody tr")).to_have_count(19)
    titles = page.locator("tbody tr .ia-line-strong").all_text_contents()
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    told = "".join("".join(sheet.extract_text().split()) for sheet in sheets)
    assert len(titles) == 19
    assert [title for title in titles if "".join(title.split()) not in told] == []
    assert "Activefilters" not in told
    assert "19of21incidents" in told


def test_the_open_card_is_printed_to_its_end(server: str, open_page: Callable[..., Page]) -> None:
    page = ready(open_page(f"{server}/incidents?incident={KIRKUK}"), "Incidents")
    last = page.locator(".ia-plate-card h3").last.text_content() or ""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    told = " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets)
    assert last in told


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_many_incidents_are_counted_not_sampled(
    server: str, open_page: Callable[..., Page], tmp_path: Path, theme: str
) -> None:
    """A file of 3,600 incidents: the actors' lines count all of them, and Compare draws both sides on one scale."""
    rows = [f"{k},{date(2018, 1, 1) + timedelta(days=k // 6)},Town {k % 40},Iraq,{31 + (k % 40) / 20},44.4,The Group"
            for k in range(3600)]  # fmt: skip
    path = tmp_path / "many.csv"
    path.write_text("\n".join(["id,date,place,country,lat,lon,perpetrator", *rows]))
    page = open_page(f"{server}/data", theme=theme)
    page.locator(".st-key-sheet [data-testid=stFileUploader] input[type=file]").first.set_input_files(path)
    page.get_by_role("button", name="Import", exact=True).click()
    opening = page.get_by_role("button", name="Open in the atlas")
    expect(opening).to_be_visible()
    settled(page)
    opening.click()
    page.wait_for_function("location.search.includes('dataset=')")
    page.get_by_role("link", name="Actors", exact=True).click()
    bars = page.locator(".ia-strip .ia-bar")
    expect(bars.first).to_be_attached()
    words = bars.evaluate_all("all => all.map(bar => bar.title)")
    shown = int((page.locator(".st-key-count-actors").text_content() or "").split(" of ")[0].replace(",", ""))
    assert sum(int(word.split(" ")[0].replace(",", "")) for word in words) == shown
    expect(page.get_by_text("Bar: all incidents of a")).to_be_visible()
    page.get_by_role("link", name="Compare", exact=True).click()
    captions = page.locator(".ia-picture figcaption")
    expect(captions).to_have_count(2)
    first, second = captions.all_text_contents()
    assert first == second, "one scale"
    assert "A circle is a place, its area the number of incidents" in first


def test_table_sorts_by_keyboard_and_keeps_focus(server: str, open_page: Callable[..., Page]) -> None:
    page = ready(open_page(f"{server}/incidents"), "Incidents")
    killed = page.get_by_role("button", name="Killed")
    killed.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Killed")).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Killed")).to_have_attribute("aria-sort", "descending")
    expect(killed).to_be_focused()
    expect(page.locator("tbody tr").first).to_contain_text("25")
    expect(page.locator("tbody tr").last).to_contain_text("not stated")


def test_matrix_opens_the_actor_and_leads_to_the_map(server: str, open_page: Callable[..., Page]) -> None:
    page = ready(open_page(f"{server}/actors"), "Actors")
    page.get_by_role("button", name="Kataib Hezbollah, denied: 1 incident").click()
    sheet = page.get_by_role("article", name="Kataib Hezbollah")
    expect(sheet.get_by_text("Denied, says Kataib Hezbollah")).to_be_visible()
    expect(sheet.locator(".ia-entries li")).to_have_count(1)
    assert sheet.locator(".ia-native bdi").evaluate("e => getComputedStyle(e).direction") == "rtl"
    sheet.get_by_role("button", name="Show on the map").click()
    expect(page.locator(".ia-stage")).to_be_visible()
    for part in ("actor=kataib_hezbollah", "stance=denied"):
        assert part in page.url


def test_entry_opens_the_incident(server: str, open_page: Callable[..., Page]) -> None:
    page = ready(open_page(f"{server}/actors?who=saraya_thawrat_al_ashrin"), "Actors")
    page.locator(".ia-entries").get_by_role("button").first.click()
    ready(page, "Incidents")
    expect(page.locator(".ia-plate-card")).to_be_visible()


def test_download_holds_what_is_shown(server: str, open_page: Callable[..., Page]) -> None:
    page = ready(open_page(f"{server}/incidents?kind=attack"), "Incidents")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    path = waiting.value.path()
    rows = list(csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8-sig"))))
    assert len(rows) == 5
    assert {row["kind"] for row in rows} == {"attack"}
    assert all(row["notice"].startswith("Reported incidents, not a census") for row in rows)


def test_both_small_maps_look_the_same_way(server: str, open_page: Callable[..., Page]) -> None:
    page = ready(open_page(f"{server}/compare"), "Compare")
    maps = page.locator(".ia-picture img")
    expect(maps).to_have_count(2)
    for place in range(2):
        maps.nth(place).scroll_into_view_if_needed()
        page.wait_for_function("k => document.querySelectorAll('.ia-picture img')[k].naturalWidth > 0", arg=place)
    assert len({maps.nth(place).get_attribute("src") for place in range(2)}) == 2
    assert "Map of 1 September 2019 – 2 January 2020" in str(maps.first.get_attribute("alt"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_for_everybody(server: str, open_page: Callable[..., Page], address: str, theme: str) -> None:
    title = next(title for page, _, title, _ in LINKS if address.startswith(page))
    page = ready(open_page(f"{server}/{address}", theme=theme), title)
    page.evaluate("document.querySelectorAll('details.ia-fold').forEach(fold => { fold.open = true; })")
    assert _faults(page) == []
    levels = page.locator(".st-key-sheet :is(h1, h2, h3, h4)").evaluate_all("all => all.map(e => +e.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), f"headings leave out a level: {levels}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_fits_a_phone(server: str, open_page: Callable[..., Page], address: str) -> None:
    title = next(title for page, _, title, _ in LINKS if address.startswith(page))
    page = ready(open_page(f"{server}/{address}", width=390, height=844, has_touch=True), title)
    wide = page.evaluate(
        "() => { const main = document.querySelector('.stMain'); return [main.scrollWidth - main.clientWidth, "
        "document.documentElement.scrollWidth - innerWidth]; }"
    )
    assert wide == [0, 0], "the page itself never scrolls sideways"
    assert _faults(page) == []


def _faults(page: Page) -> list[str]:
    """What axe finds serious or critical on the page."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]}" for fault in found if fault["impact"] in NEVER for node in fault["nodes"]
    ]
