"""Parquet and GeoParquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import UnreadableFile
from geo.importing.limits import BATCH
from geo.importing.readers.cell_text import table_text
from geo.importing.readers.reprojection import find_crs, to_wgs84
from geo.importing.readers.table_header import column_names
from geo.importing.row_batches import Batch, InputSource, Log, Sheet
from geo.load.copy_columns import from_wkb


def read_parquet(source: InputSource, log: Log) -> Iterator[Sheet]:
    """The one table of the file; its main geometry is taken as the place."""
    try:
        file = pq.ParquetFile(source.path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _unreadable(log, error) from None
    geo = _geo(file)
    column = geo.get("primary_column") if geo else None
    fields = [name for name in file.schema_arrow.names if name != column]
    names = column_names(fields or ["geometry"], log)
    yield Sheet("", names, partial(_batches, file, geo, column, fields, names, log), log)


def _unreadable(log: Log, error: Exception) -> UnreadableFile:
    problem = f"can't be read as Parquet ({str(error)[:200]})"
    return UnreadableFile(log.file, problem, "Fetch the file again from where it came.")


def _geo(file: pq.ParquetFile) -> dict[str, Any]:
    raw = (file.schema_arrow.metadata or {}).get(b"geo", b"{}")
    try:
        found = json.loads(raw)
    except ValueError:
        return {}
    columns = found.get("columns") if isinstance(found, dict) else None
    whole = isinstance(columns, dict) and all(isinstance(entry, dict) for entry in columns.values())
    return found if whole and isinstance(found.get("primary_column"), str) else {}


def _batches(
    file: pq.ParquetFile, geo: dict[str, Any], column: str | None, fields: list[str], names: tuple[str, ...], log: Log
) -> Iterator[Batch]:
    meta = geo.get("columns", {}).get(column, {}) if column else {}
    crs = find_crs(meta.get("crs"), log.file)
    row = 0
    try:
        for block in file.iter_batches(batch_size=BATCH):
            table = pa.Table.from_batches([block])
            rows = np.arange(row + 1, row + table.num_rows + 1, dtype=np.int64)
            row += table.num_rows
            drawn = column in table.column_names and pa.types.is_binary(table.schema.field(column).type)
            geometry = to_wgs84(from_wkb(table.column(column)), crs, log) if drawn else None
            plain = table.select(fields) if fields else pa.table({names[0]: [""] * len(rows)})
            yield Batch(rows, table_text(plain).rename_columns(list(names)), geometry)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _unreadable(log, error) from None
