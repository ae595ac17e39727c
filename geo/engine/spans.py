"""How far incidents reach: in time, how many there are of each first and last day, so that whoever has these counts any
window of dates exactly; and on the map."""

from __future__ import annotations

import pyarrow as pa

from geo.engine.asked import Asked
from geo.filter.filter import Filter


def spans(asked: Asked, filter: Filter) -> pa.Table:
    """Columns: ``start`` and ``end`` (days since 1970-01-01), ``count``, ``not_placed``; the filter's dates are left
    aside. As many rows as there are different spans: days and months, not incidents."""
    rows = asked.incidents(filter, dates=False)
    found = asked.run(
        rows.group_by(start=rows.start_day, end=rows.end_day).aggregate(
            count=rows.count(), not_placed=rows.lon.isnull().ifelse(1, 0).sum()
        )
    )
    return found.sort_by([("start", "ascending"), ("end", "ascending")])


def bounds(asked: Asked, filter: Filter) -> tuple[float, float, float, float] | None:
    """West, south, east, north of what passes, in degrees (EPSG:4326); None where nothing is placed."""
    rows = asked.incidents(filter)
    found = asked.run(
        rows.aggregate(west=rows.lon.min(), south=rows.lat.min(), east=rows.lon.max(), north=rows.lat.max())
    ).to_pylist()[0]
    if found["west"] is None:
        return None
    return found["west"], found["south"], found["east"], found["north"]
