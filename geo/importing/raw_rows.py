"""The raw rows of a table in a temporary file: written once by whatever reader, then read by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.date_numbers import EPOCH_1900
from geo.importing.limits import CELL
from geo.importing.reasons import Reason
from geo.importing.rejects import REJECT_COLUMNS, without_formula_marks
from geo.importing.row_batches import Batch, Log, Sheet

_ROW, _GEOMETRY = "\x00row", "\x00geometry"
RowsCallback = Callable[[int], None]


@dataclass(frozen=True)
class RawTable:
    """Where the rows of a table lie, and how many there are."""

    path: Path
    sheet: str
    columns: tuple[str, ...]
    count: int
    has_geometry: bool
    """Whether the rows bring a geometry."""
    log: Log
    origins: tuple[tuple[str, str], ...] = ()
    """Of a file of corrected rows: for each of its rows the file and the number that it had there."""
    epoch: date = EPOCH_1900
    """Day 0 of plain day numbers."""

    def batches(self, columns: tuple[str, ...] | None = None) -> Iterator[Batch]:
        """The rows in their order; only some columns where these are named."""
        if not self.count:
            return
        wanted = self.columns if columns is None else columns
        with pa.OSFile(str(self.path)) as file, pa.ipc.open_file(file, options=_reading(self, wanted)) as reader:
            for number in range(reader.num_record_batches):
                table = pa.Table.from_batches([reader.get_batch(number)])
                geometry = table.column(_GEOMETRY).combine_chunks() if _GEOMETRY in table.column_names else None
                rows = table.column(_ROW).to_numpy()
                yield Batch(rows, table.select(list(wanted)), geometry)

    def column(self, name: str) -> pa.ChunkedArray:
        """One column as a whole."""
        parts = [batch.cells.column(name) for batch in self.batches((name,))]
        return pa.chunked_array([chunk for part in parts for chunk in part.chunks], type=pa.string())

    def rows(self) -> np.ndarray:
        """The numbers of all rows."""
        return np.concatenate([batch.rows for batch in self.batches(())] or [np.zeros(0, dtype=np.int64)])


def _reading(raw: RawTable, wanted: tuple[str, ...]) -> pa.ipc.IpcReadOptions:
    fields = [0, *(raw.columns.index(name) + 1 for name in wanted)]
    if raw.has_geometry:
        fields.append(len(raw.columns) + 1)
    return pa.ipc.IpcReadOptions(included_fields=sorted(fields))


def store_raw(sheet: Sheet, path: Path, on_progress: RowsCallback) -> RawTable:
    """Read a table into a file; ``on_progress`` hears the number of rows read so far."""
    count, drawn = 0, False
    origins: list[tuple[str, str]] = []
    corrected = set(REJECT_COLUMNS) <= set(sheet.columns)
    columns = tuple(name for name in sheet.columns if not corrected or name not in REJECT_COLUMNS) or sheet.columns
    with RawTableWriter(path, columns) as writer:
        for batch in sheet.batches():
            whole = _without_long_cells(batch, sheet.log)
            if corrected:
                whole = replace(whole, cells=without_formula_marks(whole.cells))
                origins += _origins(whole.cells)
            drawn = whole.geometry is not None
            writer.write(whole)
            count += len(whole.rows)
            on_progress(count)
    return RawTable(path, sheet.name, columns, count, drawn, sheet.log, tuple(origins), sheet.epoch)


def _origins(cells: pa.Table) -> list[tuple[str, str]]:
    return list(
        zip(cells.column(REJECT_COLUMNS[0]).to_pylist(), cells.column(REJECT_COLUMNS[1]).to_pylist(), strict=True)
    )


class RawTableWriter:
    """Writes raw rows some at a time; without any there is no file."""

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        self._path, self._columns = path, columns
        self._file: pa.RecordBatchFileWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, batch: Batch) -> None:
        """Add rows."""
        table = _table(batch, self._columns)
        if self._file is None:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._file = pa.ipc.new_file(str(self._path), table.schema, options=options)
        for block in table.combine_chunks().to_batches():
            self._file.write_batch(block)


def _table(batch: Batch, columns: tuple[str, ...]) -> pa.Table:
    arrays = {_ROW: pa.array(batch.rows)} | {name: batch.cells.column(name) for name in columns}
    if batch.geometry is not None:
        arrays[_GEOMETRY] = batch.geometry
    return pa.table(arrays)


def _without_long_cells(batch: Batch, log: Log) -> Batch:
    """The rows without those that hold a cell beyond the limit; these are set aside, their cells shortened."""
    long = np.zeros(len(batch.rows), dtype=np.bool_)
    for column in batch.cells.columns:
        if (pc.max(pc.binary_length(column)).as_py() or 0) > CELL:
            long |= pc.greater(pc.utf8_length(column), CELL).to_numpy(zero_copy_only=False)
    if not long.any():
        return batch
    for place in np.flatnonzero(long):
        row = batch.cells.slice(place, 1).to_pylist()[0]
        cells = {name: value if len(value) <= CELL else value[:1000] for name, value in row.items()}
        log.set_aside(int(batch.rows[place]), Reason.LONG_CELL, cells)
    keep = pa.array(~long)
    geometry = None if batch.geometry is None else batch.geometry.filter(keep)
    return Batch(batch.rows[~long], batch.cells.filter(keep), geometry)
