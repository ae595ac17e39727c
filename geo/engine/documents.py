"""Incidents as JSON documents in a database, and back into a dataset: nothing of a file is lost on its way."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pyarrow as pa

from geo.engine.stored_metadata import StoredMetadata
from geo.load.copy_records import incident_of
from geo.model.dataset import Dataset, assemble
from geo.model.file_columns import COLUMN_FACETS, NOT_STATED, file_column
from geo.model.incident import Incident
from geo.model.source_rows import MemorySourceRows, SourceRow, source_row

_ORIGINAL = "original"


def dataset_from(about: StoredMetadata, documents: pa.Table) -> Dataset:
    """The dataset of some documents, in the order of the dataset."""
    texts = documents.sort_by("row")["document"].to_pylist()
    read = [_read(about, text) for text in texts]
    return assemble(
        id=about.id,
        version=about.version,
        title=about.title,
        period=about.period,
        records=[record for record, _ in read],
        actors=about.actors,
        sources=about.sources,
        licence=about.licence,
        source_rows=MemorySourceRows({record.id: rows for record, rows in read if rows}),
        colour_order=about.colour_order,
        admin1_names=replace(about.admin1_names, values=tuple(o.value for o in about.facet("admin1").options)),
    )


def with_stored_columns(about: StoredMetadata, dataset: Dataset) -> Dataset:
    """Incidents of a stored dataset with the columns that were kept as facets: in the ranges and with the values that
    all its incidents have."""
    if not about.columns:
        return dataset
    incidents = [str(incident) for incident in dataset.incidents.index]
    kept = []
    for facet, name in zip(COLUMN_FACETS, about.columns, strict=False):
        options = [(o.value, o.label) for o in about.facet(facet).options if o.value != NOT_STATED]
        kept.append(file_column(name, incidents, dataset.source_rows.cells(incidents, name), options))
    return replace(dataset, file_columns=tuple(kept), column_names=about.columns, plain=dataset)


def document_of(record: Incident, rows: tuple[SourceRow, ...]) -> str:
    """The document of an incident in a file of the atlas's own form, with the rows that it was read from."""
    plain = record.model_dump_json()
    if not rows:
        return plain
    original = json.dumps([row.to_dict() for row in rows], ensure_ascii=False)
    return f'{{"{_ORIGINAL}":{original},{plain[1:]}'


def _read(about: StoredMetadata, document: str) -> tuple[Incident, tuple[SourceRow, ...]]:
    """One incident of a document, and the rows that it was read from."""
    if about.documents == "feature" and not document.startswith(f'{{"{_ORIGINAL}":'):
        return Incident.model_validate_json(document), ()
    row: dict[str, Any] = json.loads(document)
    if about.documents == "feature":
        rows = source_row(row.pop(_ORIGINAL))
        return Incident.model_validate_json(json.dumps(row)), rows
    row["geometry"] = None if row["geometry"] is None else bytes.fromhex(row["geometry"])
    return incident_of(row), source_row({"file": row["file"], "row": row["row"], "cells": row.get("original") or {}})
