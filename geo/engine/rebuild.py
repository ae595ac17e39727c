"""Stored documents back into a dataset: nothing of a file is lost on its way through a database."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from geo.engine.about import StoredAbout
from geo.load.working_copy import incident_of
from geo.model.dataset import Dataset, assemble
from geo.model.incident import Incident


def dataset_from(about: StoredAbout, documents: pa.Table) -> Dataset:
    """The dataset of some documents, in the order of the dataset."""
    texts = documents.sort_by("row")["document"].to_pylist()
    records = [record_from(about, text) for text in texts]
    return assemble(
        id=about.id,
        version=about.version,
        title=about.title,
        period=about.period,
        records=records,
        actors=about.actors,
        sources=about.sources,
        licence=about.licence,
    )


def record_from(about: StoredAbout, document: str) -> Incident:
    """One incident of a document."""
    if about.documents == "feature":
        return Incident.model_validate_json(document)
    row: dict[str, Any] = json.loads(document)
    row["geometry"] = None if row["geometry"] is None else bytes.fromhex(row["geometry"])
    return incident_of(row)
