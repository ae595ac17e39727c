"""The header of a table: where it stands among the first records, and names that tell the columns apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.errors import UnreadableFile
from geo.importing.limits import COLUMNS
from geo.importing.names import KNOWN_NAMES, key_of
from geo.importing.reasons import Notice
from geo.importing.records import Log

_TAG = re.compile(r"#\w[\w+\s-]*")


@dataclass(frozen=True, slots=True)
class Header:
    """Names of the columns, and how many of the first records are not rows (the header itself included)."""

    names: tuple[str, ...]
    place: int
    """Place of the header among the records, from 0."""


def find_header(records: Sequence[Sequence[str]], file: str) -> Header:
    """The first record with two known names, else the first that isn't blank."""
    for place, cells in enumerate(records):
        if sum(key_of(cell) in KNOWN_NAMES for cell in cells) >= 2:
            return Header(tuple(cells), place)
    for place, cells in enumerate(records):
        if any(cell.strip() for cell in cells):
            return Header(tuple(cells), place)
    raise UnreadableFile(file, "holds no rows", "Check that it is the right file.")


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
        plain = " ".join(cell.split())[:200] or f"column {place}"
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"{plain} ({number})"
        taken[name] = place
        names.append(name)
    changed = sum(name != " ".join(cell.split())[:200] for name, cell in zip(names, cells, strict=True))
    log.notice(Notice.HEADER, changed)
    return tuple(names)


def is_tags(cells: Sequence[str]) -> bool:
    """Whether a record is a row of ``#tags``, as humanitarian exchanges put below the header."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 1 and all(_TAG.fullmatch(cell) for cell in filled)
