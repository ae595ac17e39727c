"""The import: files to one working copy, with an account of every row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from geo.errors import UnreadableFile
from geo.importing.account import Account
from geo.importing.actors import ActorBook
from geo.importing.convert import Table, convert
from geo.importing.describe import about_of, licence_of, span_of, total_of
from geo.importing.geojson_out import write_geojson
from geo.importing.given import Given
from geo.importing.identity import identify
from geo.importing.layout import Naming
from geo.importing.mapping import Mapping
from geo.importing.names import key_of
from geo.importing.own import OwnTable, read_own
from geo.importing.raw import Raw, keep_raw
from geo.importing.readers import open_sheets
from geo.importing.reasons import Notice
from geo.importing.records import Aside, Source
from geo.importing.survey import understand
from geo.importing.working import Writer
from geo.importing.workplace import workplace
from geo.load.about import About
from geo.model.licence import Licence


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: which step, of which file, and how many rows of it are done."""

    step: str
    file: str
    rows: int
    of: int | None
    """Rows in all, once they are known."""


Told = Callable[[Progress], None]


@dataclass(frozen=True)
class Imported:
    """What became of the files."""

    path: Path
    about: About
    account: Account
    licence: Licence
    asides: tuple[Aside, ...]
    unplaced: tuple[Aside, ...]
    """Accepted rows without a place that could have one, were they mended."""
    remarks: tuple[str, ...]


def import_files(
    files: Sequence[Given | Path],
    out: Path,
    *,
    mapping: Mapping | None = None,
    told: Told = lambda _: None,
    today: date | None = None,
) -> Imported:
    """Import files into a working copy at ``out`` (.parquet or .geojson).

    ``told`` hears of the progress and may raise to stop; what lay at ``out`` stays whole until the import is done.
    Raises UnreadableFile where a file is no incident data, AtlasError where the mapping doesn't fit.
    """
    day = today or date.today()
    given = [file if isinstance(file, Given) else Given(file, file.name) for file in files]
    suffix = out.suffix.lower()
    if suffix not in (".parquet", ".geojson"):
        raise UnreadableFile(
            out.name, "has a suffix that names no format of the output", "End it in .parquet or .geojson."
        )
    part = out.with_name(f".{out.name}.part.parquet")
    with workplace() as work:
        try:
            tables: list[Table] = []
            own: list[OwnTable] = []
            for number, file in enumerate(given):
                folder = work / str(number)
                folder.mkdir()
                found = read_own(file.path, file.name, folder) if mapping is None else None
                if found is not None:
                    own.append(found)
                else:
                    tables += _read(file, folder, mapping, told, day)
            about = _write(tables, own, given, part, told, day)
            remarks = _finish(part, out)
        finally:
            part.unlink(missing_ok=True)
    return Imported(
        out,
        about,
        total_of(tables, own),
        licence_of(tables, own),
        (
            *(aside for table in own for aside in table.asides),
            *(aside for table in tables for aside in sorted(table.raw.log.asides, key=lambda aside: aside.row)),
        ),
        tuple(aside for table in tables for aside in table.unplaced),
        tuple(remarks),
    )


def _finish(part: Path, out: Path) -> list[str]:
    if out.suffix.lower() == ".geojson":
        return write_geojson(part, out)
    part.replace(out)
    return []


def _read(file: Given, work: Path, mapping: Mapping | None, told: Told, today: date) -> list[Table]:
    """The tables of a file that hold incidents. Raises UnreadableFile where none does."""
    tables: list[Table] = []
    faults: list[UnreadableFile] = []
    for number, sheet in enumerate(open_sheets(Source(file.path, file.name, work))):
        raw = keep_raw(sheet, work / f"raw-{number}", lambda rows: told(Progress("reading", file.name, rows, None)))
        if not raw.count and not raw.log.reasons:
            continue
        try:
            tables.append(_table(raw, mapping, today))
        except UnreadableFile as error:
            faults.append(error)
    if not tables:
        raise faults[0] if faults else UnreadableFile(file.name, "holds no rows", "Check that it is the right file.")
    for fault in faults:
        tables[0].raw.log.notice(Notice.LEFT_OUT, detail=fault.faults[0].file)
    return tables


def _table(raw: Raw, mapping: Mapping | None, today: date) -> Table:
    unread = sum(raw.log.reasons.values())
    found = understand(raw, mapping, today)
    return Table(raw, found, identify(raw, found), "", unread=unread)


def _write(tables: list[Table], own: list[OwnTable], given: list[Given], part: Path, told: Told, today: date) -> About:
    """All tables into one file."""
    for table, name in zip(tables, _source_ids(tables), strict=True):
        table.source = name
    names = dict.fromkeys(name for table in tables for name in table.raw.columns) | _own_columns(own)
    originals = pa.struct([(name, pa.string()) for name in names])
    book, naming, writer = ActorBook(), Naming(len(tables) + len(own) > 1), Writer(part, originals)
    days: list[tuple[date, date]] = []
    about: About | None = None
    try:
        for entry in own:
            book.actors.update(entry.actors)
            writer.write(_own_rows(entry, naming, originals))
            days.append(span_of(entry.laid))
        for table in tables:
            hear = _hearing(told, table)
            for laid in convert(table, book, naming, originals, hear):
                writer.write(laid)
                days.append(span_of(laid))
        about = about_of(tables, own, given, book, days, today)
    finally:
        writer.close(about)
    return about


def _own_columns(own: list[OwnTable]) -> dict[str, None]:
    """The original columns that files of the atlas bring along."""
    kinds = [entry.laid.schema.field("original").type for entry in own]
    return dict.fromkeys(kind.field(place).name for kind in kinds for place in range(kind.num_fields))


def _own_rows(entry: OwnTable, naming: Naming, originals: pa.StructType) -> pa.Table:
    """The rows of a file of the atlas, in the columns of this import."""
    naming.taken.update(entry.laid.column("id").to_pylist())
    cells = entry.laid.column("original").combine_chunks()
    there = {cells.type.field(place).name: place for place in range(cells.type.num_fields)}
    names = [originals.field(place).name for place in range(originals.num_fields)]
    empty = pa.nulls(len(cells), pa.string())
    whole = pa.StructArray.from_arrays([cells.field(there[name]) if name in there else empty for name in names], names)
    return entry.laid.set_column(entry.laid.schema.get_field_index("original"), "original", whole)


def _hearing(told: Told, table: Table) -> Callable[[int], None]:
    return lambda rows: told(Progress("sorting", table.raw.log.file, rows, table.raw.count))


def _source_ids(tables: list[Table]) -> list[str]:
    """An id for the source that each table is."""
    found: list[str] = []
    for table in tables:
        slug = key_of(table.raw.log.file).replace("_", "-")[:60].strip("-") or "table"
        name, number = slug, 1
        while name in found:
            number += 1
            name = f"{slug}-{number}"
        found.append(name)
    return found
