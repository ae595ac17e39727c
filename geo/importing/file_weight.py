"""How much there is to read in files: their size, once unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from geo.importing.limits import RATIO

_PLAIN = frozenset(
    {
        ".csv", ".tsv", ".tab", ".txt", ".geojson", ".json", ".geojsonl", ".jsonl", ".ndjson", ".kml", ".gpx", ".xls", ".gpkg",
        ".fgb", ".dta", ".xml", ".rels", ".shp", ".shx", ".dbf", ".prj", ".cpg",
    }
)  # fmt: skip
"""Suffixes of files that hold nothing packed: they are as large as they look."""
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"PAR1")
"""How packed files begin, whatever their suffix says."""


def weight(paths: Iterable[Path]) -> int:
    """Bytes to read, at most: a zip says the size of its files, which the reader holds it to; of what else is packed, as
    much as a reader may unpack."""
    return sum(map(_weight, paths))


def _weight(path: Path) -> int:
    if not path.is_file():
        return 0  # the reader says so
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(4)
    if path.suffix.lower() in _PLAIN and head not in _PACKED and head[:2] not in _PACKED:
        return size
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(_of_member(member) for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return size * RATIO


def _of_member(member: zipfile.ZipInfo) -> int:
    return member.file_size * (1 if Path(member.filename).suffix.lower() in _PLAIN else RATIO)
