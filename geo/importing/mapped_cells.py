"""A batch of rows seen through a column mapping: texts, numbers and other values, parsed once for each distinct cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.characters import EDGES, plain_characters
from geo.importing.column_mapping import ColumnMapping
from geo.importing.coordinates import Floats, degrees
from geo.importing.distinct_rows import Objects, each, each_of, each_text
from geo.importing.markup import has_markup, plain_text
from geo.importing.missing_values import MISSING_WORDS, is_missing
from geo.importing.people_counts import parse_count
from geo.importing.reasons import Notice
from geo.importing.row_batches import Batch

Mask = npt.NDArray[np.bool_]
_SAMPLE = 1000
"""Cells by which is told whether those of a column repeat: to find out of all of them takes long where they are long texts."""


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
                self._texts[prop] = repeated("", self.count)
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
    some = values.slice(0, _SAMPLE)
    if len(pc.unique(some)) * 2 < len(some) or len(values) <= _SAMPLE:
        coded = pc.dictionary_encode(values)
        if len(coded.dictionary) * 2 < len(values):
            return trimmed(coded.dictionary).take(coded.indices)
    if any(pc.any(pc.match_substring(values, sign)).as_py() for sign in "<&"):
        values = each_text(values, lambda text: plain_text(text) if has_markup(text) else text)
    return pc.utf8_trim(values, EDGES)


def _is_code(text: str) -> bool:
    """Whether a cell holds a number below 0, by which datasets code that a figure is not known."""
    plain = plain_characters(text)
    return plain.startswith("-") and plain[1:].removesuffix(".0").isdecimal()


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
