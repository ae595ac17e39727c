"""The three frames of a dataset, built from its records: incidents, ledger and casualties."""

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.model import derive
from geo.model.actor import Actor
from geo.model.cited_source import Source
from geo.model.incident import Figure, Incident
from geo.model.known_since import casualty_known_since, known_since
from geo.model.schema_columns import CASUALTY_COLUMNS, CLAIM_COLUMNS, INCIDENT_COLUMNS

CRS = "EPSG:4326"


def incidents_frame(
    records: Sequence[Incident],
    actors: Mapping[str, Actor],
    sources: Mapping[str, Source],
) -> gpd.GeoDataFrame:
    """One row an incident, indexed by its id, in the order of ``INCIDENT_COLUMNS``; EPSG:4326."""
    rows = [_incident_row(record, actors, sources) for record in records]
    names = [column.name for column in INCIDENT_COLUMNS]
    frame = pd.DataFrame(rows, columns=names, index=pd.Index([r.id for r in records], name="id", dtype="str"))
    frame["geometry"] = [record.shape for record in records]
    return gpd.GeoDataFrame(_typed(frame, INCIDENT_COLUMNS), geometry="geometry", crs=CRS)


def claims_frame(records: Sequence[Incident]) -> pd.DataFrame:
    """One row an entry of the ledger, in the order of the file."""
    rows = [_plain(claim) | {"incident": record.id} for record in records for claim in record.claims]
    return _typed(pd.DataFrame(rows, columns=[column.name for column in CLAIM_COLUMNS]), CLAIM_COLUMNS)


def casualties_frame(records: Sequence[Incident], sources: Mapping[str, Source]) -> pd.DataFrame:
    """One row a group and source, in the order of the file."""
    rows = [
        _plain(row)
        | _figure("killed", row.killed)
        | _figure("wounded", row.wounded)
        | {"incident": record.id, "known_since": casualty_known_since(row, record, sources)}
        for record in records
        for row in record.casualties
    ]
    return _typed(pd.DataFrame(rows, columns=[column.name for column in CASUALTY_COLUMNS]), CASUALTY_COLUMNS)


def _incident_row(
    record: Incident,
    actors: Mapping[str, Actor],
    sources: Mapping[str, Source],
) -> dict[str, Any]:
    return (
        _plain(record)
        | _figure("munitions", record.munitions)
        | _figure("killed", derive.killed(record.casualties))
        | _figure("wounded", derive.wounded(record.casualties))
        | {
            "perpetrator_kind": derive.perpetrator_kind(record.perpetrators, actors, record.parties).value,
            "sources": tuple(dict.fromkeys(citation.source for citation in record.sources)),
            "known_since": known_since(record, sources),
        }
    )


def _plain(record: Any) -> dict[str, Any]:
    """The fields of a record as plain values: words as str, lists as tuples."""
    values = {name: getattr(record, name) for name in type(record).model_fields}
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_plain_value(item) for item in value)
    return str(value) if isinstance(value, str) else value


def _figure(name: str, figure: Figure | None) -> dict[str, int | None]:
    low, high = (None, None) if figure is None else (figure.min, figure.max)
    return {f"{name}_min": low, f"{name}_max": high}


def _typed(frame: pd.DataFrame, columns: Sequence[Any]) -> pd.DataFrame:
    for column in columns:
        if column.dtype == "object":
            continue
        if column.dtype == "datetime64[s]":
            frame[column.name] = pd.to_datetime(frame[column.name]).astype("datetime64[s]")
        else:
            frame[column.name] = frame[column.name].astype(column.dtype)
    return frame
