"""A dataset that is too large for the browser: counted in its database, drawn as cells, and never held here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route, WebSocket, expect

from geo.count import option_counts
from geo.count.area_ties import area_ties
from geo.engine.loading import load_dataset
from geo.filter.apply import Selection, select
from geo.filter.colour_order import colour_order
from geo.filter.filter import DateMatch, Filter
from geo.layers.area_shapes import area_shapes
from geo.model.dataset import Dataset
from geo.scene.projection import unworld
from tests.browser.conftest import serve
from tests.browser.driving import blank_page, count, new_window, option, search, shows, state, tick, without_streamlit
from tests.conftest import ROOT
from tests.generated import dataset_of

MOST_HELD = 500
SIZE = 3000
EPOCH = date(1970, 1, 1)
REFUSAL = (
    '{"what": "The database cannot be reached: nobody answers.", "remedy": "See whether it is running.",'
    ' "passing": true}'
)
HANDS = """async () => {
  const sheet = document.querySelector('link[href*="atlas.css"]').href;
  globalThis.atlas = await import(new URL("core/store.js", sheet).href);
}"""
SPY = """() => {
  globalThis.between = 0;
  let inFrame = false;
  const ask = requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (fn) => ask((time) => {
    inFrame = true;
    try { fn(time); } finally { inFrame = false; }
  });
  const card = WebGL2RenderingContext.prototype;
  for (const name of ["drawArrays", "drawArraysInstanced", "drawElementsInstanced"]) {
    const draw = card[name];
    card[name] = function (...values) {
      if (!inFrame) between += 1;
      return draw.apply(this, values);
    };
  }
}"""
"""Counts what is drawn without a frame having been asked for."""
FAR_OUT = {"longitude": 44.0, "latitude": 33.4, "zoom": 4.2, "bearing": 0, "pitch": 0}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """What the database holds, in memory, to count by other means."""
    return dataset_of(11, SIZE)


@pytest.fixture(scope="module")
def counted(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a database, allowed to hold 500 incidents."""
    folder = tmp_path_factory.mktemp("engine")
    load_dataset(dataset, f"duckdb://{folder}/atlas.duckdb")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ATLAS_DATABASE", f"duckdb://{folder}/atlas.duckdb")
        environment.setenv("ATLAS_MOST_HELD", str(MOST_HELD))
        process, address = serve(ROOT / "app.py", Path(folder) / "log.txt")
    yield address
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def page(counted: str, browser: Browser) -> Iterator[Page]:
    """The map, with its cells drawn."""
    page = new_window(browser, counted)
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield drawn(page)
    page.context.close()
    assert failures == [], "scripts failed on the page"


def drawn(page: Page) -> Page:
    """Wait until the cells answer what is asked now."""
    expect(page.locator('.ia-map[data-whole="true"]')).to_be_attached(timeout=40_000)
    expect(page.locator(".ia-coming")).to_be_hidden()
    page.evaluate(HANDS)
    return page


def asked(page: Page, **changes: Any) -> Filter:
    """The filter of the page's dates."""
    window = state(page)["window"]
    start, end = (EPOCH + timedelta(days=window[name]) for name in ("start", "end"))
    return Filter(start=start, end=end, **changes)


def chosen(page: Page, dataset: Dataset, **changes: Any) -> Selection:
    """What geo.filter leaves in the page's dates."""
    return select(dataset, asked(page, **changes))


def look(page: Page, **camera: float) -> None:
    """Move the map, and wait for its cells."""
    page.evaluate("(camera) => atlas.store.set({ camera: { ...atlas.store.get().camera, ...camera } })", camera)
    page.wait_for_timeout(400)
    drawn(page)


def on_map(page: Page) -> int:
    """How many incidents the map stands for."""
    return int(page.locator(".ia-map").get_attribute("data-counted") or -1)


def held(page: Page) -> int:
    """Incidents in the browser."""
    return int(page.evaluate("atlas.store.get().held"))


def test_the_map_counts_before_streamlit_is_there(page: Page, counted: str, browser: Browser, dataset: Dataset) -> None:
    # Somebody has opened it before, so that the server knows what everybody gets.
    other = new_window(browser, "about:blank")
    held = without_streamlit(other, counted)
    drawn(other)
    assert other.locator("[data-testid=stApp]").count() == 0
    assert count(other) == chosen(other, dataset).count
    other.evaluate("document.querySelector('.ia-map canvas').dataset.mine = 'yes'")
    for route in held:
        route.continue_()
    expect(other.locator(".st-key-stage .ia-map canvas[data-mine]")).to_have_count(1)
    assert count(drawn(other)) == chosen(other, dataset).count
    other.context.close()


def test_every_number_is_the_filters_own(page: Page, dataset: Dataset) -> None:
    found = chosen(page, dataset)
    shows(page, found.count)
    expect(page.locator(".ia-count-shown")).to_have_text(f"{found.count:,} of {SIZE:,} incidents")
    expect(page.locator(".ia-count-missing")).to_have_text(f" · {found.not_placed_count:,} without a map location")
    for facet in ("kind", "weapon"):
        for value, number in option_counts(dataset, asked(page), facet).items():
            expect(option(page, facet, value).locator(".ia-opt-count")).to_have_text(f"{number:,}")


def test_the_cells_hold_all_that_is_placed(page: Page, dataset: Dataset) -> None:
    look(page, **FAR_OUT)
    assert on_map(page) == chosen(page, dataset).placed_count
    assert held(page) <= MOST_HELD


def test_a_facet_counts_anew(page: Page, dataset: Dataset) -> None:
    look(page, **FAR_OUT)
    tick(page, "kind", "attack")
    found = chosen(page, dataset, kind=("attack",))
    shows(page, found.count)
    drawn(page)
    expect(page.locator(f'.ia-map[data-counted="{found.placed_count}"]')).to_be_attached()


def test_certainly_within_is_exact(page: Page, dataset: Dataset) -> None:
    look(page, **FAR_OUT)
    page.get_by_label("From (date)").fill("17 May 2019")
    page.keyboard.press("Enter")
    shows(page, select(dataset, Filter(start=date(2019, 5, 17), end=asked(page).end)).count)
    page.get_by_text("Certain dates only", exact=True).click()
    found = chosen(page, dataset, match=DateMatch.CERTAINLY)
    assert found.count < chosen(page, dataset).count
    shows(page, found.count)
    expect(page.locator(f'.ia-map[data-counted="{found.placed_count}"]')).to_be_attached()


def test_a_typed_day_is_exact(page: Page, dataset: Dataset) -> None:
    look(page, **FAR_OUT)
    page.get_by_label("From (date)").fill("17 May 2019")
    page.keyboard.press("Enter")
    found = chosen(page, dataset)
    assert asked(page).start == date(2019, 5, 17)
    shows(page, found.count)
    drawn(page)
    expect(page.locator(f'.ia-map[data-counted="{found.placed_count}"]')).to_be_attached()


def test_a_search_finds_in_the_database(page: Page, dataset: Dataset) -> None:
    search(page, "Basra")
    found = chosen(page, dataset, text="Basra")
    assert 0 < found.count < SIZE
    shows(page, found.count)


def test_fit_shows_all_that_is_left(page: Page, dataset: Dataset) -> None:
    look(page, longitude=40.0, latitude=30.0, zoom=9.0)
    page.get_by_role("button", name="Fit to what is shown").click()
    page.wait_for_timeout(400)
    drawn(page)
    expect(page.locator(f'.ia-map[data-counted="{chosen(page, dataset).placed_count}"]')).to_be_attached()


def test_governorates_colour_cells_incidents_and_the_list(page: Page, dataset: Dataset) -> None:
    page.get_by_label("Colour by").select_option("admin1")
    drawn(page)
    hues = page.locator(".ia-legend-hues li")
    order = colour_order(dataset, "admin1")
    look(page, **FAR_OUT)
    seen = hues.all_inner_texts()
    assert [word for word in seen if word in order] == [word for word in order[:7] if word in seen]
    assert seen[-1] in (f"Other ({len(order) - 7} values)", "Not stated"), (
        "what shares a hue comes after those with one"
    )
    look(page, longitude=44.0, latitude=33.4, zoom=10.2)
    expect(hues.first).to_be_visible()
    assert "colour=admin1" in page.url


def test_zooming_in_splits_cells_into_incidents_and_back(page: Page) -> None:
    look(page, **FAR_OUT)
    far = on_map(page)
    assert held(page) == 0
    look(page, longitude=44.0, latitude=33.4, zoom=10.2)
    assert 0 < held(page) <= MOST_HELD
    expect(page.locator('.ia-legend-entry[data-key^="form:"]').first).to_be_visible()
    look(page, zoom=13.0)
    assert held(page) <= MOST_HELD
    tiles: list[str] = []
    page.on("request", lambda request: tiles.append(request.url) if "/tile/" in request.url else None)
    look(page, **FAR_OUT)
    assert on_map(page) == far
    assert tiles == [], "what was here was asked for again"


def test_a_slow_card_is_given_no_more_pictures_than_it_has_frames(counted: str, browser: Browser) -> None:
    # Pictures between frames queue up: drawn in software, the way out of a street stood still for minutes.
    page = blank_page(browser)
    page.add_init_script(f"({SPY})()")
    page.goto(counted)
    look(drawn(page), **FAR_OUT)
    page.wait_for_timeout(1500)
    page.evaluate("between = 0")
    for zoom in (10.2, 16.0, 10.2, 5.0):
        look(page, longitude=44.36, latitude=33.31, zoom=zoom)
    assert page.evaluate("between") == 0
    page.context.close()


def test_dragging_asks_nobody_and_is_exact(counted: str, browser: Browser, dataset: Dataset) -> None:
    page = blank_page(browser)
    said: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda _: said.append("message"))

    page.on("websocket", listen)
    page.goto(counted)
    look(drawn(page), **FAR_OUT)
    page.wait_for_timeout(1500)
    page.on("request", lambda request: said.append(request.url))
    box = page.locator(".ia-tl-end").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.6
    page.mouse.move(x, y)
    page.mouse.down()
    said.clear()
    numbers = set()
    for step in range(1, 13):
        page.mouse.move(x - 30 * step, y)
        page.wait_for_timeout(60)
        numbers.add(on_map(page))
    page.wait_for_timeout(400)
    assert said == []
    assert len(numbers) > 6, "the cells did not follow"
    found = chosen(page, dataset)
    assert on_map(page) == found.placed_count
    expect(page.locator(".ia-count-shown")).to_have_text(f"{found.count:,} of {SIZE:,} incidents")
    page.mouse.up()
    shows(page, found.count)
    expect(page.locator(".ia-row").first).to_contain_text("20")
    assert [url for url in said if "/tile/" in url] == []
    page.context.close()


def test_a_short_window_is_followed_by_days(page: Page, dataset: Dataset) -> None:
    """Ten days among four years: the cells hold what ten days hold, not a month of them, while the window is moved."""
    look(page, **FAR_OUT)
    page.evaluate("atlas.store.set({ window: { start: 18003, end: 18012 } }); atlas.store.commit()")
    page.wait_for_timeout(600)
    drawn(page)
    tiles: list[str] = []
    page.on("request", lambda request: tiles.append(request.url) if "/tile/" in request.url else None)
    for day in (18003, 18004, 18009, 18030, 18130):
        page.evaluate(
            "(day) => atlas.store.set({ dragging: true, window: { start: day, end: day + 9 } })",
            day,
        )
        page.wait_for_timeout(150)
        assert on_map(page) == chosen(page, dataset).placed_count
    assert tiles == []
    page.evaluate("atlas.store.set({ dragging: false })")


@pytest.mark.parametrize(
    ("show", "heading"), [("hexagons", "Incidents per hexagon"), ("density", "Density of incidents")]
)
def test_hexagons_and_density_stand_for_what_squares_stood_for(
    page: Page, dataset: Dataset, show: str, heading: str
) -> None:
    page.get_by_label("Show as").select_option(show)
    look(page, **FAR_OUT)
    expect(page.locator(".ia-legend")).to_contain_text(heading)
    expect(page.locator('.ia-map[data-whole="true"]')).to_be_attached()
    assert on_map(page) == chosen(page, dataset).placed_count
    assert f"show={show}" in page.evaluate("location.href")


def test_an_area_opens_the_list_of_what_a_database_counts_in_it(page: Page, dataset: Dataset) -> None:
    ties = area_ties(dataset)
    certain = ties.tally(chosen(page, dataset).mask).certain
    fullest = int(np.argmax(certain))
    inside = max(area_shapes(ties, fullest), key=lambda part: part.area).representative_point()
    (longitude, latitude) = unworld(np.array([inside.coords[0]]))[0].tolist()
    page.get_by_label("Show as").select_option("areas")
    look(page, longitude=longitude, latitude=latitude, zoom=5.0)
    expect(page.locator(".ia-legend")).to_contain_text("Incidents per governorate")
    expect(page.locator('.ia-map[data-whole="true"]')).to_be_attached()
    box = page.locator(".ia-map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".ia-list-count")).to_contain_text("in ")
    expect(page.locator(".ia-list-count b")).to_have_text(f"{certain[fullest]:,}")
    expect(page.locator(".ia-row[data-id]").first).to_be_visible()


def test_a_likely_spelling_is_offered(page: Page, dataset: Dataset) -> None:
    search(page, "Mosrul")
    page.get_by_role("button", name="Mosul", exact=True).click()
    shows(page, chosen(page, dataset, text="Mosul").count)


def test_beside_roles_and_bases_stands_how_many_incidents_they_leave(page: Page, dataset: Dataset) -> None:
    page.get_by_label("Add an actor").click()
    item = page.locator(".ia-combo-item").first
    actor = str(item.get_attribute("data-actor"))
    item.click()
    for role in ("any", "perpetrator", "party", "target"):
        left = chosen(page, dataset, actors=(actor,), actor_role=role).count
        expect(page.locator(f".ia-role[data-value={role}] .ia-opt-count")).to_have_text(f"{left:,}")
    claimed = chosen(page, dataset, actors=(actor,), stances=("claimed",), actor_role="perpetrator").count
    expect(page.locator(".ia-stances .ia-opt-count").first).to_have_text(f"{claimed:,}")
    page.locator(".ia-role[data-value=party] input").click()
    shows(page, chosen(page, dataset, actors=(actor,), actor_role="party").count)


def test_the_list_and_the_card_come_from_the_database(page: Page, dataset: Dataset) -> None:
    row = page.locator(".ia-row[data-id]").first
    incident = str(row.get_attribute("data-id"))
    title = str(dataset.incidents.loc[incident, "title"])
    row.click()
    expect(page.locator(".ia-card-title")).to_have_text(title)
    expect(page.locator(".ia-card .ia-facts")).to_be_visible()
    page.get_by_role("button", name="Later incident").click()
    expect(page.locator(".ia-card-title")).not_to_have_text(title)


def test_a_database_that_does_not_answer_is_told_and_asked_again(page: Page) -> None:
    before = count(page)

    def refuse(route: Route) -> None:
        route.fulfill(status=503, content_type="application/json", body=REFUSAL)

    page.route("**/atlas/engine/**", refuse)
    page.evaluate("atlas.store.set({ camera: { ...atlas.store.get().camera, zoom: 7.3 } })")
    trouble = page.locator(".ia-trouble")
    expect(trouble).to_contain_text("The database cannot be reached: nobody answers.")
    expect(trouble).to_contain_text("See whether it is running.")
    assert count(page) == before
    page.unroute("**/atlas/engine/**")
    expect(trouble).to_be_hidden(timeout=30_000)
    drawn(page)
    assert state(page)["camera"][2] == pytest.approx(7.3)


def test_pages_that_need_every_incident_say_how_many_there_are(page: Page, dataset: Dataset) -> None:
    page.get_by_role("link", name="Actors", exact=True).first.click()
    expect(page.get_by_text(f"{chosen(page, dataset).count:,} incidents pass the filter")).to_be_visible()
    way = page.get_by_role("button", name="Only ").first
    expect(way).to_be_visible()
    way.click()
    expect(page.get_by_text("Read for this page")).to_be_visible()
    for name in ("Compare", "Present", "Sources and method", "Incidents", "Data"):
        page.get_by_role("link", name=name, exact=True).first.click()
        expect(page.get_by_role("heading", name=name, exact=True).first).to_be_visible()
        expect(page.locator(".stException")).to_have_count(0)
