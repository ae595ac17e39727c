"""The encoding of the texts in a shapefile that does not say it."""

from __future__ import annotations

from pathlib import Path

from geo.importing.readers.text_encodings import likeliest_encoding
from geo.importing.reasons import Notice
from geo.importing.row_batches import Log

_SAMPLE = 4 * 1024 * 1024
_ANSI = 0x57
"""The mark by which a table says only that it is in some Windows encoding."""


def shapefile_encoding(path: Path, log: Log) -> str | None:
    """The likeliest encoding of a shapefile's table; None where a file beside it or the table itself says it."""
    table = next((beside for beside in path.parent.glob(f"{path.stem}.*") if beside.suffix.lower() == ".dbf"), None)
    stated = any(beside.suffix.lower() == ".cpg" for beside in path.parent.glob(f"{path.stem}.*"))
    if table is None or (stated and path.with_suffix(".cpg").stat().st_size):
        return None
    with table.open("rb") as file:
        head = file.read(32)
        if len(head) < 32 or head[29] not in (0, _ANSI):
            return None
        file.seek(int.from_bytes(head[8:10], "little"))
        body = file.read(_SAMPLE).replace(b"\x00", b" ")
    if body.isascii():
        return None
    found = likeliest_encoding(body)
    if found != "utf-8":
        log.notice(Notice.ENCODING, detail=found)
    return found
