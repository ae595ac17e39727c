"""Detects the encoding of a text file and converts it to UTF-8."""

from __future__ import annotations

import codecs
import shutil
from pathlib import Path

from charset_normalizer import from_bytes

from geo.errors import UnreadableFile
from geo.importing.limits import MEBIBYTE
from geo.importing.reasons import Notice
from geo.importing.row_batches import InputSource, Log

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 256 * 1024
DAMAGED = "utf-8 damaged"
"""UTF-8 in which some bytes are none."""
_WESTERN = {"latin_1", "iso8859_1", "ascii", "cp1250", "iso8859_15", "cp1252", "mac_roman", "cp850", "cp437"}


def as_utf8(source: InputSource, log: Log) -> Path:
    """The file as UTF-8 without a byte order mark: itself where it is so, else a copy in the work folder.

    Raises UnreadableFile where it is no text.
    """
    encoding = find_encoding(source.path, source.name)
    if encoding == "utf-8":
        return source.path
    target = source.work / "text.utf8"
    if encoding == "utf-8-sig" and _first_not_utf8(source.path) is None:
        with source.path.open("rb") as text, target.open("wb") as out:
            text.seek(len(codecs.BOM_UTF8))
            shutil.copyfileobj(text, out, MEBIBYTE)
        return target
    if encoding == DAMAGED:
        log.notice(Notice.ENCODING, detail="UTF-8 with bytes that can't be read, shown as \ufffd")
        encoding = "utf-8-sig"
    elif encoding not in {"utf-8-sig", "utf-16", "utf-32"}:
        log.notice(Notice.ENCODING, detail=encoding)
    with (
        source.path.open(encoding=encoding, errors="replace", newline="") as text,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        while part := text.read(MEBIBYTE):
            out.write(part)
    return target


def find_encoding(path: Path, name: str) -> str:
    """The encoding of a text by its mark, else UTF-8 where the whole file is, else the likeliest one."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if not head.strip(b" \t\r\n\x00"):
        raise UnreadableFile(name, "is empty", "Fetch the file again from where it came.")
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if b"\x00" in head:
        return _without_mark(head, name)
    bad = _first_not_utf8(path)
    return "utf-8" if bad is None else _likeliest(path, bad)


def _without_mark(head: bytes, name: str) -> str:
    """UTF-16 without a mark has a zero in nearly every other byte; anything else with zeros is no text."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and even < odd // 10:
        return "utf-16-le"
    if even > len(head) // 5 and odd < even // 10:
        return "utf-16-be"
    raise UnreadableFile(name, "is no text: it holds zero bytes", "Check that it is the right file.")


def _first_not_utf8(path: Path) -> int | None:
    """Place of the first byte that is no UTF-8, or None; a character cut at the very end is none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    place = 0
    with path.open("rb") as file:
        while part := file.read(MEBIBYTE):
            try:
                decoder.decode(part)
            except UnicodeDecodeError as error:
                return max(0, place + error.start - 4)
            place += len(part)
    return None if not decoder.getstate()[0] else max(0, place - 4)


def _likeliest(path: Path, bad: int) -> str:
    """The likeliest encoding of what stands around the first byte that is no UTF-8."""
    with path.open("rb") as file:
        file.seek(max(0, bad - _SAMPLE // 2))
        sample = file.read(_SAMPLE)
    if _mostly_utf8(sample):
        return DAMAGED
    return _guessed(sample)


def likeliest_encoding(sample: bytes) -> str:
    """The likeliest encoding of some bytes: UTF-8 where they are that, else by their letters."""
    return "utf-8" if _decodes(sample, "utf-8") or _mostly_utf8(sample) else _guessed(sample)


def _guessed(sample: bytes) -> str:
    best = from_bytes(sample, steps=8, chunk_size=1024).best()
    found = best.encoding if best else "cp1252"
    if found in _WESTERN or found.startswith("utf"):
        return "cp1252" if _decodes(sample, "cp1252") else "latin_1"
    return found


def _mostly_utf8(sample: bytes) -> bool:
    """Whether far more characters beyond ASCII are good UTF-8 than bytes are not."""
    text = sample.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(not character.isascii() for character in text) - bad
    return good > 10 * bad


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
