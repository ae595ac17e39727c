"""Stata's tables (.dta): labelled values as their labels, dates with the precision of their format."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.errors import UnreadableFile
from geo.importing.limits import BATCH, WHOLE_BYTES
from geo.importing.readers.cell_text import cell_text
from geo.importing.readers.size_checks import check_size
from geo.importing.readers.table_header import column_names
from geo.importing.row_batches import Batch, InputSource, Log, Sheet

_FAULTS = (ValueError, OSError, KeyError, IndexError, TypeError, struct.error, OverflowError, NotImplementedError)
_START = date(1960, 1, 1)


def read_stata(source: InputSource, log: Log) -> Iterator[Sheet]:
    """The one table of the file. Raises UnreadableFile where it is none of Stata's."""
    check_size(source, WHOLE_BYTES)
    try:
        with _open(source) as reader:
            fields = [str(name) for name in reader.variable_labels()]
            formats = dict(zip(fields, map(str, getattr(reader, "_fmtlist", [""] * len(fields))), strict=False))
            labelled = _labels_of(reader, fields)
    except _FAULTS as error:
        raise _unreadable(log, error) from None
    names = column_names(fields or ["column 1"], log)
    yield Sheet("", names, partial(_batches, source, names, formats, labelled, log), log)


def _open(source: InputSource) -> Any:
    return pd.io.stata.StataReader(source.path, convert_dates=False, convert_categoricals=False, chunksize=BATCH)


def _labels_of(reader: Any, fields: list[str]) -> dict[str, dict[Any, str]]:
    """By column the words that stand for its codes."""
    words = reader.value_labels()
    named = zip(fields, getattr(reader, "_lbllist", [""] * len(fields)), strict=False)
    return {field: words[label] for field, label in named if label in words}


def _batches(
    source: InputSource, names: tuple[str, ...], formats: dict[str, str], labelled: dict[str, dict[Any, str]], log: Log
) -> Iterator[Batch]:
    row = 0
    try:
        with _open(source) as reader:
            for block in reader:
                columns = [
                    _texts(block[field], formats.get(str(field), ""), labelled.get(str(field), {})) for field in block
                ]
                rows = np.arange(row + 1, row + len(block) + 1, dtype=np.int64)
                row += len(block)
                yield Batch(rows, pa.table(dict(zip(names, columns, strict=True))))
    except _FAULTS as error:
        raise _unreadable(log, error) from None


def _unreadable(log: Log, error: Exception) -> UnreadableFile:
    problem = f"can't be read as a table of Stata ({str(error)[:200]})"
    return UnreadableFile(log.file, problem, "Open it in Stata and save it again, or write a CSV (export delimited).")


def _texts(values: Any, form: str, labels: dict[Any, str]) -> pa.Array:
    """A column as text."""
    moment = next((read for start, read in _FORMATS.items() if form.lstrip("%-").startswith(start)), None)
    found = []
    for value in values.tolist():
        if value is None or (isinstance(value, float) and np.isnan(value)):
            found.append("")
        elif labels and value in labels:
            found.append(str(labels[value]))
        elif moment is not None and form.startswith("%") and isinstance(value, int | float):
            found.append(_moment(value, moment))
        else:
            found.append(cell_text(value))
    return pa.array(found, type=pa.string())


def _moment(value: float, read: Callable[[int], str]) -> str:
    try:
        return read(int(value))
    except (OverflowError, ValueError):
        return cell_text(value)


def _week(value: int) -> str:
    """Stata's week: the first starts on 1 January, the 52nd ends the year."""
    year, week = 1960 + value // 52, value % 52
    start = date(year, 1, 1) + timedelta(days=7 * week)
    return f"{start}/{date(year, 12, 31) if week == 51 else start + timedelta(days=6)}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "tc": lambda value: (datetime(1960, 1, 1) + timedelta(milliseconds=value)).isoformat(" "),
    "tC": lambda value: (datetime(1960, 1, 1) + timedelta(milliseconds=value)).isoformat(" "),
    "td": lambda value: (_START + timedelta(days=value)).isoformat(),
    "d": lambda value: (_START + timedelta(days=value)).isoformat(),
    "tw": _week,
    "tm": lambda value: f"{1960 + value // 12}-{value % 12 + 1:02d}",
    "tq": lambda value: f"{1960 + value // 4}-Q{value % 4 + 1}",
    "th": lambda value: f"{1960 + value // 2}-{6 * (value % 2) + 1:02d}/{1960 + value // 2}-{6 * (value % 2) + 6:02d}",
    "ty": str,
}
"""By the start of a format how the number is written: with the precision that the format has."""
