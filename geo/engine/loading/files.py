"""Files that can be loaded, as batches of incidents: the atlas's own form, and an import's working copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.engine.loading.known import State, in_layers, states_of
from geo.engine.loading.stage import Stage
from geo.load import open_dataset
from geo.load.about import About
from geo.load.working_copy import about_of_copy, dataset_of, incident_of, is_working_copy
from geo.model.dataset import Dataset

_BATCH = 20_000


@dataclass
class Head:
    """What a file says of itself, without its incidents."""

    dataset: Dataset
    """A dataset of the file's actors and sources; its incidents don't matter."""
    documents: str
    extra: dict[str, Any] = field(default_factory=dict)
    count: int = 0
    states: bool = False


def take_in(stage: Stage, path: Path, seen: Callable[[int], None]) -> Head:
    """Put a file on the workbench; tells how many incidents were seen so far. Raises UnreadableFile."""
    if is_working_copy(path):
        return _working_copy(stage, path, about_of_copy(path), seen)
    head = take_dataset(stage, open_dataset(path))
    seen(head.count)
    return head


def take_dataset(stage: Stage, dataset: Dataset) -> Head:
    """Put a dataset in memory on the workbench."""
    records = list(dataset.records.values())
    for low in range(0, len(records), _BATCH):
        part = records[low : low + _BATCH]
        _add_states(stage, dataset, [states_of(dataset, record, low + k) for k, record in enumerate(part)])
        stage.add_documents(np.arange(low, low + len(part)), [record.model_dump_json() for record in part])
    extra = {"set_aside": [_aside(aside) for aside in dataset.set_aside]} if dataset.set_aside else {}
    states = stage.rows > len(records)
    return Head(dataset, "feature", extra, len(records), states)


def _aside(aside: Any) -> dict[str, Any]:
    return {"row": aside.row, "feature": aside.feature, "faults": [fault.sentence() for fault in aside.faults]}


def _add_states(stage: Stage, dataset: Dataset, states: list[list[State]]) -> None:
    for layer, of in in_layers(dataset, states):
        columns = stage.encoder.columns(layer)
        columns["known_from"] = pa.array([state.known_from for state in of], pa.int32())
        columns["known_to"] = pa.array([state.known_to for state in of], pa.int32())
        words, holders = stage.encoder.postings(layer)
        stage.add(columns, np.array([state.row for state in of]), words, holders)


def _working_copy(stage: Stage, path: Path, about: About, seen: Callable[[int], None]) -> Head:
    file = pq.ParquetFile(path)
    names = [name for name in file.schema_arrow.names if name != "original"]
    extra = {"mapping": about.mapping, "account": about.account, "schemas": list(about.schemas)}
    head = Head(dataset_of(file.schema_arrow.empty_table(), about), "row", extra)
    for batch in file.iter_batches(batch_size=_BATCH, columns=names):
        table = pa.Table.from_batches([batch])
        dataset = dataset_of(table, about)
        told_later = _told_later(dataset)
        plain, later = np.flatnonzero(~told_later), np.flatnonzero(told_later)
        if len(plain):
            _add_plain(stage, dataset, plain, head.count)
        changing = [
            states_of(dataset, incident_of(row), head.count + int(place))
            for place, row in zip(later, table.take(pa.array(later)).to_pylist(), strict=True)
        ]
        _add_states(stage, dataset, changing)
        head.states |= any(len(states) > 1 for states in changing)
        head.count += len(dataset.incidents)
        seen(head.count)
    _documents(stage, path)
    return head


def _add_plain(stage: Stage, dataset: Dataset, plain: np.ndarray, first: int) -> None:
    """Incidents that were known all at once: straight from their columns."""
    incidents = dataset.incidents.iloc[plain]
    claims = dataset.claims[dataset.claims["incident"].isin(incidents.index)]
    part = replace(dataset, incidents=incidents, claims=claims)
    words, holders = stage.encoder.postings(part)
    stage.add(stage.encoder.columns(part), first + plain, words, holders)


def _told_later(dataset: Dataset) -> np.ndarray:
    """Which incidents were told bit by bit: an entry, a figure or a source came after the first word of it."""
    incidents = dataset.incidents
    published = {name: np.datetime64(source.date_start, "s") for name, source in dataset.sources.items()}
    last = {held: max((published[name] for name in held), default=None) for held in set(incidents["sources"])}
    days = [incidents["sources"].map(last)]
    for frame in (dataset.claims, dataset.casualties):
        days.append(frame.groupby("incident", sort=False)["known_since"].max().reindex(incidents.index))
    latest = pd.concat([day.astype("datetime64[s]") for day in days], axis=1).max(axis=1)
    return np.asarray((latest > incidents["known_since"]).to_numpy(dtype=np.bool_))


def _documents(stage: Stage, path: Path) -> None:
    """The rows of a working copy, original cells included, written as JSON by DuckDB: no row passes through Python."""
    run = stage.connection.execute
    run("SET enable_geoparquet_conversion = false")
    run(
        "INSERT INTO s_documents SELECT file_row_number::INTEGER, to_json(r)::VARCHAR FROM (SELECT file_row_number, "
        "struct_pack(*COLUMNS(* EXCLUDE (file_row_number))) AS r FROM (SELECT * REPLACE (hex(geometry) AS geometry) "
        "FROM read_parquet(?, file_row_number = true)))",
        [str(path)],
    )
