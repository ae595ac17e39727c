"""Publishes the staging database to the target database: all tables under new names, then one row that makes them
known."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pyarrow as pa

from geo.admin1 import names_of
from geo.count.time_span import Spans
from geo.engine.connecting import driver
from geo.engine.database_address import Address
from geo.engine.loading.incident_batches import FileMetadata
from geo.engine.loading.staging import StagingDatabase
from geo.engine.storage_layout import NEVER, REGISTRY, TABLES, Tables, arrow_schema
from geo.engine.stored_metadata import StoredMetadata
from geo.engine.time_steps import day_of
from geo.filter.colour_order import most_incidents_first
from geo.filter.facets import FACETS, FacetEntry
from geo.model.file_columns import COLUMN_FACETS, NOT_STATED
from geo.model.place_facets import PLACE_FACETS
from geo.model.vocabularies import Kind, LocationPrecision

StepCallback = Callable[[str], None]


def publish(
    staging: StagingDatabase, about: StoredMetadata, address: Address, name: str, on_step: StepCallback
) -> None:
    """Copy the finished tables into a database and make the dataset known under a name.

    The tables have a new prefix each time, and nobody looks at them before their row stands in the table of datasets:
    a load that breaks off is never seen, and who reads the old tables meanwhile isn't disturbed.
    """
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:24] or "dataset"
    tables = Tables(f"atlas_{slug}_{secrets.token_hex(3)}")
    with driver(address, f"{address.engine}_writer")(address) as writer:
        older = [row["tables"] for row in writer.stored().to_pylist() if row["name"] == name]
        for table in TABLES:
            on_step(f"writing {table}")
            writer.write(table, tables.name(table), staging.batches(table))
        row = {
            "name": name, "tables": tables.prefix, "loaded": _moment_after(writer.stored(), name),
            "version": about.version, "title": about.title, "about": about.to_json(),
        }  # fmt: skip
        writer.publish(pa.Table.from_pylist([row], schema=arrow_schema(REGISTRY)))
        # What was replaced goes last: until here it was what everybody saw.
        writer.discard([Tables(prefix).name(table) for prefix in older for table in TABLES])


def _moment_after(stored: pa.Table, name: str) -> str:
    """Now, as it stands in the table of datasets; a moment after what is stored under the name where the clock was set
    back meanwhile: the newest is the one that is opened."""
    now = datetime.now(UTC)
    for row in stored.to_pylist():
        if row["name"] == name:
            now = max(now, datetime.fromisoformat(str(row["loaded"])) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


def metadata_of(staging: StagingDatabase, head: FileMetadata) -> StoredMetadata:
    """What the finished dataset says of itself."""
    dataset = head.dataset
    count, not_placed = staging.one(
        f"SELECT count(*), count(*) FILTER (lon IS NULL) FROM incidents WHERE known_to = {NEVER}"
    )
    return StoredMetadata(
        id=dataset.id, version=dataset.version, title=dataset.title, count=count, not_placed=not_placed,
        period=dataset.period, spans=_spans(staging, head), actors=dataset.actors, sources=dataset.sources,
        facets=_facets(staging, head), bounds=staging.bounds(), licence=head.dataset.licence, documents=head.documents,
        states=head.states, columns=dataset.column_names, extra=head.extra, admin1_names=names_of(dataset),
    )  # fmt: skip


def _facets(staging: StagingDatabase, head: FileMetadata) -> tuple[FacetEntry, ...]:
    """Facets with the options that ``geo.filter.facets`` gives to a dataset that has every value once."""
    codes = {column: staging.encoder.dictionaries[f"f_{column}"].codes for column in ("country", "admin1")}
    held = [tuple(value for value, _ in combination) for combination in codes["country"]]
    admins = dict.fromkeys(value for combination in codes["admin1"] for value, _ in combination)
    longest = max(len(held), len(admins))
    frame = pd.DataFrame(index=range(longest))
    # What is not stated is nothing in a frame; the facets make a value of it. Without a place nothing is derived.
    frame["country"] = _filled([() if values == (NOT_STATED,) else values for values in held], longest)
    stated = [None if value == NOT_STATED else value for value in admins]
    frame["admin1"] = pd.Series(_filled(stated, longest), dtype=object)
    frame["location_precision"] = str(LocationPrecision.UNKNOWN)
    frame["geometry"] = pd.Series([None] * longest, dtype=object)
    each_once = replace(head.dataset, incidents=frame, plain=None)
    names = head.dataset.column_names
    entries = (FacetEntry(f.id, f.label_of(names), f.multi, f.options(each_once)) for f in FACETS)
    return tuple(_finished(staging, entry) for entry in entries)


def _finished(staging: StagingDatabase, entry: FacetEntry) -> FacetEntry:
    """A facet with what only the incidents themselves tell."""
    if entry.id in COLUMN_FACETS:
        return _of_column(staging, entry)
    if entry.id in PLACE_FACETS:
        return replace(entry, colour_order=most_incidents_first(entry.options, _counted(staging, entry.id)))
    return entry


def _counted(staging: StagingDatabase, facet: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """The values that incidents have together, and how many incidents."""
    code = f"f_{facet}"
    counts = dict(staging.all(f"SELECT {code}, count(*) FROM incidents WHERE known_to = {NEVER} GROUP BY 1"))
    for combination, number in staging.encoder.dictionaries[code].codes.items():
        yield tuple(value for value, _ in combination), counts.get(number, 0)


def _of_column(staging: StagingDatabase, entry: FacetEntry) -> FacetEntry:
    """A chosen column: whether any incident has an empty cell shows in the codes."""
    empty = ((NOT_STATED, ""),) in staging.encoder.dictionaries[f"f_{entry.id}"].codes
    return entry if empty else replace(entry, options=tuple(o for o in entry.options if o.value != NOT_STATED))


def _filled(values: list[Any], length: int) -> list[Any]:
    """A list brought to a length by its last value, which adds none."""
    return values + values[-1:] * (length - len(values))


def _spans(staging: StagingDatabase, head: FileMetadata) -> Spans:
    kinds = staging.encoder.dictionaries["f_kind"].codes
    background = kinds.get(((str(Kind.BACKGROUND), ""),), -1)
    everything = f"known_to = {NEVER}"
    core = f"{everything} AND f_kind <> {background}"
    if not staging.one(f"SELECT count(*) FROM incidents WHERE {core}")[0]:
        core = everything
    of_core = _span(staging, core, head)
    return Spans(core=of_core, whole=_span(staging, everything, head), dense=of_core)


def _span(staging: StagingDatabase, where: str, head: FileMetadata) -> tuple[date, date]:
    """See ``geo.count.time_span``."""
    count = staging.one(f"SELECT count(*) FROM incidents WHERE {where}")[0]
    if not count:
        period = head.dataset.period
        return (period.start, period.end) if period else (date(1970, 1, 1), date(1970, 1, 1))
    first, last = staging.one(f"SELECT min(start_day), max(end_day) FROM incidents WHERE {where}")
    return day_of(first), day_of(last)
