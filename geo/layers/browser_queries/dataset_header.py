"""What the browser is told of a dataset whose incidents stay in the database: its vocabulary and its time."""

from __future__ import annotations

from datetime import date
from typing import Any

from geo.filter.facets import FACET_BY_ID, FACETS
from geo.layers.browser_columns import day_number, vocabulary
from geo.layers.browser_facets import entry_of
from geo.query import Source


def header(source: Source, base: str) -> dict[str, Any]:
    """In the shape of the columns' header (``geo/layers/browser_columns.py``), with where the engine is asked."""
    about, opening = source.facts, source.opening
    return {
        **vocabulary(about.actors.values()),
        "n": about.count,
        "title": about.title,
        "dataset": about.id,
        "version": about.version,
        "span": _span(*about.spans.whole),
        "dense": _span(opening.start or about.spans.dense[0], opening.end or about.spans.dense[1]),
        "core": _span(*about.spans.core),
        "facets": [entry_of(f.id, f.label, f.multi, f.options, f.colour_order) for f in about.facets],
        "fileColumns": None,
        "engine": {
            "base": base,
            "mostHeld": source.limit,
            "parameters": {facet.id: FACET_BY_ID[facet.id].parameter for facet in FACETS},
        },
    }


def _span(first: date, last: date) -> dict[str, int]:
    return {"start": day_number(first), "end": day_number(last)}
