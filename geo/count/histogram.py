"""Incidents by day, week or month. An incident whose day isn't known is a weight spread over its days, no
spike."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.filter.apply import Selection
from geo.filter.filter_table import table_of
from geo.model.dataset import Dataset

_DAYS_FOR_DAYS = 93
_DAYS_FOR_WEEKS = 3 * 366


class Unit(StrEnum):
    """Width of a bin; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_FREQUENCY = {Unit.DAY: "D", Unit.WEEK: "W-SUN", Unit.MONTH: "M"}


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin: its first and last day, and what falls on them."""

    start: date
    end: date
    sure: int
    """Incidents whose day is known."""
    unsure: float
    """Weight of the others: each is one incident, spread evenly over the days that it can have been."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bins without gaps from the first to the last day of what is selected; none where nothing is."""

    unit: Unit
    bins: tuple[Bin, ...]


def unit_for(days: int) -> Unit:
    """The width of bins for a number of days: days up to three months, weeks up to three years, else
    months."""
    if days <= _DAYS_FOR_DAYS:
        return Unit.DAY
    return Unit.WEEK if days <= _DAYS_FOR_WEEKS else Unit.MONTH


def histogram(dataset: Dataset, selection: Selection, unit: Unit | None = None) -> Histogram:
    """The selected incidents by time; ``None`` takes the unit that the span asks for (``unit_for``).

    The weights and counts of all bins add up to the number of selected incidents.
    """
    table = table_of(dataset)
    start, end = table.start[selection.mask], table.end[selection.mask]
    if not len(start):
        return Histogram(unit or Unit.DAY, ())
    first, days = int(start.min()), int(end.max() - start.min()) + 1
    unit = unit or unit_for(days)
    known = start == end
    sure = np.bincount(start[known] - first, minlength=days)
    unsure = _spread(start[~known] - first, end[~known] - first, days)
    return Histogram(unit, _bins(first, unit, sure, unsure))


def _spread(start: npt.NDArray[np.int64], end: npt.NDArray[np.int64], days: int) -> npt.NDArray[np.float64]:
    """Weight of each day: running sum of what begins and, the day after its last, ends."""
    daily = 1.0 / (end - start + 1)
    change = np.bincount(start, daily, days + 1) - np.bincount(end + 1, daily, days + 1)
    return np.asarray(np.cumsum(change)[:days], dtype=np.float64)


def _bins(first: int, unit: Unit, sure: npt.NDArray[np.int64], unsure: npt.NDArray[np.float64]) -> tuple[Bin, ...]:
    begin = pd.Timestamp(first, unit="D")
    periods = pd.period_range(begin, begin + pd.Timedelta(days=len(sure) - 1), freq=_FREQUENCY[unit])
    edges = [int((period.start_time - begin).days) for period in periods] + [len(sure)]
    return tuple(
        Bin(
            period.start_time.date(),
            period.end_time.date(),
            int(sure[max(low, 0) : high].sum()),
            max(0.0, round(float(unsure[max(low, 0) : high].sum()), 9)),
        )
        for period, low, high in zip(periods, edges, edges[1:], strict=False)
    )
