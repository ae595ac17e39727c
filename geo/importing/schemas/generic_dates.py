"""The dates of any table: of one column, of two, of the parts year, month and day, or inside of a text."""

from __future__ import annotations

from datetime import date

import numpy as np

from geo.dates import DatePrecision
from geo.importing.date_cells import find_in_text, precision_of, read_day
from geo.importing.distinct_rows import Objects, each
from geo.importing.mapped_cells import MappedCells, texts
from geo.importing.missing_values import MISSING_WORDS
from geo.importing.parsed import Dates
from geo.importing.reasons import Reason
from geo.importing.schemas.date_columns import as_dates, read_dates, read_parts
from geo.importing.schemas.table_context import TableContext


def generic_dates(cells: MappedCells, context: TableContext) -> Dates:
    """The dates of a batch, as its mapping has them."""
    if cells.has("date"):
        found = as_dates(read_dates(cells, "date", context), _filled(cells, "date"), context)
    elif cells.has("year"):
        found = _of_parts(cells, ("year", "month", "day"), context)
    else:
        found = as_dates(*_in_text(cells, context), context)
    if cells.has("date_end"):
        _until(found, as_dates(read_dates(cells, "date_end", context), _filled(cells, "date_end"), context))
    elif cells.has("end_year"):
        _until(found, _of_parts(cells, ("end_year", "end_month", "end_day"), context))
    return found


def _of_parts(cells: MappedCells, props: tuple[str, str, str], context: TableContext) -> Dates:
    readings = cells.together(props, lambda year, month, day: read_parts(year, month, day, context.today))
    return as_dates(readings, _filled(cells, props[0]), context)


def _in_text(cells: MappedCells, context: TableContext) -> tuple[Objects, Objects]:
    """The first date in each text, and whether there is one."""
    found = each(cells.text("date_text"), find_in_text)
    return each(texts(found), lambda text: read_day(text, context.today)), _filled(cells, "date_text")


def _filled(cells: MappedCells, prop: str) -> Objects:
    return each(cells.text(prop), lambda text: text.casefold() not in MISSING_WORDS)


def _until(found: Dates, ends: Dates) -> None:
    """Widen dates to their ends, where these are given; an end that can't be decided leaves the row undecided."""
    found.either |= ends.either
    for notice, mask in ends.noticed.items():
        found.noticed[notice] = found.noticed.get(notice, np.zeros(len(mask), dtype=np.bool_)) | mask
    for place in range(len(found.reason)):
        if found.reason[place] is not None:
            continue
        if ends.reason[place] in (Reason.ORDER, Reason.BAD_DATE):
            found.reason[place] = ends.reason[place]
        elif ends.reason[place] is None and ends.end[place] != found.end[place]:
            _widen(found, ends, place)


def _widen(found: Dates, ends: Dates, place: int) -> None:
    found.end[place] = ends.end[place]
    start: date = found.start[place].astype(object)
    end: date = ends.end[place].astype(object)
    coarse = {found.precision[place], ends.precision[place]} - {DatePrecision.DAY}
    wanted = DatePrecision.MONTH if coarse == {DatePrecision.MONTH} else DatePrecision.PERIOD
    found.precision[place] = precision_of(start, end, wanted)
    found.told[place] = f"{found.told[place]} {ends.told[place]}".strip()
