"""Dates as they stand in cells: which day, month or year they mean, and whether day and month could be either.

What a cell looks like decides how it is read; the calendar itself is Python's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from babel import Locale
from babel.dates import get_month_names

from geo.dates import DatePrecision


class Order(StrEnum):
    """Which of the numbers of a date is the day."""

    DMY = "DMY"
    MDY = "MDY"


@dataclass(frozen=True, slots=True)
class Day:
    """What a cell means: the first and last day, how closely, and what is to be reported."""

    start: date
    end: date
    precision: DatePrecision
    short_year: bool = False
    zone: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """A cell whose first two numbers can each be the day."""

    dmy: Day
    mdy: Day


Reading = Day | Either | None
"""None where the cell holds no date that can be understood."""

_TIME = r"(?:[T ,]\s*\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?)?"
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_ISO = re.compile(rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_TIME}{_ZONE}")
_NUMBERS = re.compile(rf"(?P<a>\d{{1,2}})(?P<s>[-/. ])(?P<b>\d{{1,2}})(?P=s)(?P<y>\d{{4}}|\d{{2}}){_TIME}{_ZONE}")
_DAY_NAME = r"(?:[^\W\d_]+\.?,?\s+)?"
_NAMED = re.compile(
    rf"{_DAY_NAME}(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[-/. ]*(?:of |de )?(?P<m>[^\W\d_]+)\.?,?[-/. ]*(?:de )?"
    rf"(?P<y>\d{{4}}|\d{{2}}){_TIME}{_ZONE}"
)
_MONTH_FIRST = re.compile(
    rf"{_DAY_NAME}(?P<m>[^\W\d_]+)\.?[-/. ]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[-/. ]+(?P<y>\d{{4}}){_TIME}{_ZONE}"
)
_PACKED = re.compile(r"(?P<y>(?:1[6-9]|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:\.0)?")
_MONTH = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})|(?P<m2>\d{1,2})[-/.](?P<y2>\d{4})")
_MONTH_NAMED = re.compile(r"(?P<m>[^\W\d_]+)\.?,?[-/. ]+(?P<y>\d{4})")
_YEAR = re.compile(r"(?P<y>\d{4})(?:\.0)?")
_LANGUAGES = ("en", "fr", "es", "de", "pt", "it", "nl", "tr", "ru", "uk", "ar", "ar_IQ", "ar_DZ", "fa", "id", "pl")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def read_day(text: str, today: date) -> Reading:
    """What a cell means.

    >>> read_day("2020-06", date(2026, 1, 1)).precision.value
    'month'
    >>> type(read_day("03/04/2020", date(2026, 1, 1))).__name__
    'Either'
    """
    text = " ".join(text.split())
    return None if not text or len(text) > 60 else _read(text.translate(_DIGITS), today)


@lru_cache(maxsize=100_000)
def _read(text: str, today: date) -> Reading:
    if found := _ISO.fullmatch(text):
        return _day(found["y"], found["m"], found["d"], today, found["zone"])
    if found := _PACKED.fullmatch(text):
        return _day(found["y"], found["m"], found["d"], today)
    if found := _NUMBERS.fullmatch(text):
        return _numbers(found, today)
    for pattern in (_NAMED, _MONTH_FIRST):
        found = pattern.fullmatch(text)
        month = _month_number(found["m"]) if found else None
        if found and month:
            return _day(found["y"], str(month), found["d"], today, found["zone"])
    return _coarse(text)


def _numbers(found: re.Match[str], today: date) -> Reading:
    dmy = _day(found["y"], found["b"], found["a"], today, found["zone"])
    mdy = _day(found["y"], found["a"], found["b"], today, found["zone"])
    if dmy is None or mdy is None or dmy == mdy:
        return dmy or mdy
    return Either(dmy, mdy)


def _coarse(text: str) -> Day | None:
    """A month or a year."""
    if found := _MONTH.fullmatch(text):
        return month_span(int(found["y"] or found["y2"]), int(found["m"] or found["m2"]))
    if found := _MONTH_NAMED.fullmatch(text):
        month = _month_number(found["m"])
        return month_span(int(found["y"]), month) if month else None
    if found := _YEAR.fullmatch(text):
        return year_span(int(found["y"]))
    return None


def month_span(year: int, month: int) -> Day | None:
    """The days of a calendar month, or None where there is no such month."""
    try:
        start = date(year, month, 1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return Day(start, end, DatePrecision.MONTH)


def year_span(year: int) -> Day | None:
    """The days of a calendar year, or None where there is no such year."""
    if not 1 <= year <= 9999:
        return None
    return Day(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)


def _day(year: str, month: str, day: str, today: date, zone: str | None = None) -> Day | None:
    full = int(year)
    if len(year) == 2:
        full += 2000 if 2000 + full <= today.year else 1900
    try:
        found = date(full, int(month), int(day))
    except ValueError:
        return None
    return Day(found, found, DatePrecision.DAY, len(year) == 2, bool(zone))


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Number of each month by its names in the languages of common tables."""
    found: dict[str, int] = {"sept": 9}
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    found.setdefault(name.casefold().strip(". "), number)
    return {name: number for name, number in found.items() if not name.isdigit()}


def _month_number(name: str) -> int | None:
    return _months().get(name.casefold().strip("."))


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """What a column as a whole says of the order of day and month."""

    dmy: int
    """Rows that are dates only with the day first."""
    mdy: int
    """Rows that are dates only with the month first."""
    either: int
    """Rows that can be read both ways, differently."""

    @property
    def order(self) -> Order | None:
        """The order, where the rows that can be read one way alone agree."""
        if self.dmy and not self.mdy:
            return Order.DMY
        return Order.MDY if self.mdy and not self.dmy else None


def order_evidence(cells: Iterable[tuple[str, int]], today: date) -> OrderEvidence:
    """The evidence of a column: its different cells, each with how often it stands there."""
    dmy = mdy = either = 0
    for text, count in cells:
        found = _NUMBERS.fullmatch(" ".join(text.split()).translate(_DIGITS))
        if not found:
            continue
        if isinstance(read_day(text, today), Either):
            either += count
        elif int(found["a"]) > 12 >= int(found["b"]):
            dmy += count
        elif int(found["b"]) > 12 >= int(found["a"]):
            mdy += count
    return OrderEvidence(dmy, mdy, either)


def fits_excel_serial(cells: Iterable[str]) -> bool:
    """Whether all cells look like a spreadsheet's day numbers (1982 to 2064)."""
    values = [cell.strip() for cell in cells if cell.strip()]
    return bool(values) and all(re.fullmatch(r"[3-5]\d{4}(\.\d+)?", value) for value in values)


def excel_day(text: str) -> Day | None:
    """The day of a spreadsheet's day number."""
    try:
        found = date(1899, 12, 30) + timedelta(days=int(float(text)))
    except (ValueError, OverflowError):
        return None
    return Day(found, found, DatePrecision.DAY)


def precision_of(start: date, end: date, wanted: DatePrecision) -> DatePrecision:
    """The precision of a span: the wanted one where its days allow it, else what they allow."""
    days = (end - start).days + 1
    if days == 1:
        return DatePrecision.DAY
    bounds = {DatePrecision.WEEK: (2, 7), DatePrecision.MONTH: (8, 31), DatePrecision.YEAR: (32, 366)}
    low, high = bounds.get(wanted, (1, 0))
    return wanted if low <= days <= high else DatePrecision.PERIOD


_IN_TEXT = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?[ -][^\W\d_]{3,12},?[ -]\d{4}|[^\W\d_]{3,12} \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
)


@lru_cache(maxsize=50_000)
def find_in_text(text: str) -> str | None:
    """The first date inside of a longer text, as it stands there; None where there is none.

    >>> find_in_text("Rockets hit the base on 27 December 2019 at night.")
    '27 December 2019'
    """
    for found in _IN_TEXT.finditer(text[:5000]):
        if read_day(found[0], date.max) is not None:
            return found[0]
    return None
