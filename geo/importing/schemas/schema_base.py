"""The type of a schema, and functions that all schemas share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from geo.importing.column_mapping import by_names
from geo.importing.column_names import key_of
from geo.importing.distinct_rows import Objects
from geo.importing.mapped_cells import MappedCells, repeated
from geo.importing.parsed import Days, ParsedRows
from geo.importing.schemas.date_columns import as_dates, read_dates
from geo.importing.schemas.table_context import TableContext
from geo.model.licence import Licence
from geo.model.vocabularies import ActorKind


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
    parse: Callable[[MappedCells, TableContext, ActorHints], ParsedRows]
    actor_columns: tuple[str, ...] = ()
    """Properties in which rows of one event differ where the table has one row a party."""
    version_column: str | None = None
    """Property that tells which of two rows of one id is the later revision: the larger number."""
    address: str | None = None
    """Where the dataset is published."""
    language: str = "und"
    """In which language its texts are (BCP 47; ``und`` where nobody says)."""


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
    return repeated("", count)


__all__ = [
    "ActorHints",
    "Schema",
    "TableContext",
    "as_dates",
    "blank",
    "constant",
    "constant_tuple",
    "read_dates",
    "recognised",
    "unknown_days",
]  # fmt: skip
