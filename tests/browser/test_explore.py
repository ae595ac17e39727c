"""Filters, search, area, as known on and colours in a real browser, against what Python counts."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import Browser, Page, expect

from geo.count import dense_span, option_counts
from geo.filter.apply import prepare, select
from geo.filter.colour_order import colour_order
from geo.filter.facets import FACETS
from geo.filter.filter import ActorRole, DateMatch, Filter
from geo.filter.view import View
from geo.filter.view_link import from_query
from geo.style.symbols import hue
from tests.browser import driving as on
from tests.filter_cases import KIRKUK, shipped

FIRST, LAST = dense_span(shipped())
KIRKUK_AT = (44.35, 35.47)


def expected(**parts: Any) -> tuple[str, ...]:
    """Ids that Python finds in the dates that the map opens on."""
    asked = Filter(**{"start": FIRST, "end": LAST, **parts})
    return select(prepare(shipped(), asked), asked).ids


def asked_by(address: str) -> Filter:
    """The filter of an address."""
    view, ignored = from_query(
        parse_qs(urlsplit(address).query), View(dataset=shipped().id, filter=Filter(start=FIRST, end=LAST))
    )
    assert ignored == []
    return view.filter


@pytest.fixture(scope="module")
def opened(browser: Browser, server: str) -> Iterator[Page]:
    page = on.ready(on.new_window(browser, server))
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    page.context.close()
    assert failures == []


@pytest.fixture
def page(opened: Page, request: pytest.FixtureRequest) -> Page:
    """The window, with nothing set; a test that failed leaves boxes open, or another page, and is tried anew."""
    again = getattr(request.node, "execution_count", 1) > 1
    if again or not opened.locator(".ia-tl-plot").is_visible():
        opened.goto(urljoin(opened.url, "/"))
        on.ready(opened)
    on.reset(opened)
    on.shows(opened, 19)
    return opened


@pytest.mark.parametrize("facet", [one for one in FACETS if one.slot is None], ids=lambda facet: facet.id)
def test_every_option_shows_and_leaves_what_python_counts(page: Page, facet: Any) -> None:
    counts = option_counts(shipped(), Filter(start=FIRST, end=LAST), facet.id)
    rows = on.block(page, facet.id).locator(".ia-opt")
    for value, number in counts.items():
        expect(rows.and_(page.locator(f'[data-value="{value}"]')).locator(".ia-opt-count")).to_have_text(str(number))
    value = next(value for value, number in counts.items() if 0 < number < 19)
    on.tick(page, facet.id, value)
    on.shows(page, counts[value])
    assert counts[value] == len(expected(**{facet.id: (value,)}))
    assert len(on.chips(page)) == 1
    page.locator(".ia-active-chip").click()
    on.shows(page, 19)


def test_options_count_under_the_other_filters_but_not_their_own(page: Page) -> None:
    on.tick(page, "kind", "attack")
    on.shows(page, len(expected(kind=("attack",))))
    asked = Filter(start=FIRST, end=LAST, kind=("attack",))
    for facet in ("kind", "weapon"):
        for value, number in option_counts(shipped(), asked, facet).items():
            expect(on.option(page, facet, value).locator(".ia-opt-count")).to_have_text(str(number))


def test_values_of_a_facet_widen_and_facets_narrow(page: Page) -> None:
    on.tick(page, "kind", "attack")
    on.tick(page, "kind", "strike")
    on.shows(page, len(expected(kind=("attack", "strike"))))
    on.tick(page, "casualties", "killed")
    on.shows(page, len(expected(kind=("attack", "strike"), casualties=("killed",))))
    assert [chip.split(" ")[0] for chip in on.chips(page)] == ["Kind", "Kind", "Casualties"]


@pytest.mark.parametrize("text", ["Suleimani", "Soleimani", "Thawrat al-Ashrin", "Sayara Thora", "كتائب", "Kirkkuk"])
def test_search_finds_in_every_spelling(page: Page, text: str) -> None:
    found = expected(text=text)
    assert found
    on.search(page, text)
    on.shows(page, len(found))
    assert on.chips(page) == [f"Search “{text}”"]


def test_a_typo_finds_a_suggestion(page: Page) -> None:
    on.search(page, "Bagdhad")
    on.shows(page, 0)
    page.get_by_role("button", name="Baghdad", exact=True).click()
    on.shows(page, len(expected(text="Baghdad")))


def test_nothing_found_says_how_to_get_out(page: Page) -> None:
    on.tick(page, "kind", "unrest")
    on.tick(page, "casualties", "killed")
    on.shows(page, 0)
    way = page.locator(".ia-way").first
    expect(way).to_be_visible()
    page.wait_for_timeout(1500)  # ways that loosen more are looked for after those that loosen one thing
    number = int(page.locator(".ia-way-count").first.inner_text())
    way.click()
    on.shows(page, number)


def test_before_anything_was_told_the_way_out_is_today(page: Page) -> None:
    page.goto(f"{page.url.split('?')[0]}?known=2019-09-01")
    on.shows(page, 0)
    page.get_by_role("button", name="All that is known today").click()
    on.shows(page, 19)
    assert on.chips(page) == []


def test_dates_are_a_chip_and_reset_with_all_else(page: Page) -> None:
    page.get_by_label("From (date)").fill("27 Dec 2019")
    page.keyboard.press("Enter")
    page.get_by_label("To (date)").fill("8 Jan 2020")
    page.keyboard.press("Enter")
    winter = {"start": date(2019, 12, 27), "end": date(2020, 1, 8)}
    on.shows(page, len(expected(**winter)))
    page.get_by_text("Certain dates only").click()
    on.shows(page, len(expected(**winter, match=DateMatch.CERTAINLY)))
    assert on.chips(page) == ["Dates 27 Dec 2019 – 8 Jan 2020", "Dates certainly within"]
    on.reset(page)
    on.shows(page, 19)
    expect(page.get_by_label("From (date)")).to_have_value("1 Sep 2019")


def test_as_known_on_hides_what_nobody_had_told(page: Page) -> None:
    day = date(2020, 1, 8)
    on.block(page, "known")
    page.get_by_label("Known as of (date)").fill("8 Jan 2020")
    page.keyboard.press("Enter")
    banner = page.get_by_text("Known as of 8 January 2020", exact=True)
    expect(banner).to_be_visible()
    on.shows(page, len(expected(as_known_on=day)))
    assert len(expected(as_known_on=day)) < 19
    assert banner.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 24
    hidden = len(shipped().incidents) - len(shipped().as_known_on(day).incidents)
    expect(page.get_by_text(f"{hidden} incidents are hidden")).to_be_visible()
    assert on.chips(page) == ["Known as of 8 January 2020"]
    page.get_by_role("button", name="One day earlier").click()
    on.shows(page, len(expected(as_known_on=date(2020, 1, 7))))
    for name in ("Incidents", "Actors", "Sources and method"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=name, exact=True)).to_be_visible()
        expect(page.get_by_text("Known as of 7 January 2020", exact=True)).to_be_visible()
    page.get_by_role("link", name="Map", exact=True).click()
    page.get_by_role("button", name="Show all that is known").first.click()
    on.shows(page, 19)
    expect(page.get_by_text("Known as of 7 January 2020", exact=True)).to_have_count(0)


def test_what_is_no_date_is_told_and_changes_nothing(page: Page) -> None:
    on.block(page, "known")
    page.get_by_label("Known as of (date)").fill("30 February 2020")
    page.keyboard.press("Enter")
    expect(page.locator('.ia-block[data-facet="known"] .ia-problem')).to_contain_text(
        "“30 February 2020” is not a date."
    )
    on.shows(page, 19)
    page.get_by_label("Known as of (date)").fill("")
    page.keyboard.press("Enter")
    expect(page.locator('.ia-block[data-facet="known"] .ia-problem')).to_have_text("")


BAGHDAD_BOX = [(43.6, 34.0), (45.2, 32.6)]


@pytest.mark.parametrize(
    ("tool", "corners"),
    [
        ("Box", BAGHDAD_BOX),
        ("Freehand", [(44.4 + math.cos(k / 10 * 6.4), 33.3 + 0.8 * math.sin(k / 10 * 6.4)) for k in range(11)]),
        ("Radius", [(44.4, 33.3), (45.2, 33.3)]),
    ],
)
def test_an_area_holds_what_python_finds_in_it(page: Page, tool: str, corners: list[tuple[float, float]]) -> None:
    on.draw(page, tool, corners)
    found = expected(area=asked_by(on.address(page)).area)
    assert 0 < len(found) < 19
    on.shows(page, len(found))
    expect(page.locator(".ia-area-count")).to_contain_text(f"{len(found)} incidents")
    assert [chip.split(" ")[0] for chip in on.chips(page)] == ["Area"]
    page.locator(".ia-area-clear").click()
    on.shows(page, 19)
    expect(page.locator(".ia-area-tag")).to_be_hidden()


def test_an_area_counts_while_it_is_drawn_and_escape_takes_it_back(page: Page) -> None:
    page.get_by_role("button", name="Area on the map", exact=True).click()
    page.get_by_role("button", name="Box", exact=True).click()
    (x0, y0), (x1, y1) = (on.on_screen(page, *corner) for corner in BAGHDAD_BOX)
    page.mouse.move(x0, y0)
    page.mouse.down()
    page.mouse.move((x0 + x1) / 2, (y0 + y1) / 2, steps=3)
    first = page.locator(".ia-area-count")
    expect(first).to_be_visible()
    page.mouse.move(x1, y1, steps=3)
    expect(first).to_have_text("5 incidents in the area")
    page.keyboard.press("Escape")
    page.mouse.up()
    on.shows(page, 19)
    assert "area=" not in on.address(page)


THIN = """async () => {
  const base = [...document.querySelectorAll("link")].map((l) => l.href).find((href) => href.includes("/atlas.css"));
  const { lasso } = await import(new URL("area/shapes.js", base).href);
  const line = Array.from({ length: 4000 }, (_, k) => {
    const far = 200 + 60 * Math.sin(k * 12.9898);
    return { x: 400 + far * Math.cos((k / 4000) * 6.28), y: 400 + far * Math.sin((k / 4000) * 6.28) };
  });
  const circle = Array.from({ length: 4000 }, (_, k) => ({ x: 300 * Math.cos(k / 637), y: 300 * Math.sin(k / 637) }));
  return [lasso(line).length, lasso(circle).length];
}"""


def test_a_wild_line_is_thinned_to_what_an_address_can_hold(page: Page) -> None:
    wild, round_ = page.evaluate(THIN)
    assert 100 < wild <= 256
    assert 10 < round_ < 60, "a smooth line needs few corners"


def test_an_area_without_a_pointer(page: Page) -> None:
    page.get_by_role("button", name="Area on the map", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Around a place").fill("nowhere at all")
    page.keyboard.press("Enter")
    expect(page.locator(".ia-area-box [role=alert]")).to_contain_text("“nowhere at all” is no place that the map knows")
    page.get_by_label("Around a place").fill("kirkuk")
    page.get_by_label("Kilometres").fill("120")
    page.keyboard.press("Enter")
    expect(page.locator(".ia-area-answer")).to_have_text("2 incidents within 120 km of Kirkuk, Iraq")
    on.shows(page, 2)
    page.get_by_label("Around a place").fill("33.26, 44.23")
    page.get_by_label("Kilometres").fill("15")
    page.keyboard.press("Enter")
    expect(page.locator(".ia-area-answer")).to_contain_text("within 15 km of 33.26, 44.23")
    area = asked_by(on.address(page)).area
    assert area is not None
    assert area.model_dump() == {"type": "radius", "center": (44.23, 33.26), "km": 15.0}
    on.shows(page, len(expected(area=area)))
    page.keyboard.press("Escape")
    expect(page.locator(".ia-area-box")).to_be_hidden()
    expect(page.get_by_role("button", name="Area on the map", exact=True)).to_be_focused()


COLOURS = {
    "perpetrator_kind": "armed_group", "kind": "attack", "weapon": "rocket", "verification": "corroborated",
    "event_type": "rocket_attack", "location_precision": "vicinity", "casualties": "killed", "country": "IQ", "admin1": "Kirkuk",
}  # fmt: skip


@pytest.mark.parametrize("facet", [*COLOURS][::-1])
def test_colours_mean_what_the_legend_says(page: Page, facet: str) -> None:
    page.get_by_label("Colour by").select_option(facet)
    entry = page.locator(f'.ia-legend-entry[data-key="hue:{COLOURS[facet]}"]')
    expect(entry).to_be_visible()
    order = colour_order(shipped(), facet)
    colour = hue(facet, str(order.index(COLOURS[facet])) if order else COLOURS[facet])["light"]
    assert colour in entry.locator("svg").evaluate("svg => svg.outerHTML")
    wanted = ImageColor.getrgb(colour)
    page.wait_for_timeout(1500)
    position = shipped().incidents.geometry[KIRKUK]
    x, y = on.on_screen(page, position.x, position.y)
    shot = Image.open(io.BytesIO(page.screenshot(clip={"x": x - 12, "y": y - 12, "width": 24, "height": 24}))).convert(
        "RGB"
    )
    nearest = min(
        sum(abs(a - b) for a, b in zip(shot.getpixel((i, j)), wanted, strict=True))  # type: ignore[arg-type]
        for i in range(24) for j in range(24)
    )  # fmt: skip
    assert nearest <= 24, f"no pixel at Kirkuk is like the legend's {wanted}"
    default = facet == "perpetrator_kind"
    assert ("colour=" in on.address(page)) is not default


def test_a_refused_clipboard_shows_the_link_selected(page: Page) -> None:
    on.tick(page, "kind", "attack")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    page.get_by_role("button", name="Copy link").first.click()
    field = page.get_by_label("Link to this view")
    expect(field).to_be_focused()
    assert field.input_value() == page.url
    assert "kind=attack" in page.url
    assert field.evaluate("e => e.selectionEnd - e.selectionStart") == len(page.url)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Copy link").first).to_be_focused()
    page.evaluate("delete navigator.clipboard")


def test_copy_link_copies_the_view_as_it_is_now(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    on.tick(page, "kind", "strike")
    page.get_by_role("button", name="Copy link").first.click()
    expect(page.locator(".ia-copied").first).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert asked_by(copied).kind == ("strike",)


def test_an_actor_is_looked_for_by_role(page: Page) -> None:
    """Role and basis come with the first actor; beside each stands what it leaves; none ticked restricts nothing."""
    block = page.locator(".ia-actor-detail")
    expect(block).to_be_hidden()
    page.get_by_label("Add an actor").fill("Kataib")
    page.keyboard.press("Enter")
    actor = ("kataib_hezbollah",)
    for role in ActorRole:
        count = len(expected(actors=actor, actor_role=role))
        expect(page.locator(f".ia-role[data-value={role}] .ia-opt-count")).to_have_text(str(count))
    page.locator(".ia-role[data-value=perpetrator] input").click()
    on.shows(page, len(expected(actors=actor, actor_role=ActorRole.PERPETRATOR)))
    bases = page.locator(".ia-stances .ia-opt-box")
    assert not any(box.is_checked() for box in bases.all())
    on.tick(page, "actors", "denied")
    on.shows(page, len(expected(actors=actor, actor_role=ActorRole.PERPETRATOR, stances=("denied",))))
    on.tick(page, "actors", "denied")
    assert not any(box.is_checked() for box in bases.all()), "the last one taken off stays off"
    on.shows(page, len(expected(actors=actor, actor_role=ActorRole.PERPETRATOR)))
    page.locator(".ia-role[data-value=party] input").click()
    on.shows(page, 0)
    expect(bases.first).to_be_hidden()
    page.get_by_role("button", name="Remove Kataib Hezbollah").click()


@pytest.mark.parametrize("asked", ["Hashd", "pmf", "Popular Mobilization Units"])
def test_a_well_known_name_finds_the_actor_in_the_list(page: Page, asked: str) -> None:
    box = page.get_by_label("Add an actor")
    box.fill(asked)
    expect(page.locator(".ia-combo-item").first).to_have_attribute("data-actor", "popular_mobilisation_forces")
    box.press("Escape")
    box.fill("")
