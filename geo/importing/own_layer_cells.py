"""What the cells of an own layer's file say: labels, days, and coordinates where the file is a table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from geo.errors import Fault
from geo.importing.column_mapping import by_names
from geo.importing.coordinates import degrees, pair
from geo.importing.date_cells import AmbiguousDay, ParsedDay, read_day
from geo.importing.known_column_names import NAMES
from geo.importing.missing_values import is_missing

MOST_LABEL = 80
"""Characters of a label; what is beyond is cut off, and told."""
FROM = (
    "from", "date_from", "from_date", "valid_from", "active_from", "start", "date_start", "start_date", "begin",
    "since", "established", "opened",
)  # fmt: skip
TO = (
    "to", "date_to", "to_date", "valid_to", "valid_until", "active_to", "end", "date_end", "end_date", "until", "closed",
)  # fmt: skip
_WANTED = {
    "label": ("label", "name", *NAMES["title"], *NAMES["place"]),
    "from": FROM,
    "to": TO,
    "when": ("when", "date"),
    "latitude": NAMES["latitude"],
    "longitude": NAMES["longitude"],
    "coordinates": NAMES["coordinates"],
    "wkt": NAMES["wkt"],
}
_DAY = "a day such as 2020-06-30, a month such as 2020-06, or a year"
_DEGREES = "degrees such as 33.31 and 44.36: latitude -90 to 90, longitude -180 to 180"


@dataclass(frozen=True, slots=True)
class LayerColumns:
    """The columns of a table by what they hold; None for what it lacks."""

    label: str | None
    start: str | None
    end: str | None
    when: str | None
    """Of one column that tells both ends."""
    place: tuple[str, ...]
    """Latitude and longitude, or one column of both or of WKT."""

    @classmethod
    def of(cls, columns: tuple[str, ...]) -> LayerColumns:
        """Found by the names of columns."""
        found = by_names(columns, _WANTED)
        place: tuple[str, ...] = ()
        if "latitude" in found and "longitude" in found:
            place = (found["latitude"], found["longitude"])
        elif "coordinates" in found or "wkt" in found:
            place = (found.get("coordinates") or found["wkt"],)
        dated = "from" in found or "to" in found
        return cls(found.get("label"), found.get("from"), found.get("to"), None if dated else found.get("when"), place)


class CellReader:
    """Reads the cells of one table, and keeps what is wrong with them."""

    def __init__(self, file: str, columns: LayerColumns) -> None:
        self.file, self.columns = file, columns
        self.faults: list[Fault] = []
        self.cut = 0
        """Labels that were cut off."""

    def label(self, row: dict[str, str]) -> str:
        """The label of a row, one line; empty where it has none."""
        words = " ".join((row.get(self.columns.label or "") or "").split())
        if is_missing(words):
            return ""
        self.cut += len(words) > MOST_LABEL
        return words if len(words) <= MOST_LABEL else f"{words[: MOST_LABEL - 1].rstrip()}…"

    def days(self, number: int, row: dict[str, str]) -> tuple[date | None, date | None]:
        """First and last day of a row; None for an end that is open."""
        if self.columns.when is not None:
            both = self._day(number, self.columns.when, row)
            return (both.start, both.end) if both else (None, None)
        first = self._day(number, self.columns.start, row)
        last = self._day(number, self.columns.end, row)
        if first and last and last.end < first.start:
            found = f"{row[self.columns.start or '']} to {row[self.columns.end or '']}"
            self.fault(number, self.columns.end, found, "ends before it begins", "", "Correct one of the two days.")
        return first.start if first else None, last.end if last else None

    def _day(self, number: int, column: str | None, row: dict[str, str]) -> ParsedDay | None:
        text = (row.get(column or "") or "").strip()
        if is_missing(text):
            return None
        read = read_day(text, date(9999, 12, 31))
        if isinstance(read, AmbiguousDay):
            problem = "can be read with the day or the month first"
            self.fault(number, column, text, problem, _DAY, "Write it as 2020-06-30.")
        elif read is None or read.short_year:
            self.fault(number, column, text, "is no day that can be understood", _DAY, "Correct it, or leave it empty.")
        else:
            return read
        return None

    def points(self, numbers: npt.NDArray[np.int64], cells: pa.Table) -> npt.NDArray[np.object_]:
        """The points of a table of coordinates; None where a row gives none."""
        place = self.columns.place
        if len(place) == 2:
            lat, lon = (degrees(cells.column(name)) for name in place)
            told = [f"{a}, {b}" for a, b in zip(*(cells.column(name).to_pylist() for name in place), strict=True)]
        else:
            told = [text or "" for text in cells.column(place[0]).to_pylist()]
            if any(text.lstrip()[:5].upper() in ("LINES", "POLYG", "MULTI", "GEOME") for text in told):
                return np.array([self._wkt(n, text) for n, text in zip(numbers, told, strict=True)], dtype=object)
            lat, lon = np.array([pair(text) for text in told], dtype=np.float64).reshape(-1, 2).T
        found = np.full(len(numbers), None, dtype=object)
        given = np.isfinite(lat) & np.isfinite(lon)
        found[given] = shapely.points(lon[given], lat[given])
        half = ~given & ~(np.isnan(lat) & np.isnan(lon))
        for at in np.flatnonzero(half).tolist():
            remedy = "Correct it, or leave both empty where the place is not known."
            self.fault(int(numbers[at]), " and ".join(place), told[at], "is no place", _DEGREES, remedy)
        return found

    def _wkt(self, number: int, text: str) -> shapely.Geometry | None:
        if is_missing(text.strip()):
            return None
        found = shapely.from_wkt(text, on_invalid="ignore")
        if found is None:
            self.fault(int(number), self.columns.place[0], text, "is no geometry", "WKT", "Correct it.")
        return found

    def fault(
        self, number: int, column: str | None, value: str | None, problem: str, allowed: str, remedy: str
    ) -> None:
        """Keep a fault of a feature."""
        said = None if value is None else json.dumps(value[:80], ensure_ascii=False)
        self.faults.append(Fault(self.file, None, number, column or "geometry", said, problem, allowed, remedy))
