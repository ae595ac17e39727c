"""The incidents of a working copy as models, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.load.copy_columns import LISTS, arrow_type, nothing
from geo.load.copy_file import Ints
from geo.load.incident_rows_of_copy import incident_rows
from geo.model.incident import Incident
from geo.model.incident_values import IncidentValues
from geo.model.schema_columns import INCIDENT_COLUMNS

_AT_ONCE, _TOLD_AT_ONCE = 500, 20_000
"""Rows that are made into models together, and that are read by column together."""
_READ = {*Incident.model_fields, *LISTS, "munitions_min", "munitions_max", "citations"}


def record_columns(names: Iterable[str]) -> list[str]:
    """Of the columns of a working copy those that a model is made of."""
    return [name for name in names if name in _READ]


class LazyRecords(Mapping[str, Incident]):
    """The incidents as models, each made when it is asked for: a million of them need no memory."""

    def __init__(self, rows: Callable[[Ints], pa.Table], index: Callable[[], pd.Index], count: int) -> None:
        """``rows`` gives rows by position with the columns of ``record_columns``, ``index`` the ids of all incidents."""
        self._rows, self._ids, self._count = rows, index, count

    @property
    def _index(self) -> pd.Index:
        return self._ids()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.tolist())

    def __contains__(self, key: object) -> bool:
        return key in self._index

    def __getitem__(self, key: str) -> Incident:
        return incident_of(self._at(np.array([self._index.get_loc(key)], dtype=np.int64)).to_pylist()[0])

    def several(self, keys: Iterable[str]) -> Iterator[Incident]:
        """The incidents of these ids in their order: many rows are read at once, which takes a tenth of the time that
        as many single ones do. Raises KeyError for an id that is not here."""
        for rows in self._taken(keys, _AT_ONCE):
            yield from map(incident_of, rows.to_pylist())

    def told(self, keys: Iterable[str]) -> Iterator[IncidentValues]:
        """The same without a model for each. Raises KeyError for an id that is not here."""
        for rows in self._taken(keys, _TOLD_AT_ONCE):
            yield from incident_rows(rows)

    def _taken(self, keys: Iterable[str], at_once: int) -> Iterator[pa.Table]:
        wanted = pd.Index(keys)
        places = self._index.get_indexer(wanted)
        if (places < 0).any():
            raise KeyError(wanted[places < 0][0])
        for first in range(0, len(places), at_once):
            yield self._at(places[first : first + at_once].astype(np.int64))

    def _at(self, places: Ints) -> pa.Table:
        return with_all(self._rows(places))


def with_all(table: pa.Table) -> pa.Table:
    """The table with all properties: a copy from before there was one lacks its column, and nothing is known of it."""
    for column in INCIDENT_COLUMNS:
        if column.name != "sources" and column.name in _READ and column.name not in table.column_names:
            table = table.append_column(column.name, nothing(arrow_type(column), table.num_rows))
    return table


def incident_of(row: Mapping[str, Any]) -> Incident:
    """The incident of a row of a working copy."""
    return Incident.model_validate(properties_of(row), strict=False)


def properties_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The incident as it would stand in a file of the atlas, its geometry among the properties."""
    shape = None if row["geometry"] is None else shapely.from_wkb(row["geometry"])
    return {
        **{name: row[name] for name in Incident.model_fields if name in row},
        **{name: tuple(row[name]) for name in LISTS if name in row},
        "munitions": _figure(row, "munitions"),
        "claims": tuple(row["claims"]),
        "casualties": tuple(_casualty(entry) for entry in row["casualties"]),
        "sources": tuple(row["citations"]),
        "geometry": None if shape is None else shapely.geometry.mapping(shape),
    }


def _casualty(entry: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: entry[name] for name in ("group", "source", "paragraph", "row", "note")}
    return plain | {"killed": _figure(entry, "killed"), "wounded": _figure(entry, "wounded")}


def _figure(row: Mapping[str, Any], name: str) -> dict[str, int | None] | None:
    low = row[f"{name}_min"]
    return None if low is None else {"min": low, "max": row[f"{name}_max"]}
