"""Corrected rows replace the rows of their file, matched by file name and row number: the reconciliation stays that
of the file, with no row counted twice and none lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from geo.disk.temporary_folders import import_folder
from geo.errors import AtlasError
from geo.importing.input_file import InputFile
from geo.importing.raw_rows import RawTable, RawTableWriter, store_raw
from geo.importing.readers import open_sheets
from geo.importing.reasons import Notice, Reason
from geo.importing.rejects import REJECT_COLUMNS
from geo.importing.row_batches import Batch, InputSource, Sheet

Rows = dict[int, dict[str, str]]
"""Cells by the number of their row."""
_TOO_MANY = re.compile(r"cell \d+")
"""Names of cells for which the header has no column (``geo.importing.readers.tolerant_csv``)."""


def corrected_files(file: InputFile) -> frozenset[str]:
    """The names of the files whose rows a file corrects; none where it is no file of corrected rows, or can't be read."""
    with import_folder() as work:
        try:
            sheets = open_sheets(InputSource(file.path, file.name, work))
            first = next(sheets, None)
            if first is None or not _is_of_corrections(first):
                return frozenset()
            corrections = (sheet for sheet in (first, *sheets) if _is_of_corrections(sheet))
            raws = [store_raw(sheet, work / f"raw-{at}", lambda _: None) for at, sheet in enumerate(corrections)]
        except AtlasError:
            return frozenset()
        return frozenset(name for raw in raws for name, _ in raw.origins)


def _is_of_corrections(sheet: Sheet) -> bool:
    return set(REJECT_COLUMNS) <= set(sheet.columns)


def apply_corrections(
    raws: Sequence[RawTable], others: AbstractSet[str], new_path: Callable[[], Path]
) -> list[RawTable]:
    """The tables with the rows of files of corrected rows in their places.

    What such a file holds for files that are not here stays a table of its own. ``others`` names files whose rows
    can't be corrected this way; they stay as they are.
    """
    found = {raw.log.file: raw for raw in raws if not raw.origins}
    corrected: dict[str, Rows] = {}
    left: list[RawTable] = []
    for patch in (raw for raw in raws if raw.origins):
        rest = _sort(patch, found, others, corrected)
        if rest:
            left.append(_only(patch, rest, new_path()))
        elif unread := sum(patch.log.reasons.values()):
            next(iter(found.values())).log.notice(Notice.MENDED_UNREAD, unread)
    new = {id(found[file]): _with_corrections(found[file], rows, new_path()) for file, rows in corrected.items()}
    return [new.get(id(raw), raw) for raw in raws if not raw.origins] + left


def _sort(
    patch: RawTable, found: dict[str, RawTable], others: AbstractSet[str], corrected: dict[str, Rows]
) -> set[int]:
    """Put the rows of a file of corrected rows to the tables that they belong to; gives the numbers of those that belong
    to none. A later file wins over an earlier one."""
    rest: set[int] = set()
    new: dict[str, Rows] = {}
    for (file, number), (row, cells) in zip(patch.origins, _rows(patch), strict=True):
        table = found.get(file)
        if table is None:
            rest |= set() if file in others else {row}
        elif not number.strip().isdecimal() or int(number) in new.setdefault(file, {}):
            table.log.set_aside(row, Reason.STRAY, cells, detail=f"row {row} of {patch.log.file}")
        else:
            new[file][int(number)] = cells
    for file, rows in new.items():
        corrected.setdefault(file, {}).update(rows)
    return rest


def _rows(raw: RawTable) -> Iterator[tuple[int, dict[str, str]]]:
    for batch in raw.batches():
        yield from zip(batch.rows.tolist(), batch.cells.to_pylist(), strict=True)


def _only(patch: RawTable, rows: set[int], path: Path) -> RawTable:
    """A file of corrected rows with some of them."""
    with RawTableWriter(path, patch.columns) as writer:
        for batch in patch.batches():
            mask = np.isin(batch.rows, list(rows))
            writer.write(Batch(batch.rows[mask], batch.cells.filter(pa.array(mask))))
    return replace(patch, path=path, count=len(rows), has_geometry=False)


def _with_corrections(raw: RawTable, rows: Rows, path: Path) -> RawTable:
    """A table with rows replaced, and with rows that its reader had set aside and that are whole now."""
    unread = _whole_now(raw, rows)
    _tell_strays(raw, rows, unread)
    changed, count = len(unread), 0
    with RawTableWriter(path, raw.columns) as writer:
        for batch in _joined(raw, unread):
            new, different = _replaced(batch, rows, raw.columns)
            writer.write(new)
            changed += different
            count += len(batch.rows)
    raw.log.notice(Notice.MENDED, changed)
    return replace(raw, path=path, count=count)


def _whole_now(raw: RawTable, rows: Rows) -> Rows:
    """The rows that could not be read and now can; their old account is taken back. What nobody changed, or what still
    has more cells than the header, stays set aside."""
    found: Rows = {}
    log = raw.log
    for reject in log.rejects:
        new = rows.get(reject.row)
        if new is None or reject.reason == Reason.STRAY or _same(new, reject.cells) or _has_too_many(new):
            continue
        found[reject.row] = {name: new.get(name, "") for name in raw.columns}
        log.reasons[reject.reason] -= 1
    log.rejects[:] = [reject for reject in log.rejects if reject.row not in found or reject.reason == Reason.STRAY]
    log.reasons = +log.reasons
    return found


def _has_too_many(cells: dict[str, str]) -> bool:
    return any(text for name, text in cells.items() if _TOO_MANY.fullmatch(name))


def _same(new: dict[str, str], old: dict[str, str]) -> bool:
    return all((new.get(name) or "") == (old.get(name) or "") for name in new | old)


def _tell_strays(raw: RawTable, rows: Rows, unread: Rows) -> None:
    """Set aside what names a row that the table never had."""
    there = {*raw.rows().tolist(), *unread, *(reject.row for reject in raw.log.rejects)}
    for row, cells in rows.items():
        if row not in there:
            raw.log.set_aside(row, Reason.STRAY, cells)


def _replaced(batch: Batch, rows: Rows, columns: tuple[str, ...]) -> tuple[Batch, int]:
    """A batch with corrected rows in place of its own, and how many of them differ."""
    places = [place for place, row in enumerate(batch.rows.tolist()) if row in rows]
    if not places:
        return batch, 0
    cells = batch.cells.to_pylist()
    different = 0
    for place in places:
        corrected = rows[int(batch.rows[place])]
        new = cells[place] | {name: corrected[name] for name in columns if name in corrected}
        different += not _same(new, cells[place])
        cells[place] = new
    return replace(batch, cells=_cells(cells, columns)), different


def _joined(raw: RawTable, extra: Rows) -> Iterator[Batch]:
    """The rows of a table with further ones among them, in the order of their numbers."""
    waiting, kind = sorted(extra), pa.binary()
    for batch in raw.batches():
        kind = kind if batch.geometry is None else batch.geometry.type
        here = [row for row in waiting if row < int(batch.rows[-1])]
        waiting = waiting[len(here) :]
        yield _merged(batch, _batch(here, extra, raw, kind)) if here else batch
    if waiting:
        yield _batch(waiting, extra, raw, kind)


def _merged(first: Batch, second: Batch) -> Batch:
    rows = np.concatenate([first.rows, second.rows])
    order = np.argsort(rows, kind="stable")
    cells = pa.concat_tables([first.cells, second.cells]).combine_chunks().take(pa.array(order))
    if first.geometry is None or second.geometry is None:
        return Batch(rows[order], cells)
    return Batch(rows[order], cells, pa.concat_arrays([first.geometry, second.geometry]).take(pa.array(order)))


def _batch(numbers: list[int], rows: Rows, raw: RawTable, kind: pa.DataType) -> Batch:
    geometry = pa.nulls(len(numbers), kind) if raw.has_geometry else None
    return Batch(np.array(numbers, dtype=np.int64), _cells([rows[row] for row in numbers], raw.columns), geometry)


def _cells(rows: list[dict[str, str]], columns: tuple[str, ...]) -> pa.Table:
    return pa.table({name: pa.array([row[name] for row in rows], type=pa.string()) for name in columns})
