"""From which day a workbook counts: plain numbers of a workbook of 1904 are four years later than the same elsewhere."""

from __future__ import annotations

import re
import zipfile
import zlib
from datetime import date
from pathlib import Path

from geo.importing.date_numbers import EPOCH_1900, EPOCH_1904
from geo.importing.limits import MEBIBYTE

_IN_XML = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']")
_IN_ODS = re.compile(rb"<table:null-date\b[^>]*table:date-value\s*=\s*[\"'](\d{4}-\d{2}-\d{2})")
_IN_XLS = b"\x22\x00\x02\x00\x01\x00\x0e\x00\x02\x00"
"""The record of the date system, set to 1904, and the head of the one that follows it."""
_MOST = 16 * MEBIBYTE


def workbook_epoch(path: Path) -> date:
    """Day 0 of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods); that of 1900 where it doesn't say."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            return EPOCH_1904 if _IN_XLS in file.read(_MOST) else EPOCH_1900
    try:
        with zipfile.ZipFile(path) as archive:
            return _of_archive(archive)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return EPOCH_1900


def _of_archive(archive: zipfile.ZipFile) -> date:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return EPOCH_1904 if _IN_XML.search(_head(archive, "xl/workbook.xml")) else EPOCH_1900
    if "xl/workbook.bin" in names:
        found = re.search(rb"\x99\x01[\x01-\x7f](.)", _head(archive, "xl/workbook.bin"), re.DOTALL)
        return EPOCH_1904 if found and found[1][0] & 1 else EPOCH_1900
    if "content.xml" in names and (found := _IN_ODS.search(_head(archive, "content.xml"))):
        return date.fromisoformat(found[1].decode())
    return EPOCH_1900


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(_MOST)
