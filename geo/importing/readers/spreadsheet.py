"""Spreadsheets: Excel (.xlsx, .xlsb, .xls) and OpenDocument (.ods)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from geo.errors import UnreadableFile
from geo.importing.limits import HEADER_ROWS, WHOLE_BYTES
from geo.importing.readers.cells import batches_of, cell_text
from geo.importing.readers.guard import check_archive, check_size
from geo.importing.readers.header import column_names, find_header, is_tags
from geo.importing.reasons import Notice
from geo.importing.records import Log, Sheet, Source


def read_spreadsheet(source: Source, log: Log) -> Iterator[Sheet]:
    """Every visible sheet that holds anything."""
    check_size(source, WHOLE_BYTES)
    check_archive(source, WHOLE_BYTES)
    try:
        book = CalamineWorkbook.from_path(str(source.path))
        several = len(book.sheet_names) > 1
        for name in book.sheet_names:
            own = Log(f"{log.file}, {name}") if several else log
            yield from _sheet(name, book.get_sheet_by_name(name), own)
    except (CalamineError, OSError, ValueError) as error:
        problem = f"can't be read as a spreadsheet ({str(error)[:200]})"
        raise UnreadableFile(log.file, problem, "Open it in a spreadsheet program and save it again.") from None


def _sheet(name: str, sheet: CalamineSheet, log: Log) -> Iterator[Sheet]:
    height, width = sheet.total_height, sheet.total_width
    if not height or not width:
        return
    records = [
        [cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False, nrows=HEADER_ROWS + 1)
    ]
    header = find_header(records, log.file)
    names = column_names(_trimmed(header.names), log)
    yield Sheet(name, names, lambda: batches_of(_rows(sheet, header.place, len(names), log), names), log)


def _trimmed(cells: tuple[str, ...]) -> list[str]:
    """The cells without the empty ones at the end."""
    kept = list(cells)
    while len(kept) > 1 and not kept[-1].strip():
        kept.pop()
    return kept


def _rows(sheet: Any, place: int, width: int, log: Log) -> Iterator[tuple[int, list[str]]]:
    row = 0
    log.notice(Notice.ABOVE, place)
    for number, values in enumerate(sheet.iter_rows()):
        if number <= place:
            continue
        cells = [cell_text(value) for value in values]
        if not any(cell.strip() for cell in cells):
            log.notice(Notice.BLANK)
        elif number == place + 1 and is_tags(cells):
            log.notice(Notice.TAGS)
        else:
            row += 1
            yield row, (cells + [""] * width)[:width]
