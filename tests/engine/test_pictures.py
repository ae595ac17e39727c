"""The same view of the same dataset is the same picture, wherever the dataset lives."""

from __future__ import annotations

from datetime import date

import pytest

from geo.engine import Engine
from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.model.dataset import Dataset
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
