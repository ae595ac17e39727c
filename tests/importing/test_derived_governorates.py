"""A governorate that follows from the place goes out in a column of its own and never comes back as one that is stated."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import geopandas as gpd
import pytest

from geo.admin1 import admin1_values, derived_of
from geo.engine import connect
from geo.engine.loading import load_file
from geo.export.tables import TABLE_FORMATS, Csv, GeoJson, GeoParquet, TableFormat
from geo.filter.apply import select
from geo.filter.filter import Filter
from geo.load import open_dataset
from geo.query import MemorySource
from geo.query.stored import StoredSource
from tests import samples
from tests.filter_cases import JULY, KIRKUK, MISSILES, shipped
from tests.importing.conftest import Import, write

EVERY = Filter(background=True)
TABLE = """id,date,latitude,longitude,precision,admin1,place,description
e1,2020-03-05,36.340,43.140,exact,,Mosul,Shots
e2,2020-03-06,36.341,43.150,exact,Ninewa,Mosul,Shots at a checkpoint
e3,2020-03-06,35.5001,44.2803,exact,,Kirkuk,Shots at a house
e4,2020-03-07,35.4001,44.7601,exact,,Chamchamal,Shots at a house
"""


def downloaded(table: TableFormat) -> bytes:
    return table.write(shipped(), select(shipped(), EVERY))


def test_each_download_tells_stated_and_derived_apart() -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(downloaded(Csv()).decode("utf-8-sig")))}
    told = {incident: (row["admin1"], row["admin1_derived"]) for incident, row in rows.items()}
    assert told[KIRKUK] == ("", "Kirkuk")
    assert told[MISSILES] == ("", "Anbar; Erbil")
    assert told[JULY] == ("Diwaniyah", "")
    assert sum(bool(derived) for _, derived in told.values()) == 4
    columns = list(next(iter(rows.values())))
    assert columns[columns.index("admin1") + 1] == "admin1_derived"
    features = {one["id"]: one["properties"] for one in json.loads(downloaded(GeoJson()))["features"]}
    frame = gpd.read_parquet(io.BytesIO(downloaded(GeoParquet())))
    for incident, (stated, derived) in told.items():
        words = derived.split("; ") if derived else []
        assert features[incident]["admin1"] == (stated or None)
        assert features[incident]["admin1_derived"] == words
        assert list(frame.loc[incident, "admin1_derived"]) == words


@pytest.mark.parametrize("table", TABLE_FORMATS, ids=lambda table: table.name)
def test_what_comes_back_is_not_stated(table: TableFormat, take: Import, tmp_path: Path) -> None:
    again = open_dataset(take(write(tmp_path, f"download{table.suffix}", downloaded(table))).path)
    stated = dict(zip(again.incidents.index, again.incidents["admin1"].fillna(""), strict=True))
    assert sorted(name for name in stated.values() if name) == ["Diwaniyah"]


def test_the_atlas_opens_its_own_download_and_works_them_out_anew(tmp_path: Path) -> None:
    raw = json.loads(downloaded(GeoJson()))
    kirkuk = next(one for one in raw["features"] if one["id"] == KIRKUK)
    kirkuk["properties"]["admin1_derived"] = ["Basra"]
    path = samples.write(tmp_path, raw)
    again = open_dataset(path)
    assert (again.set_aside, again.faults) == ((), ())
    assert again.incident(KIRKUK) == shipped().incident(KIRKUK)
    assert derived_of(again) == derived_of(shipped())
    assert (
        json.loads(GeoJson().write(again, select(again, EVERY)))["features"]
        == json.loads(downloaded(GeoJson()))["features"]
    )


def test_a_table_without_governorates_gets_them_in_memory_and_in_a_database(take: Import, tmp_path: Path) -> None:
    path = take(write(tmp_path, "own.csv", TABLE)).path
    memory = MemorySource(open_dataset(path))
    assert admin1_values(memory.dataset, "-") == [("Ninewa",), ("Ninewa",), ("Kirkuk",), ("-",)]
    assert memory.option_counts(Filter())["admin1"] == {"Kirkuk": 1, "Ninewa": 2, "not_stated": 1}
    address = f"duckdb://{tmp_path}/own.duckdb"
    load_file(path, address, on_step=lambda _: None)
    stored = StoredSource(connect(address), 1000)
    try:
        assert stored.facts.facets == memory.facts.facets
        for asked in (Filter(), Filter(admin1=("Ninewa",)), Filter(admin1=("not_stated",))):
            assert stored.option_counts(asked) == memory.option_counts(asked)
            assert stored.area_counts(asked) == memory.area_counts(asked)
            assert stored.summary(asked) == memory.summary(asked)
        for incident in memory.dataset.incidents.index:
            assert stored.card(str(incident), EVERY) == memory.card(str(incident), EVERY)
        first = str(memory.dataset.incidents.index[0])
        card = stored.card(first, EVERY)
        assert card is not None
        # Read alone, an incident is still called as the whole file calls it.
        assert ("Governorate", "Ninewa (from its place on the map, boundaries of Natural Earth)") in card.facts
    finally:
        stored.engine.close()
