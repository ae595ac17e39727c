"""Checks whether the location of an accepted row can be drawn, and says why not; errors are reported and never
corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyproj
import shapely
from pyproj.exceptions import ProjError

from geo.importing.countries import FAR, countries_at, is_outside
from geo.importing.distinct_rows import Objects, each_object
from geo.importing.mapped_cells import Mask, empty
from geo.importing.parsed import Place
from geo.importing.readers.reprojection import WGS84, find_crs
from geo.importing.reasons import Notice, Unplaced
from geo.importing.row_batches import Log
from geo.load.copy_columns import from_wkb
from geo.model.vocabularies import LocationPrecision as Precision

_WIDE = frozenset({Precision.ADMIN1, Precision.ADMIN2, Precision.COUNTRY, Precision.UNKNOWN})
_LARGEST = {
    Precision.SITE: 10.0,
    Precision.SETTLEMENT: 50.0,
    Precision.VICINITY: 100.0,
    Precision.ROUTE: 100.0,
    Precision.FEATURE: 300.0,
}


@dataclass
class LocationResults:
    """Places as they are drawn: shapes (None where nothing is), precision, radius and the reason why not."""

    shapes: npt.NDArray[Any]
    precision: Objects
    radius_km: npt.NDArray[np.float64]
    reason: Objects
    country: Objects
    looked_up: Mask
    """Where the country follows from the coordinates."""
    outside: Mask
    """Where the point lies outside of the country that the row names, by today's borders."""


def check_locations(place: Place, crs: str | None, log: Log) -> LocationResults:
    """Check the place of each row and lay it out."""
    shapes, reason = _shapes(place, crs, log)
    wide = each_object(place.precision, _WIDE.__contains__).astype(np.bool_) | (place.radius_km == 0)
    reason[wide & (reason == None)] = Unplaced.AREA  # noqa: E711
    country = place.country.copy()
    looked_up = _look_up_countries(country, shapes, reason)
    log.notice(Notice.AT_SEA, int(((reason == None) & (country == None)).sum()))  # noqa: E711
    outside = _check_countries(country, shapes, reason, place)
    precision, radius = place.precision.copy(), place.radius_km.copy()
    _fit_shapes(shapes, precision, radius, reason)
    drop = reason != None  # noqa: E711
    shapes[drop] = None
    found = LocationResults(shapes, precision, np.where(drop, np.nan, radius), reason, country, looked_up, outside)
    return replace(found, precision=_named(found, place))


def _shapes(place: Place, crs: str | None, log: Log) -> tuple[npt.NDArray[Any], Objects]:
    """Shapes out of geometries or coordinates, with the reason where a row has no usable ones."""
    count = len(place.lon)
    reason = np.full(count, None, dtype=object)
    lon, lat = _to_degrees(place.lon, place.lat, crs, log)
    missing = np.isnan(lon) | np.isnan(lat)
    bad = np.isinf(lon) | np.isinf(lat)
    zero = (lon == 0) & (lat == 0)
    far = ~missing & ~bad & ((np.abs(lon) > 180) | (np.abs(lat) > 90))
    for mask, why in (
        (missing, Unplaced.NO_COORDINATES),
        (zero, Unplaced.ZERO),
        (far, Unplaced.RANGE),
        (bad, Unplaced.UNREADABLE),
    ):
        reason[mask] = why
    log.notice(Notice.EQUAL, int(((lon == lat) & (reason == None)).sum()))  # noqa: E711
    shapes = np.full(count, None, dtype=object)
    good = reason == None  # noqa: E711
    places, which = np.unique(lon[good] + 1j * lat[good], return_inverse=True)  # many rows stand on few
    shapes[good] = shapely.points(places.real, places.imag)[which]
    if place.shapes is not None:
        _take_geometries(place.shapes, shapes, reason)
    return shapes, reason


def _to_degrees(lon: Any, lat: Any, crs: str | None, log: Log) -> tuple[Any, Any]:
    """Coordinates in columns, brought from the reference system that the mapping names."""
    system = find_crs(crs, log.file)
    if system == WGS84:
        return lon, lat
    log.notice(Notice.PROJECTED, int(np.isfinite(lon).sum()), system.name)
    try:
        x, y = pyproj.Transformer.from_crs(system, WGS84, always_xy=True).transform(lon, lat)
    except ProjError:
        return np.full(len(lon), np.inf), np.full(len(lon), np.inf)
    return np.where(np.isnan(lon), np.nan, x), np.where(np.isnan(lat), np.nan, y)


def _take_geometries(raw: pa.Array, shapes: npt.NDArray[Any], reason: Objects) -> None:
    """Geometries of the file go before coordinates in columns."""
    found = from_wkb(raw)
    there = ~shapely.is_missing(found)
    shapes[there] = found[there]
    reason[there] = None
    bounds = shapely.bounds(found)
    outside = (np.abs(bounds[:, [0, 2]]) > 180).any(axis=1) | (np.abs(bounds[:, [1, 3]]) > 90).any(axis=1)
    null = there & (shapely.get_type_id(found) == 0) & (bounds[:, 0] == 0) & (bounds[:, 1] == 0)
    faulty = shapely.is_empty(found) | ~shapely.is_valid(found) | ~np.isfinite(bounds).all(axis=1)
    reason[there & outside] = Unplaced.RANGE
    reason[null] = Unplaced.ZERO
    reason[there & faulty] = Unplaced.SHAPE


def _look_up_countries(country: Objects, shapes: npt.NDArray[Any], reason: Objects) -> Mask:
    """Rows without a country get the one that their point lies in; at sea there is none."""
    there = each_object(reason, lambda why: why in (None, Unplaced.AREA)).astype(np.bool_)
    wanted = np.flatnonzero(there & (country == None) & ~shapely.is_missing(shapes))  # noqa: E711
    if len(wanted):
        inner = shapely.point_on_surface(shapes[wanted])
        country[wanted] = countries_at(shapely.get_x(inner), shapely.get_y(inner))
    looked_up = np.zeros(len(country), dtype=np.bool_)
    looked_up[wanted] = [code is not None for code in country[wanted]]
    return looked_up


def _check_countries(country: Objects, shapes: npt.NDArray[Any], reason: Objects, place: Place) -> Mask:
    """Points outside of the country that their row names. They are drawn: borders move, territories lie far off, and a
    doubt takes nothing off the map; but a point far off that lies inside the other way round is swapped."""
    doubtful = np.zeros(len(country), dtype=np.bool_)
    named = each_object(place.country, bool).astype(np.bool_)
    points = (reason == None) & (shapely.get_type_id(shapes) == 0) & named  # noqa: E711
    for code in dict.fromkeys(country[points].tolist()):
        rows = np.flatnonzero(points & (country == code))
        x, y = shapely.get_x(shapes[rows]), shapely.get_y(shapes[rows])
        outside = is_outside(code, x, y)
        swapped = outside & is_outside(code, x, y, FAR) & ~is_outside(code, y, x)
        reason[rows[swapped]] = Unplaced.SWAPPED
        doubtful[rows[outside & ~swapped]] = True
    return doubtful


def _fit_shapes(shapes: npt.NDArray[Any], precision: Objects, radius: npt.NDArray[np.float64], reason: Objects) -> None:
    """Lines and areas stay what they are: a line is a route, an area a landscape feature."""
    kinds = shapely.get_type_id(shapes)
    lines, areas = np.isin(kinds, (1, 5)), np.isin(kinds, (3, 6))
    precision[lines & (reason == None)] = Precision.ROUTE  # noqa: E711
    precision[areas & (reason == None)] = Precision.FEATURE  # noqa: E711
    reason[np.isin(kinds, (2, 7)) & (reason == None)] = Unplaced.SHAPE  # noqa: E711
    if areas.any():
        shapes[areas] = shapely.orient_polygons(shapes[areas])
    most = each_object(precision, lambda value: _LARGEST.get(value, np.nan)).astype(np.float64)
    beyond = ~((radius > 0) & (radius <= most)) & ~np.isnan(most)
    radius[beyond] = most[beyond]


def _named(found: LocationResults, place: Place) -> Objects:
    """What is not drawn is known only as far as its names go: district, governorate, country, or not at all."""
    precision = found.precision.copy()
    undrawn = found.reason != None  # noqa: E711
    no_country = each_object(found.country, lambda code: not code).astype(np.bool_)
    district = _is(precision, Precision.ADMIN2) & ~empty(place.place)
    no_admin1 = empty(place.admin1)
    unknown, whole_country = _is(precision, Precision.UNKNOWN), _is(precision, Precision.COUNTRY)
    precision[undrawn & ~unknown & ~district & ~no_admin1 & ~whole_country] = Precision.ADMIN1
    precision[undrawn & ~unknown & ~district & (no_admin1 | whole_country)] = Precision.COUNTRY
    precision[undrawn & no_country] = Precision.UNKNOWN
    return precision


def _is(precision: Objects, word: Precision) -> Mask:
    return each_object(precision, lambda value: value is word).astype(np.bool_)
