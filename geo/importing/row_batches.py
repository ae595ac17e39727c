"""What readers return: batches of rows with their numbers, and rows that could not be read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geo.importing.date_numbers import EPOCH_1900
from geo.importing.limits import KEPT_ASIDE, KEPT_CELLS
from geo.importing.reasons import Notice, Reason

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row set aside: where it stands, what it holds, why, and what would mend it."""

    file: str
    row: int
    """Number of the record, from 1 below the header."""
    id: str | None
    reason: str
    """A word of ``Reason`` or, for the list of incidents without a place, of ``Unplaced``."""
    detail: str
    """What was found, in words; may be empty."""
    remedy: str
    cells: dict[str, str]
    """The original cells by the name of their column."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table: their numbers, their cells as text, and their geometry as WKB (WGS 84), if any."""

    rows: Ints
    cells: pa.Table
    geometry: pa.Array | None = None


@dataclass(frozen=True, slots=True)
class NoticedCell:
    """A cell that a person should know of: where it stands and what it holds."""

    notice: str
    file: str
    row: int
    column: str
    value: str

    @property
    def words(self) -> str:
        """The cell in words: ``row 2, wounded "several"``."""
        return f"row {self.row}, {self.column} {json.dumps(self.value[:60], ensure_ascii=False)}"


@dataclass
class Log:
    """What is found while a file is read."""

    file: str
    rejects: list[RejectedRow] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    notices: Counter[str] = field(default_factory=Counter)
    details: dict[str, str] = field(default_factory=dict)
    """Words to a notice, such as the encoding."""
    cells: list[NoticedCell] = field(default_factory=list)
    """Cells that notices are about, the first ones of each."""

    def set_aside(
        self, row: int, reason: Reason, cells: dict[str, str], *, id: str | None = None, detail: str = ""
    ) -> None:
        """Put a row aside; beyond the limit it is counted without its cells."""
        self.reasons[reason.value] += 1
        if len(self.rejects) < KEPT_ASIDE:
            self.rejects.append(RejectedRow(self.file, row, id, reason.value, detail, reason.definition, cells))

    def notice(self, notice: Notice, count: int = 1, detail: str = "") -> None:
        """Count something worth telling."""
        if count:
            self.notices[notice.value] += count
        before = self.details.get(notice.value, "")
        if detail and detail not in before:
            self.details[notice.value] = f"{before}; {detail}" if before else detail

    def take(self, other: Log) -> None:
        """Take in what was noticed elsewhere."""
        for notice in Notice:
            self.notice(notice, other.notices[notice.value], other.details.get(notice.value, ""))

    def notice_cell(self, notice: Notice, row: int, column: str, value: str) -> None:
        """Count a cell worth telling, and keep where it stands; beyond the limit it is only counted."""
        self.notice(notice)
        if sum(cell.notice == notice.value for cell in self.cells) < KEPT_CELLS:
            self.cells.append(NoticedCell(notice.value, self.file, row, column, value[:1000]))


@dataclass(frozen=True)
class Sheet:
    """One table of a file: its name (empty where the file is one table), its columns and its rows."""

    name: str
    columns: tuple[str, ...]
    batches: Callable[[], Iterator[Batch]]
    """Reads the rows; what can't be read goes to the log. It is called once."""
    log: Log
    epoch: date = EPOCH_1900
    """Day 0 of plain day numbers."""


@dataclass(frozen=True, slots=True)
class InputSource:
    """A file to read: where its bytes are, its name as the person knows it, and a folder for what is unpacked."""

    path: Path
    name: str
    work: Path
    log: Log = field(default_factory=lambda: Log(""), compare=False)
    """What is noticed of the file as a whole, whichever of its tables are taken."""
