"""Dates as people and programs write them: the days that they mean, in every container."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geo.errors import UnreadableFile
from geo.importing import Imported, open_working_copy
from geo.importing.date_cells import AmbiguousDay, ParsedDay, find_in_text, looks_like_date, read_day
from geo.importing.reasons import Notice, Reason
from tests.importing.conftest import TODAY, Import, write
from tests.importing.containers import CONTAINERS, Table

SPANS = {
    "3-7 February 2020": ("2020-02-03", "2020-02-07", "period"),
    "5–7 March 2020": ("2020-03-05", "2020-03-07", "period"),
    "March 5-7, 2020": ("2020-03-05", "2020-03-07", "period"),
    "between 3 February and 9 March 2020": ("2020-02-03", "2020-03-09", "period"),
    "from 5 March 2020 to 9 March 2020": ("2020-03-05", "2020-03-09", "period"),
    "2020-03-05/2020-03-09": ("2020-03-05", "2020-03-09", "period"),
    "2020-03-05/09": ("2020-03-05", "2020-03-09", "period"),
    "Dec 30 - Jan 2, 2020": ("2019-12-30", "2020-01-02", "period"),
    "31/12/2019 - 02/01/2020": ("2019-12-31", "2020-01-02", "period"),
    "3, 5 and 9 March 2020": ("2020-03-03", "2020-03-09", "period"),
    "night of 3-4 March 2020": ("2020-03-03", "2020-03-04", "period"),
    "du 3 au 7 février 2020": ("2020-02-03", "2020-02-07", "period"),
    "vom 3. bis 7. Februar 2020": ("2020-02-03", "2020-02-07", "period"),
    "с 3 по 7 февраля 2020": ("2020-02-03", "2020-02-07", "period"),
    "من 3 إلى 7 فبراير 2020": ("2020-02-03", "2020-02-07", "period"),
    "March-April 2020": ("2020-03-01", "2020-04-30", "period"),
    "2020-03": ("2020-03-01", "2020-03-31", "month"),
    "03/2020": ("2020-03-01", "2020-03-31", "month"),
    "Mar-20": ("2020-03-01", "2020-03-31", "month"),
    "early March 2020": ("2020-03-01", "2020-03-10", "month"),
    "2020-W10": ("2020-03-02", "2020-03-08", "week"),
    "Q1 2020": ("2020-01-01", "2020-03-31", "year"),
    "2020-Q2": ("2020-04-01", "2020-06-30", "year"),
    "1980s": ("1980-01-01", "1989-12-31", "period"),
    "20200305T204500Z": ("2020-03-05", "2020-03-05", "day"),
    "2020-03-05T20:45:00.000+03:00": ("2020-03-05", "2020-03-05", "day"),
    "Thu, 05 Mar 2020 20:45:00 GMT": ("2020-03-05", "2020-03-05", "day"),
    "Thu Mar 05 20:45:00 +0000 2020": ("2020-03-05", "2020-03-05", "day"),
    "5 March 2020 at 5pm": ("2020-03-05", "2020-03-05", "day"),
    "2020-03-05 (Thursday)": ("2020-03-05", "2020-03-05", "day"),
    "7 Oct 2014, 17:00": ("2014-10-07", "2014-10-07", "day"),
    "٥ آذار/مارس ٢٠٢٠": ("2020-03-05", "2020-03-05", "day"),
    "5 كانون الثاني 2020": ("2020-01-05", "2020-01-05", "day"),
    "2020年3月5日": ("2020-03-05", "2020-03-05", "day"),
    "5 de marzo de 2020": ("2020-03-05", "2020-03-05", "day"),
    "2020-065": ("2020-03-05", "2020-03-05", "day"),
}


@pytest.mark.parametrize("text", SPANS)
def test_spans(text: str) -> None:
    found = read_day(text, TODAY)
    assert isinstance(found, ParsedDay)
    assert (found.start.isoformat(), found.end.isoformat(), found.precision.value) == SPANS[text]
    assert not found.noticed


@pytest.mark.parametrize(
    ("text", "start", "end", "basis"),
    [
        ("before 12 February 2020", "2019-02-12", "2020-02-11",
         "The table says “before 12 February 2020”; the first day is not known, and no more than a year is assumed."),
        ("until 3 March 2020", "2019-03-05", "2020-03-03",
         "The table says “until 3 March 2020”; the first day is not known, and no more than a year is assumed."),
        ("since 3 Feb 2020", "2020-02-03", "2021-02-01",
         "The table says “since 3 Feb 2020”; the last day is not known, and no more than a year is assumed."),
        ("2026-11-01/..", "2026-11-01", "2026-11-21",
         "The table says “2026-11-01/..”; the last day is not known, and no more than a year is assumed."),
    ],
)  # fmt: skip
def test_an_open_range_is_noticed(text: str, start: str, end: str, basis: str) -> None:
    found = read_day(text, TODAY)
    assert isinstance(found, ParsedDay)
    assert (found.start.isoformat(), found.end.isoformat(), found.precision.value) == (start, end, "period")
    assert found.noticed == (Notice.OPEN_RANGE,)
    assert found.basis == basis


def test_about_a_day_is_the_week_around_it() -> None:
    found = read_day("c. 3 March 2020", TODAY)
    assert isinstance(found, ParsedDay)
    assert (found.start.isoformat(), found.end.isoformat(), found.precision.value) == (
        "2020-02-29",
        "2020-03-06",
        "week",
    )
    assert found.noticed == (Notice.AROUND,)


@pytest.mark.parametrize(
    "text", ["1963", "2010.4", "33.3", "3-5", "12+", "1,200", "Town 3", "20200305", "0.2020", "05/2020"]
)
def test_a_number_is_no_date_by_itself(text: str) -> None:
    assert not looks_like_date(text, TODAY)


@pytest.mark.parametrize(
    "text", ["7-3 February 2020", "5 March", "date unknown, after 2 May 2020", "99/99/2020", "29/2/2021"]
)
def test_what_is_no_date(text: str) -> None:
    assert read_day(text, TODAY) is None


def test_dots_start_with_the_day() -> None:
    found = read_day("05.03.2020", TODAY)
    assert isinstance(found, AmbiguousDay)
    assert found.usual == "DMY"


def test_a_range_inside_of_a_text() -> None:
    assert find_in_text("Clashes between 3 February and 7 March 2020 left two dead.") == "3 February and 7 March 2020"
    assert find_in_text("On March 5-7, 2020 the road was closed.") == "March 5-7, 2020"


POINT = {"lat": "33.3", "lon": "44.4"}


def rows(**columns: list[str]) -> Table:
    return [dict(zip(columns, cells, strict=True)) | POINT for cells in zip(*columns.values(), strict=True)]


DAYS = [("2020-03-05", "2020-03-05", "day"), ("2020-03-06", "2020-03-06", "day")]
CLASSES: dict[str, tuple[Table, list[tuple[str, str, str]], dict[str, int]]] = {
    "packed": (rows(SQLDATE=["20200305", "20200306"]), DAYS, {}),
    "packed with a fraction": (rows(event_date=["20200305.0", "20200306.0"]), DAYS, {}),
    "milliseconds": (rows(event_date=["1583366400000", "1583452800000"]), DAYS, {"dates_as_numbers": 2}),
    "seconds": (rows(DateTime=["1583366400", "1583452801"]), DAYS, {"dates_as_numbers": 2}),
    "days of a spreadsheet": (rows(incident_date=["43895", "43896.5"]), DAYS, {"dates_as_numbers": 2}),
    "year, month and day": (
        rows(Event_Year=["2020", "2020", "2020"], Event_Month=["3", "3", "0"], Event_Day=["5", "0", "0"],
             Notes=["As on 3 May 1984", "x", "y"]),
        [DAYS[0], ("2020-03-01", "2020-03-31", "month"), ("2020-01-01", "2020-12-31", "year")], {},
    ),
    "the order is settled by another row": (
        rows(when=["25/08/2014", "08/09/2014"]),
        [("2014-08-25", "2014-08-25", "day"), ("2014-09-08", "2014-09-08", "day")], {"date_order": 1},
    ),
    "the order is settled by another column": (
        rows(event_date=["08/09/2014"], remarks=["Said on 25/08/2014 to the press, and again on 26/08/2014 by phone"]),
        [("2014-09-08", "2014-09-08", "day")], {"date_order": 1},
    ),
    "ranges": (
        rows(date=["3-7 February 2020", "between 3 February and 9 March 2020", "before 12 February 2020"]),
        [("2020-02-03", "2020-02-07", "period"), ("2020-02-03", "2020-03-09", "period"),
         ("2019-02-12", "2020-02-11", "period")], {"open_ranges": 1},
    ),
    "a damaged year": (
        rows(event_date=["0016-10-07", "2016-10-08"], year=["2016", "2016"]),
        [("2016-10-07", "2016-10-07", "day"), ("2016-10-08", "2016-10-08", "day")], {"year_mended": 1},
    ),
    "a year apart": (rows(date=["5 March", "6 March"], year=["2020", "2020"]), DAYS, {}),
    "time and words": (
        rows(when=["20200305T204500Z", "Mar. 6, 2020 Update"]), DAYS, {"times_with_zone": 1, "words_around_dates": 1},
    ),
    "start and end": (
        rows(start_date=["2020-03-05"], end_date=["2020-03-07"]), [("2020-03-05", "2020-03-07", "period")], {},
    ),
    "the event goes before its report": (
        rows(report_date=["2020-04-01", "2020-04-02"], happened=["2020-03-05", "2020-03-06"]), DAYS, {},
    ),
}  # fmt: skip


def days_of(found: Imported) -> list[tuple[str, str, str]]:
    frame = open_working_copy(found.path).incidents
    columns = (frame["date_start"].dt.date, frame["date_end"].dt.date, frame["date_precision"])
    return [(str(start), str(end), str(precision)) for start, end, precision in zip(*columns, strict=True)]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("name", CLASSES)
def test_every_class_in_every_container(name: str, container: str, take: Import, tmp_path: Path) -> None:
    table, days, reported = CLASSES[name]
    path = tmp_path / container
    CONTAINERS[container](table, path)
    found = take(path)
    account = found.account
    assert (account.read, account.accepted, account.placed) == (len(table), len(table), len(table))
    assert days_of(found) == days
    assert {word: count for word, count in account.reported.items() if word != Notice.ABOVE.value} == reported


TABLES: dict[str, tuple[str, list[tuple[str, str, str]], dict[str, int]]] = {
    "year differs": ("date,year\n2015-03-03,2016\n", [("2015-03-03", "2015-03-03", "day")], {"year_differs": 1}),
    "the month settles": (
        "date,year,month\n08/09/2014,2014,9\n", [("2014-09-08", "2014-09-08", "day")], {"month_settles": 1},
    ),
    "only reports": (
        "last_updated,place\n2020-03-09,A\n", [("2020-03-09", "2020-03-09", "day")], {"dates_of_reports": 1},
    ),
    "birth is no event": ("dob,date_of_death\n1980-01-01,2020-03-05\n", [DAYS[0]], {}),
    "date and time apart": ("Time,Date,lat\n20:45,2020-03-05,33.3\n", [DAYS[0]], {}),
    "parts of start and end": (
        "Start Year,Start Month,Start Day,End Year,End Month,End Day\n2020,3,5,2020,3,7\n2020,3,,2020,3,\n",
        [("2020-03-05", "2020-03-07", "period"), ("2020-03-01", "2020-03-31", "month")], {},
    ),
    "year and month in one": ("MonthYear,place\n202003,A\n", [("2020-03-01", "2020-03-31", "month")], {}),
    "years": ("year,place\n2019,A\n", [("2019-01-01", "2019-12-31", "year")], {}),
    "dots": ("Дата,место\n05.03.2020,A\n", [DAYS[0]], {"dotted_dates": 1}),
    "in a text": (
        "no,text\n1,Two rockets fell near the depot on 5 March 2020 after a long and quiet night in all of the town\n",
        [DAYS[0]], {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str, take: Import, tmp_path: Path) -> None:
    text, days, reported = TABLES[name]
    found = take(write(tmp_path, "table.csv", text))
    assert days_of(found) == days
    assert dict(found.account.reported) == reported


NO_DATES = "holds no column that could be read as dates, so this is not a table of incidents."
REFUSED = {
    "name,ACC2,lat,lon\nPost A,1963,33.3,44.4\nPost B,2010.4,33.4,44.5\n": f"t.csv: {NO_DATES}",
    "name,height,lat,lon\nPost A,43895,33.3,44.4\n": f"t.csv: {NO_DATES}",
    "id,EventDate\n1,1.58E+12\n": f"t.csv: {NO_DATES}",
    "ID,WEEK,COUNTRY,EVENT_TYPE,EVENTS\n1,2020-03-07,Iraq,Battles,5\n": "t.csv: holds totals of a period (column 'EVENTS')",
    "event_id,event_date,number of incidents\nA,2020-03-07,5\n": "t.csv: holds totals of a period",
    "month,year,country,fatalities\n3,2020,Iraq,7\n": "t.csv: holds totals of a period (column 'fatalities')",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused(text: str, take: Import, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        take(write(tmp_path, "t.csv", text))
    assert str(caught.value).startswith(REFUSED[text])


def test_how_a_date_was_read_stands_in_its_basis(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "t.csv", "event_date,year\n0016-10-07,2016\n"))
    dataset = open_working_copy(found.path)
    basis: Any = dataset.incidents["date_basis"].iloc[0]
    assert basis == "The table says 0016 in the date and 2016 in the column of the year, which was taken."


def test_a_damaged_year_without_another_is_set_aside(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "t.csv", "event_date,place\n0016-10-07,A\n2016-10-07,B\n"))
    assert found.account.reasons == {Reason.EARLY.value: 1}


def test_the_sheets_of_a_workbook_settle_the_order_together(take: Import, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, text in (("One", "25/08/2014"), ("Two", "08/09/2014")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["date", "place"])
            sheet.write_row(1, 0, [text, "A"])
    found = take(path)
    assert (found.account.read, found.account.accepted) == (2, 2)
    assert [start for start, _, _ in days_of(found)] == ["2014-08-25", "2014-09-08"]
