"""Columns of a file as filters: which can be chosen, their values, their colours, and what is said where one can't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.engine import connect
from geo.engine.loading import load_file
from geo.errors import UnreadableFile
from geo.filter.apply import filter_problems, prepare, select, without_unknown
from geo.filter.column_filters import offered_columns, with_columns
from geo.filter.facets import FACET_BY_ID
from geo.filter.filter import Filter
from geo.filter.filter_parts import restrictions
from geo.filter.view import ColorBy, View
from geo.filter.view_link import from_query, to_query
from geo.model.dataset import Dataset
from geo.model.file_columns import ranges_of
from geo.model.source_rows import MemorySourceRows, SourceRow, filled
from geo.style.column_hues import VALUE_HUES, hue_keys
from geo.style.fixed_hues import OTHER
from tests.filter_cases import CORE, SECTORS, shipped, with_source_rows


def labels(numbers: Sequence[object]) -> list[str]:
    return [label for _, label in ranges_of([Decimal(str(number)) for number in numbers])]


@pytest.mark.parametrize(
    ("numbers", "first", "last"),
    [
        (range(30), "0 to 4", "25 to 29"),
        (range(2000, 2021), "2000 to 2004", "2020 to 2024"),
        ([k / 10 for k in range(77)], "0 to under 1", "7 to under 8"),
        (range(0, 300_000, 1000), "0 to 49,999", "250,000 to 299,999"),
        ([*range(60)] * 10 + [5000], "0 to 9", "60 and more"),
        ([-5000] + [*range(60)] * 10, "Below 0", "50 to 59"),
    ],
)
def test_numbers_become_five_to_ten_even_ranges(numbers: Sequence[object], first: str, last: str) -> None:
    found = labels(numbers)
    assert 5 <= len(found) <= 10
    assert (found[0], found[-1]) == (first, last)


def of_cells(cells: Sequence[str], column: str = "code") -> Dataset:
    """The shipped incidents, with as many rows as there are cells among them."""
    rows = {one: tuple(SourceRow("f.csv", k, filled([(column, cell)])) for k, cell in enumerate(cells[at :: len(CORE)]))
            for at, one in enumerate(CORE)}  # fmt: skip
    return replace(shipped(), source_rows=MemorySourceRows(rows))


def options(dataset: Dataset, column: str = "code") -> list[str]:
    return [o.label for o in FACET_BY_ID["column1"].options(with_columns(dataset, (column,)))]


def test_words_up_to_two_hundred() -> None:
    assert len(options(of_cells([f"word {k}" for k in range(200)]))) == 201  # two incidents have no row
    many = of_cells([f"word {k}" for k in range(201)])
    asked = Filter(columns=("code",), column1=("word 3",))
    assert filter_problems(asked, many) == [
        "The column “code” has 201 different values; a filter takes a column of up to 200, or one of numbers. The search "
        "finds its words."
    ]
    assert without_unknown(asked, many) == Filter()


def test_numbers_with_some_words_beside_them() -> None:
    found = options(of_cells([*map(str, range(400)), "1,200", "unknown", "n/a"]))
    assert found[0] == "0 to 49"
    assert found[-3:] == ["n/a", "unknown", "Not stated"]


def test_numbers_that_are_codes_stay_words() -> None:
    assert options(of_cells([f"00{k}" for k in range(100, 130)]))[0] == "00100"


def test_few_numbers_stand_in_their_order() -> None:
    assert options(of_cells(["10", "9", "2", "10"])) == ["2", "9", "10", "Not stated"]


def test_what_rows_of_one_incident_say_one_below_the_other_are_values_of_their_own() -> None:
    assert options(of_cells(["North\nSouth", "North"])) == ["North", "South", "Not stated"]


def test_a_name_that_the_rows_lack_is_told_with_those_that_they_have() -> None:
    asked = Filter(columns=("Sektor", "Shells"), column1=("North",), column2=("0..20",))
    told = "The rows of this dataset have no column “Sektor”; they have Battalion sector, Shells."
    assert filter_problems(asked, with_source_rows()) == [told]
    assert without_unknown(asked, with_source_rows()) == Filter(columns=("", "Shells"), column2=("0..20",))
    assert filter_problems(asked, shipped())[0] == (
        "There is no column “Sektor” to filter by: the incidents of this dataset were not read from a table."
    )


def test_a_link_carries_the_columns() -> None:
    start = View(dataset="rows")
    asked = Filter(columns=SECTORS, column1=("“*”", "North"), column3=("0..20",))
    view = View(dataset="rows", filter=asked, color_by=ColorBy.COLUMN3)
    query = to_query(view, start)
    assert query["columns"] == ["1:Battalion sector", "3:Shells"]
    assert from_query(query, start) == (view, [])
    strange, told = from_query({"columns": ["7:Shells", "2:Shells"]}, start)
    assert strange.filter.columns == ("", "Shells")
    assert told == [
        "The address says columns=7:Shells, which is not a place and a column such as 1:sector; it was ignored."
    ]


def test_the_same_dataset_for_the_same_columns() -> None:
    plain = with_columns(with_source_rows(), ())
    assert with_columns(plain, SECTORS) is with_columns(plain, SECTORS)
    assert with_columns(with_columns(plain, SECTORS), ()) is plain
    assert [about.name for about in offered_columns(plain)] == ["Battalion sector", "Shells"]


def test_as_known_on_a_day_the_columns_stay() -> None:
    asked = Filter(columns=SECTORS, column1=("not_stated",), as_known_on=date(2020, 1, 3))
    assert len(select(prepare(with_source_rows(), asked), asked).ids) == 4


def test_a_part_is_called_as_the_person_calls_it() -> None:
    first = restrictions(Filter(columns=SECTORS, column1=("North",)))[0]
    assert first.label == "“Battalion sector”"


def test_the_most_frequent_values_have_hues_of_their_own() -> None:
    keys = hue_keys("column1", [*(f"word {k}" for k in range(9)), "not_stated"])
    assert keys == (*map(str, range(len(VALUE_HUES))), OTHER, OTHER, "not_stated")
    assert hue_keys("column1", ["0..5", "5..10", "n/a"]) == ("1/2", "2/2", OTHER)


CSV = (
    "id,date,place,country,lat,lon,Battalion sector\n"
    "1,2020-01-03,Baghdad,Iraq,33.3,44.4,North\n"
    "2,2020-01-04,Basra,Iraq,30.5,47.8,South\n"
    "3,2020-01-05,Mosul,Iraq,36.3,43.1,North\n"
    "4,2020-01-06,Erbil,Iraq,36.2,44.0,\n"
)


def test_a_stored_working_copy_keeps_the_columns_that_are_named(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(CSV, encoding="utf-8")
    copy, database = tmp_path / "own.parquet", f"duckdb://{tmp_path / 'own.duckdb'}"
    run = CliRunner().invoke
    assert run(app, ["import", str(tmp_path / "own.csv"), "--out", str(copy)]).exit_code == 0
    assert run(app, ["load", str(copy), "--into", database, "--column", "Battalion sector"]).exit_code == 0
    engine = connect(database)
    asked = Filter(columns=engine.about.columns, column1=("North",))
    assert engine.about.facet("column1").label == "Battalion sector"
    assert engine.option_counts(asked)["column1"] == {"North": 2, "South": 1, "not_stated": 1}
    assert len(engine.ids(asked)) == 2
    engine.close()
    with pytest.raises(UnreadableFile, match="no column “Sektor”; they have id, date"):
        load_file(copy, database, columns=["Sektor"])
