"""A table of totals as CSV, the way that spreadsheets open without a question."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from geo.export.formula_escaping import escape_formula


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark, every text quoted; texts that a spreadsheet would run are marked."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([escape_formula(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")
