"""The files of an import as tables: read, with mended rows in their places, and understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

from geo.errors import UnreadableFile
from geo.importing.column_mapping import Mapping
from geo.importing.convert import Table
from geo.importing.corrections import mend
from geo.importing.infer_schema import understand
from geo.importing.input_file import Given
from geo.importing.merge_datasets import put_together
from geo.importing.native_format import OwnTable, read_own
from geo.importing.progress import Progress, Told
from geo.importing.raw_rows import Raw, keep_raw
from geo.importing.readers import open_sheets
from geo.importing.reasons import Notice
from geo.importing.row_batches import Log, Source
from geo.importing.row_identity import identify


@dataclass(frozen=True)
class _File:
    """A file with its tables as they were read."""

    given: Given
    raws: list[Raw]
    log: Log
    """What was noticed of the file as a whole."""

    def tables_in(self, raws: list[Raw]) -> list[Raw]:
        """Those of the tables that are this file's; mending leaves them their logs."""
        logs = {id(raw.log) for raw in self.raws}
        return [raw for raw in raws if id(raw.log) in logs]


@dataclass(frozen=True)
class Gathered:
    """What the files hold, each row in one place."""

    own: list[OwnTable]
    tables: list[Table]
    named: list[Given]
    """The files that the dataset is named after: those that only mend others are not among them."""


def gather(given: list[Given], work: Path, mapping: Mapping | None, told: Told, today: date) -> Gathered:
    """Read all files. Raises UnreadableFile where one is no incident data, AtlasError where the mapping doesn't fit."""
    own, read = _read(given, work, mapping is None, told)
    numbers = count()
    every = [raw for file in read for raw in file.raws]
    whole = mend(every, {entry.file for entry in own}, lambda: work / f"mended-{next(numbers)}")
    tables = [table for file in read for table in _understood(file.tables_in(whole), file.log, mapping, today)]
    mending = {id(file.given) for file in read if not file.tables_in(whole)}
    return Gathered(put_together(own), tables, [file for file in given if id(file) not in mending])


def _read(given: list[Given], work: Path, own_form: bool, told: Told) -> tuple[list[OwnTable], list[_File]]:
    """The files in the atlas's own form (where that is asked for), and the tables of all others."""
    own: list[OwnTable] = []
    read: list[_File] = []
    for number, file in enumerate(given):
        folder = work / str(number)
        folder.mkdir()
        found = read_own(file.path, file.name, folder) if own_form else None
        if found is not None:
            own.append(found)
        else:
            source = Source(file.path, file.name, folder)
            read.append(_File(file, _raws(source, told), source.log))
    return own, read


def _raws(source: Source, told: Told) -> list[Raw]:
    """The tables of a file as they stand. Raises UnreadableFile where there are none."""
    raws = []
    for number, sheet in enumerate(open_sheets(source)):
        raw = keep_raw(
            sheet, source.work / f"raw-{number}", lambda rows: told(Progress("reading", source.name, rows, None))
        )
        if raw.count or raw.log.reasons:
            raws.append(raw)
    if not raws:
        raise UnreadableFile(source.name, "holds no rows", "Check that it is the right file.")
    return raws


def _understood(raws: list[Raw], log: Log, mapping: Mapping | None, today: date) -> list[Table]:
    """Those tables of a file that hold incidents. Raises UnreadableFile where there are tables and none does."""
    tables: list[Table] = []
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


def _with_shared_order(tables: list[Table]) -> list[Table]:
    """What the other tables of a file say of the order of day and month counts where a table itself leaves it open."""
    known = {order for table in tables if (order := table.found.context.order) is not None}
    if len(known) == 1:
        for table in tables:
            context = table.found.context
            if context.order is None and table.found.evidence.either and not table.found.evidence.dmy:
                table.found = replace(table.found, context=replace(context, order=next(iter(known))))
    return tables


def _table(raw: Raw, mapping: Mapping | None, today: date) -> Table:
    unread = sum(raw.log.reasons.values())
    found = understand(raw, mapping, today)
    return Table(raw, found, identify(raw, found), "", unread=unread)
