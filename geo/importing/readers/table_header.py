"""The header of a table: where it stands among the first records, and names that tell the columns apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.errors import UnreadableFile
from geo.importing.column_names import key_of
from geo.importing.known_column_names import is_known_name
from geo.importing.limits import COLUMNS
from geo.importing.reasons import Notice
from geo.importing.row_batches import Log

_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*|(?:19|20)\d{6}|\d{1,2}[- ]\w{3,9}[- ,]+\d{2,4}"
)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*")
_FRACTION = re.compile(r"[-+]?\d+[.,]\d+")
_UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u2060"))
"""Marks that nobody sees belong to no name."""
_TAG = re.compile(r"#\w[\w+\s-]*")


@dataclass(frozen=True, slots=True)
class TableHeader:
    """Names of the columns, and where they stand."""

    names: tuple[str, ...]
    place: int
    """Place of the header among the records, from 0; -1 where the table has none."""
    above: tuple[str, ...] = ()
    """The records above it, as text."""


def find_header(records: Sequence[Sequence[str]], file: str) -> TableHeader:
    """The header of a table: never a row of data, and never below one.

    It is the first record with two known names, else the first that fills most of the columns. Where data comes first
    there is none, and the columns are numbered. Raises UnreadableFile where nothing is there.
    """
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in records]
    if not any(filled):
        raise UnreadableFile(file, "holds no rows", "Check that it is the right file.")
    width = _common(filled)
    first_data = next((at for at, cells in enumerate(records) if _is_data(cells)), len(records))
    above = list(enumerate(records[:first_data]))
    known = next((at for at, cells in above if _known_names(cells) >= 2), None)
    if known is None and first_data < len(records) and _known_names(records[first_data]) >= 2:
        known = first_data if not _has_date(records[first_data]) else None
    place = known if known is not None else next((at for at, _ in above if filled[at] >= max(1, 0.6 * width)), None)
    if place is None and first_data == len(records):
        place = next(at for at, count in enumerate(filled) if count)
    if place is None:
        longest = max(len(cells) for cells in records)
        return TableHeader(tuple(f"column {number}" for number in range(1, longest + 1)), -1)
    told = tuple(" ".join(" ".join(cells).split())[:80] for cells in records[:place] if any(map(str.strip, cells)))
    return TableHeader(tuple(records[place]), place, told)


def _common(filled: Sequence[int]) -> int:
    """How many cells most records fill."""
    counts = [count for count in filled if count]
    return max(set(counts), key=lambda count: (counts.count(count), count))


def _known_names(cells: Sequence[str]) -> int:
    """How many different known names a record holds."""
    return len({key_of(cell) for text in cells if is_known_name(cell := text[:200])})


def _has_date(cells: Sequence[str]) -> bool:
    return any(_DATE.fullmatch(cell.strip()[:40]) for cell in cells)


def _is_data(cells: Sequence[str]) -> bool:
    """Whether a record is a row of data: a date or a number with a fraction stands in it, or mostly numbers."""
    filled = [cell.strip()[:40] for cell in cells if cell.strip()]
    numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in filled)
    fractions = sum(bool(_FRACTION.fullmatch(cell)) for cell in filled)
    return _has_date(cells) or fractions > 0 or (len(filled) > 0 and numbers >= 0.5 * len(filled))


def note_header(header: TableHeader, log: Log) -> None:
    """Tell of the records above a header, or that there is none."""
    if header.place < 0:
        log.notice(Notice.NO_HEADER)
    elif header.above:
        shown = "; ".join(f"“{text}”" for text in header.above[:3])
        more = f" and {len(header.above) - 3} more" if len(header.above) > 3 else ""
        log.notice(Notice.ABOVE, header.place, f"{shown}{more}")


def column_names(cells: Sequence[str], log: Log) -> tuple[str, ...]:
    """Names that differ: a blank one becomes ``column 5``, a repeated one ``name (2)``.

    Raises UnreadableFile where there are too many.
    """
    if len(cells) > COLUMNS:
        problem = f"has {len(cells):,} columns, and {COLUMNS:,} are the most that can be read"
        raise UnreadableFile(log.file, problem, "Keep the columns that describe the incidents.")
    taken: dict[str, int] = {}
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        plain = _plain(cell) or f"column {place}"
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"{plain} ({number})"
        taken[name] = place
        names.append(name)
    changed = sum(name != _plain(cell) for name, cell in zip(names, cells, strict=True))
    log.notice(Notice.HEADER, changed)
    return tuple(names)


def _plain(cell: str) -> str:
    return " ".join(cell.translate(_UNSEEN).split())[:200]


def is_tags(cells: Sequence[str]) -> bool:
    """Whether a record is a row of ``#tags``, as humanitarian exchanges put below the header."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 1 and all(_TAG.fullmatch(cell) for cell in filled)
