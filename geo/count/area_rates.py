"""Incidents per 100,000 people, in tenths: 34 for 3.4. ``geo/web/map/area_rates.js`` means the same;
``tests/area_count_cases.json`` holds both together."""

from __future__ import annotations

import math
from collections.abc import Sequence

UNKNOWN = -1
"""The rate where nobody knows how many people there are."""
PER_PEOPLE = "incidents per 100,000 people"
NO_POPULATION = "no population known"
_TENTHS = 1_000_000


def rate_tenths(incidents: int, people: int | None) -> int:
    """The rate, rounded; of any incident at least one tenth, so that it is told from none."""
    if people is None:
        return UNKNOWN
    return max(1, math.floor(incidents * _TENTHS / people + 0.5)) if incidents else 0


def rate_words(incidents: int, people: int, more: int = 0) -> str:
    """The rate with one decimal, ``3.4``; ``3.4–5.0`` where ``more`` incidents may be there; ``0`` without any."""
    words = _one(incidents, people)
    return f"{words}–{_one(incidents + more, people)}" if more else words


def _one(incidents: int, people: int) -> str:
    if not incidents:
        return "0"
    if incidents * _TENTHS / people < 0.5:
        return "<0.1"
    return tenths_words(rate_tenths(incidents, people))


def tenths_words(tenths: int) -> str:
    """A rate as a number with one decimal."""
    return f"{tenths // 10:,}.{tenths % 10}"


def rate_class_words(bounds: Sequence[int]) -> list[str]:
    """Classes of rates in words, by the least tenths of each: ``under 1.0``, ``1.0–3.9``, ``4.0 or more``."""
    found = []
    for at, low in enumerate(bounds):
        high = bounds[at + 1] - 1 if at + 1 < len(bounds) else None
        if at == 0:
            found.append("more than 0" if high is None else f"under {tenths_words(high + 1)}")
        elif high is None:
            found.append(f"{tenths_words(low)} or more")
        else:
            found.append(tenths_words(low) if low == high else f"{tenths_words(low)}–{tenths_words(high)}")
    return found
