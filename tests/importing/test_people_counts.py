"""Numbers of people as tables write them, and the notice of what can't be read."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.importing import open_working_copy
from geo.importing.people_counts import parse_count
from geo.importing.reasons import Notice
from tests.importing.conftest import Import, write

OPEN = math.inf
FIGURES = {
    "0": (0, 0), "12": (12, 12), "12.0": (12, 12), "00012": (12, 12), "١٢": (12, 12), "۳": (3, 3), "12+": (12, OPEN), "12 +": (12, OPEN),
    "3-5": (3, 5), "3 – 5": (3, 5), "3\u20115": (3, 5), "٣-٥": (3, 5), "5 to 6": (5, 6), "5 or 6": (5, 6),
    "between 5 and 6": (5, 6), "de 3 à 5": (3, 5), "от 3 до 5": (3, 5), "0 (+1)": (0, 1), "5 (+2)": (5, 7), "1,200": (1200, 1200),
    "1 200": (1200, 1200), "1\u202f200": (1200, 1200), "1'200": (1200, 1200), "1.200.000": (1_200_000, 1_200_000),
    "1,200+": (1200, OPEN), "at least 5": (5, OPEN), "≥5": (5, OPEN), "5 or more": (5, OPEN), "more than 30": (31, OPEN),
    ">5": (6, OPEN), "au moins 5": (5, OPEN), "up to 7": (0, 7), "<10": (0, 9), "fewer than 10": (0, 9), "two": (2, 2),
    "twenty-five": (25, 25), "a dozen": (12, 12), "zwölf": (12, 12), "5 killed": (5, 5), "killed: 4": (4, 4),
    "\u200e7\u200f": (7, 7), "3 قتلى": (3, 3),
}  # fmt: skip


@pytest.mark.parametrize("text", FIGURES)
def test_what_is_read(text: str) -> None:
    found = parse_count(text)
    assert (found.low, found.high, found.about, found.unread) == (*FIGURES[text], False, False)


@pytest.mark.parametrize("text", ["~20", "about 20", "ca. 20", "20?", "environ 20", "حوالي 20", "2e1"])
def test_what_is_not_exact(text: str) -> None:
    found = parse_count(text)
    assert (found.low, found.high, found.about) == (20, 20, True)


@pytest.mark.parametrize("text", ["", "n/a", "-", "—", "Unknown", "?", "None", "غير معروف", "нет данных"])
def test_what_says_that_nothing_is_known(text: str) -> None:
    found = parse_count(text)
    assert (math.isnan(found.low), found.unread) == (True, False)


@pytest.mark.parametrize(
    "text",
    ["several", "dozens", "19.8", "1.200", "12,5", "-9", "+5", "5/6", "5 dead, 3 injured", "2020-03-05", "5-Mar", "5-3", "1 and 2",
     "99999999999", "yes", "x" * 200],
)  # fmt: skip
def test_what_is_not_read_is_not_0(text: str) -> None:
    found = parse_count(text)
    assert (math.isnan(found.low), math.isnan(found.high), found.unread) == (True, True, True)


TABLE = (
    "id,date,country,latitude,longitude,killed,wounded\n"
    '1,2020-03-05,Iraq,33.3,44.4,12+,3-5\n2,2020-03-05,Iraq,33.3,44.4,0 (+1),~20\n'
    '3,2020-03-05,Iraq,33.3,44.4,"1,200",unknown\n4,2020-03-05,Iraq,33.3,44.4,19.8,several\n'
)  # fmt: skip


def test_figures_of_a_table_and_the_cells_that_are_noticed(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "figures.csv", TABLE))
    frame = open_working_copy(found.path).incidents
    columns = ["killed_min", "killed_max", "wounded_min", "wounded_max"]
    assert frame[columns].astype(object).where(frame[columns].notna(), None).to_numpy().tolist() == [
        [12, None, 3, 5], [0, 1, 20, 20], [1200, 1200, None, None], [None, None, None, None],
    ]  # fmt: skip
    assert found.account.reported == {Notice.FIGURE.value: 2, Notice.ABOUT.value: 1}
    assert [(cell["notice"], cell["row"], cell["column"], cell["value"]) for cell in found.account.cells] == [
        ("figures_not_read", 4, "killed", "19.8"), ("figures_not_read", 4, "wounded", "several"), ("figures_about", 2, "wounded", "~20"),
    ]  # fmt: skip
    assert found.account.details[Notice.FIGURE.value] == 'row 4, killed "19.8"; row 4, wounded "several"'
    note = open_working_copy(found.path).incident("2020-03-05-2").casualties[0].note
    assert note == "In the table wounded written as '~20': not exact."


def test_the_command_line_tells_the_cells(tmp_path: Path) -> None:
    table = write(tmp_path, "figures.csv", TABLE)
    done = CliRunner().invoke(app, ["import", str(table), "-o", str(tmp_path / "out.parquet")])
    assert 'Figures that could not be read: row 4, killed "19.8"; row 4, wounded "several"' in done.stdout
    done = CliRunner().invoke(app, ["import", str(table), "-o", str(tmp_path / "out.parquet"), "--json"])
    assert {cell["value"] for cell in json.loads(done.stdout)["cells"]} == {"19.8", "several", "~20"}


def test_bounds_in_columns_of_their_own(take: Import, tmp_path: Path) -> None:
    rows = "2020-03-05,A,2,4,\n2020-03-06,B,5,3,\n2020-03-07,C,2,,\n2020-03-08,D,,,6\n2020-03-09,E,,,\n"
    found = take(write(tmp_path, "bounds.csv", f"EventDate,Town,nKilledMin,max_ppl_killed,Deaths\n{rows}"))
    frame = open_working_copy(found.path).incidents
    pairs = frame[["killed_min", "killed_max"]].astype(object).where(frame[["killed_min", "killed_max"]].notna(), None)
    assert pairs.to_numpy().tolist() == [[2, 4], [3, 5], [2, None], [6, 6], [None, None]]
    assert found.account.reported == {Notice.AT_ODDS.value: 1}
