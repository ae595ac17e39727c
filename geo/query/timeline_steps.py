"""The steps of time by which cells are counted, as the browser asks for them (``geo/web/source/ruler.js``)."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from geo.count.histogram import Unit
from geo.engine.time_steps import first_day, step_of

Days = npt.NDArray[np.int32]

MOST_STEPS = 20_000
MOST_NEAR = 2_000
"""Days that are counted singly among longer steps."""
_FURTHEST = 1_000_000
"""Days since 1970-01-01, either way."""


@dataclass(frozen=True, slots=True)
class TimeSteps:
    """Steps from one day to another (both counted), cut at some days more; single days from one of ``near`` to the
    other."""

    unit: Unit
    since: int
    until: int
    cuts: tuple[int, ...] = ()
    near: tuple[int, int] | None = None

    def edges(self) -> Days:
        """The first day of each step, and the day after the last."""
        low, high = step_of([self.since, self.until], self.unit)
        first = first_day(np.arange(low, high + 1), self.unit)
        days = [*self.cuts, *(range(self.near[0], self.near[1] + 2) if self.near else ())]
        inner = [day for day in days if self.since < day <= self.until]
        edges: Days = np.unique([*first[first > self.since], self.since, *inner, self.until + 1]).astype(np.int32)
        return edges

    def number(self, days: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The number of the step that holds each day, from 1; 0 for days before, one more than all for days after."""
        return np.searchsorted(self.edges(), np.asarray(days), side="right")


def read_time_steps(query: Mapping[str, str]) -> TimeSteps:
    """The steps that an address asks for. Raises ValueError."""
    unit, since, until = Unit(query.get("unit", "")), int(query.get("since", "")), int(query.get("until", ""))
    cuts = tuple(int(day) for day in query.get("cut", "").split(",") if day)
    near = tuple(int(day) for day in query.get("singly", "").split(",") if day)
    width = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28}[unit]
    if not (-_FURTHEST < since <= until < _FURTHEST and (until - since) // width < MOST_STEPS and len(cuts) <= 2):
        raise ValueError("these are no steps of time")
    if not near:
        return TimeSteps(unit, since, until, cuts)
    if len(near) != 2 or not since <= near[0] <= near[1] <= until or near[1] - near[0] > MOST_NEAR:
        raise ValueError("these are no steps of time")
    return TimeSteps(unit, since, until, cuts, (near[0], near[1]))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
