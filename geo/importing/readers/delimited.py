"""Delimited text: fast where every row is whole, with Python's csv where some are not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from geo.errors import UnreadableFile
from geo.importing.limits import HEAD_BYTES, HEADER_ROWS
from geo.importing.readers.table_header import column_names, find_header, is_tags, note_header
from geo.importing.readers.text_encodings import as_utf8
from geo.importing.readers.tolerant_csv import read_tolerantly
from geo.importing.reasons import Notice
from geo.importing.row_batches import Batch, InputSource, Log, Sheet

_BLOCK = 8 * 1024 * 1024
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How a text is laid out."""

    separator: str
    names: tuple[str, ...]
    skip_records: int
    """Records before the first row, blank ones not counted."""
    skip_bytes: int
    """Bytes before the first row."""


def read_delimited(source: InputSource, log: Log) -> Iterator[Sheet]:
    """The one table of a delimited text."""
    path = as_utf8(source, log)
    layout = find_dialect(path, log)
    names = column_names(layout.names, log)
    yield Sheet("", names, lambda: _batches(path, layout, names, log), log)


def find_dialect(path: Path, log: Log) -> CsvDialect:
    """Separator and header, from the first records."""
    with path.open("rb") as file:
        raw = file.read(HEAD_BYTES)
    head = raw.decode("utf-8", errors="ignore")
    stated, start = _stated_separator(head)
    separator = stated or _likeliest_separator(head[start:])
    records, ends = _first_records(head, start, separator)
    if len(raw) == HEAD_BYTES and len(records) < 2:
        problem = f"has no end of its first row within {HEAD_BYTES // 2**20} MiB"
        raise UnreadableFile(log.file, problem, "Check that it is a table with a header.")
    header = find_header(records, log.file)
    last = header.place
    if 0 <= last < len(records) - 1 and is_tags(records[last + 1]):
        last += 1
        log.notice(Notice.TAGS)
    note_header(header, log)
    return CsvDialect(separator, header.names, last + 1, len(head[: ends[last] if last >= 0 else start].encode()))


def _stated_separator(head: str) -> tuple[str | None, int]:
    """The separator of a first line such as ``sep=;``, and where the text goes on."""
    if head[:4].lower() != "sep=" or len(head) < 6:
        return None, 0
    line = head.splitlines(keepends=True)[0]
    return (line[4], len(line)) if len(line.strip("\r\n")) == 5 else (None, 0)


def _likeliest_separator(head: str) -> str:
    """The separator by which the first records fall most evenly into most cells."""
    return max(_SEPARATORS, key=lambda separator: _evenness(head, separator))


def _evenness(head: str, separator: str) -> tuple[float, int]:
    records, _ = _first_records(head, 0, separator)
    widths = [len(cells) for cells in records if cells]
    if not widths or max(widths) < 2:
        return 0.0, 0
    common = max(set(widths), key=lambda width: (widths.count(width), width))
    share = widths.count(common) / len(widths)
    return (share if common > 1 else 0.0), common


def _first_records(head: str, start: int, separator: str) -> tuple[list[list[str]], list[int]]:
    """The first records, blank ones left out, and where in the text each ends."""
    csv.field_size_limit(2**31 - 1)
    lines = io.StringIO(head, newline="")
    lines.seek(start)
    records: list[list[str]] = []
    ends: list[int] = []
    for cells in csv.reader(iter(lines.readline, ""), delimiter=separator):
        if any(cell.strip() for cell in cells):
            records.append(cells)
            ends.append(lines.tell())
        if len(records) > HEADER_ROWS:
            break
    return records, ends


class _NotWholeError(Exception):
    """The fast way met a row that is not whole."""


def _batches(path: Path, layout: CsvDialect, names: tuple[str, ...], log: Log) -> Iterator[Batch]:
    """All rows: the fast way while every row is whole; from the first batch that is not, the careful way."""
    read = 0
    if _has_open_quote(path):
        yield from read_tolerantly(path, layout.separator, names, layout.skip_bytes, log, after=0)
        return
    try:
        for batch in _fast(path, layout, names, log):
            read = int(batch.rows[-1])
            yield batch
    except (_NotWholeError, pa.ArrowInvalid):
        yield from read_tolerantly(path, layout.separator, names, layout.skip_bytes, log, after=read)


def _has_open_quote(path: Path) -> bool:
    """Whether the quotation marks don't come in pairs: the fast way would not notice."""
    marks = 0
    with path.open("rb") as file:
        while part := file.read(_BLOCK):
            marks += part.count(b'"')
    return marks % 2 == 1


def _fast(path: Path, layout: CsvDialect, names: tuple[str, ...], log: Log) -> Iterator[Batch]:
    if path.stat().st_size <= layout.skip_bytes:
        return
    with path.open("rb") as file:
        file.seek(layout.skip_bytes)
        reader = pacsv.open_csv(
            file,
            read_options=pacsv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=pacsv.ParseOptions(
                delimiter=layout.separator, newlines_in_values=True, invalid_row_handler=_refuse
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
        row = 0
        for block in reader:
            cells, blank = without_blank(pa.Table.from_batches([block]))
            log.notice(Notice.BLANK, blank)
            if cells.num_rows:
                yield Batch(np.arange(row + 1, row + cells.num_rows + 1, dtype=np.int64), cells)
            row += cells.num_rows


def _refuse(_: object) -> str:
    return "error"


def without_blank(cells: pa.Table) -> tuple[pa.Table, int]:
    """The rows that hold anything, and how many don't."""
    empty = np.ones(cells.num_rows, dtype=np.bool_)
    for column in cells.columns:
        if not empty.any():
            return cells, 0
        empty &= pc.equal(pc.binary_length(pc.utf8_trim_whitespace(column)), 0).to_numpy(zero_copy_only=False)
    return cells.filter(pa.array(~empty)), int(empty.sum())
