"""Every cell of the row that an incident was read from can be reached: on the card, by search, in downloads."""

from __future__ import annotations

import io
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geo.card import incident_card
from geo.engine import connect
from geo.engine.loading import load_file
from geo.export.tables import Csv, GeoJson, GeoParquet
from geo.filter.apply import select
from geo.filter.filter import Filter
from geo.importing.joins import with_joins
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.search import SearchIndex
from tests.importing.conftest import Import, write

TABLE = """id,date,latitude,longitude,place,description,Battalion sector,Reviewed by,Case number
e1,2020-03-05,33.3,44.4,Baghdad,Rocket attack on the base,North,Desk 2,00471
e2,2020-03-06,35.4,44.3,Kirkuk,Shots at a checkpoint,South <b>,Desk 3,00472
"""
CELLS = {"Battalion sector": "North", "Reviewed by": "Desk 2", "Case number": "00471"}


@pytest.fixture
def imported(take: Import, tmp_path: Path) -> Path:
    return take(write(tmp_path, "own.csv", TABLE)).path


def reached(dataset: Dataset) -> None:
    """The card, the search and the downloads of the first incident hold its cells."""
    first = str(dataset.incidents.index[0])
    (row,) = incident_card(dataset, first).source_rows
    assert row.where == "own.csv, row 1"
    assert CELLS.items() <= dict(row.cells).items()
    for words in ("Desk 2", "north", "00471"):
        assert SearchIndex.build(dataset).search(words).ids == (first,)
    every = select(dataset, Filter(background=True))
    table = pd.read_csv(io.BytesIO(Csv().write(dataset, every)), dtype=str, keep_default_na=False)
    assert table["source: Case number"].tolist() == ["00471", "00472"]
    assert table["source: Battalion sector"].tolist() == ["North", "South <b>"]
    features = json.loads(GeoJson().write(dataset, every))["features"]
    assert CELLS.items() <= features[0]["original"][0]["cells"].items()
    frame = gpd.read_parquet(io.BytesIO(GeoParquet().write(dataset, every)))
    assert frame["source: Reviewed by"].tolist() == ["Desk 2", "Desk 3"]


def test_of_a_working_copy(imported: Path) -> None:
    reached(open_dataset(imported))


def test_of_the_geojson_of_an_import(take: Import, tmp_path: Path) -> None:
    reached(open_dataset(take(write(tmp_path, "own.csv", TABLE), out="out.geojson").path))


@pytest.mark.parametrize("out", ["out.parquet", "out.geojson"])
def test_of_a_database(out: str, take: Import, tmp_path: Path) -> None:
    path = take(write(tmp_path, "own.csv", TABLE), out=out).path
    address = f"duckdb:///{tmp_path / 'atlas.duckdb'}"
    load_file(path, address)
    engine = connect(address)
    try:
        reached(engine.dataset(Filter(background=True)))
        assert engine.ids(Filter(text="desk 2")) == engine.ids(Filter(text="00471"))
        assert len(engine.ids(Filter(text="desk 2"))) == 1
    finally:
        engine.close()


def test_a_download_opens_again_with_them(imported: Path, tmp_path: Path, take: Import) -> None:
    dataset = open_dataset(imported)
    content = GeoJson().write(dataset, select(dataset, Filter(background=True)))
    again = open_dataset(take(write(tmp_path, "again.geojson", content), out="again.parquet").path)
    (row,) = again.source_rows.of(str(again.incidents.index[0]))
    assert CELLS.items() <= dict(row.cells).items()


def test_joined_incidents_have_the_rows_of_both(imported: Path) -> None:
    dataset = open_dataset(imported)
    first, second = map(str, dataset.incidents.index)
    joined = with_joins(dataset, ((first, second),))
    assert [row.row for row in joined.source_rows.of(first)] == [1, 2]
    assert SearchIndex.build(joined).search("desk 3").ids == (first,)


def test_rows_that_tell_of_one_event_are_all_there(take: Import, tmp_path: Path) -> None:
    """A table with one row an actor: the second row's own cells are not lost."""
    head = "event_id_cnty,event_date,event_type,sub_event_type,actor1,inter1,country,latitude,longitude,fatalities"
    told = "IRQ1,5 March 2020,Violence against civilians,Attack,{},{},Iraq,33.3,44.4,2"
    rows = [told.format("Militia A", 3), told.format("Civilians (Iraq)", 7)]
    dataset = open_dataset(take(write(tmp_path, "actors.csv", "\n".join([head, *rows]))).path)
    (incident,) = dataset.incidents.index
    (row,) = dataset.source_rows.of(incident)
    assert dict(row.cells)["actor1"] == "Militia A\nCivilians (Iraq)"
    assert dict(row.cells)["fatalities"] == "2"
    assert dict(row.cells)["inter1"] == "3\n7"
