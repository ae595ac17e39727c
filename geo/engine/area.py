"""Areas as expressions on longitude and latitude: the sums of ``geo.filter.within``, in the same order."""

from __future__ import annotations

import functools
import math
import operator

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import shapely

from geo.engine.codes import Ints
from geo.filter.area import Area, PolygonArea, RadiusArea
from geo.filter.within import EARTH_KM, Drawn, drawn_of, touched

_KM_OF_DEGREE = EARTH_KM * math.pi / 180
_SLACK = 1e-6
"""Degrees by which the box around an area is wider, so that no rounding cuts off what the sums would keep."""


def inside(lon: ir.FloatingValue, lat: ir.FloatingValue, area: Area) -> ir.BooleanValue:
    """Whether a position lies in an area; a box comes first, because most positions are far from it."""
    return _in_ring(lon, lat, area) if isinstance(area, PolygonArea) else _in_disc(lon, lat, area)


def _in_ring(lon: ir.FloatingValue, lat: ir.FloatingValue, area: PolygonArea) -> ir.BooleanValue:
    west, east = min(x for x, _ in area.ring) - _SLACK, max(x for x, _ in area.ring) + _SLACK
    south, north = min(y for _, y in area.ring) - _SLACK, max(y for _, y in area.ring) + _SLACK
    crossings = [
        (((yi > lat) != (yj > lat)) & (lon < ((xj - _number(xi)) * (lat - yi)) / (yj - _number(yi)) + xi)).ifelse(1, 0)
        for (xi, yi), (xj, yj) in zip(area.ring, (area.ring[-1], *area.ring[:-1]), strict=True)
        if yi != yj
    ]
    odd = functools.reduce(operator.add, crossings) % 2 == 1 if crossings else ibis.literal(False)
    return lon.between(west, east) & lat.between(south, north) & odd


def _number(value: float) -> ir.FloatingScalar:
    """A number that the engine, not Python, takes off: so that the sums are rounded alike everywhere."""
    return ibis.literal(value, type="float64")


def _in_disc(lon: ir.FloatingValue, lat: ir.FloatingValue, area: RadiusArea) -> ir.BooleanValue:
    lon0, lat0 = (math.radians(degrees) for degrees in area.center)
    reach = area.km / _KM_OF_DEGREE + _SLACK
    x, y = lon.radians(), lat.radians()
    a, b = ((lat0 - y) / 2).sin(), ((lon0 - x) / 2).sin()
    h = a * a + y.cos() * math.cos(lat0) * (b * b)
    far = 2 * EARTH_KM * ibis.least(_number(1.0), h).sqrt().asin()
    return lat.between(area.center[1] - reach, area.center[1] + reach) & (far <= area.km)


class Shapes:
    """The different geometries of a dataset that are more than a point."""

    def __init__(self, table: pa.Table) -> None:
        ordered = table.sort_by("code")
        self.geometries = shapely.from_wkb(np.array(ordered["wkb"].to_pylist(), dtype=object))
        self.codes = ordered["code"].to_numpy().astype(np.int64)
        self._drawn: Drawn = drawn_of(self.geometries)

    def touched(self, area: Area) -> Ints:
        """Codes of the geometries that an area touches."""
        found: Ints = self.codes[touched(self._drawn, len(self.codes), area)]
        return found

    def geojson(self, code: int) -> dict[str, object]:
        """A geometry as GeoJSON; raises KeyError."""
        place = np.flatnonzero(self.codes == code)
        if not len(place):
            raise KeyError(code)
        found: dict[str, object] = shapely.geometry.mapping(self.geometries[int(place[0])])
        return found
