"""Incidents by day, week or month. An incident whose day isn't known is a weight spread over its days, no
spike."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.count.context_counts import context_mask
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
    context: int = 0
    """Those of ``sure`` that are of a kind that is no act (``CONTEXT_KINDS``)."""
    context_unsure: float = 0.0
    """The weight of those of ``unsure`` that are."""


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
    context = context_mask(dataset)[selection.mask]
    every = _daily(start - first, end - first, days)
    return Histogram(unit, _bins(first, unit, every, _daily(start[context] - first, end[context] - first, days)))


@dataclass(frozen=True, slots=True)
class _Days:
    """By day what falls on it."""

    sure: npt.NDArray[np.int64]
    unsure: npt.NDArray[np.float64]

    def between(self, low: int, high: int) -> tuple[int, float]:
        """What falls on some days; what is left of adding and taking away fractions is rounded off."""
        unsure = float(self.unsure[max(low, 0) : high].sum())
        return int(self.sure[max(low, 0) : high].sum()), max(0.0, round(unsure, 9))


def _daily(start: npt.NDArray[np.int64], end: npt.NDArray[np.int64], days: int) -> _Days:
    known = start == end
    return _Days(np.bincount(start[known], minlength=days), _spread(start[~known], end[~known], days))


def _spread(start: npt.NDArray[np.int64], end: npt.NDArray[np.int64], days: int) -> npt.NDArray[np.float64]:
    """Weight of each day: running sum of what begins and, the day after its last, ends."""
    daily = 1.0 / (end - start + 1)
    change = np.bincount(start, daily, days + 1) - np.bincount(end + 1, daily, days + 1)
    return np.asarray(np.cumsum(change)[:days], dtype=np.float64)


def _bins(first: int, unit: Unit, every: _Days, context: _Days) -> tuple[Bin, ...]:
    begin = pd.Timestamp(first, unit="D")
    days = len(every.sure)
    periods = pd.period_range(begin, begin + pd.Timedelta(days=days - 1), freq=_FREQUENCY[unit])
    edges = [int((period.start_time - begin).days) for period in periods] + [days]
    return tuple(
        Bin(period.start_time.date(), period.end_time.date(), *every.between(low, high), *context.between(low, high))
        for period, low, high in zip(periods, edges, edges[1:], strict=False)
    )
