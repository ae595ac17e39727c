"""The registry of containers: a new one is an entry in ``FORMATS`` and the module that reads it.

The suffix says which reader to try; a zip is opened and what is inside is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from geo.errors import UnreadableFile
from geo.importing.readers.archive import unpack_gzip, unpack_zip
from geo.importing.readers.delimited import read_delimited
from geo.importing.readers.geodata import read_geodata
from geo.importing.readers.json_tables import read_json
from geo.importing.readers.parquet import read_parquet
from geo.importing.readers.reader_errors import with_reader_errors
from geo.importing.readers.spreadsheet import read_spreadsheet
from geo.importing.readers.stata import read_stata
from geo.importing.readers.unsupported_files import refuse_unsupported
from geo.importing.reasons import Notice
from geo.importing.row_batches import InputSource, Log, Sheet

Reader = Callable[[InputSource, Log], Iterator[Sheet]]


@dataclass(frozen=True, slots=True)
class ReaderFormat:
    """A container: its title, the suffixes of its files and its reader."""

    title: str
    suffixes: tuple[str, ...]
    read: Reader


FORMATS: tuple[ReaderFormat, ...] = (
    ReaderFormat("CSV and other delimited text", (".csv", ".tsv", ".tab", ".txt"), read_delimited),
    ReaderFormat("Excel", (".xlsx", ".xlsm", ".xlsb", ".xls"), read_spreadsheet),
    ReaderFormat("OpenDocument spreadsheet", (".ods",), read_spreadsheet),
    ReaderFormat("GeoJSON and JSON", (".geojson", ".json", ".geojsonl", ".jsonl", ".ndjson"), read_json),
    ReaderFormat("GeoParquet and Parquet", (".parquet", ".geoparquet"), read_parquet),
    ReaderFormat("GeoPackage", (".gpkg",), read_geodata),
    ReaderFormat("FlatGeobuf", (".fgb",), read_geodata),
    ReaderFormat("Shapefile (zipped)", (".shp",), read_geodata),
    ReaderFormat("KML and KMZ", (".kml", ".kmz"), read_geodata),
    ReaderFormat("GPX", (".gpx",), read_geodata),
    ReaderFormat("Stata", (".dta",), read_stata),
)
"""Every container."""

READERS: dict[str, Reader] = {suffix: form.read for form in FORMATS for suffix in form.suffixes}
SUFFIXES: tuple[str, ...] = (*READERS, ".zip", ".gz")
"""Suffixes of all files that can be opened."""

_SIGNS = (
    (b"PAR1", read_parquet),
    (b"\xd0\xcf\x11\xe0", read_spreadsheet),
    (b"SQLite format 3\x00", read_geodata),
    (b"fgb", read_geodata),
)


def open_sheets(source: InputSource) -> Iterator[Sheet]:
    """The tables of a file, each with its own log. Raises UnreadableFile where it can't be read at all."""
    if not source.path.is_file():
        raise UnreadableFile(source.name, "there is no such file", "Check the name and the folder.")
    if source.path.stat().st_size == 0:
        raise UnreadableFile(source.name, "is empty", "Fetch the file again from where it came.")
    yield from with_reader_errors(_sheets(source), source.name)


def _sheets(source: InputSource) -> Iterator[Sheet]:
    suffix = source.path.suffix.lower()
    if suffix == ".zip":
        yield from _of_members(source, unpack_zip(source, READERS.__contains__))
    elif suffix == ".gz":
        inner = unpack_gzip(source)
        yield from open_sheets(inner)
        source.log.take(inner.log)
    else:
        yield from _reader(source, suffix)(source, Log(source.name))


def _of_members(archive: InputSource, members: list[InputSource]) -> Iterator[Sheet]:
    """The tables of the files of an archive; files that are none are told of. Raises UnreadableFile where all are."""
    faults: list[UnreadableFile] = []
    some = False
    for inner in members:
        try:
            for sheet in _reader(inner, inner.path.suffix)(inner, Log(inner.name)):
                some = True
                yield sheet
        except UnreadableFile as error:
            faults.append(error)
            archive.log.notice(Notice.LEFT_OUT, 1, f"{error.faults[0].file}: {error.faults[0].problem}")
        archive.log.take(inner.log)
    if faults and not some:
        raise faults[0]


def _reader(source: InputSource, suffix: str) -> Reader:
    """The reader by the file's first bytes where these are unmistakable, else by its suffix."""
    with source.path.open("rb") as file:
        head = file.read(512)
    refuse_unsupported(source.name, suffix, head, READERS)
    for sign, reader in _SIGNS:
        if head.startswith(sign):
            return reader
    if suffix in READERS:
        return READERS[suffix]
    if suffix:
        raise UnreadableFile(
            source.name, f"has a suffix that is not known: {json.dumps(suffix)}",
            f"Files that can be opened end in {', '.join(SUFFIXES)}.",
        )  # fmt: skip
    return read_json if head.lstrip()[:1] in (b"{", b"[") else read_delimited
