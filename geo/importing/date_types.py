"""What a cell of dates can mean, and the spans of calendar months and years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from geo.dates import DatePrecision
from geo.importing.reasons import Notice


class DateOrder(StrEnum):
    """Which of the numbers of a date is the day."""

    DMY = "DMY"
    MDY = "MDY"


@dataclass(frozen=True, slots=True)
class ParsedDay:
    """What a cell means: the first and last day, how closely, and what is to be reported."""

    start: date
    end: date
    precision: DatePrecision
    short_year: bool = False
    zone: bool = False
    noticed: tuple[Notice, ...] = ()
    basis: str = ""
    """Full sentences for the person: how the cell was read, where that is not plain."""

    def with_notice(self, notice: Notice, basis: str = "") -> ParsedDay:
        """The same day with one more thing to report."""
        told = f"{self.basis} {basis}".strip()
        return replace(self, noticed=tuple(dict.fromkeys((*self.noticed, notice))), basis=told)


@dataclass(frozen=True, slots=True)
class AmbiguousDay:
    """A cell whose first two numbers can each be the day."""

    dmy: ParsedDay
    mdy: ParsedDay
    usual: DateOrder | None = None
    """The order that such a way to write is known for: numbers between dots start with the day."""


Reading = ParsedDay | AmbiguousDay | None
"""None where the cell holds no date that can be understood."""


def month_span(year: int, month: int) -> ParsedDay | None:
    """The days of a calendar month, or None where there is no such month."""
    try:
        start = date(year, month, 1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return ParsedDay(start, end, DatePrecision.MONTH)


def year_span(year: int) -> ParsedDay | None:
    """The days of a calendar year, or None where there is no such year."""
    if not 1 <= year <= 9999:
        return None
    return ParsedDay(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)


def one_day(year: int, month: int, day: int) -> ParsedDay | None:
    """A day, or None where the calendar has no such day."""
    try:
        found = date(year, month, day)
    except (ValueError, OverflowError):
        return None
    return ParsedDay(found, found, DatePrecision.DAY)


def precision_of(start: date, end: date, wanted: DatePrecision) -> DatePrecision:
    """The precision of a span: the wanted one where its days allow it, else what they allow."""
    days = (end - start).days + 1
    if days == 1:
        return DatePrecision.DAY
    bounds = {DatePrecision.WEEK: (2, 7), DatePrecision.MONTH: (8, 31), DatePrecision.YEAR: (32, 366)}
    low, high = bounds.get(wanted, (1, 0))
    return wanted if low <= days <= high else DatePrecision.PERIOD


def span(start: date, end: date, wanted: DatePrecision = DatePrecision.PERIOD) -> ParsedDay | None:
    """A span of days, or None where it runs backwards."""
    return None if end < start else ParsedDay(start, end, precision_of(start, end, wanted))
