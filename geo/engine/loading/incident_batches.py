"""Reads files in batches of incidents into the staging database: the atlas's own format, and an import's working
copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.admin1 import names_of
from geo.engine.documents import document_of
from geo.engine.loading.as_of import IncidentState, in_layers, states_of
from geo.engine.loading.grouped_arrays import entries_of
from geo.engine.loading.staging import StagingDatabase
from geo.engine.loading.version_history import VersionHistory
from geo.errors import UnreadableFile
from geo.filter.column_filters import column_problems, with_columns
from geo.filter.filter import Filter
from geo.load import open_dataset
from geo.load.copy_metadata import CopyMetadata
from geo.load.copy_source_rows import CopySourceRows, cell_texts, file_state
from geo.load.open_dataset import is_working_copy
from geo.load.working_copy import dataset_of, metadata_of_copy, places_of_copy
from geo.model.dataset import Dataset

_BATCH = 20_000


@dataclass
class FileMetadata:
    """What a file says of itself, without its incidents."""

    dataset: Dataset
    """A dataset of the file's actors and sources; its incidents don't matter."""
    documents: str
    extra: dict[str, Any] = field(default_factory=dict)
    count: int = 0
    states: bool = False


def stage_file(
    staging: StagingDatabase, path: Path, on_count: Callable[[int], None], columns: Sequence[str] = ()
) -> FileMetadata:
    """Put a file into the staging database, with columns of its rows as facets; tells how many incidents were seen so far. Raises
    UnreadableFile, also where the rows have no such column."""
    asked = Filter(columns=tuple(columns))
    if is_working_copy(path):
        about = metadata_of_copy(path)
        return _working_copy(staging, path, about, _with(asked, _rows_of_copy(path, about), path), on_count)
    head = stage_dataset(staging, _with(asked, open_dataset(path), path))
    on_count(head.count)
    return head


def _with(filter: Filter, dataset: Dataset, path: Path) -> Dataset:
    problems = column_problems(filter, dataset)
    if problems:
        raise UnreadableFile(path.name, problems[0].rstrip("."), "Name columns of the file with --column.")
    return with_columns(dataset, filter.columns)


def _rows_of_copy(path: Path, about: CopyMetadata) -> Dataset:
    """A working copy's source rows with nothing but the ids of its incidents."""
    ids = pq.read_table(path, columns=["id"]).column("id").to_pandas()
    empty = dataset_of(pq.ParquetFile(path).schema_arrow.empty_table(), about)
    frame = empty.incidents.reindex(pd.Index(ids, dtype=object))
    return replace(
        empty, incidents=frame, source_rows=CopySourceRows(path, lambda: frame.index, file_state(path.stat()))
    )


def stage_dataset(staging: StagingDatabase, dataset: Dataset) -> FileMetadata:
    """Put a dataset in memory into the staging database."""
    records = list(dataset.several(dataset.ids.tolist()))
    for low in range(0, len(records), _BATCH):
        part = records[low : low + _BATCH]
        _add_states(staging, dataset, [states_of(dataset, record, low + k) for k, record in enumerate(part)])
        staging.add_documents(
            np.arange(low, low + len(part)), [document_of(record, dataset.source_rows.of(record.id)) for record in part]
        )
    extra = {"set_aside": [_aside(aside) for aside in dataset.set_aside]} if dataset.set_aside else {}
    states = staging.rows > len(records)
    return FileMetadata(dataset, "feature", extra, len(records), states)


def _aside(aside: Any) -> dict[str, Any]:
    return {"row": aside.row, "feature": aside.feature, "faults": [fault.sentence() for fault in aside.faults]}


def _add_states(staging: StagingDatabase, dataset: Dataset, states: list[list[IncidentState]]) -> None:
    for layer, of in in_layers(dataset, states):
        columns = staging.encoder.columns(layer)
        columns["known_from"] = pa.array([state.known_from for state in of], pa.int32())
        columns["known_to"] = pa.array([state.known_to for state in of], pa.int32())
        words, holders = staging.encoder.postings(layer)
        staging.add(columns, np.array([state.row for state in of]), words, holders)


def _working_copy(
    staging: StagingDatabase, path: Path, about: CopyMetadata, chosen: Dataset, on_count: Callable[[int], None]
) -> FileMetadata:
    file = pq.ParquetFile(path)
    extra = {"mapping": about.mapping, "account": about.account, "schemas": list(about.schemas)}
    empty = dataset_of(file.schema_arrow.empty_table(), about)
    # Governorates are spelled as the whole file does, so its names are looked at before its first rows are coded.
    names = names_of(replace(empty, incidents=places_of_copy(path)))
    head = FileMetadata(replace(empty.with_columns_of(chosen), admin1_names=names), "row", extra)
    for batch in file.iter_batches(batch_size=_BATCH):
        whole = pa.Table.from_batches([batch])
        table, cells = whole.drop_columns("original"), cell_texts(whole.column("original"))
        dataset = replace(dataset_of(table, about).with_columns_of(chosen), admin1_names=names)
        head.states |= _add_rows(staging, dataset, table, head.count, cells.to_pylist())
        head.count += len(table)
        on_count(head.count)
    _documents(staging, path)
    return head


def _add_rows(staging: StagingDatabase, dataset: Dataset, table: pa.Table, first: int, cells: list[str]) -> bool:
    """Put rows of a working copy into the staging database; whether any was known differently on different days. ``cells``: the
    source row of each as one text."""
    history = VersionHistory(dataset, table)
    states = history.states()
    words, holders = staging.encoder.postings(dataset, cells)
    for layer in states.layers():
        columns = staging.encoder.columns(history.dataset_of(layer))
        columns["known_from"] = pa.array(layer.known_from, pa.int32())
        columns["known_to"] = pa.array(layer.known_to, pa.int32())
        state, held = entries_of(layer.owner, holders)
        staging.add(columns, first + layer.owner, words[held], state)
    return len(states) > len(table)


def _documents(staging: StagingDatabase, path: Path) -> None:
    """The rows of a working copy, original cells included, written as JSON by DuckDB: no row passes through Python."""
    staging.connection.execute("SET GLOBAL enable_geoparquet_conversion = false")
    quoted = str(path.resolve()).replace("'", "''")
    staging.documents_are(
        "SELECT file_row_number::INTEGER AS row, to_json(r)::VARCHAR AS document FROM (SELECT file_row_number, "
        "struct_pack(*COLUMNS(* EXCLUDE (file_row_number))) AS r FROM (SELECT * REPLACE (hex(geometry) AS geometry) "
        f"FROM read_parquet('{quoted}', file_row_number = true)))"
    )
