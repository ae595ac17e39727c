"""Whatever stands in a file: the account balances or the file is refused in words; never anything else."""

from __future__ import annotations

import csv
import io
import json
import os

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.errors import AtlasError
from tests.importing.conftest import FIXTURES
from tests.importing.read_or_refused import opened

CASES = int(os.environ.get("ATLAS_FUZZ", "150"))
SETTINGS = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
SUFFIXES = (
    ".csv",
    ".tsv",
    ".json",
    ".geojson",
    ".xlsx",
    ".ods",
    ".xls",
    ".parquet",
    ".gpkg",
    ".kml",
    ".gpx",
    ".zip",
    ".gz",
    ".fgb",
    ".dta",
)
SEEDS = [path.read_bytes() for path in sorted(FIXTURES.iterdir()) if path.stat().st_size < 20_000]
NAMES = (
    *[
        "id",
        "date",
        "end_date",
        "lat",
        "lon",
        "coordinates",
        "place",
        "country",
        "actor",
        "killed",
        "wounded",
        "title",
        "notes",
        "x",
    ],
    "",
)
CELLS = st.one_of(
    st.sampled_from(
        ["", "NA", "-", "0", "-99", "2020-01-03", "03/04/2020", "13/04/2020", "04/13/2020", "31-12-68", "0016-01-01",
         "20200103", "2020", "June 2020", "Iraq", "IQ", "33.3", "44.4", "33.3, 44.4", "POINT (44 33)", "POINT EMPTY",
         "3-7 March 2020", "before 12 March 2020", "2020-03-05/..", "Q1 2020", "c. 2020", "43895", "1580515200000",
         "9999-12-31/..", "until 1 January 0001", "33°18'N", "1e309", "nan", "inf", "=1+1", "<b>", "Total", "1.97E+11", "Ã¼", '"', "'", ";", "\x00", "\ufeff"]
    ),
    st.text(max_size=12),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
)  # fmt: skip
TABLES = st.integers(1, 7).flatmap(
    lambda width: st.tuples(
        st.lists(st.sampled_from(NAMES), min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=max(0, width - 1), max_size=width + 1), max_size=8),
    )
)


def check(name: str, content: bytes) -> int | None:
    """Import a file; the number of rows read, or None where it is refused in words."""
    try:
        return opened(content, name)[1]
    except AtlasError:
        return None


@SETTINGS
@given(st.sampled_from(SUFFIXES), st.binary(max_size=400))
@example(".csv", b'date\n"')
@example(".csv", b"\xff\xfe")
@example(".json", b"[[]]")
def test_any_bytes(suffix: str, content: bytes) -> None:
    check(f"any{suffix}", content)


@SETTINGS
@given(st.sampled_from(SEEDS), st.data())
def test_damaged_files(seed: bytes, data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from(SUFFIXES))
    start = data.draw(st.integers(0, len(seed)))
    length = data.draw(st.integers(0, 40))
    new = data.draw(st.binary(max_size=40))
    cut = data.draw(st.integers(0, len(seed)))
    content = (seed[:start] + new + seed[start + length :])[: max(cut, 1)]
    check(f"damaged{suffix}", content)


@pytest.mark.full
@SETTINGS
@given(TABLES, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_table(table: tuple[list[str], list[list[str]]], separator: str, end: str) -> None:
    names, rows = table
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows([names, *rows])
    check("table.csv", out.getvalue().encode("utf-8", errors="replace"))


@pytest.mark.full
@SETTINGS
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=12))
def test_every_whole_row_of_a_good_table_is_read(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["date", "lat", "lon", "country"])
    writer.writerow(["2020-01-03", "33.3", "44.4", "Iraq"])
    clean = [[cell.replace("\x00", "").replace("\r", " ") for cell in row] for row in rows]
    writer.writerows(clean)
    filled = sum(any(cell.strip() for cell in row) for row in clean)
    read = check("good.csv", out.getvalue().encode("utf-8", errors="replace"))
    assert read is None or read == filled + 1


KEYS = [*NAMES, "type", "properties", "geometry", "features", "crs", "coordinates"]
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | CELLS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*NAMES, "type", "properties", "geometry", "features", "crs"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@pytest.mark.full
@SETTINGS
@given(st.lists(JSON, max_size=5))
def test_any_json(entries: list[object]) -> None:
    features = [{"type": "Feature", "properties": entry, "geometry": entry} for entry in entries]
    check("list.json", json.dumps(entries, default=str).encode("utf-8", errors="replace"))
    collection = {"type": "FeatureCollection", "features": [{"date": "2020-01-03"}, *features]}
    content = json.dumps(collection, default=str).encode("utf-8", errors="replace")
    assert check("features.geojson", content) in (None, len(entries) + 1)
