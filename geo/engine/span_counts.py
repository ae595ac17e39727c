"""How far incidents reach: in time, how many there are of each first and last day, so that whoever has these counts any
window of dates exactly; and on the map."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from geo.engine.query_context import QueryContext
from geo.extent import Bounds, extent
from geo.filter.filter import Filter


def spans(context: QueryContext, filter: Filter) -> pa.Table:
    """Columns: ``start`` and ``end`` (days since 1970-01-01), ``count``, ``not_placed``, ``context`` (how many are
    of a kind that is no act); the filter's dates are left
    aside. As many rows as there are different spans: days and months, not incidents."""
    rows = context.incidents(filter, dates=False)
    rows = rows.mutate(context=context.filters.is_context(rows).ifelse(1, 0))
    found = context.run(
        rows.group_by(start=rows.start_day, end=rows.end_day).aggregate(
            count=rows.count(),
            not_placed=rows.lon.isnull().ifelse(1, 0).sum(),
            context=rows.context.sum(),
        )
    )
    return found.sort_by([("start", "ascending"), ("end", "ascending")])


def bounds(context: QueryContext, filter: Filter) -> Bounds | None:
    """West, south, east, north of what passes, in degrees (EPSG:4326; see ``geo.extent``); None where nothing is placed.

    A line for each degree of longitude is asked for: of these the narrowest box round the globe can be told."""
    rows = context.incidents(filter)
    rows = rows.filter(rows.lon.notnull())
    found = context.run(
        rows.group_by(strip=rows.lon.floor()).aggregate(
            west=rows.lon.min(), south=rows.lat.min(), east=rows.lon.max(), north=rows.lat.max()
        )
    )
    return extent(np.column_stack([found[side].to_numpy() for side in ("west", "south", "east", "north")]))
