"""Which incidents an area touches. ``geo/web/core/within.js`` does the same sums in the browser.

An incident is in an area where what the map draws of it touches the area: one of its points, any stretch of
its route, or, where only a governorate or another stretch of land is known, any part of that land. The line
that joins several sites of one incident and the disc of uncertainty say nothing about where it was, so they
don't count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.filter.area import PolygonArea, RadiusArea
from geo.model.dataset import Dataset

EARTH_KM = 6371.0088
"""Mean radius of the Earth."""

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class DrawnShapes:
    """What is drawn of the incidents: points, and courses (routes, outlines) with the incident's position."""

    points: Floats
    """Longitude, latitude; as exact as the browser's columns (32 bits)."""
    point_of: npt.NDArray[np.int64]
    courses: tuple[tuple[int, bool, Floats], ...]
    """Incident, whether it encloses land, corners."""


def drawn_shapes(dataset: Dataset) -> DrawnShapes:
    """Points and courses of a dataset's geometries."""
    return drawn_shapes_of(dataset.incidents.geometry.to_numpy())


def drawn_shapes_of(geometries: Iterable[BaseGeometry | None]) -> DrawnShapes:
    """Points and courses of geometries, by their position."""
    shapes = np.array([*geometries, None], dtype=object)[:-1]
    plain = (shapely.get_type_id(shapes) == shapely.GeometryType.POINT) & ~shapely.is_empty(shapes)
    points: list[tuple[float, float]] = []
    point_of: list[int] = []
    courses: list[tuple[int, bool, Floats]] = []
    for position in np.flatnonzero(~plain & ~shapely.is_missing(shapes)).tolist():
        for part in _parts(shapes[position]):
            if part.geom_type == "Point":
                points.append((part.x, part.y))
                point_of.append(position)
            elif part.geom_type == "Polygon":
                courses.append((position, True, _corners(part.exterior)))
            else:
                courses.append((position, False, _corners(part)))
    several = np.array(points, dtype=np.float64).reshape(-1, 2)
    exact = np.concatenate([shapely.get_coordinates(shapes[plain]), several]).astype(np.float32).astype(np.float64)
    owner = np.concatenate([np.flatnonzero(plain), np.array(point_of, dtype=np.int64)])
    order = np.argsort(owner, kind="stable")
    return DrawnShapes(exact[order], owner[order], tuple(courses))


def _parts(geometry: BaseGeometry | None) -> list[BaseGeometry]:
    """The single points, lines and polygons of a geometry."""
    if geometry is None or geometry.is_empty:
        return []
    parts = shapely.get_parts(geometry)
    if len(parts) == 1 and parts[0].geom_type in ("Point", "LineString", "LinearRing", "Polygon"):
        return [parts[0]]
    return [single for part in parts for single in _parts(part)]


def _corners(line: BaseGeometry) -> Floats:
    return np.asarray(np.round(shapely.get_coordinates(line), 6), dtype=np.float64)


def touched_by(shapes: DrawnShapes, count: int, area: PolygonArea | RadiusArea) -> Mask:
    """The incidents that an area touches, of ``count``."""
    mask = np.zeros(count, dtype=np.bool_)
    ring = np.array(area.ring if isinstance(area, PolygonArea) else (), dtype=np.float64).reshape(-1, 2)
    inside = (
        inside_ring(shapes.points, ring)
        if isinstance(area, PolygonArea)
        else kilometres(shapes.points, area.center) <= area.km
    )
    mask[shapes.point_of[inside]] = True
    for position, closed, corners in shapes.courses:
        if mask[position]:
            continue
        mask[position] = (
            _meets_ring(corners, closed, ring) if isinstance(area, PolygonArea) else _meets_disc(corners, closed, area)
        )
    return mask


def inside_ring(points: Floats, ring: Floats) -> Mask:
    """Which points lie inside a ring, by the even-odd rule."""
    x, y = points[:, 0], points[:, 1]
    inside = np.zeros(len(points), dtype=np.bool_)
    for (xi, yi), (xj, yj) in zip(ring, np.roll(ring, 1, axis=0), strict=True):
        if yi == yj:
            continue
        crosses = ((yi > y) != (yj > y)) & (x < ((xj - xi) * (y - yi)) / (yj - yi) + xi)
        inside ^= crosses
    return inside


def kilometres(points: Floats, center: tuple[float, float]) -> Floats:
    """Great-circle distance of points (lon, lat) from a centre, on the mean sphere."""
    lon, lat = np.radians(points).T
    lon0, lat0 = np.radians(center)
    h = np.sin((lat0 - lat) / 2) ** 2 + np.cos(lat) * np.cos(lat0) * np.sin((lon0 - lon) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, h))), dtype=np.float64)


def _meets_ring(corners: Floats, closed: bool, ring: Floats) -> bool:
    """Whether a course enters a ring, crosses it, or lies around it."""
    if inside_ring(corners, ring).any() or (closed and inside_ring(ring[:1], corners).any()):
        return True
    a, b = corners[:-1, None], corners[1:, None]
    c, d = np.roll(ring, 1, axis=0)[None], ring[None]
    apart = (np.maximum(a, b) < np.minimum(c, d)) | (np.maximum(c, d) < np.minimum(a, b))
    sides = (_side(a, b, c) * _side(a, b, d) <= 0) & (_side(c, d, a) * _side(c, d, b) <= 0)
    return bool((sides & ~apart.any(axis=-1)).any())


def _side(a: Floats, b: Floats, p: Floats) -> Floats:
    """On which side of a line through a and b a point lies: -1, 0 or 1."""
    turn = (b[..., 0] - a[..., 0]) * (p[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (p[..., 0] - a[..., 0])
    return np.asarray(np.sign(turn), dtype=np.float64)


def _meets_disc(corners: Floats, closed: bool, area: RadiusArea) -> bool:
    """Whether a course comes within the distance of a centre, or lies around it."""
    flat = _from_center(corners, area.center)
    if closed and inside_ring(np.zeros((1, 2)), flat).any():
        return True
    a, along = flat[:-1], flat[1:] - flat[:-1]
    length = (along**2).sum(axis=1)
    share = np.clip(-(a * along).sum(axis=1) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    nearest = a + share[:, None] * along
    return bool((np.hypot(nearest[:, 0], nearest[:, 1]) <= area.km).any())


def _from_center(points: Floats, center: tuple[float, float]) -> Floats:
    """Kilometres east and north of a centre: the azimuthal equidistant projection, true to distance from
    there."""
    lon, lat = np.radians(points).T
    lon0, lat0 = np.radians(center)
    east = np.cos(lat) * np.sin(lon - lon0)
    north = np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon - lon0)
    size = np.hypot(east, north)
    scale = np.where(size > 0, kilometres(points, center) / np.where(size > 0, size, 1.0), 0.0)
    return np.stack([east * scale, north * scale], axis=1)
