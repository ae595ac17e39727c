"""The source rows of a working copy, read from its file when they are asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.errors import UnreadableFile
from geo.model.coded import Ints
from geo.model.file_columns import ColumnAbout
from geo.model.source_rows import SourceRow, every_column, filled

_COLUMNS = ["file", "row", "original"]
FileState = tuple[int, ...]
"""What tells a file from another in its place, and from itself after it was written to."""


def file_state(found: os.stat_result) -> FileState:
    """The state that a look at a file found."""
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class CopySourceRows:
    """The source rows of the incidents in a working copy; ``index`` gives their ids in the order of the file.

    Where another file took its place the rows would be those of other incidents: then, and where it is gone, whatever is
    asked raises UnreadableFile. ``state`` is the state in which the incidents were read. ``columns`` is what the import
    counted of the columns; None where an earlier version of the atlas wrote the file.
    """

    def __init__(
        self,
        path: Path,
        index: Callable[[], pd.Index],
        state: FileState,
        columns: tuple[ColumnAbout, ...] | None = None,
    ) -> None:
        self._path, self._ids, self._state, self._columns = path, index, state, columns

    @contextmanager
    def _reading(self) -> Iterator[None]:
        name = self._path.name
        try:
            if file_state(self._path.stat()) != self._state:
                raise UnreadableFile(name, "was replaced while it was open", "Open it again.")
            yield
        except FileNotFoundError:
            raise UnreadableFile(name, "was removed while it was open", "Put it back, or open another.") from None
        except (pa.ArrowException, OSError):
            raise UnreadableFile(name, "can't be read any more", "Open it again.") from None

    @property
    def _index(self) -> pd.Index:
        return self._ids()

    def of(self, incident: str) -> tuple[SourceRow, ...]:
        """See ``geo.model.source_rows.SourceRows``."""
        with self._reading():
            if incident not in self._index:
                return ()
            place = int(self._index.get_loc(incident))
            group, first = _group_of(self._path, self._state, place)
            return _rows(_group(self._path, self._state, group).slice(place - first, 1))[0]

    def all_of(self, incidents: Sequence[str]) -> Iterator[tuple[SourceRow, ...]]:
        """See ``geo.model.source_rows.SourceRows``. One row group is in memory at a time."""
        with self._reading():
            places = self._index.get_indexer(pd.Index(incidents))
            by_group: dict[int, list[SourceRow]] = {}
            for place in places:
                if place < 0:
                    yield ()
                    continue
                group, first = _group_of(self._path, self._state, int(place))
                if group not in by_group:
                    table = _group(self._path, self._state, group)
                    by_group = {group: [rows[0] for rows in _rows(table)]}
                yield (by_group[group][int(place) - first],)

    def texts(self, incidents: Sequence[str]) -> Iterator[str]:
        """See ``geo.model.source_rows.SourceRows``."""
        with self._reading():
            column = pq.read_table(self._path, columns=["original"]).column("original")
            return iter(cell_texts(column).take(pa.array(self._index.get_indexer(pd.Index(incidents)))).to_pylist())

    def distinct(
        self, incidents: Sequence[str], wanted: Callable[[str], bool] = every_column
    ) -> Iterator[tuple[str, pa.Array]]:
        """See ``geo.model.source_rows.SourceRows``. One column is in memory at a time where all rows are asked for."""
        with self._reading():
            file = pq.ParquetFile(self._path)
            names = list(filter(wanted, _names(file.schema_arrow.field("original"))))
            if len(incidents) == file.metadata.num_rows and not any("." in name for name in names):
                for name in names:
                    yield name, _different(self._path, f"original.{name}")
                return
            whole = pq.read_table(self._path, columns=["original"]).column("original").combine_chunks()
            asked = whole.take(self._places(incidents))
            for name in names:
                yield name, pc.unique(_cells_of(asked, name))

    def counted(self, incidents: Sequence[str]) -> tuple[ColumnAbout, ...] | None:
        """See ``geo.model.source_rows.SourceRows``: where all rows are asked for."""
        return self._columns if len(incidents) == len(self._index) else None

    def cells(self, incidents: Sequence[str], column: str) -> Iterator[tuple[str, ...]]:
        """See ``geo.model.source_rows.SourceRows``."""
        with self._reading():
            file = pq.ParquetFile(self._path)
            if column not in _names(file.schema_arrow.field("original")):
                return iter(((),) * len(incidents))
            leaf = "original" if "." in column else f"original.{column}"
            whole = file.read([leaf]).column("original").combine_chunks()
            found = _cells_of(whole, column).take(self._places(incidents)).to_pylist()
            return ((text,) if text is not None and text.strip() else () for text in found)

    def _places(self, incidents: Sequence[str]) -> pa.Array:
        """The rows of incidents; null for those that are not in the file."""
        places = self._index.get_indexer(pd.Index(incidents))
        return pa.array(places, mask=places < 0)


def _different(path: Path, leaf: str) -> pa.Array:
    """The different cells of a column: those of each part of the file, each once."""
    file = pq.ParquetFile(path, read_dictionary=[leaf])
    found = [pa.array([], pa.string())]
    for group in range(file.num_row_groups):
        column = file.read_row_group(group, [leaf]).column("original")
        found += [chunk.field(0).dictionary for chunk in column.chunks]
    return pc.unique(pa.concat_arrays(found))


def _cells_of(original: pa.StructArray, column: str) -> pa.Array:
    return original.flatten()[_names(original).index(column)]


def _names(original: pa.Array | pa.Field) -> list[str]:
    return [field.name for field in original.type]


def cell_texts(original: pa.ChunkedArray) -> pa.Array:
    """All cells of each row as one text, a cell a line; no cell passes through Python."""
    whole = original.combine_chunks()
    cells = [pc.fill_null(field, "") for field in whole.flatten()]
    if not cells:
        return pa.array([""] * len(whole), pa.string())
    return pc.binary_join_element_wise(*cells, "\n")


def group_starts(meta: pq.FileMetaData) -> Ints:
    """The first row of each row group."""
    lengths = [meta.row_group(group).num_rows for group in range(meta.num_row_groups)]
    return np.cumsum([0, *lengths])[:-1].astype(np.int64)


@lru_cache(maxsize=16)
def _starts(path: Path, state: FileState) -> Ints:
    return group_starts(pq.ParquetFile(path).metadata)


def _group_of(path: Path, state: FileState, place: int) -> tuple[int, int]:
    """The row group that holds a row, and its first row."""
    starts = _starts(path, state)
    group = int(np.searchsorted(starts, place, side="right")) - 1
    return group, int(starts[group])


@lru_cache(maxsize=2)
def _group(path: Path, state: FileState, group: int) -> pa.Table:
    """One row group; ``state`` tells one state of the file from the next."""
    return pq.ParquetFile(path).read_row_group(group, columns=_COLUMNS)


def _rows(table: pa.Table) -> list[tuple[SourceRow, ...]]:
    return [(SourceRow(row["file"], row["row"], filled((row["original"] or {}).items())),) for row in table.to_pylist()]
