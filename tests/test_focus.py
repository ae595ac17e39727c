"""The ground sets off the countries that the dataset tells of, on the screen and in pictures alike."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image
from starlette.requests import Request
from starlette.routing import Route

from geo.count.focus_countries import focus_countries
from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.filter.view import View
from geo.load import open_dataset
from geo.model.dataset import Dataset, assemble
from geo.scene.basemap_geometry import country
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Path, flat
from geo.style.maplibre import style
from geo.style.tokens import LIGHT, Theme
from geo.ui.server.routes import routes
from tests.conftest import ROOT
from tests.samples import KIRKUK

SHIPPED = open_dataset(ROOT / "data" / "incidents.geojson")
LIGHT_THEME: Theme = "light"
ANKARA = {"type": "Point", "coordinates": (32.85, 39.93)}


def in_countries(countries: Iterable[tuple[str, ...]]) -> Dataset:
    """A dataset with an incident for each entry."""
    plain = SHIPPED.incident(KIRKUK)
    records = [
        type(plain).model_validate(
            {**plain.model_dump(), "id": f"{KIRKUK}-{at}", "country": codes, "geometry": ANKARA}, strict=False
        )
        for at, codes in enumerate(countries)
    ]
    return assemble(
        id="elsewhere", version=f"{len(records):012x}", title="Elsewhere", period=None, records=records,
        actors=SHIPPED.actors, sources=SHIPPED.sources,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("countries", "focus"),
    [
        ([("TR",)], ("TR",)),
        ([("TR",), ("TR",), ("SY",)], ("SY", "TR")),
        ([("TR",)] * 5 + [("SY",)], ("TR",)),
        ([()], ("IQ",)),
        ([("TR", "SY")], ("SY", "TR")),
    ],
)
def test_the_countries_that_most_incidents_name(countries: list[tuple[str, ...]], focus: tuple[str, ...]) -> None:
    assert focus_countries(in_countries(countries)) == focus


def test_the_atlas_is_about_iraq() -> None:
    assert focus_countries(SHIPPED) == ("IQ",)


def test_a_cut_out_is_of_the_country_of_the_dataset() -> None:
    dataset = in_countries([("TR",)])
    content = FORMAT_BY_NAME["png"].write(ExportRequest(dataset, View(dataset=dataset.id), Picture(cut_out=True)))
    picture = np.asarray(Image.open(io.BytesIO(content)).convert("RGBA"))
    height, width = picture.shape[:2]
    seen = np.argwhere(picture[..., 3] > 200)
    shape = (seen[:, 1].max() - seen[:, 1].min()) / (seen[:, 0].max() - seen[:, 0].min())
    west, south, east, north = country(("TR",)).bounds
    assert (east - west) / (north - south) > 2.0
    assert shape > 1.5
    assert picture[height // 2, width // 2, 3] == 255
    assert picture[2, 2, 3] == 0
    assert build_scene(dataset, View(dataset=dataset.id), Picture(cut_out=True)).incidents


def test_a_country_that_the_detailed_ground_cuts_is_drawn_whole() -> None:
    left, _, right, _ = country(("EG",)).bounds
    degrees = (right - left) / 512 * 360
    assert degrees == pytest.approx(12, abs=1.5)


def test_the_land_set_off_in_a_picture_is_the_dataset_s() -> None:
    def set_off(dataset: Dataset) -> set[str]:
        shapes = flat(build_scene(dataset, View(dataset=dataset.id)).groups)
        land = [shape for shape in shapes if isinstance(shape, Path) and shape.name]
        return {shape.name for shape in land if shape.paint.fill == LIGHT.land_focus}

    assert set_off(SHIPPED) == {"Iraq"}
    assert set_off(in_countries([("TR",)])) == {"Turkey"}


SERVED = "./atlas/basemap/b"


def answer(query: str) -> dict[str, object]:
    """The light style at its address, with a query."""
    route = next(one for one in routes() if isinstance(one, Route) and one.path.endswith("/light.json"))
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"{SERVED}/light.json",
        "query_string": query.encode(),
        "headers": [],
    }
    scope["path_params"] = {"version": "b"}
    with ThreadPoolExecutor(1) as alone:  # the tests in a browser leave a loop running in this thread
        found: dict[str, object] = json.loads(alone.submit(asyncio.run, route.endpoint(Request(scope))).result().body)
    return found


def test_the_screen_gets_a_style_of_the_same_countries() -> None:
    assert answer("") == style(LIGHT_THEME, SERVED)
    assert answer("focus=SY,TR") == style(LIGHT_THEME, SERVED, ("SY", "TR")) != style(LIGHT_THEME, SERVED)
    assert answer("focus=nowhere") == style(LIGHT_THEME, SERVED)
