"""Builds the metadata of a working copy: title, version, period, licence, column mappings and the reconciliation of
all its tables."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from babel import Locale

from geo.importing.actor_register import ActorRegister
from geo.importing.collect import CollectedFiles
from geo.importing.column_names import key_of
from geo.importing.convert import ImportTable
from geo.importing.input_file import InputFile
from geo.importing.limits import MEBIBYTE
from geo.importing.native_format import NativeTable
from geo.importing.reconciliation import Reconciliation
from geo.importing.table_source import source_of
from geo.load.copy_metadata import CopyMetadata
from geo.model.licence import Licence, strictest


def span_of(incidents: pa.Table) -> tuple[date, date]:
    """The first and the last day of a table."""
    return pc.min(incidents.column("date_start")).as_py(), pc.max(incidents.column("date_end")).as_py()


def countries_of(incidents: pa.Table) -> set[str]:
    """The codes of the countries in which a table's incidents took place."""
    return {str(code) for code in pc.unique(incidents.column("country").combine_chunks().flatten()).to_pylist()}


def licence_of(tables: list[ImportTable], native: list[NativeTable]) -> Licence:
    """The licence of all tables together."""
    return strictest([*(entry.licence for entry in native), *(table.found.schema.licence for table in tables)])


def dataset_title(
    tables: list[ImportTable], native: list[NativeTable], words: str, countries: set[str], days: list[tuple[date, date]]
) -> str:
    """A title that reads: ``ACLED, Iraq, March 2019 to December 2020``; files of no known schema go by their names. A
    dataset of the atlas keeps its own."""
    if len(native) == 1 and not tables and native[0].title:
        return native[0].title
    known = all(table.found.schema.name != "generic" for table in tables) and not native
    named = " and ".join(dict.fromkeys(table.found.schema.title for table in tables)) if known else words
    return ", ".join(filter(None, [named, _countries(countries), _months(days)]))


def _countries(codes: set[str]) -> str:
    names = sorted(str(Locale("en").territories.get(code, code)) for code in codes)
    return " and ".join(names) if len(names) <= 2 else f"{len(names)} countries"


def _months(days: list[tuple[date, date]]) -> str:
    if not days:
        return ""
    first, last = min(start for start, _ in days), max(end for _, end in days)
    start, end = (f"{day:%B} {day.year}" for day in (first, last))
    return start if start == end else f"{start} to {end}"


def metadata_of(
    found: CollectedFiles,
    files: list[InputFile],
    register: ActorRegister,
    days: list[tuple[date, date]],
    countries: set[str],
    today: date,
    title: str | None = None,
) -> CopyMetadata:
    """What the working copy of these tables says of itself; without a title it is made of schema, countries and period."""
    tables, native, named = found.tables, found.native, found.named
    mappings = [line for entry in native for line in entry.mapping]
    mappings += [{"file": table.raw.log.file, **table.found.to_dict()} for table in tables]
    version = _version(files, mappings)
    stem = Path(named[0].name).stem
    words = stem if len(named) == 1 else f"{stem} and {len(named) - 1} more"
    return CopyMetadata(
        id=f"{key_of(stem).replace('_', '-')[:40].strip('-') or 'table'}-{version[:8]}",
        title=(title or "").strip() or dataset_title(tables, native, words, countries, days),
        version=version,
        actors=register.actors,
        sources={
            **{name: source for entry in native for name, source in entry.sources.items()},
            **{table.source: source_of(table, today) for table in tables},
        },
        period=_period(tables, native, days),
        licence=licence_of(tables, native).to_dict(),
        mapping=mappings,
        account=total_of(tables, native).to_dict(),
        schemas=tuple(
            dict.fromkeys([entry.schema for entry in native] + [table.found.schema.name for table in tables])
        ),
    )


def _period(
    tables: list[ImportTable], native: list[NativeTable], days: list[tuple[date, date]]
) -> tuple[str, str] | None:
    """From the first day to the last; None where a file of the atlas tells of events outside of its period."""
    if len(native) == 1 and not tables:
        return native[0].period
    background = any(pc.any(pc.equal(entry.incidents.column("kind"), "background")).as_py() for entry in native)
    if background or not days:
        return None
    return min(start for start, _ in days).isoformat(), max(end for _, end in days).isoformat()


def _version(files: list[InputFile], mappings: list[dict[str, Any]]) -> str:
    """Changes with the content of the files and with how they are read."""
    digest = hashlib.sha256(repr(mappings).encode())
    for file in files:
        with file.path.open("rb") as content:
            while block := content.read(MEBIBYTE):
                digest.update(block)
    return digest.hexdigest()[:12]


def total_of(tables: list[ImportTable], native: list[NativeTable]) -> Reconciliation:
    """The account of all tables together."""
    total = Reconciliation()
    for account in [*(entry.account for entry in native), *(table.account for table in tables)]:
        total.add(account)
    total.check()
    return total
