"""The columns in which a working copy keeps the properties of incidents."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from geo.model.schema_columns import INCIDENT_COLUMNS, Column

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


def nothing(kind: pa.DataType, count: int) -> pa.Array:
    """A column of which nothing is known: empty lists, or nulls."""
    empty: list[Any] = [[]] * count
    return pa.array(empty, type=kind) if pa.types.is_list(kind) else pa.nulls(count, kind)


def with_all(table: pa.Table) -> pa.Table:
    """The table with all properties: a copy from before there was one lacks its column, and nothing is known of it."""
    for column in INCIDENT_COLUMNS:
        if column.name != "sources" and column.name not in table.column_names:
            table = table.append_column(column.name, nothing(arrow_type(column), table.num_rows))
    return table
