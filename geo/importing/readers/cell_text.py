"""Writes cells of other types as text that can be parsed again."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.limits import BATCH
from geo.importing.row_batches import Batch


def cell_text(value: Any) -> str:
    """A value as text: whole numbers without a fraction, dates as ISO 8601, nothing as an empty text."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "" if math.isnan(value) else str(int(value)) if _is_whole(value) else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | timedelta):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    return json.dumps(value, ensure_ascii=False, default=str)


def _is_whole(value: float) -> bool:
    return math.isfinite(value) and value == int(value) and abs(value) < 2**53


def batches_of(rows: Iterable[tuple[int, Sequence[str]]], names: tuple[str, ...]) -> Iterator[Batch]:
    """Numbered rows of texts, some at a time."""
    numbered = iter(rows)
    while part := list(islice(numbered, BATCH)):
        columns = zip(*(cells for _, cells in part), strict=True)
        arrays = [pa.array(column, type=pa.string()) for column in columns]
        yield Batch(np.array([row for row, _ in part], dtype=np.int64), pa.table(dict(zip(names, arrays, strict=True))))


def table_text(table: pa.Table) -> pa.Table:
    """All columns of an Arrow table as text."""
    return pa.table({name: _column_text(table.column(name)) for name in table.column_names})


def _column_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind):
        return pc.fill_null(column.cast(pa.string()), "")
    values = [cell_text(value) for value in column.to_pylist()]
    return pa.chunked_array([pa.array(values, type=pa.string())])
