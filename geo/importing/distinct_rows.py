"""Columns of a batch worked out once for each different text, row or object, and laid out over all rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.row_batches import Ints

Objects = npt.NDArray[np.object_]
_MOST_CODES = 2**62


def each(values: pa.Array, work: Callable[[str], Any]) -> Objects:
    """What ``work`` gives for each text, worked out once for each different one."""
    coded = pc.dictionary_encode(values)
    found = np.empty(len(coded.dictionary), dtype=object)
    found[:] = [work(text) for text in coded.dictionary.to_pylist()]
    return np.asarray(found[coded.indices.to_numpy(zero_copy_only=False)])


def each_text(values: pa.Array, work: Callable[[str], str | None]) -> pa.Array:
    """As ``each`` for work that gives texts; None becomes an empty one."""
    coded = pc.dictionary_encode(values)
    return pa.array([work(text) or "" for text in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)


def different_rows(columns: Sequence[pa.Array | Ints]) -> tuple[Ints, list[tuple[Any, ...]]]:
    """The different rows of several columns (texts, or numbers from 0 on), and the place of each row among them."""
    place, span = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        codes, many = _codes(column)
        if span * many > _MOST_CODES:
            place, found = pd.factorize(place, sort=True)
            span = len(found)
        place, span = place * many + codes, span * many
    place, found = pd.factorize(place, sort=True)
    first = _first_rows(place, len(found))
    taken = (
        column[first].tolist() if isinstance(column, np.ndarray) else column.take(pa.array(first)).to_pylist()
        for column in columns
    )
    return place, list(zip(*taken, strict=True))


def _codes(column: pa.Array | Ints) -> tuple[Ints, int]:
    """Numbers from 0 on for what a column holds, and one more than the largest."""
    if isinstance(column, np.ndarray):
        return column, int(column.max(initial=0)) + 1
    coded = pc.dictionary_encode(column)
    return coded.indices.to_numpy(zero_copy_only=False), max(1, len(coded.dictionary))


def each_of(columns: Sequence[pa.Array | Ints], work: Callable[..., Any]) -> Objects:
    """What ``work`` gives for each row of several columns, worked out once for each different row."""
    place, rows = different_rows(columns)
    found = np.empty(len(rows), dtype=object)
    found[:] = [work(*row) for row in rows]
    return np.asarray(found[place])


def each_text_of(columns: Sequence[pa.Array | Ints], work: Callable[..., str | None]) -> pa.Array:
    """As ``each_of`` for work that gives texts; None becomes an empty one."""
    place, rows = different_rows(columns)
    return pa.array([work(*row) or "" for row in rows], pa.string()).take(pa.array(place))


def parts_of(
    columns: Sequence[pa.Array | Ints], work: Callable[..., tuple[Any, ...]], count: int
) -> tuple[Objects, ...]:
    """As ``each_of`` for work that gives ``count`` values: a column for each of them."""
    place, rows = different_rows(columns)
    told = [work(*row) for row in rows]
    parts = []
    for number in range(count):
        values = np.empty(len(told), dtype=object)
        for at, row in enumerate(told):
            values[at] = row[number]
        parts.append(values[place])
    return tuple(parts)


def each_object(values: Objects, work: Callable[[Any], Any]) -> Objects:
    """What ``work`` gives for each of few objects that stand in many rows, worked out once for each of them."""
    place, first = same_objects(values)
    told = np.empty(len(first), dtype=object)
    told[:] = [work(values[at]) for at in first]
    return np.asarray(told[place])


def words(values: Objects) -> pa.Array:
    """Words of a vocabulary as Arrow texts; None becomes null."""
    place, first = same_objects(values)
    return pa.array(values[first], type=pa.string()).take(pa.array(place))


def same_objects(values: Objects) -> tuple[Ints, Ints]:
    """Which of the different objects each row holds, and the first row of each."""
    place, found = pd.factorize(np.fromiter(map(id, values), np.int64, len(values)))
    return place, _first_rows(place, len(found))


def _first_rows(place: Ints, count: int) -> Ints:
    first = np.empty(count, dtype=np.int64)
    first[place[::-1]] = np.arange(len(place))[::-1]
    return first
