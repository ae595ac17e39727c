"""Countries and governorates have the colours in every engine that they have in memory, whatever is asked for."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from geo.count import Unit
from geo.engine import Engine
from geo.engine.stored_metadata import stored_metadata_from
from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.filter.colour_order import colour_order
from geo.filter.facets import FACET_BY_ID, facets_of
from geo.filter.filter import Filter
from geo.filter.view import ColorBy, View
from geo.layers.browser_facets import facet_entry
from geo.layers.browser_queries import dataset_header, responses
from geo.layers.browser_queries.colour_numbers import colour_numbers
from geo.model.dataset import Dataset
from geo.query.stored import StoredSource
from geo.scene.facet_values import values_of
from geo.scene.picture_options import Picture
from geo.style.column_hues import VALUE_HUES
from tests.engine.test_parity import MADE_UP

PLACES = ("country", "admin1")
EVERY = Filter(background=True)
SOME = [
    Filter(kind=("attack",)),
    Filter(start=date(2019, 1, 1), end=date(2019, 6, 30)),
    Filter(as_known_on=date(2019, 6, 1), background=True),
]


def test_their_order_is_part_of_the_stored_description(
    engines: dict[str, Engine], datasets: dict[str, Dataset]
) -> None:
    for name, dataset in datasets.items():
        about = engines[name].about
        assert about.colour_order == {facet: colour_order(dataset, facet) for facet in PLACES}, name
        assert stored_metadata_from(about.to_json()).colour_order == about.colour_order


@pytest.mark.parametrize("asked", SOME, ids=["kind", "dates", "known"])
@pytest.mark.parametrize("facet", PLACES)
def test_what_a_database_gives_has_the_hues_of_the_whole(
    engines: dict[str, Engine], datasets: dict[str, Dataset], facet: str, asked: Filter
) -> None:
    def keys(dataset: Dataset) -> dict[str, str]:
        found = values_of(dataset, View(dataset=dataset.id, color_by=ColorBy(facet))).by_incident
        return dict(zip(map(str, dataset.incidents.index), found, strict=True))

    whole, part = keys(datasets[MADE_UP]), keys(engines[MADE_UP].dataset(asked, 10_000))
    assert 0 < len(part) < len(whole)
    assert part == {incident: whole[incident] for incident in part}


def test_the_browser_is_told_the_same(engines: dict[str, Engine], datasets: dict[str, Dataset]) -> None:
    told = dataset_header.header(StoredSource(engines[MADE_UP], 10), "engine")["facets"]
    for facet in facets_of(datasets[MADE_UP]):
        if facet.id in PLACES:
            assert next(entry for entry in told if entry["id"] == facet.id) == facet_entry(facet, datasets[MADE_UP])


@pytest.mark.parametrize("facet", ["weapon", *PLACES])
def test_rows_of_the_list_have_the_value_that_colours_them(
    engines: dict[str, Engine], datasets: dict[str, Dataset], facet: str
) -> None:
    dataset = datasets[MADE_UP]
    values = dict(zip(map(str, dataset.incidents.index), FACET_BY_ID[facet].values(dataset), strict=True))
    view = View(dataset=dataset.id, filter=EVERY, color_by=ColorBy(facet))
    rows = json.loads(responses.rows(engines[MADE_UP], view, 0, 1000, "date", False))["rows"]
    assert len(rows) == len(values)
    assert {row["id"]: row["colour"] for row in rows} == {one: held[0] for one, held in values.items()}


def test_values_that_share_a_colour_count_as_one(engines: dict[str, Engine], datasets: dict[str, Dataset]) -> None:
    engine = engines[MADE_UP]
    bars = engine.histogram(EVERY, Unit.MONTH, "admin1")
    numbers = set(np.unique(colour_numbers(engine, "admin1", bars["color"])).tolist())
    listed = [option.value for option in engine.about.facet("admin1").options]
    own = {listed.index(value) for value in colour_order(datasets[MADE_UP], "admin1")[: len(VALUE_HUES)]}
    assert own < numbers
    assert len(numbers) == len(own) + 2, "Other, and what is not stated"


@pytest.mark.parametrize("facet", PLACES)
def test_a_stored_dataset_gives_the_files_picture(
    engines: dict[str, Engine], datasets: dict[str, Dataset], facet: str
) -> None:
    name = "iraq-2019-2020"
    winter = Filter(start=date(2019, 12, 27), end=date(2020, 1, 8))
    view = View(dataset=name, filter=winter, color_by=ColorBy(facet))
    of_file, of_database = (
        FORMAT_BY_NAME["svg"].write(ExportRequest(each, view, Picture()))
        for each in (datasets[name], engines[name].dataset(winter, 100))
    )
    assert of_database == of_file
