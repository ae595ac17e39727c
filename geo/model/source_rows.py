"""The rows of the file that an incident was read from, cell by cell, as they stood there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from geo.model.file_columns import ColumnAbout


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row: its file, its number (records counted from 1), and its cells (name of the column, text) in the order
    of the file. Empty cells are left out."""

    file: str
    row: int
    cells: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """The row as it stands in the files of the atlas."""
        return {"file": self.file, "row": self.row, "cells": dict(self.cells)}


def every_column(_: str) -> bool:
    """All columns are wanted."""
    return True


class SourceRows(Protocol):
    """The rows of all incidents of a dataset, read when they are asked for."""

    def of(self, incident: str) -> tuple[SourceRow, ...]:
        """The rows of one incident; empty where it was not read from a table."""
        ...

    def all_of(self, incidents: Sequence[str]) -> Iterator[tuple[SourceRow, ...]]:
        """The rows of several incidents, in their order."""
        ...

    def texts(self, incidents: Sequence[str]) -> Iterator[str]:
        """All cells of each of several incidents as one text, for search."""
        ...

    def distinct(
        self, incidents: Sequence[str], wanted: Callable[[str], bool] = every_column
    ) -> Iterator[tuple[str, pa.Array]]:
        """The columns that the rows of several incidents (a list of ids, or an index) have, in the order of the files,
        as far as they are ``wanted`` by name, each with its different cells; None among them where a row has none."""
        ...

    def counted(self, incidents: Sequence[str]) -> tuple[ColumnAbout, ...] | None:
        """What was counted of these columns when the rows were stored; None where they must be looked through."""
        ...

    def cells(self, incidents: Sequence[str], column: str) -> Iterator[tuple[str, ...]]:
        """What each of several incidents has in a column: a text for each of its rows in which the cell is filled."""
        ...


class MemorySourceRows:
    """Rows that are in memory, by incident."""

    def __init__(self, rows: Mapping[str, tuple[SourceRow, ...]] | None = None) -> None:
        self._rows = rows or {}

    def of(self, incident: str) -> tuple[SourceRow, ...]:
        """See ``SourceRows``."""
        return self._rows.get(incident, ())

    def all_of(self, incidents: Sequence[str]) -> Iterator[tuple[SourceRow, ...]]:
        """See ``SourceRows``."""
        return (self._rows.get(incident, ()) for incident in incidents)

    def texts(self, incidents: Sequence[str]) -> Iterator[str]:
        """See ``SourceRows``."""
        return map(joined_cells, self.all_of(incidents))

    def distinct(
        self, incidents: Sequence[str], wanted: Callable[[str], bool] = every_column
    ) -> Iterator[tuple[str, pa.Array]]:
        """See ``SourceRows``."""
        found: dict[str, set[str]] = {}
        for rows in self.all_of(incidents):
            for row in rows:
                for name, text in row.cells:
                    found.setdefault(name, set()).add(text)
        return ((name, pa.array(list(cells), pa.string())) for name, cells in found.items() if wanted(name))

    def counted(self, incidents: Sequence[str]) -> tuple[ColumnAbout, ...] | None:
        """See ``SourceRows``."""
        return None

    def cells(self, incidents: Sequence[str], column: str) -> Iterator[tuple[str, ...]]:
        """See ``SourceRows``."""
        return (cells_in(rows, column) for rows in self.all_of(incidents))


class JoinedSourceRows:
    """The rows of a dataset in which some incidents were joined: whoever stays has the rows of all."""

    def __init__(self, base: SourceRows, joined: Mapping[str, Sequence[str]]) -> None:
        """``joined``: by incident that stays those that went into it."""
        self._base, self._joined = base, joined

    def of(self, incident: str) -> tuple[SourceRow, ...]:
        """See ``SourceRows``."""
        every = (incident, *self._joined.get(incident, ()))
        return tuple(row for one in every for row in self._base.of(one))

    def all_of(self, incidents: Sequence[str]) -> Iterator[tuple[SourceRow, ...]]:
        """See ``SourceRows``."""
        plain = self._base.all_of(incidents)
        return (self.of(one) if one in self._joined else rows for one, rows in zip(incidents, plain, strict=True))

    def texts(self, incidents: Sequence[str]) -> Iterator[str]:
        """See ``SourceRows``."""
        plain = self._base.texts(incidents)
        pairs = zip(incidents, plain, strict=True)
        return (joined_cells(self.of(one)) if one in self._joined else text for one, text in pairs)

    def distinct(
        self, incidents: Sequence[str], wanted: Callable[[str], bool] = every_column
    ) -> Iterator[tuple[str, pa.Array]]:
        """See ``SourceRows``."""
        return self._base.distinct(self._every(incidents), wanted)

    def counted(self, incidents: Sequence[str]) -> tuple[ColumnAbout, ...] | None:
        """See ``SourceRows``."""
        return self._base.counted(self._every(incidents))

    def _every(self, incidents: Sequence[str]) -> list[str]:
        return [*incidents, *(other for one in incidents for other in self._joined.get(one, ()))]

    def cells(self, incidents: Sequence[str], column: str) -> Iterator[tuple[str, ...]]:
        """See ``SourceRows``."""
        plain = self._base.cells(incidents, column)
        pairs = zip(incidents, plain, strict=True)
        return (cells_in(self.of(one), column) if one in self._joined else cells for one, cells in pairs)


def cells_in(rows: Iterable[SourceRow], column: str) -> tuple[str, ...]:
    """The filled cells that some rows have in a column."""
    return tuple(text for row in rows for name, text in row.cells if name == column)


def joined_cells(rows: Iterable[SourceRow]) -> str:
    """All cells of some rows as one text, a cell a line."""
    return "\n".join(text for row in rows for _, text in row.cells)


NO_SOURCE_ROWS = MemorySourceRows()
"""For datasets that were not read from a table."""


def source_row(found: object) -> tuple[SourceRow, ...]:
    """The rows in what a file of the atlas keeps beside an incident: one row, or a list of them; what is no row is
    passed over."""
    entries = found if isinstance(found, list) else [found]
    return tuple(_row(entry) for entry in entries if isinstance(entry, dict) and isinstance(entry.get("cells"), dict))


def _row(entry: Mapping[str, Any]) -> SourceRow:
    number = entry.get("row")
    return SourceRow(
        str(entry.get("file") or ""), number if isinstance(number, int) else 0, filled(entry["cells"].items())
    )


def filled(cells: Iterable[tuple[str, object]]) -> tuple[tuple[str, str], ...]:
    """The cells that hold something."""
    return tuple((str(name), str(text)) for name, text in cells if text is not None and str(text).strip())
