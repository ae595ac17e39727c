"""From the workbench into a database: all tables under new names, then one row that makes them known."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa

from geo.count.time_span import Spans
from geo.engine.connecting import driver
from geo.engine.database_address import Address
from geo.engine.loading.incident_batches import Head
from geo.engine.loading.staging import Stage
from geo.engine.storage_layout import FAR, REGISTRY, TABLES, Tables, arrow_schema
from geo.engine.stored_metadata import StoredAbout
from geo.engine.time_steps import day_of
from geo.filter.facets import FACETS, FacetEntry
from geo.model.file_columns import COLUMN_FACETS, NOT_STATED
from geo.model.vocabularies import Kind

Told = Callable[[str], None]


def publish(stage: Stage, about: StoredAbout, address: Address, name: str, told: Told) -> None:
    """Copy the finished tables into a database and make the dataset known under a name.

    The tables have a new prefix each time, and nobody looks at them before their row stands in the table of datasets:
    a load that breaks off is never seen, and who reads the old tables meanwhile isn't disturbed.
    """
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:24] or "dataset"
    tables = Tables(f"atlas_{slug}_{secrets.token_hex(3)}")
    with driver(address, f"{address.engine}_writer")(address) as writer:
        older = [row["tables"] for row in writer.stored().to_pylist() if row["name"] == name]
        for table in TABLES:
            told(f"writing {table}")
            writer.write(table, tables.name(table), stage.batches(table))
        row = {
            "name": name, "tables": tables.prefix, "loaded": datetime.now(UTC).isoformat(timespec="microseconds"),
            "version": about.version, "title": about.title, "about": about.to_json(),
        }  # fmt: skip
        writer.publish(pa.Table.from_pylist([row], schema=arrow_schema(REGISTRY)))
        # What was replaced goes last: until here it was what everybody saw.
        writer.discard([Tables(prefix).name(table) for prefix in older for table in TABLES])


def about_of(stage: Stage, head: Head) -> StoredAbout:
    """What the finished dataset says of itself."""
    dataset = head.dataset
    count, not_placed = stage.one(
        f"SELECT count(*), count(*) FILTER (lon IS NULL) FROM incidents WHERE known_to = {FAR}"
    )
    return StoredAbout(
        id=dataset.id, version=dataset.version, title=dataset.title, count=count, not_placed=not_placed,
        period=dataset.period, spans=_spans(stage, head), actors=dataset.actors, sources=dataset.sources,
        facets=_facets(stage, head), bounds=stage.bounds(), licence=head.dataset.licence, documents=head.documents,
        states=head.states, columns=dataset.column_names, extra=head.extra,
    )  # fmt: skip


def _facets(stage: Stage, head: Head) -> tuple[FacetEntry, ...]:
    """Facets with the options that ``geo.filter.facets`` gives to a dataset that has every value once."""
    values = {
        column: [tuple(value for value, _ in combination) for combination in stage.encoder.books[f"f_{column}"].codes]
        for column in ("country", "admin1")
    }
    longest = max(map(len, values.values()), default=0)
    frame = pd.DataFrame(index=range(longest))
    # What is not stated is nothing in a frame; the facets make a value of it.
    countries = [() if held == (NOT_STATED,) else held for held in values["country"]]
    admins = [None if held == (NOT_STATED,) else held[0] for held in values["admin1"]]
    frame["country"] = _filled(countries, longest)
    frame["admin1"] = pd.Series(_filled(admins, longest), dtype=object)
    each_once = replace(head.dataset, incidents=frame)
    names = head.dataset.column_names
    entries = (FacetEntry(f.id, f.label_of(names), f.multi, f.options(each_once)) for f in FACETS)
    return tuple(_of_column(stage, entry) if entry.id in COLUMN_FACETS else entry for entry in entries)


def _of_column(stage: Stage, entry: FacetEntry) -> FacetEntry:
    """A chosen column: whether any incident has an empty cell shows in the codes."""
    empty = ((NOT_STATED, ""),) in stage.encoder.books[f"f_{entry.id}"].codes
    return entry if empty else replace(entry, options=tuple(o for o in entry.options if o.value != NOT_STATED))


def _filled(values: list[Any], length: int) -> list[Any]:
    """A list brought to a length by its last value, which adds none."""
    return values + values[-1:] * (length - len(values))


def _spans(stage: Stage, head: Head) -> Spans:
    kinds = stage.encoder.books["f_kind"].codes
    background = kinds.get(((str(Kind.BACKGROUND), ""),), -1)
    everything = f"known_to = {FAR}"
    core = f"{everything} AND f_kind <> {background}"
    if not stage.one(f"SELECT count(*) FROM incidents WHERE {core}")[0]:
        core = everything
    of_core = _span(stage, core, head)
    return Spans(core=of_core, whole=_span(stage, everything, head), dense=of_core)


def _span(stage: Stage, where: str, head: Head) -> tuple[date, date]:
    """See ``geo.count.time_span``."""
    count = stage.one(f"SELECT count(*) FROM incidents WHERE {where}")[0]
    if not count:
        period = head.dataset.period
        return (period.start, period.end) if period else (date(1970, 1, 1), date(1970, 1, 1))
    first, last = stage.one(f"SELECT min(start_day), max(end_day) FROM incidents WHERE {where}")
    return day_of(first), day_of(last)
