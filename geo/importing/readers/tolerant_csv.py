"""Reads delimited text with broken rows: each record is counted, and broken ones are rejected."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from geo.importing.limits import BATCH, CELL
from geo.importing.reasons import Notice, Reason
from geo.importing.row_batches import Batch, Log


class _Lines:
    """The lines of a text; ``ended`` tells whether a record asked for more than there is."""

    def __init__(self, path: Path, skip_bytes: int) -> None:
        self._file = path.open("rb")
        self._file.seek(skip_bytes)
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        with io.TextIOWrapper(self._file, encoding="utf-8", errors="replace", newline="") as text:
            for line in text:
                self.last = line
                yield line
        self.ended = True

    last = ""


def read_tolerantly(
    path: Path, separator: str, names: tuple[str, ...], skip_bytes: int, log: Log, *, after: int
) -> Iterator[Batch]:
    """The rows behind number ``after``; blank lines are no rows, and rows with other than one cell a column
    are set aside."""
    extra = _extra_cell(path, separator, names, skip_bytes)
    if extra:
        log.notice(Notice.INDEX)
    rows: list[int] = []
    kept: list[list[str]] = []
    for row, cells, state in _records(path, separator, skip_bytes, log, after):
        if row <= after:
            continue
        if extra and len(cells) == len(names) + 1:
            cells = cells[1:] if extra == "first" else cells[:-1]
        reason = _fault(cells, names, state)
        if reason is None:
            rows.append(row)
            kept.append(cells)
        else:
            detail = f"{len(cells)} cells, while the header has {len(names)}"
            log.set_aside(row, reason, _named(cells, names), detail=detail)
        if len(rows) >= BATCH:
            yield _batch(rows, kept, names)
            rows, kept = [], []
    if rows:
        yield _batch(rows, kept, names)


def _records(path: Path, separator: str, skip_bytes: int, log: Log, after: int) -> Iterator[tuple[int, list[str], str]]:
    """Number, cells and state of each record: whole, ``unclosed`` or ``last`` (no line end behind it)."""
    lines = _Lines(path, skip_bytes)
    number = 0
    held: tuple[int, list[str]] | None = None
    for cells in csv.reader(iter(lines), delimiter=separator):
        if not any(cell.strip() for cell in cells):
            log.notice(Notice.BLANK, int(number >= after))
            continue
        if held:
            yield *held, "whole"
        number += 1
        held = (number, cells)
        if lines.ended:
            yield *held, "unclosed"
            held = None
    if held:
        yield *held, "whole" if lines.last.endswith(("\n", "\r")) else "last"


def _fault(cells: list[str], names: tuple[str, ...], state: str) -> Reason | None:
    if state == "unclosed":
        return Reason.UNCLOSED
    if len(cells) == len(names):
        return None
    return Reason.CUT if state == "last" and len(cells) < len(names) else Reason.RAGGED


def _named(cells: list[str], names: tuple[str, ...]) -> dict[str, str]:
    """Cells by column, empty where there are too few; what is too many stands under names of its own. A cell beyond the
    limit is one that swallowed the rest of the file."""
    more = (f"cell {place}" for place in range(len(names) + 1, len(cells) + 1))
    shown = (cell if len(cell) <= CELL else cell[:1000] for cell in cells)
    return dict.fromkeys(names, "") | dict(zip((*names, *more), shown, strict=False))


def _extra_cell(path: Path, separator: str, names: tuple[str, ...], skip_bytes: int) -> str | None:
    """Whether every one of the first rows has one cell more than the header: ``first`` where the first cell is a
    running number, ``last`` where the last cell is empty, None otherwise."""
    first: list[list[str]] = []
    for cells in csv.reader(iter(_Lines(path, skip_bytes)), delimiter=separator):
        if any(cell.strip() for cell in cells):
            first.append(cells)
        if len(first) >= 100:
            break
    full = [cells for cells in first if len(cells) == len(names) + 1]
    if not full or len(full) < len(first) - 1:
        return None
    if all(not cells[-1].strip() for cells in full):
        return "last"
    numbers = [cells[0].strip() for cells in full]
    steps = all(number.isascii() and number.isdigit() for number in numbers) and len(set(numbers)) == len(numbers)
    return "first" if steps else None


def _batch(rows: list[int], kept: list[list[str]], names: tuple[str, ...]) -> Batch:
    columns = zip(*kept, strict=True)
    arrays = [pa.array(column, type=pa.string()) for column in columns]
    return Batch(np.array(rows, dtype=np.int64), pa.table(dict(zip(names, arrays, strict=True))))
