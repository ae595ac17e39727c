"""What dates and coordinates in cells mean."""

from __future__ import annotations

import math

import pyarrow as pa
import pytest

from geo.importing.coordinates import degrees, pair
from geo.importing.countries import country_code
from geo.importing.date_cells import AmbiguousDay, ParsedDay, find_in_text, read_day
from geo.importing.row_notices import decoded_twice
from tests.importing.conftest import TODAY

DAYS = {
    "2020-02-07": "2020-02-07",
    "07 February 2020": "2020-02-07",
    "01-January-2015": "2015-01-01",
    "7-Feb-25": "2025-02-07",
    "31-12-19": "2019-12-31",
    "14/08/2020 00:00:00": "2020-08-14",
    "20201231": "2020-12-31",
    "2017-07-31 00:00:00.000": "2017-07-31",
    "7/31/2017": "2017-07-31",
    "Dec 27, 2019": "2019-12-27",
    "Friday, 3 January 2020": "2020-01-03",
    "27 ديسمبر 2019": "2019-12-27",
    "12 janvier 2020": "2020-01-12",
    "3 мая 2020": "2020-05-03",
    "٢٠٢٠-٠١-٠٣": "2020-01-03",
    "7-Feb-68": "1968-02-07",
    "05/05/2020": "2020-05-05",
}


@pytest.mark.parametrize("text", DAYS)
def test_days(text: str) -> None:
    found = read_day(text, TODAY)
    assert isinstance(found, ParsedDay)
    assert (found.start.isoformat(), found.end, found.precision.value) == (DAYS[text], found.start, "day")


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2020-06", "2020-06-01", "2020-06-30", "month"),
        ("June 2020", "2020-06-01", "2020-06-30", "month"),
        ("06/2020", "2020-06-01", "2020-06-30", "month"),
        ("2020", "2020-01-01", "2020-12-31", "year"),
    ],
)
def test_a_month_and_a_year_are_no_days(text: str, start: str, end: str, precision: str) -> None:
    found = read_day(text, TODAY)
    assert isinstance(found, ParsedDay)
    assert (found.start.isoformat(), found.end.isoformat(), found.precision.value) == (start, end, precision)


@pytest.mark.parametrize("text", ["03/04/2020", "1/2/2020 5:30 PM", "3.4.20"])
def test_either(text: str) -> None:
    assert isinstance(read_day(text, TODAY), AmbiguousDay)


@pytest.mark.parametrize("text", ["", "NA", "Exact date unknown – Nov 21", "2020-02-30", "x" * 100, "12345", "2020-13"])
def test_no_date(text: str) -> None:
    assert read_day(text, TODAY) is None


def test_what_is_to_be_reported_of_a_date() -> None:
    short, zone = read_day("7-Feb-25", TODAY), read_day("2020-01-02T22:30:00Z", TODAY)
    assert isinstance(short, ParsedDay)
    assert isinstance(zone, ParsedDay)
    assert (short.short_year, zone.zone) == (True, True)


def test_a_date_in_a_text() -> None:
    assert find_in_text("Hit on the 3rd; on 19 July 2020 again.") == "19 July 2020"
    assert find_in_text("Room 12, 44 people") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("33.31", 33.31), ("-33.5", -33.5), ("33,31", 33.31), ("33°18'36\"N", 33.31), ("33° 18.6' N", 33.31),
        ("33°18′36″S", -33.31), ("N33 18 36", 33.31), ("44 21 36 W", -44.36), ("x", math.inf),
        ("33°99'99999\"NS", math.inf),
    ],
)  # fmt: skip
def test_degrees(text: str, found: float) -> None:
    assert degrees(pa.array([text, "x"]))[0] == pytest.approx(found, abs=1e-9)


@pytest.mark.parametrize("text", ["", "NA", "-", "unknown"])
def test_no_degrees(text: str) -> None:
    assert math.isnan(degrees(pa.array([text, "x"]))[0])


@pytest.mark.parametrize(
    "text", ["33.3, 44.4", "33.3 44.4", "(33.3; 44.4)", "33,3; 44,4", "POINT (44.4 33.3)", "33°18'N 44°24'E"]
)
def test_pairs(text: str) -> None:
    assert pair(text) == pytest.approx((33.3, 44.4))


def test_what_is_no_pair() -> None:
    assert pair("somewhere") == (math.inf, math.inf)
    assert all(map(math.isnan, pair("")))


@pytest.mark.parametrize(
    "text", ["Iraq", "IRAQ", "IQ", "IRQ", "368", "368.0", "العراق", "Irak", "Ирак", "Republic of Iraq"]
)
def test_countries(text: str) -> None:
    assert country_code(text) == "IQ"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Yemen (North Yemen)", "YE"),
        ("DR Congo (Zaire)", "CD"),
        ("Russia (Soviet Union)", "RU"),
        ("Congo", "CG"),
        ("Kosovo", None),
        ("Atlantis", None),
    ],
)
def test_names_of_conflict_datasets(text: str, code: str | None) -> None:
    assert country_code(text) == code


def test_decoded_twice() -> None:
    assert decoded_twice("بغداد".encode().decode("cp1252", errors="ignore") + " KirkÃ¼k")
    assert not decoded_twice("São Paulo, Køge, Ñuñoa")
