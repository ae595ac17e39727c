"""What the schemas must know of the whole table: today's date, the order of day and month, how dates are numbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from geo.importing.date_cells import DateOrder
from geo.importing.date_numbers import EPOCH_1900, NumberForm
from geo.importing.placeholder_points import NO_PLACEHOLDERS, PlaceholderPoints


@dataclass(frozen=True)
class TableContext:
    """What a row alone doesn't tell: the day of the import, and what the table as a whole says."""

    today: date
    order: DateOrder | None = None
    """Which number of a date is the day, as decided by the person or by the table as a whole."""
    numbers: Mapping[str, NumberForm] = field(default_factory=dict)
    """By property what the plain numbers among its dates count."""
    epoch: date = EPOCH_1900
    """Day 0 of the workbook."""
    placeholders: PlaceholderPoints = NO_PLACEHOLDERS
    """Points that stand for something larger than a place."""
