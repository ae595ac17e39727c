"""How much there is to read in files: their size, once unpacked."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.importing.limits import RATIO

_PLAIN = frozenset(
    {
        ".csv", ".tsv", ".tab", ".txt", ".geojson", ".json", ".geojsonl", ".jsonl", ".ndjson", ".kml", ".gpx", ".xls", ".gpkg",
        ".fgb", ".dta", ".xml", ".rels", ".shp", ".shx", ".dbf", ".prj", ".cpg",
    }
)  # fmt: skip
"""Suffixes of files that hold nothing packed: they are as large as they look."""
_ZIP, _GZIP, _PARQUET = b"PK\x03\x04", b"\x1f\x8b", b"PAR1"
"""How packed files begin, whatever their suffix says."""


def weight(paths: Iterable[Path], enough: int) -> int:
    """Bytes to read, at most; above ``enough`` it may be any larger number.

    A zip says the size of its files, and the reader holds it to that; a gzip is unpacked as far as ``enough``. Of what
    else is packed the most counts that it may unpack to.
    """
    return sum(_weight(path, enough) for path in paths)


def _weight(path: Path, enough: int) -> int:
    if not path.is_file():
        return 0  # the reader says so
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(4)
    try:
        if head == _ZIP:
            with zipfile.ZipFile(path) as archive:
                return sum(_of_member(member) for member in archive.infolist())
        if head[:2] == _GZIP:
            with gzip.open(path) as packed:
                return len(packed.read(enough + 1)) * _factor(Path(path.stem))
        if head == _PARQUET:
            about = pq.read_metadata(path)
            groups: list[int] = [about.row_group(place).total_byte_size for place in range(about.num_row_groups)]
            return max(size, int(about.num_rows) * sum(groups))  # each row may repeat the longest value
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, pa.ArrowException):
        return size * RATIO
    return size * _factor(path)


def _of_member(member: zipfile.ZipInfo) -> int:
    return member.file_size * _factor(Path(member.filename))


def _factor(path: Path) -> int:
    """How many times as large as it looks a file may be, by its name."""
    return 1 if path.suffix.lower() in _PLAIN else RATIO
