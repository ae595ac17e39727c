"""Collects the tables of all input files: read, with corrected rows in their places, each with its inferred schema."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

from geo.errors import UnreadableFile
from geo.importing.column_mapping import ColumnMapping
from geo.importing.convert import ImportTable
from geo.importing.corrections import apply_corrections
from geo.importing.infer_schema import infer_schema
from geo.importing.input_file import InputFile
from geo.importing.merge_datasets import merge_datasets
from geo.importing.native_format import NativeTable, read_native
from geo.importing.progress import Progress, ProgressCallback
from geo.importing.raw_rows import RawTable, store_raw
from geo.importing.readers import open_sheets
from geo.importing.reasons import Notice
from geo.importing.row_batches import InputSource, Log
from geo.importing.row_identity import identify


@dataclass(frozen=True)
class _File:
    """A file with its tables as they were read."""

    input: InputFile
    raws: list[RawTable]
    log: Log
    """What was noticed of the file as a whole."""

    def tables_in(self, raws: list[RawTable]) -> list[RawTable]:
        """Those of the tables that are this file's; corrections leave them their logs."""
        logs = {id(raw.log) for raw in self.raws}
        return [raw for raw in raws if id(raw.log) in logs]


@dataclass(frozen=True)
class CollectedFiles:
    """What the files hold, each row in one place."""

    native: list[NativeTable]
    tables: list[ImportTable]
    named: list[InputFile]
    """The files that the dataset is named after: those that only mend others are not among them."""


def collect_files(
    files: list[InputFile], work: Path, mapping: ColumnMapping | None, on_progress: ProgressCallback, today: date
) -> CollectedFiles:
    """Read all files. Raises UnreadableFile where one is no incident data, AtlasError where the mapping doesn't fit."""
    native, read = _read(files, work, mapping is None, on_progress)
    numbers = count()
    every = [raw for file in read for raw in file.raws]
    whole = apply_corrections(every, {entry.file for entry in native}, lambda: work / f"corrected-{next(numbers)}")
    tables = [table for file in read for table in _understood(file.tables_in(whole), file.log, mapping, today)]
    corrections = {id(file.input) for file in read if not file.tables_in(whole)}
    return CollectedFiles(merge_datasets(native), tables, [file for file in files if id(file) not in corrections])


def _read(
    files: list[InputFile], work: Path, own_form: bool, on_progress: ProgressCallback
) -> tuple[list[NativeTable], list[_File]]:
    """The files in the atlas's own form (where that is asked for), and the tables of all others."""
    native: list[NativeTable] = []
    read: list[_File] = []
    for number, file in enumerate(files):
        folder = work / str(number)
        folder.mkdir()
        found = read_native(file.path, file.name, folder) if own_form else None
        if found is not None:
            native.append(found)
        else:
            source = InputSource(file.path, file.name, folder)
            read.append(_File(file, _raws(source, on_progress), source.log))
    return native, read


def _raws(source: InputSource, on_progress: ProgressCallback) -> list[RawTable]:
    """The tables of a file as they stand. Raises UnreadableFile where there are none."""
    raws = []
    for number, sheet in enumerate(open_sheets(source)):
        raw = store_raw(
            sheet, source.work / f"raw-{number}", lambda rows: on_progress(Progress("reading", source.name, rows, None))
        )
        if raw.count or raw.log.reasons:
            raws.append(raw)
    if not raws:
        raise UnreadableFile(source.name, "holds no rows", "Check that it is the right file.")
    return raws


def _understood(raws: list[RawTable], log: Log, mapping: ColumnMapping | None, today: date) -> list[ImportTable]:
    """Those tables of a file that hold incidents. Raises UnreadableFile where there are tables and none does."""
    tables: list[ImportTable] = []
    faults: list[UnreadableFile] = []
    for raw in raws:
        try:
            tables.append(_table(raw, mapping, today))
        except UnreadableFile as error:
            faults.append(error)
    if faults and not tables:
        raise faults[0]
    if faults:
        told = "; ".join(f"{fault.faults[0].file}: {fault.faults[0].problem}" for fault in faults)
        tables[0].raw.log.notice(Notice.LEFT_OUT, len(faults), told)
    if tables:
        tables[0].raw.log.take(log)
    return _with_shared_order(tables)


def _with_shared_order(tables: list[ImportTable]) -> list[ImportTable]:
    """What the other tables of a file say of the order of day and month counts where a table itself leaves it open."""
    known = {order for table in tables if (order := table.found.context.order) is not None}
    if len(known) == 1:
        for table in tables:
            context = table.found.context
            if context.order is None and table.found.evidence.either and not table.found.evidence.dmy:
                table.found = replace(table.found, context=replace(context, order=next(iter(known))))
    return tables


def _table(raw: RawTable, mapping: ColumnMapping | None, today: date) -> ImportTable:
    unread = sum(raw.log.reasons.values())
    found = infer_schema(raw, mapping, today)
    return ImportTable(raw, found, identify(raw, found), "", unread=unread)
