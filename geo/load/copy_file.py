"""The columns of a working copy: in a table, or in a file that gives each of them when it is asked for."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.errors import UnreadableFile
from geo.load.copy_columns import arrow_type, nothing
from geo.load.copy_metadata import COLUMNS, CONTENT, REPEATED, columns_from
from geo.load.copy_source_rows import FileState, file_state, group_starts
from geo.model.file_columns import ColumnAbout
from geo.model.schema_columns import INCIDENT_COLUMNS

Ints = npt.NDArray[np.int64]
_ADDED = {column.name: arrow_type(column) for column in INCIDENT_COLUMNS if column.name != "sources"}
_GROUPS_KEPT = 8
_BLOCK = 2**20


class CopyColumns(Protocol):
    """What frames are made of."""

    @property
    def rows(self) -> int:
        """How many incidents there are."""
        ...

    def column(self, name: str) -> pa.ChunkedArray:
        """A column with a value for each incident."""
        ...

    def entries(self, name: str, field: str) -> tuple[Ints, pa.ChunkedArray]:
        """Of a column of lists of records: whose each record is (position of the incident), and one field of all."""
        ...


class TableColumns:
    """Columns of a table. Implements ``CopyColumns``."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self.rows = table.num_rows

    def column(self, name: str) -> pa.ChunkedArray:
        """See ``CopyColumns``."""
        return self._table.column(name) if name in self._table.column_names else _unknown(name, self.rows)

    def entries(self, name: str, field: str) -> tuple[Ints, pa.ChunkedArray]:
        """See ``CopyColumns``."""
        return flat_entries(self._table.column(name), field)


def _unknown(name: str, rows: int) -> pa.ChunkedArray:
    """A property of which a copy from before there was one says nothing."""
    return pa.chunked_array([nothing(_ADDED[name], rows)])


def flat_entries(lists: pa.ChunkedArray, field: str) -> tuple[Ints, pa.ChunkedArray]:
    """Whose each record is, and a field of all records, of lists of records."""
    owners, fields, first = [np.zeros(0, dtype=np.int64)], [], 0
    for chunk in lists.chunks:
        owners.append(pc.list_parent_indices(chunk).to_numpy(zero_copy_only=False).astype(np.int64) + first)
        fields.append(chunk.flatten().field(field))
        first += len(chunk)
    kind = lists.type.value_type.field(field).type
    return np.concatenate(owners), pa.chunked_array(fields, type=fields[0].type if fields else kind)


class CopyFile:
    """Columns of a Parquet file, each read when it is asked for, and none kept. Implements ``CopyColumns``.

    Raises UnreadableFile for a file that is none, and whenever it is asked for what is damaged or was overwritten since.
    Safe to use from several threads.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, Lock()
        try:
            # The same file as long as it is in use, also where another one takes its place.
            self._bytes = pa.OSFile(str(path), "rb")
            self.state = self._now()
            self._file = pq.ParquetFile(self._bytes, read_dictionary=[*REPEATED, "geometry"])
        except (pa.ArrowException, OSError):
            raise self._damaged() from None
        self.names = tuple(self._file.schema_arrow.names)
        self.rows: int = self._file.metadata.num_rows
        self._groups: dict[int, pa.Table] = {}

    def check(self) -> None:
        """Raises UnreadableFile where the file is damaged: its bytes are added up, or, where an earlier version of the
        atlas wrote it, all columns but the original cells are read."""
        kept = (self._file.metadata.metadata or {}).get(CONTENT)
        if kept is not None:
            if kept.decode() != _content(self._path, int(kept.split(b" ")[0])):
                raise self._damaged()
            return
        names = [name for name in self.names if name != "original"]
        for group in range(self._file.num_row_groups):
            self._checked(lambda at=group: self._file.read_row_group(at, names))

    def counted(self) -> tuple[ColumnAbout, ...] | None:
        """What the import counted of the columns of its files; None where an earlier version wrote the file."""
        return columns_from((self._file.metadata.metadata or {}).get(COLUMNS))

    def column(self, name: str) -> pa.ChunkedArray:
        """See ``CopyColumns``."""
        if name not in self.names:
            return _unknown(name, self.rows)
        return self._read([name]).column(name)

    def entries(self, name: str, field: str) -> tuple[Ints, pa.ChunkedArray]:
        """See ``CopyColumns``."""
        return flat_entries(self._read([f"{name}.list.element.{field}"]).column(name), field)

    def taken(self, names: Sequence[str], places: Ints) -> pa.Table:
        """Some rows with some columns, in the order of ``places``; of the parts of the file that hold them the last ones
        are kept."""
        groups = np.searchsorted(self._starts, places, side="right") - 1
        order = np.argsort(groups, kind="stable")
        parts = []
        for group in np.unique(groups).tolist():
            inside = places[groups == group] - self._starts[group]
            parts.append(self._group(group, list(names)).take(pa.array(inside)))
        if not parts:
            return self._file.schema_arrow.empty_table().select(list(names))
        back = np.empty(len(order), dtype=np.int64)
        back[order] = np.arange(len(order))
        return pa.concat_tables(parts).combine_chunks().take(pa.array(back))

    @cached_property
    def _starts(self) -> Ints:
        """The first row of each row group."""
        return group_starts(self._file.metadata)

    def _group(self, number: int, names: list[str]) -> pa.Table:
        kept = self._groups.pop(number, None)
        if kept is None or not set(names) <= set(kept.column_names):
            with self._lock:
                kept = self._checked(lambda: self._file.read_row_group(number, names))
        self._groups[number] = kept
        for old in list(self._groups)[:-_GROUPS_KEPT]:
            self._groups.pop(old, None)
        return kept.select(names)

    def _read(self, leaves: list[str]) -> pa.Table:
        # Group by group: lists can't be read over several of them.
        with self._lock:
            numbers = range(self._file.num_row_groups)
            groups = [self._checked(lambda at=at: self._file.read_row_group(at, leaves)) for at in numbers]
            return pa.concat_tables(groups) if groups else self._checked(lambda: self._file.read(leaves))

    def _checked(self, read: Any) -> pa.Table:
        try:
            found = read()
        except (pa.ArrowException, OSError):
            raise self._damaged() from None
        if self._now() != self.state:
            raise UnreadableFile(self._path.name, "was overwritten while it was open", "Open it again.")
        return found

    def _now(self) -> FileState:
        return file_state(os.fstat(self._bytes.fileno()))

    def _damaged(self) -> UnreadableFile:
        return damaged(self._path)


def _content(path: Path, length: int) -> str:
    """The checksum of the first bytes of a file, as ``CheckedBytes`` tells it."""
    found = CheckedBytes(None)
    with path.open("rb") as file:
        while length > found.length and (block := file.read(min(_BLOCK, length - found.length))):
            found.write(block)
    return found.content


class CheckedBytes(io.RawIOBase):
    """Bytes on their way into a file, added up so that damage is noticed when it is opened."""

    def __init__(self, file: BinaryIO | None) -> None:
        super().__init__()
        self._file, self.length, self._sum = file, 0, 0

    @property
    def content(self) -> str:
        """How many bytes there were, and their CRC-32."""
        return f"{self.length} {self._sum:08x}"

    def writable(self) -> bool:
        """Always."""
        return True

    def let_go(self) -> None:
        """Write nothing more; what comes is added up only."""
        self._file = None

    def write(self, block: Any) -> int:
        """Add up some bytes, and write them where there is a file."""
        self._sum = zlib.crc32(block, self._sum)
        self.length += len(block)
        return len(block) if self._file is None else self._file.write(block)


def damaged(path: Path) -> UnreadableFile:
    """What is said of a working copy that can't be read."""
    return UnreadableFile(path.name, "is damaged", "Import the file that it was made from again.")
