"""Placeholder points, which stand for something larger such as a province: one point under many names of places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from geo.importing.characters import word_set
from geo.importing.column_names import key_of
from geo.load.copy_columns import from_wkb

Floats = npt.NDArray[np.float64]
_DIGITS = 7
_NAMES = 8
"""So many different places at one point are no place of their own."""
_PROVINCES = 3
"""So many different provinces at one point are no place of their own."""


@dataclass(frozen=True)
class PlaceholderPoints:
    """Such points, as longitude and latitude in degrees, with how many names each has."""

    points: frozenset[tuple[float, float]] = frozenset()
    words: str = ""

    def at(self, lon: Floats, lat: Floats, shapes: pa.Array | None) -> npt.NDArray[np.bool_]:
        """Which rows stand at one of them; a row's own geometry goes before its columns."""
        if not self.points:
            return np.zeros(len(lon), dtype=np.bool_)
        x, y = lonlat_of(lon, lat, shapes)
        places = zip(x.round(_DIGITS).tolist(), y.round(_DIGITS).tolist(), strict=True)
        return np.array([place in self.points for place in places], dtype=np.bool_)


NO_PLACEHOLDERS = PlaceholderPoints()


def lonlat_of(lon: Floats, lat: Floats, shapes: pa.Array | None) -> tuple[Floats, Floats]:
    """Longitude and latitude of each row; NaN where it has neither a point nor coordinates."""
    if shapes is None:
        return lon, lat
    found = from_wkb(shapes)
    points = (shapely.get_type_id(found) == 0) & ~shapely.is_empty(found)
    other = ~shapely.is_missing(found)
    x, y = np.where(other, np.nan, lon), np.where(other, np.nan, lat)
    x[points], y[points] = shapely.get_x(found[points]), shapely.get_y(found[points])
    return x, y


class PlaceholderSearch:
    """Collects the names under which each point stands, some rows at a time."""

    def __init__(self) -> None:
        self._places: dict[tuple[float, float], set[str]] = defaultdict(set)
        self._provinces: dict[tuple[float, float], set[str]] = defaultdict(set)

    def add(self, lon: Floats, lat: Floats, places: list[Any], provinces: list[Any]) -> None:
        """Take in rows: where they stand, and the names of place and province (empty where there are none)."""
        with np.errstate(over="ignore"):  # numbers that are no degrees
            rounded = lon.round(_DIGITS).tolist(), lat.round(_DIGITS).tolist()
        rows = zip(*rounded, places, provinces, strict=True)
        for x, y, place, province in set(rows):
            if not (np.isfinite(x) and np.isfinite(y)) or (x == 0 and y == 0):
                continue
            if place:
                self._places[x, y].add(key_of(place) or place)
            if province:
                self._provinces[x, y].add(key_of(province) or province)

    def found(self) -> PlaceholderPoints:
        """The points with too many names. Names that share their first word are quarters of one town."""
        points: dict[tuple[float, float], int] = {}
        for point, names in self._places.items():
            if len(names) >= _NAMES and not _one_town(names):
                points[point] = len(names)
        for point, names in self._provinces.items():
            if len(names) >= _PROVINCES:
                points.setdefault(point, len(self._places.get(point) or names))
        if not points:
            return NO_PLACEHOLDERS
        most = sorted(points, key=lambda point: -points[point])[:3]
        told = "; ".join(f"{lat:g}, {lon:g} under {points[lon, lat]} names" for lon, lat in most)
        return PlaceholderPoints(frozenset(points), told)


def _one_town(names: set[str]) -> bool:
    """Whether nearly all names name the same town and a quarter of it: ``baghdad_karrada``, ``baghdad_mansour``."""
    first = [name.split("_")[0] for name in names]
    common = max(set(first), key=first.count)
    quarters = [name for name in names if len(name.partition("_")[2]) > 3]
    return common not in _PLAIN and first.count(common) >= 0.8 * len(first) and len(quarters) >= 0.8 * len(names) - 1


_PLAIN = word_set(
    "village town city place site hamlet settlement farm camp block ward point near district location area zone sector north "
    "south east west new old upper lower mount lake river saint san santa santo st port fort al el abu umm bani beit bayt "
    "deir dayr tal tell tall ain ayn jabal wadi khan kafr kafar qaryat deh kala qala the la le los las dar bir tel"
)
"""First words that name no town."""
