"""How many incidents there are of each first and last day: whoever has them counts any window of dates exactly."""

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
