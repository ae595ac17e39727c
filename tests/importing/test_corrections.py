"""Rows that were set aside, mended by a person and brought back: they stand in for the rows that they were."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.importing import Imported, import_files, open_working_copy
from geo.importing.reasons import Notice, Reason, Unplaced
from geo.importing.rejects import rejects_csv
from geo.importing.row_batches import RejectedRow
from tests.importing.conftest import TODAY, Import, write

Row = dict[str, str]
TABLE = (
    "id,date,place,country,lat,lon\r\n"
    "1,2020-01-03,Baghdad,Iraq,33.3,44.4\r\n"
    "2,soon,Basra,Iraq,30.5,47.8\r\n"
    "3,2020-01-05,Mosul,Iraq,36.3,43.1,extra\r\n"
    "4,2020-01-06,Erbil,Iraq,0,0\r\n"
    "5,2020-01-07,Kirk"
)


def mended(
    folder: Path, rows: tuple[RejectedRow, ...], change: Callable[[Row], Row | None], name: str = "mended.csv"
) -> Path:
    """The download of rows, as a person changed it; None removes a row."""
    reader = csv.DictReader(io.StringIO(rejects_csv(rows).decode("utf-8-sig"), newline=""))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, reader.fieldnames or [], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(changed for row in reader if (changed := change(row)) is not None)
    return write(folder, name, out.getvalue())


def counts(found: Imported) -> tuple[int, int, int, int]:
    account = found.account
    return account.read, account.accepted, account.set_aside, account.placed


def cure(row: Row) -> Row:
    """What a person would write."""
    whole = {
        "2": {"date": "2020-01-04"},
        "3": {"cell 7": ""},
        "5": {"place": "Kirkuk", "country": "Iraq", "lat": "35.47", "lon": "44.39"},
    }
    return row | whole.get(row["id"], {})


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path, "towns.csv", TABLE)


def test_mended_rows_stand_in_for_those_that_were_set_aside(take: Import, table: Path, tmp_path: Path) -> None:
    before = take(table)
    assert counts(before) == (5, 2, 3, 1)
    assert before.account.reasons == {"date_not_understood": 1, "ragged_row": 1, "cut_last_row": 1}
    file = mended(tmp_path, before.rejects, cure)
    for files in ((table, file), (file, table)):
        after = take(*files)
        assert counts(after) == (5, 5, 0, 4)
        assert after.account.reported[Notice.MENDED.value] == 3
        assert after.rejects == ()
        assert after.about.title.startswith("towns, Iraq, ")
        dataset = open_working_copy(after.path)
        assert list(dataset.incidents["place"]) == ["Baghdad", "Basra", "Mosul", "Erbil", "Kirkuk"]
        assert [record.sources[0].row for record in dataset.records.values()] == [1, 2, 3, 4, 5]
        assert list(dataset.sources) == ["towns-csv"]


def test_some_rows_mended_and_some_left(take: Import, table: Path, tmp_path: Path) -> None:
    before = take(table)
    only_second = mended(tmp_path, before.rejects, lambda row: cure(row) if row["id"] == "2" else row)
    after = take(table, only_second)
    assert counts(after) == (5, 3, 2, 2)
    assert [reject.row for reject in after.rejects] == [3, 5]
    removed = mended(tmp_path, before.rejects, lambda row: cure(row) if row["id"] == "5" else None, "later.csv")
    again = take(table, only_second, removed)
    assert counts(again) == (5, 4, 1, 3)
    assert [(reject.row, reject.reason) for reject in again.rejects] == [(3, Reason.RAGGED.value)]


def test_a_download_that_nobody_changed_changes_nothing(take: Import, table: Path, tmp_path: Path) -> None:
    before = take(table)
    after = take(table, mended(tmp_path, before.rejects, lambda row: row))
    assert after.account.to_dict() == before.account.to_dict()
    assert after.rejects == before.rejects


def test_a_row_without_a_place_gets_one(take: Import, table: Path, tmp_path: Path) -> None:
    before = take(table)
    assert [(row.row, row.reason) for row in before.unplaced] == [(4, Unplaced.ZERO.value)]
    file = mended(tmp_path, before.unplaced, lambda row: row | {"lat": "36.19", "lon": "44.01"})
    after = take(table, file)
    assert counts(after) == (5, 2, 3, 2)
    assert after.unplaced == ()


def test_what_mends_no_row_is_set_aside_itself(take: Import, table: Path, tmp_path: Path) -> None:
    before = take(table)
    numbers = {"2": "77", "3": "", "5": "5"}
    file = mended(tmp_path, before.rejects, lambda row: cure(row) | {"atlas_row": numbers[row["id"]]})
    twice = file.read_text() + file.read_text().splitlines()[-1] + "\r\n"
    after = take(table, write(tmp_path, "twice.csv", twice))
    assert after.account.reasons == {"date_not_understood": 1, "ragged_row": 1, Reason.STRAY.value: 3}
    assert counts(after) == (8, 3, 5, 2)


def test_rows_of_a_file_that_is_not_here_are_a_dataset_of_their_own(take: Import, table: Path, tmp_path: Path) -> None:
    file = mended(tmp_path, take(table).rejects, cure)
    alone = take(file)
    assert (counts(alone), alone.about.title.split(",")[0]) == ((3, 3, 0, 3), "mended")
    other = take("pairs.csv", file)
    assert other.account.read == 1 + 3
    assert other.about.title.split(",")[0] == "pairs and 1 more"


def test_the_rows_of_several_tables_go_home(take: Import, table: Path, tmp_path: Path) -> None:
    before = take(table, "generic_quirks.csv")
    assert before.account.set_aside == 3 + 5
    file = mended(
        tmp_path, before.rejects, lambda row: cure(row) | ({"Event Date": "2020-02-01"} if not row["id"] else {})
    )
    after = take(table, "generic_quirks.csv", file)
    assert after.account.read == before.account.read
    assert {reject.file for reject in after.rejects} == {"generic_quirks.csv"}


def test_a_mended_row_of_a_map_keeps_its_shape(take: Import, tmp_path: Path) -> None:
    layer = tmp_path / "sites.geojson"
    point = (
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [44.4, 33.3]}, "properties": {"date": "%s"}}'
    )
    features = ", ".join(point % day for day in ("2020-01-03", "later", "2020-01-05"))
    layer.write_text(f'{{"type": "FeatureCollection", "features": [{features}]}}')
    before = take(layer)
    assert counts(before) == (3, 2, 1, 2)
    after = take(layer, mended(tmp_path, before.rejects, lambda row: row | {"date": "2020-01-04"}))
    assert counts(after) == (3, 3, 0, 3)


CELL = st.sampled_from(["2020-01-03", "2020-02-30", "soon", "", "2099-01-01", "=1+1", "Basra, old town"])


@given(
    rows=st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=3, max_size=12),
    mends=st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["date", "place", "atlas_row"]), CELL), max_size=6),
)
@pytest.mark.full
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_row_is_counted_twice_or_lost(
    tmp_path: Path, rows: list[list[str]], mends: list[tuple[int, str, str]]
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["date", "place", "note"], *[["2020-01-01", "Baghdad", ""]] * 12, *rows])
    table = write(tmp_path, "table.csv", text.getvalue())
    before = import_files([table], tmp_path / "before.parquet", today=TODAY)
    if not before.rejects:
        return
    changes = {number: (name, value) for number, name, value in mends}
    places = iter(range(1000))

    def change(row: Row) -> Row:
        name, value = changes.get(next(places), ("", ""))
        return row | ({name: value} if name else {})

    after = import_files([table, mended(tmp_path, before.rejects, change)], tmp_path / "after.parquet", today=TODAY)
    after.account.check()
    strays = after.account.reasons[Reason.STRAY.value]
    assert after.account.read == before.account.read + strays
    assert after.account.accepted >= before.account.accepted
    assert len(open_working_copy(after.path).incidents) == after.account.incidents
