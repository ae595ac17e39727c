"""Suggestions where a filter leaves nothing, or more than can be loaded: what to take off it, or to add to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.filter.filter import Filter
from geo.filter.filter_parts import restrictions
from geo.query.source import Source

_MOST_WAYS = 6


@dataclass(frozen=True, slots=True)
class Loosening:
    """One way out of an empty result."""

    what: str
    """The part to take off, for the middle of a sentence: ``dates``, ``actor``, ``search text`` …"""
    count: int
    """How many incidents there would be."""
    filter: Filter
    """The filter without it."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One restriction more, and what it leaves."""

    label: str
    """For the middle of a sentence: ``country Iraq``, ``the year 2019``."""
    count: int
    changes: dict[str, Any]
    """Fields of the filter that it sets."""


def loosen(source: Source, filter: Filter) -> list[Loosening]:
    """Which single part of a filter to take off to find anything, the one that brings most first; empty where no single
    part is to blame."""
    ways = (Loosening(part.label, source.summary(part.without).count, part.without) for part in restrictions(filter))
    return sorted((way for way in ways if way.count), key=lambda way: -way.count)


def narrow(source: Source, filter: Filter, limit: int, *, dated: bool) -> list[Narrowing]:
    """Single restrictions that leave at most ``limit`` incidents, those that leave most first; where ``dated``, the last
    whole year comes before them."""
    counts = source.option_counts(filter)
    ways = []
    for facet in source.facts.facets:
        if filter.chosen(facet.id):
            continue
        found = [(counts[facet.id].get(option.value, 0), option) for option in facet.options]
        fitting = [pair for pair in found if 0 < pair[0] <= limit]
        if fitting:
            most, option = max(fitting, key=lambda pair: pair[0])
            ways.append(Narrowing(f"{facet.label.lower()} {option.label}", most, {facet.id: (option.value,)}))
    ways.sort(key=lambda way: -way.count)
    return [*(_latest_year(source, filter, limit) if dated else []), *ways][:_MOST_WAYS]


def _latest_year(source: Source, filter: Filter, limit: int) -> list[Narrowing]:
    """The last whole year in the filter's dates, where it is few enough."""
    last = filter.end or source.facts.spans.core[1]
    first = date(last.year, 1, 1) if (last.month, last.day) == (12, 31) else date(last.year - 1, 1, 1)
    end = date(first.year, 12, 31)
    if filter.start is not None and first < filter.start:
        return []
    count = source.summary(filter.model_copy(update={"start": first, "end": end})).count
    return [Narrowing(f"the year {first.year}", count, {"start": first, "end": end})] if 0 < count <= limit else []
