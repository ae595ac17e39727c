"""The columns in which a working copy keeps the properties of incidents."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.model.schema_columns import INCIDENT_COLUMNS, Column
from geo.model.vocabularies import PerpetratorKind

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
    return _with_named_perpetrators(table)


def _with_named_perpetrators(table: pa.Table) -> pa.Table:
    """A copy from before there was a word for named perpetrators of another kind, or of several, calls them unknown."""
    kinds = pc.cast(table["perpetrator_kind"], pa.string())
    named = pc.greater(pc.list_value_length(table["perpetrators"]), 0)
    wrong = pc.and_kleene(pc.equal(kinds, str(PerpetratorKind.UNKNOWN)), named)
    if not pc.any(wrong).as_py():
        return table
    mended = pc.if_else(wrong, str(PerpetratorKind.OTHER), kinds)
    return table.set_column(table.column_names.index("perpetrator_kind"), "perpetrator_kind", mended)


def series_of(column: pa.ChunkedArray, dtype: str) -> pd.Series[Any]:
    """A column with one value a row as it stands in a frame."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if dtype == "datetime64[s]":
        return pd.Series(column.combine_chunks().cast(pa.timestamp("s")).to_numpy(zero_copy_only=False)).astype(dtype)
    if dtype in ("Int64", "Float64", "boolean"):
        kind = {"Int64": pd.Int64Dtype(), "Float64": pd.Float64Dtype(), "boolean": pd.BooleanDtype()}[dtype]
        return column.to_pandas(types_mapper=lambda _: kind)
    return column.to_pandas().astype(dtype)


def shared_tuples(column: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """Lists of words as tuples, each different one kept once."""
    lists = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    coded = pc.dictionary_encode(pc.binary_join(lists, "\x1f"))
    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
    found = np.empty(len(coded.dictionary), dtype=object)
    found[:] = [tuple(dict.fromkeys(text.split("\x1f"))) for text in coded.dictionary.to_pylist()]
    tuples = found[coded.indices.to_numpy(zero_copy_only=False)]
    for place in np.flatnonzero(lengths == 0):
        tuples[place] = ()
    return np.asarray(tuples)
