"""Totals of what a filter leaves, as small tables: they may leave where the rows themselves may not."""

from __future__ import annotations

from collections import Counter
from typing import Any

from geo.count.histogram import Unit, histogram
from geo.dates import day_words
from geo.filter.apply import select
from geo.filter.facets import FACET_BY_ID
from geo.filter.filter import Filter
from geo.model.dataset import Dataset

COUNTED = ("kind", "event_type", "perpetrator_kind", "admin1", "country")
"""Facets by which a briefing counts."""
MOST_ROWS = 25
"""Values of one facet that are told one by one; the others are summed up in a last row."""


def totals(dataset: Dataset, filter: Filter) -> list[dict[str, Any]]:
    """Tables of ``title`` and ``rows`` (label, number as text): by facet, the most frequent first, and by time.

    An incident that has several values of a facet counts under each of them; one whose day is not known is spread
    over the days that it can have been, so months may hold fractions.
    """
    selection = select(dataset, filter)
    found = []
    for name in COUNTED:
        facet = FACET_BY_ID[name]
        labels = {option.value: option.label for option in facet.options(dataset)}
        coded, counted = facet.coded(dataset), Counter[str]()
        for value, count in coded.at(selection.mask).counts():
            counted.update(dict.fromkeys((value,) if isinstance(value, str) else value, count))
        if counted:
            rows = [[labels.get(value, value), f"{count:,}"] for value, count in counted.most_common(MOST_ROWS)]
            others = sum(count for _, count in counted.most_common()[MOST_ROWS:])
            rows += [["All others", f"{others:,}"]] if others else []
            found.append({"title": facet.label, "rows": rows})
    return [*found, _by_time(dataset, filter)] if selection.count else []


def _by_time(dataset: Dataset, asked: Filter) -> dict[str, Any]:
    selection = select(dataset, asked)
    found = histogram(dataset, selection)
    if len(found.bins) > MOST_ROWS + 1:
        found = histogram(dataset, selection, Unit.MONTH)
    rows = [[_when(bin_.start, bin_.end, found.unit), _amount(bin_.sure + bin_.unsure)] for bin_ in found.bins]
    return {"title": f"By {found.unit}", "rows": rows}


def _when(start: Any, end: Any, unit: Unit) -> str:
    if unit is Unit.MONTH:
        return f"{start:%B %Y}"
    return day_words(start) if start == end else f"{day_words(start)} to {day_words(end)}"


def _amount(weight: float) -> str:
    return f"{weight:,.0f}" if abs(weight - round(weight)) < 0.05 else f"{weight:,.1f}"
