"""Opening a working copy as a dataset: frames straight from its columns, records made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic_core import to_jsonable_python

from geo.errors import UnreadableFile
from geo.load.copy_file import CopyFile, Ints, TableColumns, damaged
from geo.load.copy_frames import incident_values, lazy_frames, whole_frames
from geo.load.copy_metadata import CopyMetadata, read_copy_metadata
from geo.load.copy_records import LazyRecords, properties_of, record_columns
from geo.load.copy_source_rows import CopySourceRows
from geo.load.json_files import expect_file
from geo.model.dataset import Dataset
from geo.model.licence import licence_from
from geo.model.record_base import Span
from geo.model.source_rows import NO_SOURCE_ROWS, SourceRows


def open_working_copy(path: Path) -> Dataset:
    """The dataset of an import; its columns are read when they are asked for, and may then raise UnreadableFile where
    the file was overwritten. Raises UnreadableFile where the file is no working copy of the atlas, or is damaged."""
    about = metadata_of_copy(path)
    file = CopyFile(path)
    file.check()
    frames = lazy_frames(file, about.sources)
    incidents, names = frames["incidents"], record_columns(file.names)
    records = LazyRecords(lambda places: file.taken(names, places), lambda: incidents.index, file.rows)
    return _dataset(about, frames, records, CopySourceRows(path, lambda: incidents.index, file.state, file.counted()))


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
        raise damaged(path) from None


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    properties = to_jsonable_python(properties_of(row))
    return {"type": "Feature", "id": row["id"], "geometry": properties.pop("geometry"), "properties": properties}


def dataset_of(table: pa.Table, about: CopyMetadata) -> Dataset:
    """The dataset of a table in the columns of a working copy."""
    frames = whole_frames(TableColumns(table), about.sources)
    index = frames["incidents"].index
    return _dataset(about, frames, LazyRecords(_rows_of(table), lambda: index, table.num_rows))


def _rows_of(table: pa.Table) -> Callable[[Ints], pa.Table]:
    """Rows of a table by position; its columns are put in one piece as soon as the first is asked for."""
    chunks, whole = table.select(record_columns(table.column_names)), list[pa.Table]()

    def rows(places: Ints) -> pa.Table:
        if not whole:
            whole.append(chunks.combine_chunks())
        return whole[0].take(pa.array(places))

    return rows


def _dataset(
    about: CopyMetadata, frames: dict[str, Any], records: LazyRecords, source_rows: SourceRows = NO_SOURCE_ROWS
) -> Dataset:
    return Dataset(
        id=about.id,
        version=about.version,
        title=about.title,
        period=_period(about),
        actors=about.actors,
        sources=about.sources,
        records=records,
        licence=licence_from(about.licence),
        source_rows=source_rows,
        **frames,
    )


def _period(about: CopyMetadata) -> Span | None:
    if about.period is None:
        return None
    return Span(start=date.fromisoformat(about.period[0]), end=date.fromisoformat(about.period[1]))


_PLACES = ("admin1", "country", "location_precision", "radius_km", "geometry")


def places_of_copy(path: Path) -> pd.DataFrame:
    """Where the incidents of a working copy are, as in its dataset (governorate, country, precision, radius, geometry)
    without all else. Raises UnreadableFile."""
    try:
        table = pq.read_table(path, columns=list(_PLACES))
    except (pa.ArrowException, OSError):
        raise damaged(path) from None
    columns = TableColumns(table)
    return pd.DataFrame({name: incident_values(columns, name) for name in _PLACES})
