"""A batch of rows seen through a column mapping: texts, numbers and other values, parsed once for each distinct cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.characters import EDGES, plain_characters
from geo.importing.column_mapping import ColumnMapping
from geo.importing.coordinates import Floats, degrees
from geo.importing.markup import has_markup, plain_text
from geo.importing.missing_values import MISSING_WORDS, is_missing
from geo.importing.people_counts import parse_count
from geo.importing.reasons import Notice
from geo.importing.row_batches import Batch, Ints

Objects = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]
_MOST_CODES = 2**62


@dataclass(frozen=True)
class NoticedCells:
    """Cells of one column that a person should know of: which rows of the batch, and what stands there."""

    notice: Notice
    column: str
    at: Mask
    values: pa.Array


@dataclass(frozen=True)
class FigureColumns:
    """Numbers of people: at least ``low``, at most ``high`` (infinite where open); NaN where nothing is known."""

    low: Floats
    high: Floats
    note: pa.Array
    """What the cell says where its number is not exact; else empty."""


@dataclass(frozen=True)
class MappedCells:
    """The cells of a batch by property."""

    batch: Batch
    mapping: ColumnMapping
    events: npt.NDArray[np.int64] | None = None
    """For each row the number of the row that its event is first told by; None where every row is its own event."""
    noticed: list[NoticedCells] = field(default_factory=list)
    """What is found in cells as they are read."""
    _texts: dict[str, pa.Array] = field(default_factory=dict, repr=False)
    """The texts of the properties that were asked for."""
    _known: dict[str, pa.Array] = field(default_factory=dict, repr=False)
    """The same without those that say that nothing is known."""

    @cached_property
    def count(self) -> int:
        """Number of rows."""
        return len(self.batch.rows)

    def has(self, prop: str) -> bool:
        """Whether a column holds this property."""
        return self.mapping.column(prop) is not None

    def text(self, prop: str) -> pa.Array:
        """The texts of a property without markup and trimmed; empty where no column holds it."""
        if prop not in self._texts:
            column = self.mapping.column(prop)
            if column is None:
                self._texts[prop] = pa.array([""] * self.count, type=pa.string())
            else:
                self._texts[prop] = trimmed(self.batch.cells.column(column).combine_chunks())
        return self._texts[prop]

    def known(self, prop: str) -> pa.Array:
        """The texts of a property, empty where they say that nothing is known (``NA``, ``Unknown``, ``-``)."""
        if prop not in self._known:
            self._known[prop] = each_text(
                self.text(prop), lambda text: "" if text.casefold() in MISSING_WORDS else text
            )
        return self._known[prop]

    def codes(self, prop: str) -> pa.Array:
        """Numbers and codes as text: ASCII digits, no marks that are not seen, ``12`` for ``12.0``."""
        return each_text(self.text(prop), lambda text: plain_characters(text).removesuffix(".0"))

    def numbers(self, prop: str) -> Floats:
        """The numbers of a property; NaN where a cell is empty, infinite where it is no number."""
        return degrees(self.text(prop))

    def counts(self, prop: str) -> Floats:
        """Exact whole numbers from 0 on; NaN for all else. What is neither a number nor a code below 0 is noticed."""
        found = each(self.text(prop), parse_count)
        exact = np.array([figure.low == figure.high and not figure.about for figure in found], dtype=np.bool_)
        low = np.array([figure.low for figure in found], dtype=np.float64)
        coded = each(self.text(prop), _is_code).astype(np.bool_)
        known = ~each(self.text(prop), is_missing).astype(np.bool_)
        self.notice(Notice.FIGURE, prop, known & ~exact & ~coded)
        return np.where(exact, low, np.nan)

    def figures(self, prop: str) -> FigureColumns:
        """Numbers of people as tables write them; what can't be read, and what is not exact, is noticed."""
        found: Objects = each(self.text(prop), parse_count)
        low = np.array([figure.low for figure in found], dtype=np.float64)
        high = np.array([figure.high for figure in found], dtype=np.float64)
        about = np.array([figure.about for figure in found], dtype=np.bool_)
        self.notice(Notice.FIGURE, prop, np.array([figure.unread for figure in found], dtype=np.bool_))
        self.notice(Notice.ABOUT, prop, about)
        written = np.asarray(self.text(prop).to_numpy(zero_copy_only=False), dtype=object)
        return FigureColumns(low, high, texts(np.where(about, written, "").astype(object)))

    def notice(self, notice: Notice, prop: str, at: Mask) -> None:
        """Remember the cells of a property that a person should know of."""
        column = self.mapping.column(prop)
        if (
            column is not None
            and at.any()
            and not any((old.notice, old.column) == (notice, column) for old in self.noticed)
        ):
            self.noticed.append(NoticedCells(notice, column, at, self.batch.cells.column(column).combine_chunks()))

    def together(self, props: tuple[str, ...], work: Callable[..., Any]) -> Objects:
        """What ``work`` gives for the texts of several properties, worked out once for each combination."""
        return each_of([self.text(prop) for prop in props], work)


def trimmed(values: pa.Array) -> pa.Array:
    """Texts without markup, and without blanks or unseen marks at their ends; those that repeat are looked at once."""
    coded = pc.dictionary_encode(values)
    if len(coded.dictionary) * 2 < len(values):
        return trimmed(coded.dictionary).take(coded.indices)
    if pc.any(pc.match_substring_regex(values, "[<&]")).as_py():
        values = each_text(values, lambda text: plain_text(text) if has_markup(text) else text)
    return pc.utf8_trim(values, EDGES)


def _is_code(text: str) -> bool:
    """Whether a cell holds a number below 0, by which datasets code that a figure is not known."""
    plain = plain_characters(text)
    return plain.startswith("-") and plain[1:].removesuffix(".0").isdecimal()


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


def each_text_of(columns: Sequence[pa.Array | Ints], work: Callable[..., str]) -> pa.Array:
    """As ``each_of`` for work that gives texts."""
    place, rows = different_rows(columns)
    return pa.array([work(*row) for row in rows], pa.string()).take(pa.array(place))


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
    place, first = _same_objects(values)
    told = np.empty(len(first), dtype=object)
    told[:] = [work(values[at]) for at in first]
    return np.asarray(told[place])


def words(values: Objects) -> pa.Array:
    """Words of a vocabulary as Arrow texts; None becomes null."""
    place, first = _same_objects(values)
    return pa.array(values[first], type=pa.string()).take(pa.array(place))


def _same_objects(values: Objects) -> tuple[Ints, Ints]:
    """Which of the different objects each row holds, and the first row of each."""
    place, found = pd.factorize(np.fromiter(map(id, values), dtype=np.int64, count=len(values)))
    return place, _first_rows(place, len(found))


def _first_rows(place: Ints, count: int) -> Ints:
    first = np.empty(count, dtype=np.int64)
    first[place[::-1]] = np.arange(len(place))[::-1]
    return first


def repeated(text: str, count: int) -> pa.Array:
    """The same text in each row."""
    return pa.repeat(pa.scalar(text, pa.string()), count)


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
