"""Which column of an unknown table names the country: names go before codes, and codes count only where they are those
of ISO 3166-1."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geo.importing.characters import plain_characters
from geo.importing.column_names import core, key_of, split_key
from geo.importing.coordinates import degrees
from geo.importing.countries import country_code, is_outside
from geo.importing.known_column_names import NAMES
from geo.importing.missing_values import is_missing
from geo.importing.reasons import Notice

_NUMBER = re.compile(r"\d{1,4}(?:\.0)?")
_LETTERS = re.compile(r"[A-Za-z]{2,3}")
_SURE = 0.8
_MANY_CODES = 8
"""So many different numbers that are all of ISO 3166-1 are its numbers, also where no coordinates bear it out."""


@dataclass(frozen=True)
class Remark:
    """What is to be noticed of a column."""

    notice: Notice
    words: str


def choose_country(sample: pa.Table, found: dict[str, str]) -> tuple[Remark, ...]:
    """Put the best column into ``found``: one of names before one of codes. Codes that are not those of ISO 3166-1 are
    left out, and said to be."""
    columns = [column for column in sample.column_names if _is_country(column)]
    taken = {column for prop, column in found.items() if prop != "country"}
    cells = {column: _filled(sample, column) for column in columns if column not in taken}
    named = [column for column, texts in cells.items() if texts and _share(texts, _is_name) >= 0.5]
    if named:
        first = found.get("country")
        found["country"] = first if first is not None and first in named else named[0]
        return ()
    coded = [column for column, texts in cells.items() if texts]
    for column in coded:
        if _is_iso(sample, column, cells[column], found):
            found["country"] = column
            return ()
    found.pop("country", None)
    return (Remark(Notice.CODES, ", ".join(coded)),) if coded else ()


def _is_country(column: str) -> bool:
    split = split_key(column)
    return key_of(column) in NAMES["country"] or split in NAMES["country"] or core(split) in _CORES


_CORES = [core(name) for name in NAMES["country"] if core(name)]


def _filled(sample: pa.Table, column: str) -> list[tuple[int, str]]:
    texts = (plain_characters(text or "") for text in sample.column(column).to_pylist())
    return [(row, text) for row, text in enumerate(texts) if text and (len(text) == 2 or not is_missing(text))]


def _share(texts: list[tuple[int, str]], test: object) -> float:
    return sum(test(text) for _, text in texts) / len(texts)  # type: ignore[operator]


def _is_name(text: str) -> bool:
    """Whether a cell holds a name in words, or one that is known; a short code is none."""
    return not _NUMBER.fullmatch(text) and not _LETTERS.fullmatch(text)


def _is_iso(sample: pa.Table, column: str, texts: list[tuple[int, str]], found: dict[str, str]) -> bool:
    """Whether codes are those of ISO 3166-1: nearly all are known, and nearly all points lie in their countries."""
    codes = {text: country_code(text) for text in {text for _, text in texts}}
    known = [(row, code) for row, text in texts if (code := codes[text])]
    if len(known) < _SURE * len(texts):
        return False
    lon, lat = _points(sample, found)
    rows = [(row, code) for row, code in known if np.isfinite(lon[row]) and np.isfinite(lat[row])]
    if rows:
        inside = sum(not is_outside(code, lon[[row]], lat[[row]])[0] for row, code in rows[:300])
        return inside >= 0.7 * len(rows[:300])
    letters = all(_LETTERS.fullmatch(text) for text in codes)
    padded = all(len(text) == 3 for text in codes)
    return letters or padded or len(codes) >= _MANY_CODES


def _points(sample: pa.Table, found: dict[str, str]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    if "latitude" in found and "longitude" in found:
        return degrees(sample.column(found["longitude"])), degrees(sample.column(found["latitude"]))
    nothing = np.full(sample.num_rows, np.nan)
    return nothing, nothing
