"""The frame of the picture over the map: what lies in it is what the picture holds, count and legend too."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from geo.export.png import CarriedView, read_png
from geo.load import open_dataset
from geo.scene.build_scene import build_scene, plan_of
from geo.scene.projection import unworld
from tests.browser import driving as on
from tests.browser.test_present import download, shown, to_present
from tests.conftest import ROOT

Open = Callable[..., Page]
VIEW = "from=2019-12-27&to=2020-01-08"
CORNERS = """async () => {
  const base = [...document.querySelectorAll("link")].map((l) => l.href).find((href) => href.includes("/atlas.css"));
  const { store } = await import(new URL("core/store.js", base).href);
  const { project, unproject } = await import(new URL("core/projection.js", base).href);
  const { camera } = store.get();
  const map = document.querySelector(".ia-map").getBoundingClientRect();
  const box = document.querySelector(".ia-viewfinder-corners").getBoundingClientRect();
  const [x0, y0] = project(camera.longitude, camera.latitude);
  const turn = (camera.bearing * Math.PI) / 180;
  return [[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]].map(([x, y]) => {
    const [dx, dy] = [x - map.left - map.width / 2, y - map.top - map.height / 2];
    const [east, south] = [Math.cos(turn) * dx - Math.sin(turn) * dy, Math.sin(turn) * dx + Math.cos(turn) * dy];
    return unproject(x0 + east / 2 ** camera.zoom, y0 + south / 2 ** camera.zoom);
  });
}"""
LABEL = "Export frame"


def with_frame(page: Page) -> Page:
    on.ready(page)
    page.get_by_role("button", name=LABEL).click()
    expect(page.locator(".ia-viewfinder")).to_be_visible()
    expect(page.locator(".ia-count-frame")).to_contain_text("in the frame")
    on.settled(page)
    return page


def ground_of(carried: CarriedView) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Longitudes and latitudes of the corners of the map in a picture."""
    plan = plan_of(open_dataset(ROOT / "data" / "incidents.geojson"), carried.view, carried.picture)
    x0, y0, x1, y1 = plan.box
    return unworld(plan.projector.to_world(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])))


@pytest.mark.parametrize("camera", ["43.9,34.2,6.2", "44.6,33.1,6.1,30"])
def test_the_ground_in_the_frame_is_that_of_the_picture(
    server: str, open_page: Open, tmp_path: Path, camera: str
) -> None:
    page = with_frame(open_page(f"{server}/?{VIEW}&at={camera}"))
    corners = np.array(page.evaluate(CORNERS))
    told = page.locator(".ia-count-frame").text_content() or ""
    signs = set(page.locator(".ia-legend-hues .ia-legend-entry").all_inner_texts())
    page.get_by_role("button", name="Picture of this map").click()
    shown(page, "between 27 December 2019 and 8 January 2020")
    carried = read_png(download(page, "PNG picture", tmp_path / "map.png"))
    ground = ground_of(carried)
    pixel = 360 / 512 / 2 ** float(camera.split(",")[2])
    assert np.abs(corners - ground).max() < pixel
    scene = build_scene(open_dataset(ROOT / "data" / "incidents.geojson"), carried.view, carried.picture)
    assert re.fullmatch(rf" · {len(scene.incidents)} of 11 in the frame", told)
    assert f"{len(scene.incidents)} incident" in scene.subtitle
    legend = next(group for group in scene.groups if group.name == "Legend")
    heading = legend.words.partition(";")[0]
    assert signs == set(re.findall(r"(?:: |, )(.+?) \d+", heading))


def test_the_frame_stays_and_is_taken_off_again(server: str, open_page: Open) -> None:
    page = with_frame(open_page(f"{server}/?{VIEW}"))
    button = page.get_by_role("button", name=LABEL)
    expect(button).to_have_attribute("aria-pressed", "true")
    before = page.locator(".ia-count-frame").text_content()
    page.get_by_role("button", name="Zoom in").click()
    on.stands(page)
    on.settled(page)
    expect(page.locator(".ia-viewfinder")).to_be_visible()
    expect(page.locator(".ia-count-frame")).not_to_have_text(before or "")
    to_present(page)
    page.get_by_role("link", name="Map", exact=True).click()
    on.ready(page)
    expect(page.locator(".ia-viewfinder")).to_be_visible()
    button.focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".ia-viewfinder")).to_be_hidden()
    expect(page.locator(".ia-count-frame")).to_have_text("")


def test_the_frame_has_the_shape_that_was_chosen(server: str, open_page: Open) -> None:
    page = with_frame(open_page(f"{server}/?{VIEW}"))
    wide = page.locator(".ia-viewfinder-corners").bounding_box()
    to_present(page)
    on.choose(page, "Shape", re.compile("^Square"))
    on.settled(page)
    page.get_by_role("link", name="Map", exact=True).click()
    on.ready(page)
    expect(page.locator(".ia-viewfinder")).to_be_visible()
    page.wait_for_timeout(1000)
    square = page.locator(".ia-viewfinder-corners").bounding_box()
    assert wide is not None
    assert square is not None
    assert wide["width"] / wide["height"] > 1.4
    assert square["width"] / square["height"] < 1.1


def test_a_framed_picture_opens_again_in_its_frame(server: str, open_page: Open, tmp_path: Path) -> None:
    page = with_frame(open_page(f"{server}/?{VIEW}&at=43.9,34.2,6.2"))
    page.get_by_role("button", name="Picture of this map").click()
    alt = shown(page, "between 27 December 2019 and 8 January 2020")
    content = download(page, "PNG picture", tmp_path / "map.png")
    other = open_page(f"{server}/present")
    expect(other.locator(".st-key-present_preview img")).to_be_visible()
    other.locator("[class*=st-key-present_open] input[type=file]").set_input_files(tmp_path / "map.png")
    assert shown(other, "27 December 2019 and 8 January 2020") == alt
    on.settled(other)
    again = download(other, "PNG picture", tmp_path / "again.png")
    assert Image.open(io.BytesIO(again)).tobytes() == Image.open(io.BytesIO(content)).tobytes()
    assert read_png(again).view.filter.start == date(2019, 12, 27)
    other.get_by_role("link", name="Map", exact=True).click()
    on.ready(other)
    expect(other.get_by_role("button", name=LABEL)).to_have_attribute("aria-pressed", "true")
