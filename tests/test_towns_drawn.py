"""The basemap of towns laid under the incidents: on the map and in every picture, to zoom 14."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image
from starlette.applications import Starlette

from geo.basemap.town_map import TOWN_FILES, TownMap
from geo.basemap.town_map_build import Built
from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.export.player_data import player_data
from geo.filter.filter import Filter
from geo.filter.view import Camera, Size, Theme, View
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.build_scene import build_scene, plan_of
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Text, flat
from geo.style.attribution import ATTRIBUTION, basemap_credits
from geo.style.basemap_layers import LAYERS
from geo.style.maplibre import style
from geo.style.tokens import DARK, LIGHT, Tokens
from geo.style.town_layers import COARSE_UNTIL, shown_layers, with_towns
from geo.ui.server import addresses, map_setup, routes
from tests.asgi import ask
from tests.conftest import ROOT
from tests.made_up_extract import CENTRE
from tests.towns import atlas_with, made_towns

X, Y = CENTRE


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """The made-up extract's basemap, and what was told of it."""
    return made_towns(tmp_path_factory)


@pytest.fixture
def towns(made: tuple[Path, Built]) -> Iterator[TownMap]:
    """The atlas with it."""
    with atlas_with(made[0]) as found:
        assert found is not None
        yield found


NOTHING = Filter(text="no incident says this")
SIZE = Size(width=800, height=600)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


def view(dataset: Dataset, zoom: float, theme: Theme = Theme.LIGHT) -> View:
    return View(dataset=dataset.id, camera=Camera(longitude=X, latitude=Y, zoom=zoom), filter=NOTHING, theme=theme)


PICTURE = Picture(bare=True, size=SIZE, viewport=SIZE, inset=False)
Pixel = Callable[[float, float], tuple[int, int, int]]


def pixels(dataset: Dataset, asked: View) -> Pixel:
    """The colour of a picture at a place."""
    content = FORMAT_BY_NAME["png"].write(ExportRequest(dataset, asked, PICTURE))
    image = Image.open(io.BytesIO(content)).convert("RGB")
    project, scale = plan_of(dataset, asked, PICTURE).projector, image.width / SIZE.width

    def at(longitude: float, latitude: float) -> tuple[int, int, int]:
        x, y = (project(np.array([[longitude, latitude]]))[0] * scale).tolist()
        found: tuple[int, int, int] = image.getpixel((round(x), round(y)))  # type: ignore[assignment]
        return found

    return at


def near(found: tuple[int, int, int], colour: str) -> bool:
    """Whether a pixel has a colour; the edge of a thin line takes some of what lies beside it."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= 9


@pytest.mark.parametrize(("theme", "colours"), [(Theme.LIGHT, LIGHT), (Theme.DARK, DARK)])
def test_each_thing_has_its_colour_at_its_place(
    towns: TownMap, dataset: Dataset, theme: Theme, colours: Tokens
) -> None:
    at = pixels(dataset, view(dataset, 12.0, theme))
    assert near(at(X, Y + 0.01), colours.lake), "the river"
    assert near(at(X, Y), colours.street_1), "the bridge over it"
    assert near(at(X - 0.02, Y), colours.street_1), "the motorway"
    assert near(at(X + 0.03, Y + 0.015), colours.street_3), "the secondary street"
    assert near(at(X + 0.04, Y + 0.015), colours.built), "no street of residents"
    assert near(at(X + 0.015, Y + 0.02), colours.built), "no tunnel"
    at = pixels(dataset, view(dataset, 10.0, theme))
    assert near(at(X - 0.13, Y - 0.05), colours.airport_ground), "the airport"


def test_streets_come_in_by_rank(towns: TownMap, dataset: Dataset) -> None:
    at = pixels(dataset, view(dataset, 10.0))
    assert not near(at(X - 0.03, Y), LIGHT.built), "the motorway"
    assert near(at(X + 0.03, Y + 0.02), LIGHT.built), "a secondary street is drawn from zoom 11 on"
    assert near(pixels(dataset, view(dataset, 8.9))(X - 0.05, Y - 0.02), LIGHT.land_focus), "towns from zoom 9 on"


def test_the_scale_bar_and_the_credit_stand_on_a_picture_at_zoom_14(towns: TownMap, dataset: Dataset) -> None:
    asked = view(dataset, 14.0)
    texts = [
        shape.reading
        for shape in flat(build_scene(dataset, asked, Picture(size=SIZE, viewport=SIZE)).groups)
        if isinstance(shape, Text)
    ]
    assert any(f"Map: {ATTRIBUTION}" in words for words in texts)
    assert "© OpenStreetMap contributors (ODbL)" in ATTRIBUTION
    assert any(re.fullmatch(r"[\d,]+ k?m", words) for words in texts), "the scale bar"


@pytest.mark.parametrize("name", ["svg", "pdf", "pptx"])
def test_every_format_draws_towns(towns: TownMap, dataset: Dataset, name: str) -> None:
    asked = view(dataset, 12.0)
    with_towns = FORMAT_BY_NAME[name].write(ExportRequest(dataset, asked, PICTURE))
    if name == "svg":
        assert LIGHT.street_1 in with_towns.decode()
        assert LIGHT.lake in with_towns.decode()
    with atlas_with(""):
        without = FORMAT_BY_NAME[name].write(ExportRequest(dataset, asked, PICTURE))
    assert with_towns != without


def test_the_player_goes_to_zoom_14_with_courses_that_are_fine_enough(towns: TownMap, dataset: Dataset) -> None:
    near_by = player_data(plan_of(dataset, view(dataset, 12.0), PICTURE))
    assert near_by["camera"]["zooms"][1] == 14.0
    assert near_by["unit"] >= 2**14, "a step is less than a pixel"
    assert LIGHT.street_1 in {layer["colour"] for layer in near_by["layers"]}
    far = player_data(plan_of(dataset, view(dataset, 6.0), PICTURE))
    assert far["unit"] == 4096
    assert LIGHT.street_1 not in {layer["colour"] for layer in far["layers"]}, "a map of the country needs no streets"


def test_coarse_lines_end_where_they_would_mislead(towns: TownMap) -> None:
    until = {
        layer.file: layer.max_zoom
        for layer in shown_layers()
        if layer.file in ("region_roads_osm", "region_rivers_gshhg")
    }
    assert until == dict.fromkeys(until, COARSE_UNTIL)
    assert len(until) == 2


# What the browser gets


def test_the_browser_s_map_has_towns_and_goes_to_zoom_14(towns: TownMap) -> None:
    found = style("light", "/b")
    assert found["metadata"]["towns"] == {"from": 8.5, "sources": list(TOWN_FILES)}
    assert {name for name, source in found["sources"].items() if source["maxzoom"] == 14} == set(TOWN_FILES)
    ids = [layer["id"] for layer in found["layers"]]
    assert ids.index("road-1") < ids.index("town-land") < ids.index("town-bridge-1") < ids.index("runways")
    setup = json.loads(map_setup.map_setup(False))
    assert setup["map"]["limits"]["maxZoom"] == 14
    assert "© OpenStreetMap contributors (ODbL)" in setup["strings"]["attribution"]


def test_runways_are_drawn_once() -> None:
    for own, order in ((False, ["town-land", "runways"]), (True, ["runways", "town-land"])):
        ids = [layer.id for layer in with_towns(own_runways=own) if layer.id in order]
        assert ids == order


def test_the_server_answers_a_layer_of_towns(towns: TownMap) -> None:
    server = Starlette(routes=routes.routes())
    answer = ask(server, f"/atlas/basemap/{addresses.basemap_version()}/town_water.geojson", accept_encoding="gzip")
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    shapes = gpd.GeoDataFrame.from_features(json.loads(gzip.decompress(answer.body))["features"])
    assert shapes.contains(shapely.Point(X, Y + 0.01)).any()
    assert json.loads(gzip.decompress(routes._town_content("town_runways") or b"")) == {
        "type": "FeatureCollection", "features": [],
    }  # fmt: skip


def test_the_page_of_sources_names_the_extract(towns: TownMap) -> None:
    last = basemap_credits()[-1]
    assert last.source == "OpenStreetMap contributors"
    assert last.taken.endswith("from made-up-latest-free.shp.zip; extract of 2026-11-28")
    assert last.licence == "ODbL 1.0"


# Without it


@pytest.fixture
def without_towns() -> Iterator[None]:
    with atlas_with(""):
        yield


@pytest.mark.usefixtures("without_towns")
def test_nothing_changes_where_no_towns_are_named() -> None:
    assert shown_layers() is LAYERS
    assert "towns" not in style("light", "")["metadata"]
    assert json.loads(map_setup.map_setup(False))["map"]["limits"]["maxZoom"] == 9.5
    server = Starlette(routes=routes.routes())
    assert ask(server, "/atlas/basemap/x/town_water.geojson").status == 404
    assert ask(server, "/atlas/basemap/x/places.geojson").status == 200


def test_a_picture_of_a_country_is_the_same_with_towns_and_without(made: tuple[Path, Built], dataset: Dataset) -> None:
    written = []
    for named in ("", made[0]):
        with atlas_with(named):
            written.append(FORMAT_BY_NAME["png"].write(ExportRequest(dataset, view(dataset, 6.0), PICTURE)))
    one, other = (np.asarray(Image.open(io.BytesIO(content))) for content in written)
    assert np.array_equal(one, other)
