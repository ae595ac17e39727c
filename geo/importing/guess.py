"""What the columns of an unknown table hold: by their names, then by what stands in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa

from geo.errors import UnreadableFile
from geo.importing.cells import NOTHING
from geo.importing.coordinates import degrees, pair
from geo.importing.datecells import find_in_text, fits_excel_serial, read_day
from geo.importing.mapping import PROPERTIES, Mapping, by_names
from geo.importing.names import NAMES, key_of

_COUNTS = {
    "events", "event_count", "events_count", "number_of_events", "n_events", "total_events", "incidents",
    "incident_count", "number_of_incidents", "total_incidents", "attacks", "number_of_attacks", "anzahl", "count",
}  # fmt: skip
_PERIODS = {"week", "month", "quarter", "year", "month_year", "week_start", "week_of_year", "period"}
_SURE = 0.8


@dataclass(frozen=True)
class Guess:
    """A mapping, how sure each of its columns is (0 to 1), and other pairs of coordinates in the table."""

    mapping: Mapping
    confidence: dict[str, float] = field(default_factory=dict)
    alternatives: tuple[tuple[str, str], ...] = ()
    """Further pairs of columns (latitude, longitude) that the person may mean."""


def guess(sample: pa.Table, drawn: bool, file: str, today: date) -> Guess:
    """A mapping for the columns of a table, judged by its first rows.

    Raises UnreadableFile where the table holds totals, or nothing that could be a date.
    """
    columns = tuple(sample.column_names)
    _refuse_totals(columns, file)
    found = by_names(columns, NAMES)
    sure = {prop: _share(sample, column, _TESTS[prop](today)) for prop, column in found.items() if prop in _TESTS}
    for prop in [prop for prop, share in sure.items() if share < 0.5]:
        del found[prop], sure[prop]
    _find_dates(sample, found, sure, file, today)
    _find_coordinates(sample, found, sure, drawn)
    rest = {prop: 0.9 for prop in found if prop not in sure}
    chosen = {prop: found[prop] for prop in PROPERTIES if prop in found}
    return Guess(
        Mapping(columns=chosen), {prop: round({**sure, **rest}[prop], 2) for prop in chosen}, _pairs(columns, found)
    )


def _refuse_totals(columns: tuple[str, ...], file: str) -> None:
    keys = {key_of(column): column for column in columns}
    counted = [keys[key] for key in keys if key in _COUNTS]
    if counted and keys.keys() & _PERIODS and not keys.keys() & {"id", "event_id", "incident_id", "event_date"}:
        problem = f"holds totals of a period (column {counted[0]!r}), not incidents"
        raise UnreadableFile(file, problem, "Open the table with one row an event.")


def _filled(sample: pa.Table, column: str) -> list[str]:
    return [
        text.strip() for text in sample.column(column).to_pylist() if text and text.strip().casefold() not in NOTHING
    ]


def _share(sample: pa.Table, column: str, test: Callable[[str], bool]) -> float:
    """Share of the filled cells that pass a test."""
    filled = _filled(sample, column)
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _is_date(today: date) -> Callable[[str], bool]:
    return lambda text: read_day(text, today) is not None


def _is_degree(today: date) -> Callable[[str], bool]:
    return lambda text: bool(np.isfinite(degrees(pa.array([text]))[0]))


def _is_pair(today: date) -> Callable[[str], bool]:
    return lambda text: bool(np.isfinite(pair(text)).all())


def _is_number(today: date) -> Callable[[str], bool]:
    return lambda text: text.removesuffix(".0").lstrip("-").isdigit()


_TESTS: dict[str, Callable[[date], Callable[[str], bool]]] = {
    "date": _is_date, "date_end": _is_date, "latitude": _is_degree, "longitude": _is_degree,
    "coordinates": _is_pair, "wkt": _is_pair, "year": _is_number, "killed": _is_number, "wounded": _is_number,
}  # fmt: skip


def _find_dates(sample: pa.Table, found: dict[str, str], sure: dict[str, float], file: str, today: date) -> None:
    """A column of dates, or of years, or of texts that tell a date."""
    if "date" in found:
        return
    named = [column for column in sample.column_names if "date" in key_of(column)]
    for column in [*named, *sample.column_names]:
        cells = _filled(sample, column)
        share = _share(sample, column, _is_date(today))
        serial = column in named and fits_excel_serial(cells)
        if serial or (share >= _SURE and not all(cell.isdigit() for cell in cells)):
            _take(found, "date", column)
            sure["date"] = 1.0 if serial else share
            return
    if "year" in found:
        return
    for column in sample.column_names:
        share = _share(sample, column, lambda text: find_in_text(text) is not None)
        if share >= 0.5:
            found["date_text"] = column
            sure["date_text"] = share
            return
    problem = "holds no column that could be read as dates, so it is no table of incidents"
    raise UnreadableFile(file, problem, "Name the column of the date in a mapping, or open another file.")


def _find_coordinates(sample: pa.Table, found: dict[str, str], sure: dict[str, float], drawn: bool) -> None:
    """A column that holds both coordinates, where no names told of any."""
    if "latitude" in found and "longitude" in found:
        return
    for prop in ("latitude", "longitude"):
        found.pop(prop, None)
    if drawn or "coordinates" in found or "wkt" in found:
        return
    for column in sample.column_names:
        share = _share(sample, column, _is_pair(date.min))
        if share >= _SURE and column != found.get("date"):
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
