"""The metadata of a working copy, as its Parquet file keeps it: title, version, actors, sources, licence,
reconciliation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geo.model.actor import Actor
from geo.model.cited_source import Source
from geo.model.file_columns import ColumnAbout

META = b"incident_atlas"
CONTENT = b"incident_atlas_content"
"""Where the checksum of the file's rows stands."""
COLUMNS = b"incident_atlas_columns"
"""Where it stands how many different values the columns of the files have."""
REPEATED: tuple[str, ...] = (
    "kind", "event_type", "date_precision", "date_basis", "place", "admin1", "location_precision", "location_basis",
    "not_placed", "perpetrator_kind", "verification", "file", "citations.list.element.source",
    *(f"claims.list.element.{name}" for name in ("actor", "stance", "by", "known_since_basis", "source", "note")),
    *(f"casualties.list.element.{name}" for name in ("group", "source", "note")),
)  # fmt: skip
"""Columns of texts that repeat, kept once in memory."""


@dataclass(frozen=True)
class CopyMetadata:
    """What a working copy says of itself."""

    id: str
    title: str
    version: str
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    period: tuple[str, str] | None
    licence: dict[str, Any]
    mapping: list[dict[str, Any]]
    account: dict[str, Any]
    schemas: tuple[str, ...]

    def to_json(self) -> str:
        """For the file's metadata."""
        return json.dumps(
            {
                "id": self.id,
                "title": self.title,
                "version": self.version,
                "actors": [actor.model_dump(mode="json") for actor in self.actors.values()],
                "sources": [source.model_dump(mode="json") for source in self.sources.values()],
                "period": self.period,
                "licence": self.licence,
                "mapping": self.mapping,
                "account": self.account,
                "schemas": self.schemas,
            },
            ensure_ascii=False,
        )


def copy_metadata_from(raw: str | bytes) -> CopyMetadata:
    """What was kept in the metadata. Raises ValueError or KeyError where it is damaged."""
    found = json.loads(raw)
    actors = [Actor.model_validate_json(json.dumps(entry)) for entry in found["actors"]]
    sources = [Source.model_validate_json(json.dumps(entry)) for entry in found["sources"]]
    return CopyMetadata(
        found["id"], found["title"], found["version"], {actor.id: actor for actor in actors},
        {source.id: source for source in sources}, found["period"] and tuple(found["period"]), found["licence"],
        found["mapping"], found["account"], tuple(found["schemas"]),
    )  # fmt: skip


def read_copy_metadata(path: Path) -> CopyMetadata | None:
    """What a Parquet file says of itself; None where it is no working copy."""
    try:
        raw = (pq.read_metadata(path).metadata or {}).get(META)
        return None if raw is None else copy_metadata_from(raw)
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError):
        return None


def columns_to_json(columns: Sequence[ColumnAbout]) -> str:
    """What the import counted of the columns of its files, for the file's metadata."""
    return json.dumps([[about.name, about.values, about.numeric] for about in columns], ensure_ascii=False)


def columns_from(raw: bytes | None) -> tuple[ColumnAbout, ...] | None:
    """The same from the metadata; None where a file says nothing of them, or not in these words."""
    try:
        return None if raw is None else tuple(ColumnAbout(str(n), int(v), bool(w)) for n, v, w in json.loads(raw))
    except (ValueError, TypeError):
        return None
