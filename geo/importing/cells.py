"""A batch seen through a mapping: texts, numbers and values worked out once for each different cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.coordinates import Floats, degrees
from geo.importing.mapping import Mapping
from geo.importing.records import Batch

Objects = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]

NOTHING = frozenset({"", "na", "n/a", "nan", "-", "--", "null", "none", "nil", "unknown", "#n/a", "not available", "."})
"""Texts that say that nothing is known."""


@dataclass(frozen=True)
class Cells:
    """The cells of a batch by property."""

    batch: Batch
    mapping: Mapping
    events: npt.NDArray[np.int64] | None = None
    """For each row the number of the row that its event is first told by; None where every row is its own event."""

    @cached_property
    def count(self) -> int:
        """Number of rows."""
        return len(self.batch.rows)

    def has(self, prop: str) -> bool:
        """Whether a column holds this property."""
        return self.mapping.column(prop) is not None

    def text(self, prop: str) -> pa.Array:
        """The trimmed texts of a property; empty where no column holds it."""
        column = self.mapping.column(prop)
        if column is None:
            return pa.array([""] * self.count, type=pa.string())
        return pc.utf8_trim_whitespace(self.batch.cells.column(column).combine_chunks())

    def known(self, prop: str) -> pa.Array:
        """The texts of a property, empty where they say that nothing is known (``NA``, ``Unknown``, ``-``)."""
        return texts(each(self.text(prop), lambda text: "" if text.casefold() in NOTHING else text))

    def numbers(self, prop: str) -> Floats:
        """The numbers of a property; NaN where a cell is empty, infinite where it is no number."""
        return degrees(self.text(prop))

    def counts(self, prop: str) -> Floats:
        """Whole numbers from 0 on; NaN for all else, negative codes such as -99 included."""
        values = self.numbers(prop)
        good = np.isfinite(values) & (values >= 0) & (values == np.floor(values)) & (values < 10_000_000)
        return np.where(good, values, np.nan)

    def together(self, props: tuple[str, ...], work: Callable[..., Any]) -> Objects:
        """What ``work`` gives for the texts of several properties, worked out once for each combination."""
        return each_of([self.text(prop) for prop in props], work)


def each(values: pa.Array, work: Callable[[str], Any]) -> Objects:
    """What ``work`` gives for each text, worked out once for each different one."""
    coded = pc.dictionary_encode(values)
    found = np.empty(len(coded.dictionary), dtype=object)
    found[:] = [work(text) for text in coded.dictionary.to_pylist()]
    return np.asarray(found[coded.indices.to_numpy(zero_copy_only=False)])


def each_of(columns: list[pa.Array], work: Callable[..., Any]) -> Objects:
    """What ``work`` gives for each row of several columns, worked out once for each different row."""
    codes = [pc.dictionary_encode(column) for column in columns]
    joined = np.zeros(len(columns[0]), dtype=np.int64)
    for coded in codes:
        joined = joined * max(1, len(coded.dictionary)) + coded.indices.to_numpy(zero_copy_only=False)
    _, first, place = np.unique(joined, return_index=True, return_inverse=True)
    rows = zip(*(column.take(pa.array(first)).to_pylist() for column in columns), strict=True)
    found = np.empty(len(first), dtype=object)
    found[:] = [work(*row) for row in rows]
    return np.asarray(found[place])


def parts_of(columns: list[pa.Array], work: Callable[..., tuple[Any, ...]], count: int) -> tuple[Objects, ...]:
    """As ``each_of`` for work that gives ``count`` values: a column for each of them."""
    found = each_of(columns, lambda *row: row)
    marks = np.fromiter(map(id, found), dtype=np.int64, count=len(found))
    _, first, place = np.unique(marks, return_index=True, return_inverse=True)
    rows = [work(*found[at]) for at in first]
    parts = []
    for number in range(count):
        values = np.empty(len(rows), dtype=object)
        for at, row in enumerate(rows):
            values[at] = row[number]
        parts.append(values[place])
    return tuple(parts)


def texts(values: Objects) -> pa.Array:
    """Objects as Arrow texts; None becomes an empty text."""
    return pc.fill_null(pa.array(values, type=pa.string()), "")


def first_filled(*columns: pa.Array) -> pa.Array:
    """In each row the first text that isn't empty."""
    found = columns[-1]
    for column in reversed(columns[:-1]):
        found = pc.if_else(pc.equal(column, ""), found, column)
    return found


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts put together row by row."""
    return pc.binary_join_element_wise(*parts, "")


def empty(values: pa.Array) -> Mask:
    """Where a text is empty."""
    return np.asarray(pc.equal(values, "").to_numpy(zero_copy_only=False), dtype=np.bool_)
