"""Spreadsheets: Excel (.xlsx, .xlsb, .xls) and OpenDocument (.ods)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from geo.errors import UnreadableFile
from geo.importing.limits import HEADER_ROWS, WHOLE_BYTES
from geo.importing.readers.cell_text import batches_of, cell_text
from geo.importing.readers.size_checks import check_archive, check_size
from geo.importing.readers.table_header import column_names, find_header, is_tags, note_header
from geo.importing.readers.workbook_epoch import workbook_epoch
from geo.importing.reasons import Notice, Reason
from geo.importing.row_batches import InputSource, Log, Sheet

_SAMPLE = 1000
"""Rows that are looked at to find the columns."""


def read_spreadsheet(source: InputSource, log: Log) -> Iterator[Sheet]:
    """Every visible sheet that holds anything; hidden ones are told of."""
    check_size(source, WHOLE_BYTES)
    check_archive(source, WHOLE_BYTES)
    try:
        book = CalamineWorkbook.from_path(str(source.path))
        epoch = workbook_epoch(source.path)
        shown = [about.name for about in book.sheets_metadata if about.typ == SheetTypeEnum.WorkSheet]
        hidden = [about.name for about in book.sheets_metadata if about.visible != SheetVisibleEnum.Visible]
        visible = [name for name in shown if name not in hidden]
        several = len(book.sheet_names) > 1
        source.log.notice(Notice.HIDDEN, len(hidden), ", ".join(hidden[:5]))
        for name in visible:
            own = Log(f"{log.file}, {name}") if several else log
            yield from _sheet(name, book.get_sheet_by_name(name), own, epoch)
    except (CalamineError, OSError, ValueError) as error:
        problem = f"can't be read as a spreadsheet ({str(error)[:200]})"
        raise UnreadableFile(log.file, problem, "Open it in a spreadsheet program and save it again.") from None
    if not visible:
        remedy = "Show the sheet of the incidents in a spreadsheet program and save it again."
        raise UnreadableFile(log.file, "has no sheet that is not hidden", remedy)


def _sheet(name: str, sheet: CalamineSheet, log: Log, epoch: date) -> Iterator[Sheet]:
    height, width = sheet.total_height, sheet.total_width
    if not height or not width:
        return
    records = [[cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False, nrows=_SAMPLE)]
    header = find_header(records[: HEADER_ROWS + 1], log.file)
    filled = max((place for row in records for place, cell in enumerate(row, 1) if cell.strip()), default=1)
    cells = list(header.names[:filled]) + [""] * (filled - len(header.names))
    names = column_names(_trimmed(cells, records[header.place + 1 :]), log)
    note_header(header, log)
    yield Sheet(name, names, lambda: batches_of(_rows(sheet, header.place, names, log), names), log, epoch)


def _trimmed(cells: list[str], rows: list[list[str]]) -> list[str]:
    """The cells without the empty ones at the end, where their columns are empty too."""
    kept = list(cells)
    while (
        len(kept) > 1
        and not kept[-1].strip()
        and not any(row[len(kept) - 1].strip() for row in rows if len(row) >= len(kept))
    ):
        kept.pop()
    return kept


def _rows(sheet: Any, place: int, names: tuple[str, ...], log: Log) -> Iterator[tuple[int, list[str]]]:
    row, width = 0, len(names)
    for number, values in enumerate(sheet.iter_rows()):
        if number <= place:
            continue
        cells = [cell_text(value) for value in values]
        if not any(cell.strip() for cell in cells):
            log.notice(Notice.BLANK)
        elif number == place + 1 and place >= 0 and is_tags(cells):
            log.notice(Notice.TAGS)
        else:
            row += 1
            if any(cell.strip() for cell in cells[width:]):
                more = {f"cell {at}": cell for at, cell in enumerate(cells[width:], width + 1) if cell.strip()}
                detail = f"{width + len(more)} cells, while the header has {width}"
                log.set_aside(row, Reason.RAGGED, dict(zip(names, cells, strict=False)) | more, detail=detail)
            else:
                yield row, (cells + [""] * width)[:width]
