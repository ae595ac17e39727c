"""Loading into a database: coded, sorted and indexed on the way, some rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from geo.engine.database_address import read_address
from geo.engine.loading.incident_batches import Head, take_dataset, take_in
from geo.engine.loading.publish import about_of, publish
from geo.engine.loading.staging import Stage
from geo.engine.stored_metadata import StoredAbout
from geo.model.dataset import Dataset

Told = Callable[[str], None]


def load_file(
    path: Path,
    address: str,
    password: str | None = None,
    name: str | None = None,
    told: Told = print,
    columns: Sequence[str] = (),
) -> StoredAbout:
    """Load a file of the atlas, or an import's working copy, into a database; gives what was stored. ``columns`` of the
    file's rows become facets.

    It is stored under ``name``, else the address's own (``…#NAME``), else the id of the dataset. Raises UnreadableFile
    for the file and EngineError for the database.
    """
    with Stage() as stage:
        head = take_in(stage, path, lambda count: told(f"read {count:,} incidents"), columns)
        return _store(stage, head, address, password, name, told)


def load_dataset(dataset: Dataset, address: str, password: str | None = None, name: str | None = None) -> StoredAbout:
    """Load a dataset that is in memory."""
    with Stage() as stage:
        return _store(stage, take_dataset(stage, dataset), address, password, name, lambda _: None)


def _store(stage: Stage, head: Head, address: str, password: str | None, name: str | None, told: Told) -> StoredAbout:
    into = read_address(address, password, name)
    told("sorting")
    stage.finish()
    about = about_of(stage, head)
    publish(stage, about, into, into.dataset or about.id, told)
    return about
