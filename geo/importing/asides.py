"""Rows set aside as a CSV that can be mended and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from geo.importing.records import Aside

ABOUT = ("atlas_file", "atlas_row", "atlas_id", "atlas_reason", "atlas_found", "atlas_remedy")
"""Columns that tell of the row; an import of the mended file leaves them out."""
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def asides_csv(asides: Sequence[Aside]) -> bytes:
    """UTF-8 with a byte order mark; what tells of the row first, then the original cells under their own names.

    The original cells are written as they stand, so that a mended file is imported as the first one was; texts of
    our own columns that a spreadsheet would run get an apostrophe.
    """
    columns = dict.fromkeys(name for aside in asides for name in aside.cells)
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([*ABOUT, *columns])
    writer.writerows(_rows(asides, tuple(columns)))
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _rows(asides: Iterable[Aside], columns: tuple[str, ...]) -> Iterable[list[str]]:
    for aside in asides:
        about = (aside.file, str(aside.row), aside.id or "", aside.reason, aside.detail, aside.remedy)
        yield [*map(_safe, about), *(aside.cells.get(name, "") for name in columns)]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_RISKY) else text
