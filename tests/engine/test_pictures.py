"""The same view of the same dataset is the same picture, wherever the dataset lives."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import shapely

from geo.cli.view_argument import requested_view
from geo.engine import Engine
from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.filter.filter import Filter
from geo.filter.view import MapMode, View
from geo.model.dataset import Dataset
from geo.model.own_areas import OwnAreas
from geo.query.stored import StoredSource
from geo.scene.picture_options import Picture

WINTER = Filter(start=date(2019, 12, 27), end=date(2020, 1, 8))


@pytest.mark.parametrize("asked", [Filter(background=True), WINTER], ids=["everything", "the winter"])
@pytest.mark.parametrize("format", [pytest.param("png", marks=pytest.mark.full), "svg"])
def test_a_stored_dataset_gives_the_files_picture(
    engines: dict[str, Engine], datasets: dict[str, Dataset], asked: Filter, format: str
) -> None:
    name = "iraq-2019-2020"
    whole, stored = datasets[name], engines[name].dataset(Filter(background=True))
    view = View(dataset=whole.id, filter=asked)
    of_file, of_database = (
        FORMAT_BY_NAME[format].write(ExportRequest(each, view, Picture())) for each in (whole, stored)
    )
    assert of_database == of_file


@pytest.mark.parametrize("show", [MapMode.HEXAGONS, MapMode.DENSITY, MapMode.AREAS])
def test_a_stored_dataset_is_counted_as_the_file_is(
    engines: dict[str, Engine], datasets: dict[str, Dataset], show: MapMode
) -> None:
    name = "iraq-2019-2020"
    whole, source = datasets[name], StoredSource(engines[name], 5000)
    view = requested_view(f"?show={show}&from=2019-12-27&to=2020-01-08", source).view
    assert view.show is show, "the command line draws what the map in the browser does not offer over a database"
    west, east = shapely.box(43, 30, 44, 37), shapely.box(44, 30, 47, 37)
    own = OwnAreas("own.geojson", ("West", "East"), np.array([west, east], dtype=object), (1000, None))
    for areas in (None, own):
        stored = source.load(Filter(background=True)).whole
        of_file, of_database = (
            FORMAT_BY_NAME["svg"].write(ExportRequest(each.counted_by(areas), view, Picture()))
            for each in (whole, stored)
        )
        assert of_database == of_file
