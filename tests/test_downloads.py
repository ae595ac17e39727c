"""Downloads read back by the tools of the field to the same incidents."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.export.formula_escaping import escape_formula, unescape_formula
from geo.export.tables import SEPARATOR, TABLE_FORMATS, TableFormat
from geo.filter.apply import Selection, prepare, select
from geo.filter.filter import Filter
from geo.load import open_dataset
from geo.model.dataset import Dataset, assemble
from tests.filter_cases import AIRPORT, JULY, KIRKUK, MISSILES, STRIKES, shipped
from tests.generated import dataset_of

FORMATS = {table.name: table for table in TABLE_FORMATS}
NOTICE = "Reported incidents, not a census. Security incidents in Iraq, 2019–2020, version {version}."
FILTERS = {
    "all": Filter(background=True),
    "attacks and strikes": Filter(kind=("attack", "strike")),
    "as known on a day": Filter(as_known_on=date(2020, 1, 4)),
    "nothing": Filter(text="submarine"),
}


def written(
    name: str, asked: Filter, data: Dataset | None = None, accessed: date | None = None
) -> tuple[bytes, Selection]:
    """A download of what a filter leaves, and the selection."""
    known = prepare(data or shipped(), asked)
    chosen = select(known, asked)
    return FORMATS[name].write(known, chosen, accessed), chosen


def read_csv(raw: bytes) -> pd.DataFrame:
    """A CSV as pandas reads it, marks taken off."""
    frame = pd.read_csv(io.BytesIO(raw), dtype="str", keep_default_na=False)
    return frame.map(unescape_formula)


def test_the_registry() -> None:
    assert [(table.name, table.title, table.suffix, table.mime) for table in TABLE_FORMATS] == [
        ("csv", "CSV", ".csv", "text/csv"),
        ("geojson", "GeoJSON", ".geojson", "application/geo+json"),
        ("geoparquet", "GeoParquet", ".parquet", "application/vnd.apache.parquet"),
    ]


@pytest.mark.parametrize("asked", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("table", TABLE_FORMATS, ids=FORMATS)
def test_same_data_same_bytes(table: TableFormat, asked: Filter) -> None:
    again = open_dataset(Path(__file__).parents[1] / "data" / "incidents.geojson")
    assert written(table.name, asked)[0] == written(table.name, asked, again)[0]


@pytest.mark.parametrize("asked", FILTERS.values(), ids=FILTERS)
def test_csv_is_the_same_incidents(asked: Filter) -> None:
    raw, chosen = written("csv", asked)
    frame = read_csv(raw)
    assert tuple(frame["id"]) == chosen.ids
    expected = prepare(shipped(), asked).incidents[chosen.mask]
    assert list(frame["title"]) == list(expected["title"])
    assert list(frame["date_end"]) == [str(day.date()) for day in expected["date_end"]]
    assert list(frame["verification"]) == list(expected["verification"])
    assert [tuple(filter(None, cell.split(SEPARATOR))) for cell in frame["targets"]] == list(expected["targets"])
    shapes = gpd.GeoSeries.from_wkt([cell or None for cell in frame["geometry"]], index=expected.index, crs=4326)
    assert shapes.geom_equals_exact(expected.geometry, 1e-6).where(expected.geometry.notna(), shapes.isna()).all()


def test_csv_keeps_unknown_apart_from_none() -> None:
    frame = read_csv(written("csv", Filter())[0]).set_index("id")
    assert frame.loc[KIRKUK, "killed_min"] == "1"
    assert (frame.loc[AIRPORT, "killed_min"], frame.loc[AIRPORT, "killed_max"]) == ("2", "")
    assert frame.loc[JULY, "killed_min"] == ""
    assert frame.loc[STRIKES, "geometry"] == ""
    assert (frame.loc[MISSILES, "longitude"], frame.loc[MISSILES, "geometry"][:10]) == ("", "MULTIPOINT")
    assert (frame.loc[KIRKUK, "longitude"], frame.loc[KIRKUK, "latitude"]) == ("44.2842", "35.5125")


def test_csv_tells_the_denial_and_the_sources() -> None:
    frame = read_csv(written("csv", Filter())[0]).set_index("id")
    ledger = json.loads(frame.loc[KIRKUK, "ledger"])
    assert ("kataib_hezbollah", "denied", 31) in {(e["actor"], e["stance"], e["paragraph"]) for e in ledger}
    cited = frame.loc[KIRKUK, "citations"].split(SEPARATOR)
    assert cited[0].startswith(
        "How Qassem Suleimani provoked the US with covert attacks in Iraq (publisher: not stated, "
    )
    assert "¶ 30" in cited[0]
    assert len(cited) == 2
    assert [group["group"] for group in json.loads(frame.loc[KIRKUK, "figures"])].count("us_contractors") >= 1


def test_csv_carries_the_notice_and_clean_leading_columns() -> None:
    raw, _ = written("csv", Filter())
    assert raw.startswith(b'\xef\xbb\xbf"id","title","summary","kind"'), "a byte order mark, for spreadsheets"
    frame = read_csv(raw)
    assert list(frame.columns[-3:]) == ["notice", "dataset", "dataset_version"]
    assert set(frame["notice"]) == {NOTICE.format(version=shipped().version)}
    assert set(frame["dataset_version"]) == {shipped().version}


def test_csv_of_dangerous_texts() -> None:
    evil = ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "\tx", "'=1", "'plain", "plain = 1"]
    data = with_titles(evil)
    raw = FORMATS["csv"].write(data, select(data, Filter(background=True)))
    seen = pd.read_csv(io.BytesIO(raw), dtype="str", keep_default_na=False)
    assert [title[0] for title in seen["title"]] == ["'"] * 7 + ["p"]
    assert not any(cell[:1] in set("=+@\t\r") for column in seen for cell in seen[column])
    assert list(read_csv(raw)["title"]) == evil


def with_titles(titles: list[str]) -> Dataset:
    """Made-up incidents with these titles."""
    data = dataset_of(5, len(titles))
    records = [
        record.model_copy(update={"title": title}) for record, title in zip(data.records.values(), titles, strict=True)
    ]
    return assemble(
        id=data.id,
        version=data.version,
        title=data.title,
        period=None,
        records=records,
        actors=data.actors,
        sources=data.sources,
    )


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\nab1＝")))
@example("'")
@example("")
def test_marking_is_undone_exactly(text: str) -> None:
    marked = escape_formula(text)
    assert unescape_formula(marked) == text
    assert marked[:1] not in set("=+-@\t\r\n＝")


def test_negative_numbers_stay_numbers() -> None:
    data = dataset_of(6, 1)
    shape = {"type": "Point", "coordinates": (-58.4, -34.6)}
    record = type(next(iter(data.records.values()))).model_validate(
        {**next(iter(data.records.values())).model_dump(), "geometry": shape}
    )
    far = assemble(
        id=data.id,
        version=data.version,
        title=data.title,
        period=None,
        records=[record],
        actors=data.actors,
        sources=data.sources,
    )
    frame = pd.read_csv(io.BytesIO(FORMATS["csv"].write(far, select(far, Filter(background=True)))))
    assert (frame.loc[0, "longitude"], frame.loc[0, "latitude"]) == (-58.4, -34.6)


@pytest.mark.parametrize("asked", FILTERS.values(), ids=FILTERS)
def test_geojson_is_the_same_incidents(asked: Filter, tmp_path: Path) -> None:
    raw, chosen = written("geojson", asked)
    file = tmp_path / "download.geojson"
    file.write_bytes(raw)
    assert [feature["id"] for feature in json.loads(raw)["features"]] == list(chosen.ids)
    assert pyogrio.read_info(file)["features"] == chosen.count
    if chosen.count:
        frame = gpd.read_file(file)
        assert tuple(frame["id"]) == chosen.ids
        assert frame.crs == "EPSG:4326"
        expected = prepare(shipped(), asked).incidents[chosen.mask].geometry.reset_index(drop=True)
        assert frame.geometry.geom_equals(expected).where(expected.notna(), frame.geometry.isna()).all()


def test_geojson_opens_in_the_atlas_again(tmp_path: Path) -> None:
    asked = Filter(kind=("attack", "strike"))
    raw, chosen = written("geojson", asked)
    (tmp_path / "incidents.geojson").write_bytes(raw)
    for name in ("actors.json", "sources.json"):
        (tmp_path / name).write_bytes((Path(__file__).parents[1] / "data" / name).read_bytes())
    again = open_dataset(tmp_path / "incidents.geojson")
    assert again.set_aside == ()
    assert again.faults == ()
    assert tuple(again.incidents.index) == chosen.ids
    assert again.incident(KIRKUK) == shipped().incident(KIRKUK)


def test_geojson_carries_notice_sources_and_actors() -> None:
    raw, _ = written("geojson", Filter(kind=("strike",)), accessed=date(2024, 5, 1))
    head: dict[str, Any] = json.loads(raw)
    assert head["description"] == NOTICE.format(version=shipped().version)[:-1] + ", accessed on 1 May 2024."
    assert head["dataset_version"] == shipped().version
    assert [source["id"] for source in head["sources"]] == [
        "attacks-near-baghdad",
        "suleimani-covert-attacks",
    ]
    assert {"iran", "united_states", "kataib_hezbollah"} <= {actor["id"] for actor in head["actors"]}


def test_a_download_says_as_of_when_it_was_known() -> None:
    raw, _ = written("geojson", FILTERS["as known on a day"])
    head = json.loads(raw)
    assert head["known_on"] == "2020-01-04"
    assert head["description"].endswith(", as known on 4 January 2020.")


@pytest.mark.parametrize("asked", FILTERS.values(), ids=FILTERS)
def test_geoparquet_is_the_same_incidents(asked: Filter) -> None:
    raw, chosen = written("geoparquet", asked)
    frame = gpd.read_parquet(io.BytesIO(raw))
    expected = prepare(shipped(), asked).incidents[chosen.mask]
    assert tuple(frame.index) == chosen.ids
    assert frame.crs == expected.crs
    assert frame.geometry.geom_equals(expected.geometry).where(expected.geometry.notna(), frame.geometry.isna()).all()
    assert [tuple(row) for row in frame["targets"]] == list(expected["targets"])
    assert frame["killed_min"].astype("Int64").equals(expected["killed_min"])
    assert list(frame["date_start"]) == list(expected["date_start"])


def test_geoparquet_carries_notice_sources_and_the_same_columns_for_nothing() -> None:
    raw, _ = written("geoparquet", Filter())
    schema = pq.read_schema(io.BytesIO(raw))
    about = {key.decode(): value.decode() for key, value in schema.metadata.items()}
    assert about["notice"] == NOTICE.format(version=shipped().version)
    assert about["dataset_version"] == shipped().version
    assert len(json.loads(about["sources"])) == 3
    assert json.loads(about["geo"])["primary_column"] == "geometry"
    nothing = pq.read_schema(io.BytesIO(written("geoparquet", FILTERS["nothing"])[0]))
    assert nothing.equals(schema)
