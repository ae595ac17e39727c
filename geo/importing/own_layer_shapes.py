"""Geometries of own layers made ready: checked, of WGS 84, and whole across the antimeridian."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Floats = npt.NDArray[np.float64]
_DIGITS = 7


def outside_world(shape: BaseGeometry) -> tuple[float, float] | None:
    """The first position that is no place on Earth, as longitude and latitude; None where all are."""
    at = shapely.get_coordinates(shape)
    bad = ~(np.isfinite(at).all(axis=1) & (np.abs(at[:, 0]) <= 180) & (np.abs(at[:, 1]) <= 90))
    if not bad.any():
        return None
    x, y = at[np.flatnonzero(bad)[0]].tolist()
    return float(x), float(y)


def short_way(shape: BaseGeometry) -> BaseGeometry:
    """The geometry with every stretch of more than 180 degrees of longitude drawn the short way, across the antimeridian:
    longitudes then run on beyond 180. A ring around a pole stays as it is.

    >>> short_way(shapely.LineString([(179, 0), (-179, 0)])).wkt
    'LINESTRING (179 0, 181 0)'
    """
    west, _, east, _ = shapely.bounds(shape)
    if east - west <= 180:
        return shape
    kind = shape.geom_type
    if kind in ("LineString", "LinearRing"):
        return shapely.LineString(_unwrapped(shapely.get_coordinates(shape)))
    if kind == "Polygon":
        outer = _ring(shape.exterior)
        middle = (outer[:, 0].min() + outer[:, 0].max()) / 2
        return shapely.Polygon(outer, [_beside(_ring(inner), middle) for inner in shape.interiors])
    if kind.startswith("Multi") or kind == "GeometryCollection":
        parts = [short_way(part) for part in shapely.get_parts(shape)]
        return type(shape)(parts)
    return shape


def _ring(ring: BaseGeometry) -> Floats:
    corners = shapely.get_coordinates(ring)
    turned = _unwrapped(corners)
    return turned if abs(turned[-1, 0] - turned[0, 0]) < 1e-6 else corners


def _unwrapped(corners: Floats) -> Floats:
    return np.column_stack([np.unwrap(corners[:, 0], period=360.0), corners[:, 1]])


def _beside(ring: Floats, middle: float) -> Floats:
    """A hole moved by whole turns to where the ring around it lies."""
    away = (ring[:, 0].min() + ring[:, 0].max()) / 2 - middle
    moved: Floats = ring - np.array([360.0 * np.round(away / 360.0), 0.0])
    return moved


def drawable(shape: BaseGeometry) -> BaseGeometry:
    """The geometry flat, to a centimetre (so that one content has one digest, whatever it was converted from), and without
    rings that cross themselves."""
    flat = shapely.transform(shapely.force_2d(shape), lambda corners: np.round(corners, _DIGITS) + 0.0)
    return flat if shapely.is_valid(flat) else shapely.make_valid(flat, method="structure", keep_collapsed=False)
