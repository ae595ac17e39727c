"""The picture is the screen: the map in a real browser against the scene drawn in Python, pixel by pixel."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from playwright.sync_api import Page, Route

from geo.export.png import png_bytes
from geo.filter.view import Size, View
from geo.filter.view_link import from_query
from geo.load import open_dataset
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from tests.conftest import ROOT

CAMERAS = {
    "country": "43.9,33.35,5.5",
    "close": "44.3,33.3,8.2",
    "turned": "44.6,31.9,7.1,30",
}
DIFFERENT = 24
"""Steps of 255 in any channel by which a pixel differs; less is the softening of edges."""
HIDE = """
  .ia-map ~ *, .ia-map .maplibregl-control-container > :not(.deck-widget-container):not(:has(canvas)) {
    visibility: hidden !important;
  }
"""
Pixels = npt.NDArray[np.int16]


def nameless(route: Route) -> None:
    """Take names and their dots out of the style: where they stand is decided differently in a picture."""
    answer = route.fetch()
    style = answer.json()
    style["layers"] = [layer for layer in style["layers"] if layer["type"] not in ("symbol", "circle")]
    route.fulfill(response=answer, body=json.dumps(style))


def on_screen(page: Page, address: str) -> Pixels:
    """The map as the browser shows it, without what lies over it."""
    page.route("**/light.json", nameless)
    page.route("**/dark.json", nameless)
    page.goto(address)
    page.wait_for_selector("canvas.maplibregl-canvas")
    page.wait_for_function("document.querySelectorAll('.ia-map canvas').length >= 2")
    page.add_style_tag(content=HIDE)
    page.wait_for_timeout(1500)
    before = b""
    for _ in range(40):
        box = page.locator("canvas.maplibregl-canvas").bounding_box()
        assert box is not None
        now = page.screenshot(clip=box)  # type: ignore[arg-type]
        if now == before:
            break
        before = now
        page.wait_for_timeout(700)
    return pixels(before)


def pixels(content: bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"), dtype=np.int16)


def drawn(query: str, height: int, width: int) -> Pixels:
    """The same view as a picture of the map alone."""
    dataset = open_dataset(ROOT / "data" / "incidents.geojson")
    params = dict(part.split("=", 1) for part in query.split("&"))
    view, ignored = from_query(params, View(dataset=dataset.id))
    assert ignored == []
    size = Size(width=width, height=height)
    scene = build_scene(dataset, view, Picture(size=size, viewport=size, bare=True))
    plain = replace(scene, groups=tuple(group for group in scene.groups if group.name != "Place names"))
    return pixels(png_bytes(plain, 96))


def share_different(a: Pixels, b: Pixels) -> float:
    """Share of pixels that differ, 0 to 1."""
    return float((np.abs(a - b).max(axis=2) > DIFFERENT).mean())


def shift(a: Pixels, b: Pixels) -> tuple[int, int]:
    """By how many pixels right and down ``b`` must be moved to lie best on ``a``."""
    found = {}
    for dy in (-2, -1, 0, 1, 2):
        for dx in (-2, -1, 0, 1, 2):
            moved = np.roll(b, (dy, dx), axis=(0, 1))
            found[(dx, dy)] = float(np.abs(a - moved)[4:-4, 4:-4].mean())
    return min(found, key=lambda place: found[place])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("camera", CAMERAS)
def test_the_picture_is_the_screen(server: str, open_page: Callable[..., Page], camera: str, theme: str) -> None:
    query = f"at={CAMERAS[camera]}&theme={theme}"
    page = open_page("about:blank", theme=theme)
    screen = on_screen(page, f"{server}/?{query}")
    picture = drawn(query, *screen.shape[:2])
    assert picture.shape == screen.shape
    assert shift(screen, picture) == (0, 0)
    assert share_different(screen, picture) < 0.01
