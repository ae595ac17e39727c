"""The columns in which a working copy keeps the properties of incidents."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.model.coded import Coded
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


def named_or_unknown(kinds: pa.ChunkedArray, perpetrators: pa.ChunkedArray) -> pa.ChunkedArray:
    """Kinds of perpetrators; a copy from before there was a word for named ones of another kind, or of several, calls
    them unknown."""
    words = pc.cast(kinds, pa.string())
    named = pc.greater(pc.list_value_length(perpetrators), 0)
    return pc.if_else(pc.and_(pc.equal(words, str(PerpetratorKind.UNKNOWN)), named), str(PerpetratorKind.OTHER), words)


def values_of(column: pa.ChunkedArray, dtype: str) -> Any:
    """A column with one value a row as it stands in a frame: an array of pandas or NumPy."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if dtype == "datetime64[s]":
        return column.cast(pa.timestamp("s")).to_numpy().astype(dtype)
    if dtype in ("Int64", "Float64", "boolean"):
        kind = {"Int64": pd.Int64Dtype(), "Float64": pd.Float64Dtype(), "boolean": pd.BooleanDtype()}[dtype]
        return kind.__from_arrow__(column)
    return pd.array(column, dtype=dtype)


def in_dictionary(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """A column in one piece, each different value kept once."""
    whole = column.combine_chunks()
    return whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()


def words_coded(column: pa.ChunkedArray) -> Coded:
    """Words as numbers; None where there is none."""
    coded = in_dictionary(column)
    words = coded.dictionary.to_pylist()
    return Coded((*words, None), coded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False).astype(np.int64))


def tuples_coded(column: pa.ChunkedArray | pa.Array) -> Coded:
    """Lists of words as numbers of tuples."""
    lists = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    coded = pc.dictionary_encode(pc.binary_join(lists, "\x1f"))
    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
    found = (*(tuple(dict.fromkeys(text.split("\x1f"))) for text in coded.dictionary.to_pylist()), ())
    codes = np.where(lengths == 0, len(coded.dictionary), coded.indices.to_numpy(zero_copy_only=False))
    return Coded(found, codes.astype(np.int64))


def shared_tuples(column: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """Lists of words as tuples, each different one kept once."""
    return tuples_coded(column).array()


def shapes_of(column: pa.ChunkedArray) -> np.ndarray:
    """Shapes from WKB, each different one made once; None for what is missing or broken."""
    coded = in_dictionary(column)
    codes = coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False)
    return np.asarray(np.array([*from_wkb(coded.dictionary), None], dtype=object)[codes])


def from_wkb(raw: pa.Array | pa.ChunkedArray) -> npt.NDArray[Any]:
    """Shapes from WKB; None for what is missing or broken."""
    column = raw.combine_chunks() if isinstance(raw, pa.ChunkedArray) else raw
    values = np.asarray(column.to_numpy(zero_copy_only=False), dtype=object)
    return np.asarray(shapely.from_wkb(values, on_invalid="ignore"))
