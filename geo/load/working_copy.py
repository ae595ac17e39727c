"""Opening a working copy as a dataset: frames straight from its columns, records made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely
from pydantic_core import to_jsonable_python

from geo.errors import UnreadableFile
from geo.load.copy_columns import LISTS, series_of, shared_tuples, with_all
from geo.load.copy_metadata import REPEATED, CopyMetadata, read_copy_metadata
from geo.load.copy_source_rows import CopySourceRows
from geo.load.incident_rows_of_copy import incident_rows
from geo.load.json_files import expect_file
from geo.model.dataset import Dataset
from geo.model.incident import Incident
from geo.model.incident_values import IncidentValues
from geo.model.licence import licence_from
from geo.model.record_base import Span
from geo.model.schema_columns import CASUALTY_COLUMNS, CLAIM_COLUMNS, INCIDENT_COLUMNS


def open_working_copy(path: Path) -> Dataset:
    """The dataset of an import. Raises UnreadableFile where the file is no working copy of the atlas."""
    about = metadata_of_copy(path)
    try:
        with pq.ParquetFile(path, read_dictionary=list(REPEATED)) as file:
            columns = [name for name in file.schema_arrow.names if name != "original"]
            # Group by group: lists can't be read over several of them.
            groups = [file.read_row_group(number, columns) for number in range(file.num_row_groups)]
            table = pa.concat_tables(groups) if groups else file.read(columns)
    except (pa.ArrowException, OSError):
        raise _damaged(path) from None
    dataset = dataset_of(table, about)
    return replace(dataset, source_rows=CopySourceRows(path, dataset.incidents.index))


def metadata_of_copy(path: Path) -> CopyMetadata:
    """What a working copy says of itself. Raises UnreadableFile where the file is none."""
    about = read_copy_metadata(expect_file(path))
    if about is None:
        raise UnreadableFile(
            path.name, "is no working copy of an import", "Import it: python -m geo import FILE -o OUT."
        )
    return about


def features_of(path: Path) -> Iterator[dict[str, Any]]:
    """The incidents of a working copy one by one as features of GeoJSON, for checks. Raises UnreadableFile."""
    try:
        for batch in pq.ParquetFile(path).iter_batches(batch_size=2000):
            for row in batch.to_pylist():
                yield _feature(row)
    except (pa.ArrowException, OSError):
        raise _damaged(path) from None


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    properties = to_jsonable_python(_properties(row))
    return {"type": "Feature", "id": row["id"], "geometry": properties.pop("geometry"), "properties": properties}


def _damaged(path: Path) -> UnreadableFile:
    return UnreadableFile(path.name, "is damaged", "Import the file that it was made from again.")


def dataset_of(table: pa.Table, about: CopyMetadata) -> Dataset:
    """The dataset of a table in the columns of a working copy."""
    table = with_all(table)
    incidents = _incidents(table)
    return Dataset(
        id=about.id,
        version=about.version,
        title=about.title,
        period=_period(about),
        incidents=incidents,
        claims=_entries(table, "claims", incidents.index, CLAIM_COLUMNS, about),
        casualties=_entries(table, "casualties", incidents.index, CASUALTY_COLUMNS, about),
        actors=about.actors,
        sources=about.sources,
        records=LazyRecords(table, incidents),
        licence=licence_from(about.licence),
    )


def _period(about: CopyMetadata) -> Span | None:
    if about.period is None:
        return None
    return Span(start=date.fromisoformat(about.period[0]), end=date.fromisoformat(about.period[1]))


def _incidents(table: pa.Table) -> gpd.GeoDataFrame:
    columns: dict[str, Any] = {}
    for column in INCIDENT_COLUMNS:
        if column.name == "sources":
            columns["sources"] = shared_tuples(_sources(table))
        elif column.name in LISTS:
            columns[column.name] = shared_tuples(table.column(column.name))
        else:
            columns[column.name] = series_of(table.column(column.name), column.dtype)
    index = pd.Index(table.column("id").to_pandas(), name="id", dtype="str")
    frame = pd.DataFrame(columns).set_axis(index, axis=0)
    frame["geometry"] = from_wkb(table.column("geometry"))
    return gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:4326")


_PLACES = ("admin1", "country", "location_precision", "radius_km", "geometry")


def places_of_copy(path: Path) -> pd.DataFrame:
    """Where the incidents of a working copy are, as in its dataset (governorate, country, precision, radius, geometry)
    without all else. Raises UnreadableFile."""
    try:
        table = pq.read_table(path, columns=list(_PLACES))
    except (pa.ArrowException, OSError):
        raise _damaged(path) from None
    frame = pd.DataFrame({name: series_of(table.column(name), "str") for name in ("admin1", "location_precision")})
    frame["country"] = shared_tuples(table.column("country"))
    frame["radius_km"] = series_of(table.column("radius_km"), "Float64")
    frame["geometry"] = from_wkb(table.column("geometry"))
    return frame


def _sources(table: pa.Table) -> pa.Array:
    """The ids of the sources of each incident."""
    lists = table.column("citations").combine_chunks()
    return pa.ListArray.from_arrays(lists.offsets, lists.values.field("source").cast(pa.string()))


def _entries(table: pa.Table, name: str, ids: pd.Index, columns: tuple[Any, ...], about: CopyMetadata) -> pd.DataFrame:
    """The entries of all incidents, one below the other."""
    lists = table.column(name).combine_chunks()
    owner = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False)
    entries = lists.flatten()
    found: dict[str, Any] = {"incident": pd.Series(ids.take(owner).to_numpy(), dtype="str")}
    for column in columns[1:]:
        if name == "casualties" and column.name == "known_since":
            found[column.name] = _told(table, owner, entries.field("source"), about)
        else:
            found[column.name] = series_of(pa.chunked_array([entries.field(column.name)]), column.dtype)
    return pd.DataFrame(found)


def _told(table: pa.Table, owner: np.ndarray, sources: pa.Array, about: CopyMetadata) -> pd.Series[Any]:
    """The day on which a figure was told: its source's publication, never before the incident."""
    start = table.column("date_start").combine_chunks().take(pa.array(owner)).to_numpy(zero_copy_only=False)
    published = {name: np.datetime64(source.date_start, "D") for name, source in about.sources.items()}
    coded = sources if pa.types.is_dictionary(sources.type) else sources.dictionary_encode()
    by_source = np.array([published[name] for name in coded.dictionary.to_pylist()], dtype="datetime64[D]")
    days = by_source[coded.indices.to_numpy(zero_copy_only=False)]
    return pd.Series(np.maximum(start, days).astype("datetime64[s]"))


def from_wkb(raw: pa.Array | pa.ChunkedArray) -> npt.NDArray[Any]:
    """Shapes from WKB; None for what is missing or broken."""
    column = raw.combine_chunks() if isinstance(raw, pa.ChunkedArray) else raw
    values = np.asarray(column.to_numpy(zero_copy_only=False), dtype=object)
    return np.asarray(shapely.from_wkb(values, on_invalid="ignore"))


_AT_ONCE, _TOLD_AT_ONCE = 500, 20_000
"""Rows that are made into models together, and that are read by column together."""


class LazyRecords(Mapping[str, Incident]):
    """The incidents as models, each made when it is asked for: a million of them need no memory."""

    def __init__(self, table: pa.Table, incidents: gpd.GeoDataFrame) -> None:
        read = {*Incident.model_fields, *LISTS, "munitions_min", "munitions_max", "citations"}
        self._chunks = table.select([name for name in table.column_names if name in read])
        self._index = incidents.index

    @cached_property
    def _table(self) -> pa.Table:
        """The columns in one piece, as soon as the first incident is asked for."""
        return self._chunks.combine_chunks()

    def __len__(self) -> int:
        return len(self._index)

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.tolist())

    def __contains__(self, key: object) -> bool:
        return key in self._index

    def __getitem__(self, key: str) -> Incident:
        return incident_of(self._table.slice(int(self._index.get_loc(key)), 1).to_pylist()[0])

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
            yield self._table.take(places[first : first + at_once])


def incident_of(row: Mapping[str, Any]) -> Incident:
    """The incident of a row of a working copy."""
    return Incident.model_validate(_properties(row), strict=False)


def _properties(row: Mapping[str, Any]) -> dict[str, Any]:
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
