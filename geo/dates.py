"""Dates that keep the precision of their source: a month is never its first day."""

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from geo.vocabulary import Vocabulary


class DatePrecision(Vocabulary):
    """How closely the sources date an incident."""

    DAY = "day", "Day", "The day is known: start and end are the same day."
    WEEK = "week", "Week", "One day out of two to seven; which one is not known."
    MONTH = (
        "month",
        "Month",
        "One day out of a calendar month, or of eight to 31 days; which one is not known.",
    )
    YEAR = "year", "Year", "One day out of a calendar year, or of 32 to 366 days; which one is not known."
    PERIOD = (
        "period",
        "Period",
        "Somewhere within, or spread over, a span of days that is no single week, month or year.",
    )


_DAYS = {
    DatePrecision.DAY: (1, 1),
    DatePrecision.WEEK: (2, 7),
    DatePrecision.MONTH: (8, 31),
    DatePrecision.YEAR: (32, 366),
    DatePrecision.PERIOD: (2, None),
}


@dataclass(frozen=True, slots=True, order=True)
class DateSpan:
    """The earliest and the latest local day of an incident, and how closely they pin it down.

    Raises ValueError when the days run backwards or don't fit the precision.
    """

    start: date
    end: date
    precision: DatePrecision

    def __post_init__(self) -> None:
        problem = span_problem(self.start, self.end, self.precision)
        if problem:
            raise ValueError(problem)

    @property
    def days(self) -> int:
        """Number of days in the span, both ends counted."""
        return (self.end - self.start).days + 1

    def possibly_within(self, start: date, end: date) -> bool:
        """Whether the incident can have been on a day from ``start`` to ``end`` (both counted)."""
        return self.start <= end and self.end >= start

    def certainly_within(self, start: date, end: date) -> bool:
        """Whether every day that it can have been lies from ``start`` to ``end`` (both counted)."""
        return start <= self.start and self.end <= end


def allowed_days(precision: DatePrecision) -> str:
    """The length of span that a precision allows, in words."""
    low, high = _DAYS[precision]
    if high is None:
        return f"{low} days or more"
    return "one day" if high == 1 else f"{low} to {high} days"


def span_problem(start: date, end: date, precision: DatePrecision) -> str | None:
    """What is wrong with the span, or ``None``."""
    if end < start:
        return f"ends on {end.isoformat()}, before it starts on {start.isoformat()}"
    low, high = _DAYS[precision]
    days = (end - start).days + 1
    if days < low or (high is not None and days > high):
        counted = "1 day" if days == 1 else f"{days} days"
        return f"spans {counted}, while the precision '{precision}' means {allowed_days(precision)}"
    return None


def date_words(span: DateSpan) -> str:
    """The span in words: ``27 December 2019``, ``in June 2020, day not known``.

    >>> words(DateSpan(date(2020, 6, 1), date(2020, 6, 30), DatePrecision.MONTH))
    'in June 2020, day not known'
    """
    if span.precision is DatePrecision.DAY:
        return day_words(span.start)
    if span.precision is DatePrecision.YEAR and _is_calendar_year(span):
        return f"in {span.start.year}, day not known"
    if span.precision is DatePrecision.MONTH and _is_calendar_month(span):
        return f"in {span.start:%B} {span.start.year}, day not known"
    between = f"between {_short_start(span)} and {day_words(span.end)}"
    return between if span.precision is DatePrecision.PERIOD else f"{between}, day not known"


@lru_cache(maxsize=20_000)
def day_words(day: date) -> str:
    """A day in words: ``3 January 2020``."""
    return f"{day.day} {day:%B} {day.year}"


def _short_start(span: DateSpan) -> str:
    if span.start.year != span.end.year:
        return day_words(span.start)
    if span.start.month != span.end.month:
        return f"{span.start.day} {span.start:%B}"
    return str(span.start.day)


def _is_calendar_month(span: DateSpan) -> bool:
    last = calendar.monthrange(span.start.year, span.start.month)[1]
    return span.start.day == 1 and span.end == span.start.replace(day=last)


def _is_calendar_year(span: DateSpan) -> bool:
    first, last = date(span.start.year, 1, 1), date(span.start.year, 12, 31)
    return (span.start, span.end) == (first, last)
