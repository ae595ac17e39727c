"""Responses to the browser from a stored dataset: packed columns (``geo/layers/array_packing.py``) or JSON."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa

from geo.count.histogram import Unit
from geo.dates import DatePrecision, DateSpan, date_words
from geo.engine import Engine
from geo.engine.cell_contents import CountedCell
from geo.engine.tile_grid import cell_level
from geo.engine.time_steps import day_of
from geo.filter.figure_range import FIGURES
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.layers.array_packing import Array, pack_arrays
from geo.layers.browser_columns import day_number
from geo.layers.browser_queries.colour_numbers import colour_numbers
from geo.layers.browser_queries.place_shapes import drawn_shapes
from geo.layers.browser_queries.single_incidents import singles
from geo.model.record_base import Figure
from geo.query.connection import most_held
from geo.query.timeline_steps import TimeSteps

MOST_SINGLES = 2_000
"""Incidents of a tile up to which they are drawn one by one."""
_TILES_IN_VIEW = 16
Place = tuple[int, int, int]
_PRECISIONS = {str(word): word for word in DatePrecision}


def tile(engine: Engine, view: View, place: Place, steps: TimeSteps) -> bytes:
    """A tile of the map: its cells by step and colour, or its incidents where they are few."""
    few = min(MOST_SINGLES, most_held() // _TILES_IN_VIEW)
    if engine.tile_count(view.filter, *place) <= few:
        return singles(
            engine, engine.incidents_in(view.filter, *place, color_by=view.color_by, limit=few), view.color_by
        )
    counted = engine.tile(
        view.filter,
        *place,
        color_by=view.color_by,
        unit=steps.unit,
        days=(steps.since, steps.until),
        cuts=steps.cuts,
        near=steps.near,
    )
    return cells(engine, counted, view, place, steps)


def cells(engine: Engine, found: pa.Table, view: View, place: Place, steps: TimeSteps) -> bytes:
    """Counts sorted by place, colour, first and last step; each place once."""
    level, x, y, shape = (found[name].to_numpy().astype(np.int64) for name in ("level", "cx", "cy", "shape"))
    _, first, number = np.unique(
        ((level + 1) << 50) + (x << 25) + (shape << 50) + y, return_index=True, return_inverse=True
    )
    begin, end = (steps.number(found[name].to_numpy()) for name in ("begin", "end"))
    edges = steps.edges()
    last = len(edges)
    inside = (end > 0) & (begin < last)
    sides = (len(first), len(engine.about.facet(view.color_by).options) + 1, last + 1, last + 1)
    parts = (number.ravel(), colour_numbers(engine, view.color_by, found["color"]), begin, np.minimum(end, last))
    rows, where = np.unique(np.ravel_multi_index([part[inside] for part in parts], sides), return_inverse=True)
    count = np.bincount(where.ravel(), found["count"].to_numpy()[inside], len(rows))
    row_place, row_colour, row_begin, row_end = np.unravel_index(rows, sides)
    header = {
        "holds": "cells",
        "n": len(first),
        "level": cell_level(place[0]),
        "shapes": drawn_shapes(engine, np.unique(shape)),
    }
    arrays: dict[str, Array] = {
        "edges": edges,
        "place.level": level[first].astype(np.int8),
        "place.x": x[first].astype(np.int32),
        "place.y": y[first].astype(np.int32),
        "place.shape": shape[first].astype(np.int32),
        "row.place": row_place.astype(np.uint32),
        "row.colour": row_colour.astype(np.uint8),
        "row.begin": row_begin.astype(np.uint32),
        "row.end": row_end.astype(np.uint32),
        "row.count": count.astype(np.uint32),
    }
    return pack_arrays(header, arrays)


def days(engine: Engine, view: View) -> bytes:
    """Incidents by day: how many, by colour; and how many of each first and last day, with those
    that have no place; of all how many are context."""
    bars = engine.histogram(view.filter, Unit.DAY, view.color_by)
    pairs = engine.spans(view.filter)
    first, last = engine.about.spans.whole
    header = {
        "span": {"start": day_number(first), "end": day_number(last)},
        "colours": len(engine.about.facet(view.color_by).options),
    }
    arrays: dict[str, Array] = {
        "bar.day": bars["step"].to_numpy().astype(np.int32),
        "bar.colour": colour_numbers(engine, view.color_by, bars["color"]).astype(np.uint8),
        "bar.sure": bars["sure"].to_numpy().astype(np.uint32),
        "bar.unsure": bars["unsure"].to_numpy().astype(np.float32),
        "bar.context": bars["context"].to_numpy().astype(np.uint32),
        "bar.contextUnsure": bars["context_unsure"].to_numpy().astype(np.float32),
        "pair.start": pairs["start"].to_numpy().astype(np.int32),
        "pair.end": pairs["end"].to_numpy().astype(np.int32),
        "pair.count": pairs["count"].to_numpy().astype(np.uint32),
        "pair.away": pairs["not_placed"].to_numpy().astype(np.uint32),
        "pair.context": pairs["context"].to_numpy().astype(np.uint32),
    }
    return pack_arrays(header, arrays)


def counts(engine: Engine, filter: Filter) -> bytes:
    """What each option and each actor would leave, and how much there is."""
    found = engine.option_counts(filter)
    other = filter.model_copy(update={"background": not filter.background})
    named = engine.actor_counts(filter)
    here, there = engine.summary(filter), engine.summary(other)
    return _json(
        {
            "count": here.count,
            "notPlaced": here.not_placed,
            "context": here.context,
            "bounds": engine.bounds(filter),
            "background": abs(there.count - here.count),
            "facets": {
                facet.id: [found[facet.id].get(option.value, 0) for option in facet.options]
                for facet in engine.about.facets
            },
            "actors": named.actors,
            "stances": named.stances,
            "roles": named.roles,
        }
    )


def rows(
    engine: Engine,
    view: View,
    offset: int,
    limit: int,
    order: str,
    descending: bool,
    cell: CountedCell | None = None,
) -> bytes:
    """Some rows of the list (or of what a cell of the map holds), sorted by one of ``geo.count.ordering.ORDERS``. Raises
    ValueError for another order."""
    table = engine.rows(view.filter, order=order, descending=descending, limit=limit, offset=offset, cell=cell)
    found = table.to_pylist()
    facet = view.color_by
    return _json(
        {
            "rows": [
                {
                    "id": row["id"],
                    "title": row["title"],
                    "when": when(row),
                    "where": row["place"] or "",
                    "headline": row["whose"] or "",
                    **{name: people(row[name], row[f"{name}_most"]) for name in FIGURES},
                    "verification": row["verification"],
                    "kind": row["kind"],
                    "colour": row.get(facet),
                }
                for row in found
            ]
        }
    )


def people(least: int | None, most: int | None) -> str:
    """A stated number of people in words; empty where none is stated."""
    return "" if least is None else Figure(min=least, max=most).words()


def when(row: dict[str, Any]) -> str:
    """When a row was, in words."""
    return date_words(DateSpan(day_of(row["start"]), day_of(row["end"]), _PRECISIONS[row["date_precision"]]))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
