"""Guesses what the columns of an unknown table hold: by their names, then by their values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa

from geo.importing.column_mapping import PROPERTIES, ColumnMapping, by_names
from geo.importing.column_names import core, key_of, split_key
from geo.importing.coordinates import degrees, pair
from geo.importing.country_columns import Remark, choose_country
from geo.importing.date_numbers import EPOCH_1900
from geo.importing.guess_dates import find_dates
from geo.importing.known_column_names import NAMES, OF_DEATH
from geo.importing.missing_values import MISSING_WORDS
from geo.importing.people_counts import parse_count

_DATES = ("date", "date_end", "year", "month", "day")
_SURE = 0.8
_FIGURES = ("killed", "killed_min", "killed_max", "wounded", "wounded_min", "wounded_max")
_IN_WORDS = ("place", "admin1", "actor", "target", "title", "summary")
"""Properties that a column of bare numbers can't hold."""
_EVENT_WORDS = frozenset({"death", "killed"})


@dataclass(frozen=True)
class Guess:
    """A mapping, how sure each of its columns is (0 to 1), and other pairs of coordinates in the table."""

    mapping: ColumnMapping
    confidence: dict[str, float] = field(default_factory=dict)
    alternatives: tuple[tuple[str, str], ...] = ()
    """Further pairs of columns (latitude, longitude) that the person may mean."""
    reported: bool = False
    """Whether the only dates are those of reports or entries."""
    remarks: tuple[Remark, ...] = ()
    """What is to be noticed of the columns."""


def guess(sample: pa.Table, has_geometry: bool, file: str, today: date, epoch: date = EPOCH_1900) -> Guess:
    """A mapping for the columns of a table, judged by its first rows.

    ``epoch`` is day 0 of the workbook. Raises UnreadableFile where nothing could be a date.
    """
    columns = tuple(sample.column_names)
    dates = find_dates(sample, file, today, epoch)
    left = tuple(column for column in columns if column not in dates.columns.values())
    found = by_names(left, {prop: names for prop, names in NAMES.items() if prop not in _DATES}, loosely=True)
    sure = {prop: _share(sample, column, _TESTS[prop](today)) for prop, column in found.items() if prop in _TESTS}
    for prop in [prop for prop, share in sure.items() if share < 0.5 and prop not in _FIGURES]:
        del found[prop], sure[prop]
    remarks = choose_country(sample, found)
    _of_the_dead(found)
    found |= dates.columns
    sure |= dates.sure
    _find_coordinates(sample, found, sure, has_geometry)
    rest = {prop: 0.9 for prop in found if prop not in sure}
    chosen = {prop: found[prop] for prop in PROPERTIES if prop in found}
    return Guess(
        ColumnMapping(columns=chosen),
        {prop: round({**rest, **sure}[prop], 2) for prop in chosen},
        _pairs(columns, found),
        dates.reported,
        remarks,
    )


def _of_the_dead(found: dict[str, str]) -> None:
    """In a table of people and where they died, plain columns of town and province tell where they came from."""
    place = found.get("place", "")
    if key_of(place) not in OF_DEATH:
        return
    for prop in ("admin1", "country"):
        column = found.get(prop)
        if column and not core(split_key(column)) & _EVENT_WORDS:
            del found[prop]


def _filled(sample: pa.Table, column: str) -> list[str]:
    return [
        text.strip()
        for text in sample.column(column).to_pylist()
        if text and text.strip().casefold() not in MISSING_WORDS
    ]


def _share(sample: pa.Table, column: str, test: Callable[[str], bool]) -> float:
    """Share of the filled cells that pass a test."""
    filled = _filled(sample, column)
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _is_degree(today: date) -> Callable[[str], bool]:
    return lambda text: bool(np.isfinite(degrees(pa.array([text]))[0]))


def _is_pair(today: date) -> Callable[[str], bool]:
    return lambda text: bool(np.isfinite(pair(text)).all())


def _is_figure(today: date) -> Callable[[str], bool]:
    return lambda text: not parse_count(text).unread


def _is_words(today: date) -> Callable[[str], bool]:
    return lambda text: any(letter.isalpha() for letter in text)


_TESTS: dict[str, Callable[[date], Callable[[str], bool]]] = {
    "latitude": _is_degree, "longitude": _is_degree,
    "coordinates": _is_pair, "wkt": _is_pair, **dict.fromkeys(_FIGURES, _is_figure), **dict.fromkeys(_IN_WORDS, _is_words),
}  # fmt: skip


def _find_coordinates(sample: pa.Table, found: dict[str, str], sure: dict[str, float], has_geometry: bool) -> None:
    """A column that holds both coordinates, where no names told of any."""
    if "latitude" in found and "longitude" in found:
        return
    for prop in ("latitude", "longitude"):
        found.pop(prop, None)
    if has_geometry or "coordinates" in found or "wkt" in found:
        return
    for column in sample.column_names:
        share = _share(sample, column, _is_pair(date.min))
        if share >= _SURE and column not in (found.get("date"), found.get("date_end")):
            _take(found, "coordinates", column)
            sure["coordinates"] = share
            return


def _take(found: dict[str, str], prop: str, column: str) -> None:
    """Give a column to a property, away from whatever its name had given it to."""
    for other in [other for other, taken in found.items() if taken == column]:
        del found[other]
    found[prop] = column


def _pairs(columns: tuple[str, ...], found: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs of columns that look like coordinates beside those that were taken."""
    by_key = {key_of(column): column for column in columns}
    pairs = []
    for key, column in by_key.items():
        if "lat" not in key.split("_") and "latitude" not in key and not key.startswith("lat"):
            continue
        for long in ("longitude", "long", "lon", "lng"):
            other = by_key.get(key.replace("latitude" if "latitude" in key else "lat", long, 1))
            if other and column != found.get("latitude") and other != column:
                pairs.append((column, other))
                break
    single = [column for key, column in by_key.items() if key in {*NAMES["coordinates"], *NAMES["wkt"]}]
    taken = set(found.values())
    return (*pairs, *((column, column) for column in single if column not in taken))
