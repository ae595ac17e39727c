"""Notices about accepted rows: counted and reported, while the rows stay as they are."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.mapped_cells import MappedCells
from geo.importing.parsed import ParsedRows
from geo.importing.reasons import Notice
from geo.importing.row_batches import Log
from geo.importing.schemas.gtd import damaged

_TWICE = (
    "[\u00c3\u00c2\u00d8\u00d9\u00d0\u00d1\u00e2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192"
    "\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_FORMULA = r"^[=@][A-Za-z(]"
_SUSPECTS = re.compile(_TWICE)
_SHOWN = 3
"""Cells that the words to a notice name."""


def notice_rows(log: Log, parsed: ParsedRows, rows: np.ndarray) -> None:
    """Dates, ids and figures of accepted rows that a person should know of."""
    log.notice(Notice.ORDER, int(parsed.dates.either[rows].sum()))
    log.notice(Notice.SHORT_YEAR, int(parsed.dates.short_year[rows].sum()))
    log.notice(Notice.UTC, int(parsed.dates.zone[rows].sum()))
    for notice, mask in parsed.dates.noticed.items():
        log.notice(notice, int(mask[rows].sum()))
    if parsed.put_together is not None:
        log.notice(Notice.AGGREGATED, int(parsed.put_together[rows].sum()))
    log.notice(Notice.NO_ZERO, parsed.unknown_figures)
    if parsed.contradicting is not None:
        log.notice(Notice.AT_ODDS, int(parsed.contradicting[rows].sum()))
    suspects = parsed.id.filter(pc.match_substring_regex(parsed.id, r"(?i)\dE\+\d"))
    log.notice(Notice.DAMAGED_ID, sum(damaged(text) for text in suspects.to_pylist()))


def notice_cells(log: Log, cells: MappedCells, rows: np.ndarray) -> None:
    """The cells of accepted rows that were noticed as they were read, each with its row and its column."""
    accepted = np.zeros(cells.count, dtype=np.bool_)
    accepted[rows] = True
    for noticed in cells.noticed:
        for place in np.flatnonzero(noticed.at & accepted):
            row, value = int(cells.batch.rows[place]), noticed.values[int(place)].as_py() or ""
            log.notice_cell(noticed.notice, row, noticed.column, value)


def details_of(log: Log) -> dict[str, str]:
    """Words to each notice: what was found, or the first cells that it is about."""
    found = dict(log.details)
    for word, count in log.notices.items():
        cells = [cell.words for cell in log.cells if cell.notice == word][:_SHOWN]
        if cells and word not in found:
            found[word] = "; ".join(cells) + (f"; and {count - len(cells):,} more" if count > len(cells) else "")
    return found


def notice_texts(log: Log, cells: pa.Table) -> None:
    """Rows with a text that was decoded twice, and cells that a spreadsheet would run as a formula."""
    twice = np.zeros(cells.num_rows, dtype=np.bool_)
    formulas = 0
    for column in cells.columns:
        if not _may_hold(column):
            continue
        found = pc.match_substring_regex(column, _TWICE).to_numpy(zero_copy_only=False)
        for place in np.flatnonzero(found & ~twice):
            twice[place] = decoded_twice(column[int(place)].as_py())
        formulas += pc.sum(pc.match_substring_regex(column, _FORMULA)).as_py() or 0
    log.notice(Notice.MOJIBAKE, int(twice.sum()))
    log.notice(Notice.FORMULA, formulas)


def _may_hold(column: pa.ChunkedArray) -> bool:
    """Whether a column has letters beyond ASCII, or a sign that starts a formula: most columns have neither."""
    if not pc.all(pc.string_is_ascii(column)).as_py():
        return True
    signs = (pc.any(pc.starts_with(column, sign)).as_py() for sign in "=@")  # a tenth of the expression's time
    return any(signs) and bool(pc.any(pc.match_substring_regex(column, _FORMULA)).as_py())


def decoded_twice(text: str) -> bool:
    """Whether a text is UTF-8 that was read in a Western encoding.

    >>> decoded_twice("KirkÃ¼k"), decoded_twice("Kirkük"), decoded_twice("\u00d8\u00a7\u00d9\u201e")
    (True, False, True)
    """
    found = _SUSPECTS.search(text)
    if not found:
        return False
    for run in re.findall(r"[^\x00-\x7f]+", text):
        for encoding in ("cp1252", "latin_1"):
            try:
                if run.encode(encoding).decode("utf-8") != run:
                    return True
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
    return False
