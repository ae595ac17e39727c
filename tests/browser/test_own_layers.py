"""Own layers in the app: brought on the page Data, drawn under the incidents, taken off, measured from."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.driving import address, chips, count, on_screen, ready, settled, shows

Open = Callable[..., Page]
HERE = (37.5, 31.4)
"""Within the area of the file, far from incidents, names and its own label."""
OUTSIDE = (40.0, 31.0)
FILE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"label": "<b>Zone</b>", "to": "2019-11-30"},
            "geometry": {"type": "Polygon", "coordinates": [[[36, 31], [38, 31], [38, 33], [36, 33], [36, 31]]]},
        },
        {
            "type": "Feature",
            "properties": {"label": "Post", "from": "", "to": ""},
            "geometry": {"type": "Point", "coordinates": [44.36, 33.31]},
        },
    ],
}
OWN = """async ([left, top]) => {
  const canvas = document.querySelector(".ia-map-own");
  if (!canvas) return null;
  const box = canvas.getBoundingClientRect();
  const ratio = canvas.width / box.width;
  const pen = canvas.getContext("2d");
  return [...pen.getImageData((left - box.left) * ratio, (top - box.top) * ratio, 1, 1).data];
}"""
WINDOW = """async ([start, end]) => {
  const base = [...document.querySelectorAll("link")].map((l) => l.href).find((href) => href.includes("/atlas.css"));
  const { store } = await import(new URL("core/store.js", base).href);
  store.set({ window: { start, end } });
}"""


@pytest.fixture
def shown(server: str, open_page: Open, tmp_path: Path) -> Page:
    """The map, with a layer that was just brought."""
    file = tmp_path / "sites.geojson"
    file.write_text(json.dumps(FILE), encoding="utf-8")
    page = open_page(f"{server}/data")
    section = page.locator(".st-key-own_layers")
    section.locator("summary").click()
    section.locator("input[type=file]").set_input_files(file)
    button = page.get_by_role("button", name="Add the layer", exact=True)
    expect(button).to_be_enabled()
    name = page.get_by_role("textbox", name="Name of the layer")
    name.fill("Camps & <i>roads</i>")
    name.press("Tab")
    settled(page)
    button.click()
    expect(section.locator("summary")).to_contain_text("Your own layers (1)")
    page.get_by_role("link", name="Map", exact=True).click()
    ready(page)
    expect(page.locator(".ia-map-own")).to_be_attached()
    return page


def own_pixel(page: Page, place: tuple[float, float]) -> list[int] | None:
    """Red, green, blue and alpha of the layers' own canvas at a place of the map."""
    found: list[int] | None = page.evaluate(OWN, list(on_screen(page, *place)))
    return found


def screen_pixel(page: Page, place: tuple[float, float]) -> np.ndarray:
    x, y = on_screen(page, *place)
    picture = Image.open(BytesIO(page.screenshot(clip={"x": x - 2, "y": y - 2, "width": 5, "height": 5}))).convert(
        "RGB"
    )
    return np.median(np.asarray(picture).reshape(-1, 3), axis=0)


@pytest.mark.full
def test_a_layer_is_drawn_named_and_taken_off(shown: Page) -> None:
    assert "layer=" in address(shown)
    entry = shown.locator(".ia-legend-layers .ia-legend-entry")
    expect(entry).to_contain_text("Camps & <i>roads</i>")
    expect(shown.locator(".ia-legend-layers i, .ia-legend-layers b")).to_have_count(0)
    pixel = own_pixel(shown, HERE)
    assert pixel is not None
    assert 20 < pixel[3] < 40, "the pale fill of an area"
    assert pixel[1] > pixel[0], "teal"
    assert own_pixel(shown, OUTSIDE) == [0, 0, 0, 0]
    on = screen_pixel(shown, HERE)
    entry.get_by_role("checkbox").uncheck()
    expect(shown.locator(".ia-map-own")).to_have_count(0)
    assert "layer=" not in address(shown)
    shown.wait_for_timeout(500)
    assert np.abs(screen_pixel(shown, HERE) - on).max() > 4, "the area is seen on the map, and goes"
    entry.get_by_role("checkbox").check()
    expect(shown.locator(".ia-map-own")).to_be_attached()
    assert "layer=" in address(shown)


@pytest.mark.full
def test_a_feature_with_dates_is_there_in_them_only(shown: Page) -> None:
    shown.evaluate(WINDOW, [18_200, 18_230])  # until 1 December 2019
    assert (own_pixel(shown, HERE) or [0] * 4)[3] > 0
    shown.evaluate(WINDOW, [18_262, 18_264])  # January 2020
    assert (own_pixel(shown, HERE) or [0] * 4)[3] == 0
    expect(shown.locator(".ia-map-own")).to_be_attached()  # the point has no dates


@pytest.mark.full
def test_incidents_near_a_layer_are_left(shown: Page) -> None:
    before = count(shown)
    near = shown.locator('.ia-block[data-facet="near"]')
    near.locator(".ia-block-head").click()
    near.get_by_label("Distance from the layer (km)").fill("30")
    near.get_by_label("Layer to measure from").select_option(label="Camps & <i>roads</i>")
    shown.wait_for_function("() => !document.querySelector('[data-facet=near]').textContent.includes('Measuring')")
    assert "near=30km" in address(shown)
    left = count(shown)
    assert 0 < left < before
    assert chips(shown) == ["Near within 30 km of Camps & <i>roads</i>"]
    near.get_by_label("Distance from the layer (km)").fill("far")
    near.get_by_label("Distance from the layer (km)").press("Enter")
    expect(near).to_contain_text("“far” is no distance. Type a number of kilometres from 1 to 200.")
    shows(shown, left)
    shown.locator(".ia-active-chip").click()
    shows(shown, before)
