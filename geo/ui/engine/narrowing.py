"""When a filter leaves more incidents than a page can read: how many there are, and what would narrow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from geo.engine import Engine
from geo.filter.filter import Filter
from geo.ui.sheet import sheet, words
from geo.ui.shown import change_filter, go_later

_FACETS = ("country", "admin1", "event_type", "weapon", "perpetrator_kind", "kind")
_MOST_WAYS = 6


@dataclass(frozen=True, slots=True)
class Way:
    """One restriction more, and what it leaves."""

    label: str
    count: int
    changes: dict[str, Any]


def too_many(engine: Engine, title: str, asked: Filter, count: int, limit: int) -> None:
    """The page in place of one that would have to read them all."""
    with sheet(title):
        words(f"{count:,} incidents pass the filter", "count", "too_many")
        words(
            f"This page reads every one of them, at most {limit:,} at once. Narrow the dates, the area or another "
            "filter at the side and it comes by itself. The pages Map and Incidents show them all.",
            "muted",
            "too_many_why",
        )
        ways = narrower(engine, asked, limit, dated=title != "Compare")
        if ways:
            words("For example:", "muted", "too_many_ways")
        for number, way in enumerate(ways):
            label = f"Only {way.label}: {way.count:,} incidents"
            st.button(label, key=f"narrow_{number}", on_click=partial(change_filter, **way.changes))
        st.button("Back to the map", key="narrow_map", on_click=partial(go_later, "Map"))


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs={Engine: lambda engine: engine.about.version})
def narrower(engine: Engine, asked: Filter, limit: int, dated: bool) -> list[Way]:
    """Single restrictions that leave few enough, those that leave most first."""
    counts = engine.option_counts(asked)
    ways = []
    for facet in engine.about.facets:
        if facet.id not in _FACETS or asked.chosen(facet.id):
            continue
        fitting = [
            (counts[facet.id].get(o.value, 0), o)
            for o in facet.options
            if 0 < counts[facet.id].get(o.value, 0) <= limit
        ]
        if fitting:
            most, option = max(fitting, key=lambda pair: pair[0])
            ways.append(Way(f"{facet.label.lower()} {option.label}", most, {facet.id: (option.value,)}))
    ways.sort(key=lambda way: -way.count)
    return [*(_latest_year(engine, asked, limit) if dated else []), *ways][:_MOST_WAYS]


def _latest_year(engine: Engine, asked: Filter, limit: int) -> list[Way]:
    """The last whole year in the filter's dates, where it is few enough."""
    last = asked.end or engine.about.spans.core[1]
    first = date(last.year, 1, 1) if (last.month, last.day) == (12, 31) else date(last.year - 1, 1, 1)
    end = date(first.year, 12, 31)
    if asked.start is not None and first < asked.start:
        return []
    count = engine.summary(asked.model_copy(update={"start": first, "end": end})).count
    return [Way(f"the year {first.year}", count, {"start": first, "end": end})] if 0 < count <= limit else []
