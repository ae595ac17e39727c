"""Areas as expressions on longitude and latitude: the sums of ``geo.filter.within``, in the same order."""

from __future__ import annotations

import itertools
import math
from functools import cached_property

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import shapely

from geo.engine.combination_codes import Ints
from geo.filter.area import Area, PolygonArea, RadiusArea
from geo.filter.within import EARTH_KM, DrawnShapes, drawn_shapes_of, touched_by

_KM_OF_DEGREE = EARTH_KM * math.pi / 180
_STRIPS = 64
"""Most strips that a ring is cut into."""
Edge = tuple[float, float, float, float]
_SLACK = 1e-6
"""Degrees by which the box around an area is wider, so that no rounding cuts off what the sums would keep."""


def inside(lon: ir.FloatingValue, lat: ir.FloatingValue, area: Area) -> ir.BooleanValue:
    """Whether a position lies in an area; a box comes first, because most positions are far from it."""
    return _in_ring(lon, lat, area) if isinstance(area, PolygonArea) else _in_disc(lon, lat, area)


def _in_ring(lon: ir.FloatingValue, lat: ir.FloatingValue, area: PolygonArea) -> ir.BooleanValue:
    west, east = min(x for x, _ in area.ring) - _SLACK, max(x for x, _ in area.ring) + _SLACK
    south, north = min(y for _, y in area.ring) - _SLACK, max(y for _, y in area.ring) + _SLACK
    edges = [
        (xi, yi, xj, yj)
        for (xi, yi), (xj, yj) in zip(area.ring, (area.ring[-1], *area.ring[:-1]), strict=True)
        if yi != yj
    ]
    return lon.between(west, east) & lat.between(south, north) & _by_strips(lon, lat, edges)


def _by_strips(lon: ir.FloatingValue, lat: ir.FloatingValue, edges: list[Edge]) -> ir.BooleanValue:
    """The even-odd rule, in strips of latitude from corner to corner: each asks its few edges only."""
    if not edges:  # all corners lie on one parallel, so nothing lies within
        return ibis.literal(False)
    corners = sorted({y for _, yi, _, yj in edges for y in (yi, yj)})
    borders = corners[:: math.ceil(len(corners) / _STRIPS)]
    strips = list(itertools.pairwise([-math.inf, *borders, math.inf]))
    within = [
        _odd([_crosses(lon, lat, edge, strip) for edge in edges if _low(edge) < strip[1] and _high(edge) > strip[0]])
        for strip in strips
    ]
    return _of_strip(lat, borders, within)


def _of_strip(lat: ir.FloatingValue, borders: list[float], within: list[ir.BooleanValue]) -> ir.BooleanValue:
    """What holds in the strip of a position, found by halves."""
    if len(within) == 1:
        return within[0]
    half = len(within) // 2
    below = _of_strip(lat, borders[: half - 1], within[:half])
    return ibis.ifelse(lat < borders[half - 1], below, _of_strip(lat, borders[half:], within[half:]))


def _low(edge: Edge) -> float:
    return min(edge[1], edge[3])


def _high(edge: Edge) -> float:
    return max(edge[1], edge[3])


def _crosses(lon: ir.FloatingValue, lat: ir.FloatingValue, edge: Edge, strip: tuple[float, float]) -> ir.BooleanValue:
    xi, yi, xj, yj = edge
    west = lon < _crossing(lat, xi, yi, xj, yj)
    # An edge that goes through the whole strip needs no look at the latitude.
    through = _low(edge) <= strip[0] and strip[1] <= _high(edge)
    return west if through else ((lat < yi) != (lat < yj)) & west


def _crossing(lat: ir.FloatingValue, xi: float, yi: float, xj: float, yj: float) -> ir.FloatingValue | float:
    """The longitude at which a parallel crosses an edge."""
    return xi if xi == xj else (xj - xi) * (lat - yi) / (yj - yi) + xi


def _odd(tests: list[ir.BooleanValue]) -> ir.BooleanValue:
    """Whether an odd number of tests is true; by halves, because engines read no expression of any depth."""
    if not tests:
        return ibis.literal(False)
    if len(tests) == 1:
        return tests[0]
    half = len(tests) // 2
    return _odd(tests[:half]) != _odd(tests[half:])


def _in_disc(lon: ir.FloatingValue, lat: ir.FloatingValue, area: RadiusArea) -> ir.BooleanValue:
    lon0, lat0 = (math.radians(degrees) for degrees in area.center)
    reach = area.km / _KM_OF_DEGREE + _SLACK
    x, y = lon.radians(), lat.radians()
    a, b = ((lat0 - y) / 2).sin(), ((lon0 - x) / 2).sin()
    h = a * a + y.cos() * math.cos(lat0) * (b * b)
    far = 2 * EARTH_KM * ibis.least(1.0, h).sqrt().asin()
    return lat.between(area.center[1] - reach, area.center[1] + reach) & (far <= area.km)


def _is_sites(geometry: shapely.Geometry) -> bool:
    """Whether a geometry has points, and no area."""
    flat = shapely.get_parts(geometry)
    while any(hasattr(part, "geoms") for part in flat):
        flat = shapely.get_parts(flat)
    kinds = {part.geom_type for part in flat}
    return "Point" in kinds and "Polygon" not in kinds


class StoredShapes:
    """The different geometries of a dataset that are more than a point."""

    def __init__(self, table: pa.Table) -> None:
        ordered = table.sort_by("code")
        self.geometries = shapely.from_wkb(np.array(ordered["wkb"].to_pylist(), dtype=object))
        self.codes = ordered["code"].to_numpy().astype(np.int64)
        self._drawn: DrawnShapes = drawn_shapes_of(self.geometries)

    @cached_property
    def without_sites(self) -> Ints:
        """Codes of the geometries that are an area or a line: not known to single sites."""
        found: Ints = self.codes[[not _is_sites(geometry) for geometry in self.geometries]]
        return found

    def touched(self, area: Area) -> Ints:
        """Codes of the geometries that an area touches."""
        found: Ints = self.codes[touched_by(self._drawn, len(self.codes), area)]
        return found

    def geojson(self, code: int) -> dict[str, object]:
        """A geometry as GeoJSON; raises KeyError."""
        place = np.flatnonzero(self.codes == code)
        if not len(place):
            raise KeyError(code)
        found: dict[str, object] = shapely.geometry.mapping(self.geometries[int(place[0])])
        return found
