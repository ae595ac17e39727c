"""Reads input files in the atlas's own formats: they keep all that they hold."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo.importing.reasons import Reason, Unplaced
from geo.importing.reconciliation import Reconciliation, reconciliation_from
from geo.importing.row_batches import RejectedRow
from geo.importing.working_copy_writer import schema_of
from geo.load import Inspection, inspect
from geo.load.copy_metadata import read_copy_metadata
from geo.model import derive
from geo.model.actor import Actor
from geo.model.cited_source import Source
from geo.model.file_models import ACTORS, SCHEMA_VERSION, SOURCES
from geo.model.incident import Figure, Incident
from geo.model.known_since import known_since
from geo.model.licence import Licence, licence_from
from geo.model.source_rows import SourceRow

_HEAD = 4096


@dataclass(frozen=True)
class NativeTable:
    """Incidents that are in the atlas's form already."""

    file: str
    schema: str
    licence: Licence
    incidents: pa.Table
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    account: Reconciliation
    rejects: tuple[RejectedRow, ...] = ()
    mapping: tuple[dict[str, Any], ...] = ()
    period: tuple[str, str] | None = None
    title: str = ""
    """The title that the dataset has."""


def read_native(path: Path, name: str, work: Path) -> NativeTable | None:
    """The table of a file of the atlas: its GeoJSON, or a working copy; None for any other file."""
    about = read_copy_metadata(path) if path.suffix.lower() in (".parquet", ".geoparquet") else None
    if about is not None:
        licence = licence_from(about.licence)
        account = reconciliation_from(about.account)
        left = Reconciliation(account.accepted, account.accepted, account.placed, account.not_placed, 0, account.incidents,
                       not_placed_reasons=account.not_placed_reasons)  # fmt: skip
        return NativeTable(name, about.schemas[0], licence, pq.read_table(path), about.actors, about.sources, left,
                        mapping=tuple(about.mapping), period=about.period, title=about.title)  # fmt: skip
    if path.suffix.lower() not in (".geojson", ".json") or not _claims_our_schema(path):
        return None
    beside = _beside(path, work)
    return None if beside is None else _from_inspection(inspect(beside), name, work)


def _claims_our_schema(path: Path) -> bool:
    with path.open("rb") as file:
        return b'"schema_version"' in file.read(_HEAD)


def _beside(path: Path, work: Path) -> Path | None:
    """The file with its two lists beside it; where they stand inside, they are laid out in the work folder."""
    if path.with_name(ACTORS).exists() and path.with_name(SOURCES).exists():
        return path
    try:
        members = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None
    if not isinstance(members, dict) or not all(isinstance(members.get(key), list) for key in ("actors", "sources")):
        return None
    for name, key in ((ACTORS, "actors"), (SOURCES, "sources")):
        (work / name).write_text(json.dumps({"schema_version": SCHEMA_VERSION, key: members[key]}), encoding="utf-8")
    return Path(shutil.copy(path, work / path.name))


def _from_inspection(found: Inspection, name: str, work: Path) -> NativeTable | None:
    records = list(found.features.incidents.values())
    if not records or found.faults:
        return None
    actors, sources = found.context.actors, found.context.sources
    cells = [_cells(found.features.source_rows.get(record.id, ())) for record in records]
    rows = [
        _row(record, row, name, actors, sources) | {"original": kept}
        for row, (record, kept) in enumerate(zip(records, cells, strict=True), 1)
    ]
    columns = dict.fromkeys(column for kept in cells for column in kept) or {"feature": None}
    schema = schema_of(pa.struct([(column, pa.string()) for column in columns]))
    placed = sum(record.geometry is not None for record in records)
    reject = found.features.set_aside
    account = Reconciliation(
        len(records) + len(reject), len(records), placed, len(records) - placed, len(reject), len(records),
        Counter({Reason.ATLAS.value: len(reject)} if reject else {}),
        Counter({Unplaced.AREA.value: len(records) - placed} if placed < len(records) else {}),
    )  # fmt: skip
    rejects = tuple(
        RejectedRow(name, entry.row, entry.feature, Reason.ATLAS.value, " ".join(fault.sentence() for fault in entry.faults),
              Reason.ATLAS.definition, {}) for entry in reject
    )  # fmt: skip
    period = found.context.period
    return NativeTable(name, "atlas", found.licence, pa.Table.from_pylist(rows, schema=schema), actors, sources, account, rejects,
                    ({"file": name, "schema": "atlas"},),
                    (period.start.isoformat(), period.end.isoformat()) if period else None,
                    found.header.title if found.header else "")  # fmt: skip


def _row(
    record: Incident, row: int, file: str, actors: Mapping[str, Actor], sources: Mapping[str, Source]
) -> dict[str, Any]:
    """An incident as a row of a working copy."""
    fields = record.model_dump(mode="python", exclude={"geometry", "sources", "munitions"})
    shape = record.shape
    return {
        **{name: str(value) if isinstance(value, str) else value for name, value in fields.items()},
        **_figure("munitions", record.munitions),
        **_figure("killed", derive.killed(record.casualties)),
        **_figure("wounded", derive.wounded(record.casualties)),
        "claims": [dict(claim.model_dump(mode="python")) for claim in record.claims],
        "casualties": [
            entry.model_dump(mode="python") | _figure("killed", entry.killed) | _figure("wounded", entry.wounded)
            for entry in record.casualties
        ],
        "citations": [citation.model_dump() for citation in record.sources],
        "perpetrator_kind": derive.perpetrator_kind(record.perpetrators, actors, record.parties).value,
        "known_since": known_since(record, sources),
        "file": file,
        "row": row,
        "not_placed": Unplaced.AREA.value if shape is None else None,
        "geometry": None if shape is None else shapely.to_wkb(shape),
    }


def _cells(rows: tuple[SourceRow, ...]) -> dict[str, str]:
    """The cells that the file keeps of the rows that an incident was read from; what several rows say differently stands
    one below the other."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        for column, text in row.cells:
            found.setdefault(column, {})[text] = None
    return {column: "\n".join(texts) for column, texts in found.items()}


def _figure(name: str, figure: Figure | None) -> dict[str, int | None]:
    return {f"{name}_min": figure.min if figure else None, f"{name}_max": figure.max if figure else None}
