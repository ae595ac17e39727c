"""The columns in which a working copy keeps the properties of incidents."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from geo.model.columns import INCIDENT_COLUMNS, Column

LISTS = tuple(column.name for column in INCIDENT_COLUMNS if column.many and column.name != "sources")
"""Those of which an incident has several values."""
_ARROW = {
    "str": pa.string(),
    "datetime64[s]": pa.date32(),
    "Int64": pa.int64(),
    "Float64": pa.float64(),
    "boolean": pa.bool_(),
    "object": pa.list_(pa.string()),
}


def arrow_type(column: Column) -> pa.DataType:
    """How a working copy keeps a property of incidents."""
    return _ARROW[column.dtype]


def with_all(table: pa.Table) -> pa.Table:
    """The table with all properties: a copy from before there was one lacks its column, and nothing is known of it."""
    for column in INCIDENT_COLUMNS:
        if column.name != "sources" and column.name not in table.column_names:
            empty: list[Any] = [[] if column.many else None] * table.num_rows
            table = table.append_column(column.name, pa.array(empty, type=arrow_type(column)))
    return table
