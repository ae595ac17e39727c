"""The import: files to one working copy, with a reconciliation of every row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from geo.disk.disk_errors import writing_temporary
from geo.disk.temporary_folders import temporary_folder
from geo.disk.whole_files import whole_files
from geo.errors import UnreadableFile
from geo.importing.actor_register import ActorRegister
from geo.importing.collect import CollectedFiles, collect_files
from geo.importing.column_mapping import ColumnMapping
from geo.importing.column_names import key_of
from geo.importing.convert import ImportTable, convert
from geo.importing.geojson_writer import ListFiles, list_files, write_geojson
from geo.importing.input_file import InputFile
from geo.importing.native_format import NativeTable
from geo.importing.progress import Progress, ProgressCallback
from geo.importing.reconciliation import Reconciliation
from geo.importing.row_batches import RejectedRow
from geo.importing.to_columns import IdNaming
from geo.importing.working_copy_metadata import countries_of, licence_of, metadata_of, span_of, total_of
from geo.importing.working_copy_writer import WorkingCopyWriter
from geo.load.copy_metadata import CopyMetadata
from geo.model.licence import Licence


@dataclass(frozen=True)
class Imported:
    """What became of the files."""

    path: Path
    about: CopyMetadata
    account: Reconciliation
    licence: Licence
    rejects: tuple[RejectedRow, ...]
    unplaced: tuple[RejectedRow, ...]
    """Accepted rows without a place that could have one, were they corrected."""
    remarks: tuple[str, ...]


def import_files(
    files: Sequence[InputFile | Path],
    out: Path,
    *,
    mapping: ColumnMapping | None = None,
    title: str | None = None,
    on_progress: ProgressCallback = lambda _: None,
    today: date | None = None,
) -> Imported:
    """Import files into a working copy at ``out`` (.parquet or .geojson).

    A file of rows that were set aside and corrected takes their places in the file that it names, if that is given too.
    ``title`` names the dataset; without one it is made of schema, countries and period. ``on_progress`` hears of the progress and may raise to stop; what lay at ``out`` stays whole until the import is done.
    Raises UnreadableFile where a file is no incident data, AtlasError where the mapping doesn't fit, CannotWrite where the
    disk refuses.
    """
    day = today or date.today()
    inputs = [file if isinstance(file, InputFile) else InputFile(file, file.name) for file in files]
    suffix = out.suffix.lower()
    if suffix not in (".parquet", ".geojson"):
        raise UnreadableFile(
            out.name, "has a suffix that names no format of the output", "End it in .parquet or .geojson."
        )
    lists = list_files(out) if suffix == ".geojson" else None
    beside = () if lists is None or not lists.are_ours else lists.paths
    # What could not be opened without the lists comes after them.
    with whole_files(*beside, out) as parts, temporary_folder("import") as work:
        with writing_temporary("temporary files (import)"):
            found = collect_files(inputs, work, mapping, on_progress, day)
        copy = parts[-1].with_suffix(".parquet")
        about = _write(found, inputs, copy, on_progress, day, title)
        remarks = [] if lists is None else _as_geojson(copy, parts, lists)
    return Imported(
        out,
        about,
        total_of(found.tables, found.native),
        licence_of(found.tables, found.native),
        (
            *(reject for table in found.native for reject in table.rejects),
            *(
                reject
                for table in found.tables
                for reject in sorted(table.raw.log.rejects, key=lambda reject: reject.row)
            ),
        ),
        tuple(reject for table in found.tables for reject in table.unplaced),
        tuple(remarks),
    )


def _as_geojson(copy: Path, parts: tuple[Path, ...], lists: ListFiles) -> list[str]:
    """The working copy as GeoJSON, and the lists beside it where these names are free; words on what was not written."""
    write_geojson(copy, parts[-1], parts[:-1])
    return [] if lists.are_ours else [lists.left_alone()]


def _write(
    found: CollectedFiles,
    files: list[InputFile],
    part: Path,
    on_progress: ProgressCallback,
    today: date,
    title: str | None,
) -> CopyMetadata:
    """All tables into one file."""
    tables, native = found.tables, found.native
    for table, name in zip(tables, _source_ids(found), strict=True):
        table.source = name
    names = dict.fromkeys(name for table in tables for name in table.raw.columns) | _own_columns(native)
    originals = pa.struct([(name, pa.string()) for name in names])
    register, naming, writer = (
        ActorRegister(),
        IdNaming(len(tables) + len(native) > 1),
        WorkingCopyWriter(part, originals),
    )
    days: list[tuple[date, date]] = []
    countries: set[str] = set()
    about: CopyMetadata | None = None
    try:
        for entry in native:
            register.actors.update(entry.actors)
            writer.write(_own_rows(entry, naming, originals))
            days.append(span_of(entry.incidents))
            countries |= countries_of(entry.incidents)
        for table in tables:
            hear = _hearing(on_progress, table)
            for incidents in convert(table, register, naming, originals, hear):
                writer.write(incidents)
                days.append(span_of(incidents))
                countries |= countries_of(incidents)
        about = metadata_of(found, files, register, days, countries, today, title)
    finally:
        writer.close(about)
    return about


def _own_columns(native: list[NativeTable]) -> dict[str, None]:
    """The original columns that files of the atlas bring along."""
    kinds = [entry.incidents.schema.field("original").type for entry in native]
    return dict.fromkeys(kind.field(place).name for kind in kinds for place in range(kind.num_fields))


def _own_rows(entry: NativeTable, naming: IdNaming, originals: pa.StructType) -> pa.Table:
    """The rows of a file of the atlas, in the columns of this import."""
    naming.taken.update(entry.incidents.column("id").to_pylist())
    cells = entry.incidents.column("original").combine_chunks()
    there = {cells.type.field(place).name: place for place in range(cells.type.num_fields)}
    names = [originals.field(place).name for place in range(originals.num_fields)]
    empty = pa.nulls(len(cells), pa.string())
    whole = pa.StructArray.from_arrays([cells.field(there[name]) if name in there else empty for name in names], names)
    return entry.incidents.set_column(entry.incidents.schema.get_field_index("original"), "original", whole)


def _hearing(on_progress: ProgressCallback, table: ImportTable) -> Callable[[int], None]:
    return lambda rows: on_progress(Progress("sorting", table.raw.log.file, rows, table.raw.count))


def _source_ids(gathered: CollectedFiles) -> list[str]:
    """An id for the source that each table is."""
    taken = {name for entry in gathered.native for name in entry.sources}
    found: list[str] = []
    for table in gathered.tables:
        slug = key_of(table.raw.log.file).replace("_", "-")[:60].strip("-") or "table"
        name, number = slug, 1
        while name in found or name in taken:
            number += 1
            name = f"{slug}-{number}"
        found.append(name)
    return found
