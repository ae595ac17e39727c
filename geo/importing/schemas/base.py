"""What a schema is, and what all schemas share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from geo.dates import DatePrecision
from geo.importing.cells import Cells, Objects, each, texts
from geo.importing.datecells import Day, Either, Order, Reading, excel_day, read_day
from geo.importing.draft import Dates, Days, Draft
from geo.importing.mapping import by_names
from geo.importing.names import key_of
from geo.importing.reasons import Reason
from geo.model.licence import Licence
from geo.model.vocabularies import ActorKind


@dataclass(frozen=True)
class Context:
    """What a row alone doesn't tell: the day of the import, and what the table as a whole says."""

    today: date
    order: Order | None = None
    """Which number of a date is the day, as decided by the person or by the table as a whole."""
    excel: frozenset[str] = frozenset()
    """Properties whose dates are a spreadsheet's day numbers."""


@dataclass
class ActorHints:
    """What a dataset says of its actors beside their names: kind, and the state that they serve."""

    kinds: dict[str, ActorKind] = field(default_factory=dict)
    states: dict[str, str | None] = field(default_factory=dict)

    def note(self, name: str, kind: ActorKind, state: str | None = None) -> None:
        """The first word on an actor stands."""
        self.kinds.setdefault(name, kind)
        if state:
            self.states.setdefault(name, state)


@dataclass(frozen=True)
class Schema:
    """A dataset that is known by name: how its table is recognised and read."""

    name: str
    title: str
    licence: Licence
    recognise: Callable[[tuple[str, ...]], dict[str, str] | None]
    """The columns by property where the table keeps the schema, else None."""
    draft: Callable[[Cells, Context, ActorHints], Draft]
    actor_columns: tuple[str, ...] = ()
    """Properties in which rows of one event differ where the table has one row a party."""
    version_column: str | None = None
    """Property that tells which of two rows of one id is the later revision: the larger number."""


_CUT = 10
"""Letters of a column's name that a shapefile keeps."""


def recognised(
    columns: tuple[str, ...],
    names: dict[str, tuple[str, ...]],
    core: tuple[str, ...],
    hallmarks: tuple[str, ...],
    least: int = 2,
) -> dict[str, str] | None:
    """The columns by property where all of the core and ``least`` of the hallmarks are there, in any order and case.

    Names count as a shapefile cuts them too. Coordinates are not asked for: a geometry, or nothing, can stand in.
    """
    found = by_names(columns, {prop: _with_cuts(prop, names) for prop in names})
    known = all(prop in found for prop in core) and sum(prop in found for prop in hallmarks) >= least
    return found if known else None


def _with_cuts(prop: str, names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The names of a property, then the same cut to a shapefile's length where no other property has that cut."""
    others = {key_of(name[:_CUT]) for other, known in names.items() if other != prop for name in known}
    cuts = (cut for name in names[prop] if len(name) > _CUT and (cut := key_of(name[:_CUT])) not in others)
    return tuple(dict.fromkeys((*names[prop], *cuts)))


def read_dates(cells: Cells, prop: str, context: Context) -> Objects:
    """The reading of each cell of a property."""

    def read(text: str) -> Reading:
        if prop in context.excel:
            return excel_day(text)
        return read_day(text, context.today)

    return each(cells.text(prop), read)


def as_dates(found: Objects, filled: Objects, context: Context) -> Dates:
    """Readings as columns: what can be either is decided by the order, or has no date."""
    marks = np.fromiter(map(id, found), dtype=np.int64, count=len(found)) * 2 + filled.astype(np.bool_)
    _, first, place = np.unique(marks, return_index=True, return_inverse=True)
    rows = [_row(found[at], bool(filled[at]), context) for at in first]
    return Dates(
        start=_column(rows, 0, place, "datetime64[D]"),
        end=_column(rows, 1, place, "datetime64[D]"),
        precision=_column(rows, 2, place, "object"),
        reason=_column(rows, 3, place, "object"),
        basis=blank(len(found)),
        short_year=_column(rows, 4, place, "bool"),
        zone=_column(rows, 5, place, "bool"),
        either=_column(rows, 6, place, "bool"),
    )


def _column(rows: list[tuple[Any, ...]], number: int, place: np.ndarray, dtype: str) -> Any:
    values = np.empty(len(rows), dtype=dtype)
    for at, row in enumerate(rows):
        values[at] = row[number]
    return values[place]


def _row(reading: Reading, filled: bool, context: Context) -> tuple[Any, ...]:
    nat = np.datetime64("NaT", "D")
    if reading is None:
        return nat, nat, DatePrecision.DAY, Reason.BAD_DATE if filled else Reason.NO_DATE, False, False, False
    if isinstance(reading, Either):
        if context.order is None:
            return nat, nat, DatePrecision.DAY, Reason.ORDER, False, False, False
        day: Day = reading.dmy if context.order is Order.DMY else reading.mdy
        return day.start, day.end, day.precision, None, day.short_year, day.zone, True
    return reading.start, reading.end, reading.precision, None, reading.short_year, reading.zone, False


def unknown_days(count: int) -> Days:
    """A column of days of which none is known."""
    return np.full(count, np.datetime64("NaT", "D"))


def constant(value: Any, count: int) -> Objects:
    """The same value in each row."""
    found = np.empty(count, dtype=object)
    found[:] = value
    return found


def constant_tuple(value: tuple[Any, ...], count: int) -> Objects:
    """The same tuple in each row."""
    found = np.empty(count, dtype=object)
    for place in range(count):
        found[place] = value
    return found


def blank(count: int) -> pa.Array:
    """A column of empty texts."""
    return texts(constant("", count))


__all__ = [
    "ActorHints", "Context", "Schema", "as_dates", "blank", "constant", "constant_tuple",
    "read_dates", "recognised", "unknown_days",
]  # fmt: skip
