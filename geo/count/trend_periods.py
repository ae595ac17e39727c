"""The periods of a trend: the bars of a span of days, and the periods that it is set beside."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from geo.dates import day_words
from geo.vocabulary import Vocabulary

Days = tuple[date, date]
"""First and last day, both counted."""
MOST_BARS = 400
"""Bars that one chart holds."""
_DAY = timedelta(days=1)


class TrendUnit(Vocabulary):
    """Width of a bar. Weeks begin on Monday, quarters in January, April, July and October."""

    DAY = "day", "Day", "One bar a day."
    WEEK = "week", "Week", "One bar a week, from Monday to Sunday."
    MONTH = "month", "Month", "One bar a calendar month."
    QUARTER = "quarter", "Quarter", "One bar a quarter of a calendar year."
    YEAR = "year", "Year", "One bar a calendar year."


_MONTHS = {TrendUnit.MONTH: 1, TrendUnit.QUARTER: 3, TrendUnit.YEAR: 12}
_DEFAULTS = ((45, TrendUnit.DAY), (200, TrendUnit.WEEK), (1500, TrendUnit.MONTH), (4400, TrendUnit.QUARTER))
_LENGTHS = {TrendUnit.DAY: 1, TrendUnit.WEEK: 7, TrendUnit.MONTH: 28, TrendUnit.QUARTER: 90, TrendUnit.YEAR: 365}


@dataclass(frozen=True, slots=True)
class TrendPeriod:
    """One bar: its first and last day, both counted, cut off where the span begins or ends within the unit."""

    start: date
    end: date
    whole: bool
    """Whether it is a whole unit."""
    label: str
    """In words: ``March 2020``; what is cut off names its days."""

    @property
    def days(self) -> Days:
        """First and last day."""
        return self.start, self.end


def default_unit(span: Days) -> TrendUnit:
    """The unit that a span of days asks for: days up to 45 days, weeks up to 200, months up to four years, quarters up
    to twelve, else years."""
    days = length(span)
    return next((unit for most, unit in _DEFAULTS if days <= most), TrendUnit.YEAR)


def fitting_units(span: Days) -> tuple[TrendUnit, ...]:
    """The units by which a span has no more than ``MOST_BARS`` bars; always with years."""
    days = length(span)
    return tuple(unit for unit in TrendUnit if unit is TrendUnit.YEAR or days / _LENGTHS[unit] <= MOST_BARS)


def length(span: Days) -> int:
    """Number of days, both ends counted."""
    return (span[1] - span[0]).days + 1


def trend_periods(span: Days, unit: TrendUnit) -> tuple[TrendPeriod, ...]:
    """The bars of a span, without gaps, in their order; the first and the last may be cut off."""
    found: list[TrendPeriod] = []
    start = _first_day(span[0], unit)
    while True:
        end = _last_day(start, unit)
        days = max(start, span[0]), min(end, span[1])
        whole = days == (start, end)
        found.append(TrendPeriod(*days, whole, _label(days, unit, whole)))
        if end >= span[1]:
            return tuple(found)
        start = end + _DAY


def period_before(span: Days) -> Days | None:
    """The period before: of whole calendar months as many months, else as many days. None before the year 1."""
    start, end = span
    try:
        if is_whole_months(span):
            months = (end.year - start.year) * 12 + end.month - start.month + 1
            return _months_on(start, -months), start - _DAY
        return start - timedelta(days=length(span)), start - _DAY
    except (OverflowError, ValueError):
        return None


def year_before(span: Days) -> Days | None:
    """The same days a year ago; a whole February stays whole, and the 29th is set beside the 28th where a year has no
    29th. None before the year 1."""
    start, end = span
    if start.year <= 1:
        return None
    first, last = _year_on(start, -1), _year_on(end, -1)
    return first, _month_end(last) if is_whole_months(span) else last


def is_whole_months(span: Days) -> bool:
    """Whether a span is whole calendar months."""
    return span[0].day == 1 and span[1] == _month_end(span[1])


def days_in_words(span: Days) -> str:
    """A span as short as it can be told: ``March 2020``, ``2020``, ``1 – 11 July 2020``."""
    start, end = span
    if is_whole_months(span):
        if (start.year, start.month) == (end.year, end.month):
            return f"{start:%B} {start.year}"
        if (start.month, end.month) == (1, 12):
            return f"{start.year}" if start.year == end.year else f"{start.year} – {end.year}"
    if start == end:
        return day_words(start)
    if start.year != end.year:
        return f"{day_words(start)} – {day_words(end)}"
    first = f"{start.day}" if start.month == end.month else f"{start.day} {start:%B}"
    return f"{first} – {day_words(end)}"


def _label(days: Days, unit: TrendUnit, whole: bool) -> str:
    if unit is TrendUnit.QUARTER and whole:
        return f"Q{(days[0].month + 2) // 3} {days[0].year}"
    return days_in_words(days)


def _first_day(day: date, unit: TrendUnit) -> date:
    if unit is TrendUnit.DAY:
        return day
    if unit is TrendUnit.WEEK:
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    months = _MONTHS[unit]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _last_day(start: date, unit: TrendUnit) -> date:
    """The last day of a unit by its first one; never after the last day that there is."""
    if unit in (TrendUnit.DAY, TrendUnit.WEEK):
        rest = 0 if unit is TrendUnit.DAY else 6 - start.weekday()
        return date.fromordinal(min(start.toordinal() + rest, date.max.toordinal()))
    return _month_end(_months_on(start, _MONTHS[unit] - 1))


def _months_on(day: date, months: int) -> date:
    """The first day of the month that lies so many months on."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _year_on(day: date, years: int) -> date:
    last = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))
