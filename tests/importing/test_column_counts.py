"""How many different values a column of the file has: counted at import, and the same as when the rows are looked
through."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.filter.apply import filter_problems
from geo.filter.column_filters import offered_columns
from geo.filter.filter import Filter
from geo.importing import import_files
from geo.importing.column_counts import ColumnCounts
from geo.load import open_dataset
from geo.load.copy_metadata import COLUMNS
from geo.model.file_columns import MOST_COUNTED, ColumnAbout, column_about
from geo.model.source_rows import MemorySourceRows, SourceRow
from tests.importing.conftest import FIXTURES, TODAY
from tests.test_file_columns import CORE, shipped

MANY = MOST_COUNTED + 500


def without_counts(path: Path) -> Path:
    """The same file as an earlier version of the atlas wrote it."""
    about = {name: value for name, value in pq.read_metadata(path).metadata.items() if name == b"incident_atlas"}
    older = path.with_name("older.parquet")
    pq.write_table(pq.read_table(path).replace_schema_metadata(about), older)
    return older


@pytest.mark.parametrize("fixture", ["acled_new.csv", "ucdp_ged.csv", "gtd.csv", "generic_quirks.csv"])
def test_an_import_says_what_its_rows_say(fixture: str, tmp_path: Path) -> None:
    path = import_files([FIXTURES / fixture], tmp_path / "mine.parquet", today=TODAY).path
    assert COLUMNS in pq.read_metadata(path).metadata
    found = offered_columns(open_dataset(path))
    assert found == offered_columns(open_dataset(without_counts(path)))
    assert found


def test_what_was_counted_is_not_counted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = open_dataset(import_files([FIXTURES / "gtd.csv"], tmp_path / "mine.parquet", today=TODAY).path)
    monkeypatch.delattr(type(dataset.source_rows), "distinct")
    assert {about.name: about.values for about in offered_columns(dataset)}["country_txt"] == 1


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["North", "South", None, " ", "North\nEast"], ("3", True)),
        ([f"note {k}" for k in range(MOST_COUNTED)], ("10,000", False)),
        ([f"note {k}" for k in range(MANY)], ("more than 10,000", False)),
        ([str(k) for k in range(MANY)], ("more than 10,000", True)),
        ([*map(str, range(MANY)), *(f"n/a {k}" for k in range(12))], ("more than 10,000", True)),
        ([*map(str, range(MANY)), *(f"n/a {k}" for k in range(13))], ("more than 10,000", False)),
    ],
)
def test_more_than_ten_thousand_are_told_as_such(cells: list[str], told: tuple[str, bool]) -> None:
    counts = ColumnCounts(["code"])
    for first in range(0, len(cells), 4000):
        counts.add(pa.StructArray.from_arrays([pa.array(cells[first : first + 4000], pa.string())], ["code"]))
    (found,) = counts.found()
    assert (found.counted, found.usable) == told
    assert found == column_about("code", {cell for cell in cells if cell is not None})


def test_the_sentence_says_more_than() -> None:
    rows = {CORE[0]: tuple(SourceRow("f.csv", k, (("note", f"note {k}"),)) for k in range(MANY))}
    asked = Filter(columns=("note",), column1=("note 3",))
    assert filter_problems(asked, replace(shipped(), source_rows=MemorySourceRows(rows)))[0].startswith(
        "The column “note” has more than 10,000 different values; a filter takes a column of up to 200"
    )


def test_damaged_counts_are_looked_through_anew(tmp_path: Path) -> None:
    older = without_counts(import_files([FIXTURES / "gtd.csv"], tmp_path / "mine.parquet", today=TODAY).path)
    table = pq.read_table(older)
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, COLUMNS: b'[["city"]]'}), older)
    assert ColumnAbout("country_txt", 1, False) in offered_columns(open_dataset(older))
