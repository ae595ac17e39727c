"""An axis of time for the small lines of the reference pages: days since 1970-01-01, with marks in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from geo.filter.filter_table import day_number

_STEPS = ("MS", "2MS", "QS", "2QS", "YS", "2YS", "5YS", "10YS", "25YS")


def axis(start: date, end: date, most: int = 7) -> dict[str, Any]:
    """The axis over the whole months from a first to a last day, with at most so many marks."""
    start = start.replace(day=1)
    end = (pd.Timestamp(end) + pd.offsets.MonthEnd(0)).date()
    for step in _STEPS:
        found = pd.date_range(start, end, freq=step)
        if len(found) <= most:
            break
    monthly = step.endswith("MS") or step.endswith("QS")
    ticks, year = [], None
    for day in found:
        label = f"{day:%b}" if monthly else ""
        if day.year != year:
            label = f"{label} {day.year}".strip()
        ticks.append({"at": day_number(day.date()), "label": label})
        year = day.year
    return {"start": day_number(start), "end": day_number(end), "ticks": ticks}
