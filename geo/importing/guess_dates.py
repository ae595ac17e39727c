"""Which columns of an unknown table hold the dates: by their names and by what stands in them, the event's own first."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from geo.errors import UnreadableFile
from geo.importing.column_names import key_of
from geo.importing.date_cells import ParsedDay, find_in_text, is_packed, looks_like_date, read_day, with_year
from geo.importing.date_numbers import EPOCH_1900, number_form, number_of
from geo.importing.date_words import words
from geo.importing.known_column_names import NAMES
from geo.importing.missing_values import MISSING_WORDS

_SURE = 0.8
_LOOKED_AT = 200
"""Cells of a column that are looked at closely."""
_WORDS = words(
    "date dates datum fecha datetime timestamp tarih tarikh altarykh data when day dateoccurred sqldate dato dt jour fech"
    " datas data_ora occurred occurrence tanggal taarikhda pvm paivamaara hmerominia datu tdate"
)
_TIMES = frozenset({"time", "start", "begin", "from"})
_LATER = words(
    "update updated upload uploaded edit edited editdate create created creation createdate creationdate modify modified"
    " entry entered added report reported reporting publish published publication source retrieved accessed access"
    " download downloaded record recorded version valid validon validto revised revision verified review reviewed posted"
    " crawl import imported ingest submission submitted submissiondate today"
)
"""Words of columns that tell when something was written, not when it happened."""
_NEVER = words("birth born dob birthday naissance geburt geburtsdatum nacimiento expiry expires expiration")
_ENDS = words("end ended until to fin ende final stop finish finished bis hasta")
_STARTS = words("start begin began event incident attack occurred occurrence of the i date")
_PART_WORDS: dict[str, frozenset[str]] = {
    "year": words("year yr yyyy yy iyear jahr annee ano anno jaar yil god rik rok tahun sal alsnt snt alam"),
    "month": words(
        "month mon mnth mont mm imonth monat mois mes mese maand ay mesyats misyats miesiac bulan mah alshhr shhr"
    ),
    "day": words("day dd iday tag jour dia giorno dag gun den dzien hari rwz alywm ywm dayofmonth"),
}

for _part, _names in (
    ("year", "السنة سنة العام سال год рік 年 年份"), ("month", "الشهر ماه месяц місяць 月 月份"), ("day", "اليوم روز день 日"),
):  # fmt: skip
    _PART_WORDS[_part] |= frozenset(map(key_of, _names.split()))


@dataclass
class FoundDates:
    """The columns of the dates by property, how sure each is, and whether they are dates of reports only."""

    columns: dict[str, str] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    reported: bool = False


def find_dates(sample: pa.Table, file: str, today: date, epoch: date = EPOCH_1900) -> FoundDates:
    """The columns of the dates. Raises UnreadableFile where nothing could be a date."""
    columns = tuple(sample.column_names)
    cells = {column: _filled(sample, column) for column in columns}
    with_years = any(_is_part(column, "year", cells[column], today, alone=True) for column in columns)
    dates = sorted(
        (2 * len(cells[column]) < sample.num_rows, rank, place, column, share)
        for place, column in enumerate(columns)
        if (rank := _rank(column)) is not None
        and (share := _share_of_dates(column, cells[column], rank, today, epoch, with_years))
    )
    parts = _parts(columns, cells, _STARTS, today)
    own = [entry for entry in dates if entry[1] < _LATE]
    best = own[0] if own else None
    if parts and (best is None or ("day" in parts and not _tells_days(cells[best[3]], today))):
        found = FoundDates(parts, dict.fromkeys(parts, 1.0))
        ends = _parts(columns, cells, _ENDS, today)
        if set(ends.values()).isdisjoint(parts.values()):
            found.columns |= {f"end_{part}": column for part, column in ends.items()}
        return found
    if best is not None:
        return _of_column(best, columns, cells, today, epoch)
    year = next((column for column in columns if _is_part(column, "year", cells[column], today, alone=True)), None)
    if year is not None:
        return FoundDates({"year": year}, {"year": 1.0})
    if dates:
        found = _of_column(dates[0], columns, cells, today, epoch)
        found.reported = True
        return found
    for column in columns:
        share = _share(cells[column], lambda text: find_in_text(text) is not None)
        if share >= 0.5:
            return FoundDates({"date_text": column}, {"date_text": share})
    problem = "holds no column that could be read as dates, so this is not a table of incidents"
    raise UnreadableFile(file, problem, "Name the column of the date in a mapping, or open another file.")


_LATE = 50


def _rank(column: str) -> int | None:
    """How well a name fits the date of the event, 0 the best; ``_LATE`` and more are dates of reports, None none."""
    key = key_of(_spaced(column))
    tokens = set(key.split("_"))
    if tokens & _NEVER:
        return None
    if tokens & _LATER or (_joined(key) & _LATER):
        return _LATE
    if (tokens <= {"month", "year", "ym", "yyyymm", "period"} and len(tokens) > 1) or key in ("yyyymm", "monthyear"):
        return 20
    known = NAMES["date"]
    joined = key.replace("_", "")
    ends = bool(tokens & _ENDS)
    for names, base in ((known, 0), (tuple(name[:10] for name in known if len(name) > 10), 10)):
        for spelled in (key, joined):
            if spelled in names and spelled not in _TIMES and not ends:
                return base + (0 if spelled not in _WEAK else 15)
    if (tokens & _WORDS or joined.endswith(("date", "datum", "datetime"))) and not ends:
        return 20
    if tokens & _TIMES and not ends:
        return 30
    return 45 if ends else 40


_WEAK = frozenset({"day", "data", "time", "start", "begin", "datum"})


def _joined(key: str) -> set[str]:
    return {key.replace("_", "")}


def _spaced(name: str) -> str:
    """A name with its capitals as words: ``EventDate`` is ``Event Date``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _share_of_dates(column: str, cells: Sequence[str], rank: int, today: date, epoch: date, with_years: bool) -> float:
    """Share of cells that are dates; 0 where that are too few. A bare number is one only where the name says so."""
    named = rank <= 20 or rank == _LATE
    trusted = rank < 15
    test: Callable[[str], bool] = lambda text: looks_like_date(text, today)  # noqa: E731
    strict = _share(cells[:: max(1, len(cells) // _LOOKED_AT)], test)
    if strict >= (0.5 if named else _SURE):
        return strict
    if len(cells) and all(is_packed(cell, today) for cell in cells):
        several = len(set(cells)) > 2 and not _is_key(column)
        return 1.0 if named or several else 0.0
    if not named:
        return 0.0
    numbers = sum(number_of(cell) is not None for cell in cells)
    if numbers and numbers >= 0.5 * len(cells) and number_form(cells, today, epoch) is not None:
        return 1.0
    loose = _share(cells, lambda text: _is_good(text, today, with_years))
    bare = all(number_of(cell) is not None for cell in cells)
    return loose if loose >= 0.5 and (trusted or not bare or rank == 20) else 0.0


def _is_good(text: str, today: date, with_years: bool) -> bool:
    """Whether a cell of a column that is named so is a date; bare years are years from 1500 on. Its year may stand in
    a column of its own."""
    found = read_day(text, today)
    if found is None and with_years and number_of(text) is None:
        found = with_year(text, today.year, today)
    return found is not None and (not isinstance(found, ParsedDay) or 1500 <= found.start.year <= today.year + 1)


def _is_key(column: str) -> bool:
    return key_of(column) in NAMES["id"]


def _tells_days(cells: Sequence[str], today: date) -> bool:
    readings = [read_day(cell, today) for cell in cells[:200]]
    coarse = sum(isinstance(found, ParsedDay) and (found.end - found.start).days > 27 for found in readings)
    return coarse < 0.5 * len(readings)


def _of_column(
    best: tuple[bool, int, int, str, float],
    columns: tuple[str, ...],
    cells: dict[str, list[str]],
    today: date,
    epoch: date,
) -> FoundDates:
    """A column of dates, with the column of its ends where there is one, and the parts that settle it."""
    column = best[3]
    found = FoundDates({"date": column}, {"date": round(best[4], 2)})
    for other in columns:
        tokens = set(key_of(_spaced(other)).split("_"))
        dated = tokens & (_WORDS | _TIMES) or tokens <= _ENDS | _STARTS or key_of(other) in NAMES["date_end"]
        if other == column or not (tokens & _ENDS and dated) or tokens & (_LATER | _NEVER):
            continue
        share = _share(cells[other], lambda text: looks_like_date(text, today))
        if share >= 0.5 or (cells[other] and number_form(cells[other], today, epoch) is not None):
            found.columns["date_end"], found.sure["date_end"] = other, share or 1.0
            break
    beside = _parts(columns, cells, _STARTS, today)
    found.columns |= {part: other for part, other in beside.items() if other != column}
    return found


def _parts(
    columns: tuple[str, ...], cells: dict[str, list[str]], wanted: frozenset[str], today: date
) -> dict[str, str]:
    """Columns of year, month and, where there is one, day whose names are alike but for that word."""
    groups: dict[tuple[str, ...], dict[str, str]] = {}
    for part in _PART_WORDS:
        for column in columns:
            if _is_part(column, part, cells[column], today):
                rest = tuple(sorted(set(_tokens(column)) - _PART_WORDS[part] - {"of"}))
                groups.setdefault(rest, {}).setdefault(part, column)
    for rest in sorted(groups, key=lambda rest: (not set(rest) <= wanted, len(rest))):
        group = groups[rest]
        ends = bool(set(rest) & _ENDS)
        if {"year", "month"} <= set(group) and ends == (wanted is _ENDS) and not set(rest) & (_LATER | _NEVER):
            return group
    return {}


def _tokens(column: str) -> list[str]:
    return key_of(_spaced(column)).split("_")


def _is_part(column: str, part: str, cells: Sequence[str], today: date, *, alone: bool = False) -> bool:
    """Whether a column holds the year, the month or the day, by its name and its cells."""
    tokens = set(_tokens(column))
    if not tokens & _PART_WORDS[part] or tokens & _NEVER or (alone and tokens & (_LATER | _ENDS)):
        return False
    least, most = {"year": (1500, today.year + 1), "month": (0, 12), "day": (0, 31)}[part]
    unknown = {"0", "00", "99", "-9", "-99", "999"}

    def fits(cell: str) -> bool:
        number = number_of(cell)
        if number is None:
            return part == "month" and isinstance(read_day(f"1 {cell} 2020", today), ParsedDay)
        short = part == "year" and not alone and len(cell) == 2
        return short or cell in unknown or (number == int(number) and least <= number <= most)

    return _share(cells, fits) >= _SURE


def _filled(sample: pa.Table, column: str) -> list[str]:
    texts = (text.strip() for text in sample.column(column).to_pylist() if text)
    return [text for text in texts if text and text.casefold() not in MISSING_WORDS]


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    """Share of the filled cells that pass a test."""
    return sum(map(test, cells)) / len(cells) if cells else 0.0
