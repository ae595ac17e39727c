"""Days as days, weeks and months: numbers to group by, and the first day of each."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from geo.count.histogram import Unit

Ints = npt.NDArray[np.int32]

EPOCH = date(1970, 1, 1)


def week_of(days: npt.ArrayLike) -> Ints:
    """The number of the week (it begins on Monday) of days since 1970-01-01, a Thursday."""
    return np.floor_divide(np.asarray(days, dtype=np.int64) + 3, 7).astype(np.int32)


def month_of(days: npt.ArrayLike) -> Ints:
    """The number of the month, counted from January 1970."""
    return np.asarray(days, dtype="datetime64[D]").astype("datetime64[M]").astype(np.int32)


def step_of(days: npt.ArrayLike, unit: Unit) -> Ints:
    """The number of the step that holds each day."""
    if unit is Unit.DAY:
        return np.asarray(days, dtype=np.int32)
    return week_of(days) if unit is Unit.WEEK else month_of(days)


def first_day(steps: npt.ArrayLike, unit: Unit) -> Ints:
    """The first day of each step, in days since 1970-01-01."""
    numbers = np.asarray(steps, dtype=np.int64)
    if unit is Unit.DAY:
        return numbers.astype(np.int32)
    if unit is Unit.WEEK:
        return (numbers * 7 - 3).astype(np.int32)
    return numbers.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)


def last_day(steps: npt.ArrayLike, unit: Unit) -> Ints:
    """The last day of each step."""
    return (first_day(np.asarray(steps, dtype=np.int64) + 1, unit) - 1).astype(np.int32)


def day_of(number: int) -> date:
    """A number of days since 1970-01-01 as a date."""
    return date.fromordinal(EPOCH.toordinal() + int(number))
