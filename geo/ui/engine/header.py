"""What the browser is told of a dataset whose incidents stay in the database: its vocabulary and its time."""

from __future__ import annotations

from datetime import date
from typing import Any

from geo.engine import Engine
from geo.extent import EVERYWHERE, roomy
from geo.filter.facets import FACET_BY_ID, FACETS
from geo.filter.filter import Filter
from geo.layers.columns import day_number, entry_of, vocabulary
from geo.model.file_columns import COLUMN_FACETS
from geo.query.ruler import month_end
from geo.ui.engine.opened import most_held, shell


def header(engine: Engine, base: str) -> dict[str, Any]:
    """In the shape of the columns' header (``geo/layers/columns.py``), with where the engine is asked."""
    about = engine.about
    return {
        **vocabulary(shell(engine)),
        "n": about.count,
        "title": about.title,
        "dataset": about.id,
        "version": about.version,
        "span": _span(about.spans.whole),
        "dense": _span(opening_dates(engine)),
        "core": _span(about.spans.core),
        "facets": [
            entry_of(facet.id, facet.label, facet.multi, facet.options)
            for facet in about.facets
            if facet.id not in COLUMN_FACETS or facet.options
        ],
        "fileColumns": None,
        "engine": {
            "base": base,
            "mostHeld": most_held(),
            "parameters": {facet.id: FACET_BY_ID[facet.id].parameter for facet in FACETS},
        },
    }


def opening_dates(engine: Engine) -> tuple[date, date]:
    """The dense part of the time in whole months: the steps by which cells are counted."""
    first, last = engine.about.spans.dense
    return first.replace(day=1), month_end(last)


def opening_filter(engine: Engine) -> Filter:
    """What the page opens on."""
    first, last = opening_dates(engine)
    return Filter(start=first, end=last, columns=engine.about.columns)


def opening_frame(engine: Engine) -> list[float]:
    """West, south, east, north in degrees, with some room."""
    bounds = engine.about.bounds
    return list(EVERYWHERE if bounds is None else roomy(bounds, 0.04, 4.0))


def _span(days: tuple[date, date]) -> dict[str, int]:
    return {"start": day_number(days[0]), "end": day_number(days[1])}
