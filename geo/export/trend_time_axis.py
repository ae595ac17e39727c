"""Time on the charts of a trend."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import altair as alt

from geo.count.trend_periods import TrendUnit
from geo.export.trend_report import TrendReport

_MOST_TICKS = 12


def time_axis(report: TrendReport) -> alt.X:
    """The axis of a chart: labels at the beginnings of bars, the first of each year with the year."""
    first, last = report.periods[0].start, later(report.periods[-1].end, 1)
    ticks, by_year, by_day = _ticks(report)
    plain = "%Y" if by_year else "%-d %b" if by_day else "%b"
    # The first label of a year names it.
    named = [day.isoformat() for day in {day.year: day for day in reversed(ticks)}.values()]
    form = f"indexof({json.dumps(named)}, timeFormat(datum.value, '%Y-%m-%d')) >= 0 && {int(not by_year)} ? '{plain} %Y' : '{plain}'"
    axis = alt.Axis(
        values=[_date_time(day) for day in ticks], labelOverlap=True, labelFlush=False, grid=False, zindex=1,
        labelExpr=f"timeFormat(datum.value, {form})",
    )  # fmt: skip
    scale = alt.Scale(domain=[_date_time(first), _date_time(last)], nice=False)
    return alt.X("from:T", title=None, axis=axis, scale=scale)


def _ticks(report: TrendReport) -> tuple[list[date], bool, bool]:
    """Days with a label: beginnings of bars, of months or of years, so many that they can be read; whether all of them
    begin a year; and whether days are told."""
    starts = [period.start for period in report.periods]
    if report.unit in (TrendUnit.DAY, TrendUnit.WEEK):
        step = -(-len(starts) // _MOST_TICKS)
        return starts[::step], False, True
    if report.unit is TrendUnit.YEAR:
        return starts[:: -(-len(starts) // _MOST_TICKS)], True, False
    firsts = [day for day in starts if day.day == 1] or starts
    for months in (1, 3, 6):
        ticks = [day for day in firsts if (day.month - 1) % months == 0]
        if 2 <= len(ticks) <= _MOST_TICKS:
            return ticks, False, False
    years = [day for day in firsts if day.month == 1] or firsts
    return years[:: -(-len(years) // _MOST_TICKS)], True, False


def _date_time(day: date) -> Any:
    # Days without a time zone, like those of the data: local to whoever looks.
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def later(day: date, days: int) -> date:
    """A day so many days on, as far as there are days."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def iso(day: date, hour: int = 0) -> str:
    """A time without a time zone, for the data of a chart."""
    return f"{day.isoformat()}T{hour:02d}:00:00"


def middle(start: date, end: date) -> str:
    """The middle of a bar."""
    hours = ((end - start).days + 1) * 12
    return iso(later(start, hours // 24), hours % 24)
