"""How many different values the columns of an import's files have, counted as its rows are written."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from geo.model.file_columns import FEW_NUMBERS, MOST_COUNTED, ColumnAbout, column_about, no_numbers, words_of

_ROWS = 20_000
"""Rows that are looked at together, so that a column of very many values is soon done with."""


class ColumnCounts:
    """The different values of each column, of which no more are held than are counted (``MOST_COUNTED``)."""

    def __init__(self, names: Sequence[str]) -> None:
        self._columns = {name: _Column() for name in names}

    def add(self, cells: pa.StructArray) -> None:
        """Take in the cells of further rows."""
        for place, name in enumerate(self._columns):
            column = cells.field(place)
            for first in range(0, len(column), _ROWS):
                self._columns[name].add(column.slice(first, _ROWS))

    def found(self) -> tuple[ColumnAbout, ...]:
        """What is known of each column, in their order."""
        return tuple(column.about(name) for name, column in self._columns.items())


class _Column:
    def __init__(self) -> None:
        self._words = pa.array([], pa.string())
        """The different words; once these are too many to be counted, those of them that are no numbers."""
        self._many = False

    def add(self, cells: pa.Array) -> None:
        if self._many and len(self._words) > FEW_NUMBERS:
            return  # nothing that may follow changes what is said of it
        words = words_of(pc.unique(cells))
        self._words = pc.unique(pa.concat_arrays([self._words, no_numbers(words) if self._many else words]))
        if not self._many and len(self._words) > MOST_COUNTED:
            self._many, self._words = True, no_numbers(self._words)

    def about(self, name: str) -> ColumnAbout:
        if self._many:
            return ColumnAbout(name, MOST_COUNTED + 1, len(self._words) <= FEW_NUMBERS)
        return column_about(name, self._words)
