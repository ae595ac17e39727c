"""Rejected rows as a CSV file that can be corrected and imported again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.row_batches import RejectedRow

REJECT_COLUMNS = ("atlas_file", "atlas_row", "atlas_id", "atlas_reason", "atlas_found", "atlas_remedy")
"""Columns that tell of the row; an import of the corrected file leaves them out."""
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def rejects_csv(rejects: Sequence[RejectedRow]) -> bytes:
    """UTF-8 with a byte order mark; what tells of the row first, then the original cells under their own names.

    A text that a spreadsheet would run gets an apostrophe in front, which an import of the corrected file takes off.
    """
    columns = dict.fromkeys(name for reject in rejects for name in reject.cells)
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([*REJECT_COLUMNS, *columns])
    writer.writerows(_rows(rejects, tuple(columns)))
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _rows(rejects: Iterable[RejectedRow], columns: tuple[str, ...]) -> Iterable[list[str]]:
    for reject in rejects:
        about = (reject.file, str(reject.row), reject.id or "", reject.reason, reject.detail, reject.remedy)
        yield [_safe(text) for text in (*about, *(reject.cells.get(name, "") for name in columns))]


def _safe(text: str) -> str:
    return f"'{text}" if _RUN.match(text) and not _NUMBER.fullmatch(text) else text


def without_formula_marks(cells: pa.Table) -> pa.Table:
    """The cells as they stood before they were marked."""
    plain = {
        name: pc.replace_substring_regex(cells.column(name), r"^'('*[=+\-@\t\r\n＝＋－＠])", r"\1")
        for name in cells.column_names
    }
    return pa.table(plain)
