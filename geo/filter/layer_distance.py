"""How far places lie from the features of an own layer, along the surface of the Earth (WGS 84).

Places are put on the ellipsoid in three dimensions, so that neither the antimeridian nor a pole is a special case. A
stretch between two corners runs straight in longitude and latitude, as GeoJSON says, in steps of at most ``STEP_KM``. The
straight line through the Earth to the nearest step is turned into the way along the surface. Up to 300 km this is within
10 m of the geodesic.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

STEP_KM = 4.0
_A, _F = 6378.137, 1 / 298.257223563
"""Radius of the equator (km) and flattening of WGS 84."""
_E2 = _F * (2 - _F)
_RADIUS = 6371.0088
_KM_OF_DEGREE = 110.57
"""The shortest degree of latitude."""
_AT_ONCE, _PAIRS = 2_000, 1_000_000
"""Places that are looked up together, and pairs of a place and a stretch that are measured together."""


def on_ellipsoid(lonlat: Floats) -> Floats:
    """Longitudes and latitudes as places in space (km from the middle of the Earth), shape (n, 3)."""
    lon, lat = np.radians(lonlat).T
    normal = _A / np.sqrt(1 - _E2 * np.sin(lat) ** 2)
    out = normal * np.cos(lat)
    return np.stack([out * np.cos(lon), out * np.sin(lon), normal * (1 - _E2) * np.sin(lat)], axis=1)


@dataclass(frozen=True, eq=False)
class LayerShapes:
    """Geometries laid out for distances: stretches (points are stretches without length), and areas."""

    start: Floats
    """Of each stretch, in space (km), shape (n, 3)."""
    end: Floats
    corners: Floats
    """Where stretches begin and end, in degrees."""
    tree: shapely.STRtree
    """The boxes of the stretches, in degrees; longitudes may run beyond 180."""
    areas: shapely.STRtree

    @classmethod
    def of(cls, geometries: npt.NDArray[np.object_]) -> LayerShapes:
        """Of geometries in degrees (EPSG:4326)."""
        parts = single_parts_of(geometries)
        points = shapely.get_coordinates(parts[shapely.get_dimensions(parts) == 0])
        areas = parts[shapely.get_dimensions(parts) == 2]
        courses = np.concatenate([parts[shapely.get_dimensions(parts) == 1], shapely.get_rings(areas)])
        first, last = stretches(courses, STEP_KM)
        first, last = np.concatenate([points, first]), np.concatenate([points, last])
        boxes = shapely.box(
            np.minimum(first[:, 0], last[:, 0]), np.minimum(first[:, 1], last[:, 1]),
            np.maximum(first[:, 0], last[:, 0]), np.maximum(first[:, 1], last[:, 1]),
        )  # fmt: skip
        return cls(
            on_ellipsoid(first), on_ellipsoid(last), np.unique(np.concatenate([first, last]), axis=0),
            shapely.STRtree(boxes), shapely.STRtree(areas),
        )  # fmt: skip

    def within(self, lonlat: Floats, most_km: Floats) -> Floats:
        """How far places are from the nearest feature in km, 0 inside of an area; infinite beyond ``most_km``, which each
        place has its own of."""
        found = np.full(len(lonlat), np.inf)
        if not len(lonlat) or not len(self.start):
            return found
        places = on_ellipsoid(lonlat)
        turned = [lonlat + np.array([turn, 0.0]) for turn in (-360.0, 0.0, 360.0)]
        for moved in turned:
            # Nearest in degrees is not nearest on the ground, but leaves little to look at.
            row, stretch = self.tree.query_nearest(shapely.points(moved), all_matches=False)
            self._nearest(found, places, row, stretch)
        reach = np.minimum(found, most_km)
        for moved in turned:
            for low in range(0, len(lonlat), _AT_ONCE):
                rows = np.arange(low, min(low + _AT_ONCE, len(lonlat)))
                row, stretch = self.tree.query(_windows(moved[rows], reach[rows]))
                self._nearest(found, places, rows[row], stretch)
            found[self.areas.query(shapely.points(moved), predicate="intersects")[0]] = 0.0
        found[found > most_km] = np.inf
        return found

    def may_reach(self, bounds: tuple[float, float, float, float], km: float) -> bool:
        """Whether anything can lie within a distance of a box (west, south, east, north): never too seldom yes."""
        west, south, east, north = bounds
        low, high = shapely.bounds(_windows(np.array([[west, south], [east, north]]), np.array([km, km]))).tolist()
        left, right = min(low[0], west - (high[2] - east)), max(high[2], east + (west - low[0]))
        turns = np.array([-360.0, 0.0, 360.0])
        return bool(len(self.tree.query(shapely.box(left + turns, low[1], right + turns, high[3]))[0]))

    def _nearest(self, found: Floats, places: Floats, row: Ints, stretch: Ints) -> None:
        for low in range(0, len(row), _PAIRS):
            some, of = row[low : low + _PAIRS], stretch[low : low + _PAIRS]
            np.minimum.at(found, some, _surface(_to_stretch(places[some], self.start[of], self.end[of])))


def single_parts_of(geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """The points, lines and polygons that geometries are made of."""
    parts = shapely.get_parts(geometries)
    while len(parts) and (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts = shapely.get_parts(parts)
    return np.asarray(parts[~shapely.is_empty(parts)], dtype=object)


def stretches(courses: npt.NDArray[np.object_], step_km: float) -> tuple[Floats, Floats]:
    """First and last place of every step of some lines (degrees); none is longer than ``step_km``."""
    at, course = shapely.get_coordinates(courses, return_index=True)
    joined = np.flatnonzero(course[1:] == course[:-1])
    first, last = at[joined], at[joined + 1]
    # Steps of half a degree first: across the Earth the straight line says too little of how long the way is.
    first, last = _cut(first, last, np.ceil(np.abs(last - first).max(axis=1, initial=0.0) / 0.5))
    return _cut(first, last, np.ceil(np.linalg.norm(on_ellipsoid(last) - on_ellipsoid(first), axis=1) / step_km))


def _cut(first: Floats, last: Floats, pieces: Floats) -> tuple[Floats, Floats]:
    """Each stretch in so many pieces of one length in degrees."""
    count = np.maximum(pieces, 1).astype(np.int64)
    of = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    share = (last - first)[of] / count[of, None]
    return first[of] + share * number[:, None], first[of] + share * (number + 1)[:, None]


def _windows(lonlat: Floats, km: Floats) -> npt.NDArray[np.object_]:
    """Boxes that hold all within a distance of places, in degrees: all longitudes where a pole is so near."""
    reach = (km + 0.1) / _KM_OF_DEGREE
    south, north = lonlat[:, 1] - reach, lonlat[:, 1] + reach
    farthest = np.maximum(np.abs(south), np.abs(north))
    narrow = np.where(farthest < 89.9, np.cos(np.radians(np.minimum(farthest, 89.9))), 0.0)
    wide = np.where(narrow > 0, np.minimum(360.0, reach / np.maximum(narrow, 1e-9)), 360.0)
    return np.asarray(shapely.box(lonlat[:, 0] - wide, south, lonlat[:, 0] + wide, north), dtype=object)


def _to_stretch(place: Floats, start: Floats, end: Floats) -> Floats:
    along = end - start
    length = np.einsum("ij,ij->i", along, along)
    share = np.einsum("ij,ij->i", place - start, along) / np.where(length > 0, length, 1.0)
    nearest = start + np.clip(share, 0.0, 1.0)[:, None] * along
    return np.asarray(np.linalg.norm(place - nearest, axis=1), dtype=np.float64)


def _surface(straight: Floats) -> Floats:
    """The way along the surface for a straight line through the Earth (km)."""
    found: Floats = 2 * _RADIUS * np.arcsin(np.minimum(1.0, straight / (2 * _RADIUS)))
    return found
