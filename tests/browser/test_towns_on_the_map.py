"""The basemap of towns in a real browser: painted where it lies, fetched only when the map comes near."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from geo.basemap.town_map import SETTING, TOWN_FILES
from geo.style.tokens import DARK, LIGHT
from tests.browser.conftest import serving
from tests.browser.test_map import drawn, near, picture, pixel_of, rgb
from tests.conftest import ROOT
from tests.made_up_extract import CENTRE
from tests.towns import made_towns

OpenPage = Callable[..., Page]
X, Y = CENTRE
ELSEWHERE = "q=kirkuk"
"""Incidents far from the town, so that nothing lies over it."""


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an atlas with the basemap of a made-up extract."""
    made, _ = made_towns(tmp_path_factory)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(SETTING, str(made))
        with serving(ROOT / "app.py", tmp_path_factory) as address:
            yield address


@pytest.mark.parametrize(("theme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_river_street_and_town_have_their_colours(towns: str, open_page: OpenPage, theme: str, colours: object) -> None:
    camera = (X, Y, 13.0)
    page = drawn(open_page(f"{towns}/?at={X},{Y},13&{ELSEWHERE}&theme={theme}"))
    places = {"lake": (X, Y + 0.006), "street_1": (X - 0.012, Y), "built": (X - 0.012, Y + 0.006)}
    for colour, place in places.items():
        at = pixel_of(page, place, camera)
        found = picture(page).getpixel((round(at[0]), round(at[1])))
        assert near(found, rgb(getattr(colours, colour)), 9), colour
    expect(page.locator(".ia-attribution")).to_contain_text("© OpenStreetMap contributors (ODbL)")


def test_towns_are_fetched_when_the_map_comes_near(towns: str, open_page: OpenPage) -> None:
    asked: list[str] = []
    page = open_page(f"{towns}/?at={X},{Y},8&{ELSEWHERE}")
    page.on("request", lambda request: asked.append(request.url))
    drawn(page)

    def fetched() -> set[str]:
        return {name for name in TOWN_FILES if any(url.endswith(f"/{name}.geojson") for url in asked)}

    assert fetched() == set()
    box = page.locator(".ia-map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(40):
        page.mouse.wheel(0, -400)
        page.wait_for_timeout(50)
    drawn(page)
    assert fetched() == set(TOWN_FILES)
    zoom = float(page.evaluate("new URLSearchParams(location.search).get('at').split(',')[2]"))
    assert zoom == pytest.approx(14, abs=0.01), "as near as towns are drawn for"
