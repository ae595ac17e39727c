"""Columns of dates whose cells are plain numbers: days of a spreadsheet, or time since 1970. The column as a whole says
which; a lone number never does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from geo.dates import DatePrecision
from geo.importing.date_types import ParsedDay, month_span
from geo.importing.date_words import normalised
from geo.importing.reasons import Notice

EPOCH_1900 = date(1899, 12, 30)
"""Day 0 of spreadsheets, as of 1 March 1900."""
EPOCH_1904 = date(1904, 1, 1)
"""Day 0 of workbooks that count from 1904."""


class NumberForm(StrEnum):
    """What the numbers of a column count."""

    DAYS = "spreadsheet_days"
    SECONDS = "seconds_since_1970"
    MILLISECONDS = "milliseconds_since_1970"
    MICROSECONDS = "microseconds_since_1970"
    NANOSECONDS = "nanoseconds_since_1970"
    MONTHS = "year_and_month"


_PER_SECOND = {
    NumberForm.SECONDS: 1, NumberForm.MILLISECONDS: 10**3, NumberForm.MICROSECONDS: 10**6,
    NumberForm.NANOSECONDS: 10**9,
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
_MOST = 0.9
"""Share of the numbers of a column that have to fit."""


def number_of(text: str) -> Decimal | None:
    """A cell as a number, or None where it is none."""
    short = normalised(text) if len(text) <= 40 else ""
    try:
        return Decimal(short) if _NUMBER.fullmatch(short) else None
    except InvalidOperation:
        return None


def number_form(cells: Iterable[str], today: date, epoch: date = EPOCH_1900) -> NumberForm | None:
    """What the numbers among the cells of a column of dates count; None where there are none, or they fit nothing."""
    numbers = [found for cell in cells if (found := number_of(cell)) is not None and found != 0]
    for form in NumberForm:
        fitting = sum(_fits(number, form, today, epoch) for number in numbers)
        if numbers and fitting >= _MOST * len(numbers):
            return form
    return None


def _fits(number: Decimal, form: NumberForm, today: date, epoch: date) -> bool:
    if form is NumberForm.DAYS:
        return 20_000 <= number < 80_000 and _day(number, form, epoch) is not None
    if form is NumberForm.MONTHS:
        whole = number == number.to_integral_value() and 190_001 <= number <= 209_912
        return whole and 1 <= int(number) % 100 <= 12 and int(number) // 100 <= today.year + 1
    least = 10**8 * _PER_SECOND[form]
    found = _day(number, form, epoch) if least <= abs(number) < 100 * least else None
    return found is not None and date(1900, 1, 1) <= found <= today + timedelta(days=366)


def _day(number: Decimal, form: NumberForm, epoch: date) -> date | None:
    try:
        if form is NumberForm.DAYS:
            return epoch + timedelta(days=int(number))
        per_second = _PER_SECOND[form]
        if _lost(number) > 86_400 * per_second:
            return None
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(number / per_second))).date()
    except (OverflowError, ValueError, InvalidOperation):
        return None


def _lost(number: Decimal) -> int:
    """What the last digit that is written stands for: a spreadsheet's ``1.58E+12`` has lost the days."""
    exponent = number.as_tuple().exponent
    return 10 ** int(exponent) if isinstance(exponent, int) and exponent > 0 else 1


def read_number(text: str, form: NumberForm, epoch: date = EPOCH_1900) -> ParsedDay | None:
    """The day or month that a number of such a column is; None where the cell is no such number."""
    number = number_of(text)
    if number is None or number == 0:
        return None
    if form is NumberForm.MONTHS:
        return month_span(int(number) // 100, int(number) % 100) if number < 1_000_000 else None
    if form is NumberForm.DAYS and not 1 <= number < 200_000:
        return None
    found = _day(number, form, epoch)
    if found is None or (form is NumberForm.DAYS and len(str(int(number))) < 5):
        return None
    return ParsedDay(found, found, DatePrecision.DAY, noticed=(Notice.EPOCH,))
