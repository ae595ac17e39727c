"""A working copy as GeoJSON in the atlas's own form; the original cells stand beside the properties."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from geo.load.copy_metadata import CopyMetadata, read_copy_metadata
from geo.load.copy_records import incident_of
from geo.model.file_models import ACTORS, SCHEMA_VERSION, SOURCES

_FOR = "written_for"


@dataclass(frozen=True, slots=True)
class ListFiles:
    """The two lists that the atlas's own files have beside them."""

    paths: tuple[Path, ...]
    are_ours: bool
    """Whether these names are free, or were written for the same file before; files of others are never written over."""
    beside: str

    def left_alone(self) -> str:
        """What is said where they are not."""
        return f"{ACTORS} and {SOURCES} are there already and were left alone; the lists stand inside of {self.beside}."


def list_files(out: Path) -> ListFiles:
    """The lists beside a file that is to be written."""
    paths = tuple(out.with_name(name) for name in (ACTORS, SOURCES))
    return ListFiles(paths, all(_is_ours(path, out.name) for path in paths), out.name)


def write_geojson(parquet: Path, out: Path, lists: Sequence[Path] = ()) -> None:
    """Write the incidents of a working copy, and its actors and sources into ``lists``, if these are given."""
    about = read_copy_metadata(parquet)
    if about is None:
        raise ValueError(f"{parquet} is no working copy")
    with out.open("w", encoding="utf-8") as file:
        file.write(json.dumps(_head(about), ensure_ascii=False)[:-1] + ', "features": [')
        separator = "\n"
        for batch in pq.ParquetFile(parquet).iter_batches(batch_size=2000):
            for row in batch.to_pylist():
                file.write(separator + json.dumps(_feature(row), ensure_ascii=False))
                separator = ",\n"
        file.write("\n]}\n")
    entries = (("actors", about.actors.values()), ("sources", about.sources.values()))
    for path, (key, values) in zip(lists, entries, strict=False):
        content = {
            "schema_version": SCHEMA_VERSION,
            _FOR: out.name,
            key: [one.model_dump(mode="json") for one in values],
        }
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _head(about: CopyMetadata) -> dict[str, object]:
    return {
        "type": "FeatureCollection",
        "schema_version": SCHEMA_VERSION,
        "id": about.id,
        "title": about.title,
        "period": None if about.period is None else {"start": about.period[0], "end": about.period[1]},
        "dataset_version": about.version,
        "licence": about.licence,
        "mapping": about.mapping,
        "account": about.account,
        "actors": [actor.model_dump(mode="json") for actor in about.actors.values()],
        "sources": [source.model_dump(mode="json") for source in about.sources.values()],
    }


def _feature(row: dict[str, object]) -> dict[str, object]:
    incident = incident_of(row)
    properties = incident.model_dump(mode="json", exclude={"geometry"})
    geometry = incident.geometry.model_dump(mode="json", exclude_none=True) if incident.geometry else None
    original = {"file": row["file"], "row": row["row"], "not_placed": row["not_placed"], "cells": row["original"]}
    return {"type": "Feature", "id": incident.id, "geometry": geometry, "properties": properties, "original": original}


def _is_ours(path: Path, name: str) -> bool:
    """Whether a name is free, or was written for the same file before."""
    if not path.exists():
        return True
    try:
        return bool(json.loads(path.read_text(encoding="utf-8")).get(_FOR) == name)
    except (OSError, ValueError, AttributeError):
        return False
