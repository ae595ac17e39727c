"""The three frames of a working copy, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa

from geo.load.copy_columns import (
    LISTS,
    in_dictionary,
    named_or_unknown,
    shapes_of,
    shared_tuples,
    tuples_coded,
    values_of,
    words_coded,
)
from geo.load.copy_file import CopyColumns, Ints
from geo.load.lazy_frame import LazyFrame
from geo.model.cited_source import Source
from geo.model.coded import Coded
from geo.model.schema_columns import CASUALTY_COLUMNS, CLAIM_COLUMNS, INCIDENT_COLUMNS
from geo.model.vocabularies import PerpetratorKind

_DTYPES = {column.name: column.dtype for column in INCIDENT_COLUMNS}
INCIDENT_NAMES = (*_DTYPES, "geometry")


def incident_values(columns: CopyColumns, name: str) -> Any:
    """One of ``INCIDENT_NAMES`` as it stands in the frame of incidents."""
    if name == "geometry":
        return shapes_of(columns.column(name))
    if name == "sources":
        return shared_tuples(_source_lists(columns))
    if name in LISTS:
        return shared_tuples(columns.column(name))
    return values_of(_words(columns, name), _DTYPES[name])


def _words(columns: CopyColumns, name: str) -> pa.ChunkedArray:
    column = columns.column(name)
    if name == "perpetrator_kind" and str(PerpetratorKind.UNKNOWN) in column.unique().to_pylist():
        return named_or_unknown(column, columns.column("perpetrators"))
    return column


def incident_codes(columns: CopyColumns, name: str) -> Coded:
    """A column of words or lists of words as numbers."""
    if name == "sources":
        return tuples_coded(_source_lists(columns))
    return tuples_coded(columns.column(name)) if name in LISTS else words_coded(_words(columns, name))


def _source_lists(columns: CopyColumns) -> pa.ListArray:
    """The ids of the sources of each incident."""
    owner, sources = columns.entries("citations", "source")
    offsets = np.searchsorted(owner, np.arange(columns.rows + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), sources.cast(pa.string()).combine_chunks())


def ids_of(columns: CopyColumns) -> pd.Index:
    """The ids of all incidents."""
    return pd.Index(columns.column("id").to_pandas(), name="id", dtype="str")


class EntryFrame:
    """The claims or casualties of all incidents, one below the other; columns by name."""

    def __init__(self, columns: CopyColumns, name: str, ids: Any, sources: Mapping[str, Source]) -> None:
        """``ids`` gives the ids of the incidents (an index) when it is called."""
        self._columns, self._name, self._ids, self._sources = columns, name, ids, sources
        listed = CLAIM_COLUMNS if name == "claims" else CASUALTY_COLUMNS
        self._dtypes = {column.name: column.dtype for column in listed}
        self.names = tuple(self._dtypes)

    @cached_property
    def owners(self) -> Ints:
        """The position of the incident of each entry."""
        return self._columns.entries(self._name, "source")[0]

    def values(self, name: str) -> Any:
        """A column as it stands in the frame."""
        if name == "incident":
            return pd.array(self._ids().take(self.owners), dtype="str")
        if self._name == "casualties" and name == "known_since":
            return self._told()
        return values_of(self._columns.entries(self._name, name)[1], self._dtypes[name])

    def codes(self, name: str) -> Coded:
        """A column of words as numbers."""
        return words_coded(self._columns.entries(self._name, name)[1])

    def _told(self) -> np.ndarray:
        """The day on which a figure was told: its source's publication, never before the incident."""
        owner, sources = self._columns.entries("casualties", "source")
        start = self._columns.column("date_start").to_numpy()[owner]
        published = {name: np.datetime64(source.date_start, "D") for name, source in self._sources.items()}
        coded = in_dictionary(sources)
        by_source = np.array([published[name] for name in coded.dictionary.to_pylist()], dtype="datetime64[D]")
        days = by_source[coded.indices.to_numpy(zero_copy_only=False)]
        return np.asarray(np.maximum(start, days).astype("datetime64[s]"))


class LazyEntries(LazyFrame):
    """The claims or casualties of a file's incidents, each column read when it is asked for."""

    def __init__(self, incidents: LazyFrame, entries: EntryFrame) -> None:
        self._of, self._entries = incidents, entries
        super().__init__(entries.names, entries.values, lambda: pd.RangeIndex(len(self)), 0, entries.codes)

    def __len__(self) -> int:
        return len(self._entries.owners)

    def positions_in(self, incidents: object) -> Ints | None:
        """The position of each entry's incident in a frame; None for another frame than theirs."""
        return self._entries.owners if incidents is self._of else None


def lazy_frames(columns: CopyColumns, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The three frames of a dataset, whose columns are read when they are asked for."""
    incidents = LazyFrame(
        INCIDENT_NAMES,
        lambda name: incident_values(columns, name),
        lambda: ids_of(columns),
        columns.rows,
        lambda name: incident_codes(columns, name),
    )
    of = {name: EntryFrame(columns, name, lambda: incidents.index, sources) for name in ("claims", "casualties")}
    return {"incidents": incidents, **{name: LazyEntries(incidents, entries) for name, entries in of.items()}}


def whole_frames(columns: CopyColumns, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The same with all columns at once."""
    ids = ids_of(columns)
    found = pd.DataFrame({name: incident_values(columns, name) for name in _DTYPES}).set_axis(ids, axis=0)
    found["geometry"] = shapes_of(columns.column("geometry"))
    frames: dict[str, Any] = {"incidents": gpd.GeoDataFrame(found, geometry="geometry", crs="EPSG:4326")}
    for name in ("claims", "casualties"):
        entries = EntryFrame(columns, name, lambda: ids, sources)
        frames[name] = pd.DataFrame({one: entries.values(one) for one in entries.names})
    return frames
