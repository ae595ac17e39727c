"""Loading into a database: coded, sorted and indexed on the way, some rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from geo.engine.database_address import read_address
from geo.engine.loading.incident_batches import FileMetadata, stage_dataset, stage_file
from geo.engine.loading.publish import metadata_of, publish
from geo.engine.loading.staging import StagingDatabase
from geo.engine.stored_metadata import StoredMetadata
from geo.model.dataset import Dataset

StepCallback = Callable[[str], None]


def load_file(
    path: Path,
    address: str,
    password: str | None = None,
    name: str | None = None,
    on_step: StepCallback = print,
    columns: Sequence[str] = (),
) -> StoredMetadata:
    """Load a file of the atlas, or an import's working copy, into a database; gives what was stored. ``columns`` of the
    file's rows become facets.

    It is stored under ``name``, else the address's own (``…#NAME``), else the id of the dataset. Raises UnreadableFile
    for the file and EngineError for the database.
    """
    with StagingDatabase() as staging:
        head = stage_file(staging, path, lambda count: on_step(f"read {count:,} incidents"), columns)
        return _store(staging, head, address, password, name, on_step)


def load_dataset(
    dataset: Dataset, address: str, password: str | None = None, name: str | None = None
) -> StoredMetadata:
    """Load a dataset that is in memory."""
    with StagingDatabase() as staging:
        return _store(staging, stage_dataset(staging, dataset), address, password, name, lambda _: None)


def _store(
    staging: StagingDatabase,
    head: FileMetadata,
    address: str,
    password: str | None,
    name: str | None,
    on_step: StepCallback,
) -> StoredMetadata:
    into = read_address(address, password, name)
    on_step("sorting")
    staging.finish()
    about = metadata_of(staging, head)
    publish(staging, about, into, into.dataset or about.id, on_step)
    return about
