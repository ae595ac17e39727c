"""Columns of dates: read cell by cell, settled by the columns of year, month and day beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from geo.dates import DatePrecision
from geo.importing.column_names import key_of
from geo.importing.date_cells import (
    AmbiguousDay,
    DateOrder,
    ParsedDay,
    Reading,
    month_span,
    read_day,
    with_year,
    year_span,
)
from geo.importing.date_numbers import number_of, read_number
from geo.importing.date_types import one_day
from geo.importing.date_words import normalised
from geo.importing.distinct_rows import Objects, each_of, each_text
from geo.importing.limits import FIRST_YEAR
from geo.importing.mapped_cells import MappedCells, repeated
from geo.importing.missing_values import MISSING_WORDS
from geo.importing.parsed import Dates
from geo.importing.reasons import Notice, Reason
from geo.importing.schemas.table_context import TableContext

_NOT_KNOWN = frozenset({"0", "00", "-9", "99", "-99", "999", "?", "x", "xx"})
"""What stands in a column of months or days where they are not known."""


def read_dates(cells: MappedCells, prop: str, context: TableContext) -> Objects:
    """The reading of each cell of a property; a damaged year, or what could be either, is settled by the columns of
    year, month and day."""
    form = context.numbers.get(prop)

    def read(text: str, year: str, month: str, day: str) -> Reading:
        if form is not None and (found := read_number(text, form, context.epoch)) is not None:
            return found
        known = _whole(year) if prop != "date_text" else None
        reading = read_day(text, context.today)
        if known is None or not FIRST_YEAR <= known <= context.today.year:
            return _agreeing(reading, month, day)
        if reading is None:
            filled = text.casefold() not in MISSING_WORDS
            return _agreeing(with_year(text, known, context.today), month, day) if filled else None
        return _in_year(_agreeing(reading, month, day), known, prop, context.today)

    beside = (_beside(cells, part, prop) for part in ("year", "month", "day"))
    return each_of([cells.text(prop), *beside], read)


def _beside(cells: MappedCells, part: str, prop: str) -> pa.Array:
    """The cells of the year, month or day beside a date."""
    names = cells.batch.cells.column_names
    column = cells.mapping.column(part) or next((name for name in names if key_of(name) == part), None)
    if column is None or column == cells.mapping.column(prop) or (prop != "date" and part != "year"):
        return repeated("", cells.count)
    return each_text(cells.batch.cells.column(column).combine_chunks(), str.strip)


def _whole(text: str) -> int | None:
    number = number_of(text)
    return int(number) if number is not None and number == number.to_integral_value() and abs(number) < 10_000 else None


def _agreeing(reading: Reading, month: str, day: str) -> Reading:
    """What could be either, as the columns of month and day have it."""
    if not isinstance(reading, AmbiguousDay):
        return reading
    wanted = (_month(month), _whole(day))
    fitting = [
        found
        for found in (reading.dmy, reading.mdy)
        if any(wanted) and wanted[0] in (None, found.start.month) and wanted[1] in (None, found.start.day)
    ]
    return fitting[0].with_notice(Notice.MONTH_SETTLES) if len(fitting) == 1 else reading


def _in_year(reading: Reading, year: int, prop: str, today: date) -> Reading:
    """A reading whose year is damaged with the year of its column; where both are good, it is only noticed."""
    if isinstance(reading, AmbiguousDay):
        dmy, mdy = (_in_year(found, year, prop, today) for found in (reading.dmy, reading.mdy))
        return (
            replace(reading, dmy=dmy, mdy=mdy)
            if isinstance(dmy, ParsedDay) and isinstance(mdy, ParsedDay)
            else dmy or mdy
        )
    if reading is None or reading.start.year <= year <= reading.end.year:
        return reading
    start, end = reading.start, reading.end
    if start.year >= FIRST_YEAR and start <= today and not reading.short_year:
        return reading.with_notice(Notice.YEAR_DIFFERS) if prop == "date" else reading
    if prop != "date" and start.year % 100 == (year + 1) % 100:
        year += 1
    try:
        moved = replace(
            reading,
            start=start.replace(year=year),
            end=end.replace(year=year + end.year - start.year),
            short_year=False,
        )
    except ValueError:
        return reading
    words = f"The table says {start.year:04d} in the date and {year} in the column of the year, which was taken."
    return moved.with_notice(Notice.YEAR, words)


def read_parts(year: str, month: str, day: str, today: date) -> Reading:
    """A date out of three cells; a month or a day that is empty or 0 is not known."""
    number = _whole(year)
    if number is None:
        return None
    short = number < 100 and len(year.strip()) <= 2
    if short:
        number += 2000 if 2000 + number <= today.year else 1900
    if _is_unknown(month):
        found = year_span(number)
    elif (which := _month(month)) is None:
        return None
    elif _is_unknown(day):
        found = month_span(number, which)
    else:
        found = one_day(number, which, _whole(day) or 0)
    return replace(found, short_year=short) if found else None


def _is_unknown(text: str) -> bool:
    plain_text = text.strip().casefold().removesuffix(".0")
    return plain_text in MISSING_WORDS or plain_text in _NOT_KNOWN


def _month(text: str) -> int | None:
    """The number of a month out of a number or a name; None where it is none."""
    found = normalised(text)
    if len(found) == 4 and found.startswith("@") and found.endswith("@"):
        return int(found[1:3])
    number = _whole(text)
    return number if number is not None and 1 <= number <= 12 else None


def as_dates(found: Objects, filled: Objects, context: TableContext) -> Dates:
    """Readings as columns: what can be either is decided by the order, or has no date."""
    marks = np.fromiter(map(id, found), dtype=np.int64, count=len(found)) * 2 + filled.astype(np.bool_)
    _, first, place = np.unique(marks, return_index=True, return_inverse=True)
    rows = [_row(found[at], bool(filled[at]), context) for at in first]
    column: Callable[[int, str], Any] = lambda number, dtype: _column(rows, number, place, dtype)  # noqa: E731
    noticed = column(7, "object")
    words = dict.fromkeys(notice for row in rows for notice in row[7])
    return Dates(
        start=column(0, "datetime64[D]"),
        end=column(1, "datetime64[D]"),
        precision=column(2, "object"),
        reason=column(3, "object"),
        basis=repeated("", len(found)),
        short_year=column(4, "bool"),
        zone=column(5, "bool"),
        either=column(6, "bool"),
        noticed={word: np.array([word in some for some in noticed], dtype=np.bool_) for word in words},
        told=column(8, "object"),
    )


def _column(rows: list[tuple[Any, ...]], number: int, place: np.ndarray, dtype: str) -> Any:
    values = np.empty(len(rows), dtype=dtype)
    for at, row in enumerate(rows):
        values[at] = row[number]
    return values[place]


def _row(reading: Reading, filled: bool, context: TableContext) -> tuple[Any, ...]:
    nat = np.datetime64("NaT", "D")
    if reading is None:
        return nat, nat, DatePrecision.DAY, Reason.BAD_DATE if filled else Reason.NO_DATE, False, False, False, (), ""
    either = False
    if isinstance(reading, AmbiguousDay):
        order = context.order or reading.usual
        if order is None:
            return nat, nat, DatePrecision.DAY, Reason.ORDER, False, False, False, (), ""
        either = context.order is not None
        day = reading.dmy if order is DateOrder.DMY else reading.mdy
        reading = day if either else day.with_notice(Notice.DOTTED)
    return (reading.start, reading.end, reading.precision, None, reading.short_year, reading.zone, either,
            reading.noticed, reading.basis)  # fmt: skip
