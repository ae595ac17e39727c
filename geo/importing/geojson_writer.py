"""A working copy as GeoJSON in the atlas's own form; the original cells stand beside the properties."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq

from geo.load.copy_metadata import CopyMetadata, read_copy_metadata
from geo.load.copy_records import incident_of
from geo.model.file_models import ACTORS, SCHEMA_VERSION, SOURCES

_FOR = "written_for"


def write_geojson(parquet: Path, out: Path) -> list[str]:
    """Write the incidents of a working copy, and actors and sources beside it where these names are free.

    Gives words on what could not be written.
    """
    about = read_copy_metadata(parquet)
    if about is None:
        raise ValueError(f"{parquet} is no working copy")
    part = out.with_name(f".{out.name}.part")
    with part.open("w", encoding="utf-8") as file:
        file.write(json.dumps(_head(about), ensure_ascii=False)[:-1] + ', "features": [')
        separator = "\n"
        for batch in pq.ParquetFile(parquet).iter_batches(batch_size=2000):
            for row in batch.to_pylist():
                file.write(separator + json.dumps(_feature(row), ensure_ascii=False))
                separator = ",\n"
        file.write("\n]}\n")
    part.replace(out)
    return _write_lists(about, out)


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


def _write_lists(about: CopyMetadata, out: Path) -> list[str]:
    """The two lists that the atlas's own files have beside them; files of others are never written over."""
    lists = {
        ACTORS: ("actors", [actor.model_dump(mode="json") for actor in about.actors.values()]),
        SOURCES: ("sources", [source.model_dump(mode="json") for source in about.sources.values()]),
    }
    targets = [out.with_name(name) for name in lists]
    if not all(_is_ours(target, out.name) for target in targets):
        return [f"{ACTORS} and {SOURCES} are there already and were left alone; the lists stand inside of {out.name}."]
    for name, (key, entries) in lists.items():
        content = {"schema_version": SCHEMA_VERSION, _FOR: out.name, key: entries}
        part = out.with_name(f".{name}.part")
        part.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(out.with_name(name))
    return []


def _is_ours(path: Path, name: str) -> bool:
    """Whether a name is free, or was written for the same file before."""
    if not path.exists():
        return True
    try:
        return bool(json.loads(path.read_text(encoding="utf-8")).get(_FOR) == name)
    except (OSError, ValueError, AttributeError):
        return False
