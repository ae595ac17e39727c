"""The governorates of a map by area as shapes, in pixels of the world at zoom 0, and what of them goes to the browser."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from geo.admin1.boundaries import FILE, boundaries
from geo.basemap.basemap_features import features
from geo.basemap.packed_features import Shapes
from geo.count.area_ties import AreaTies
from geo.scene.projection import world

_SLIT = 0.015
"""A hundredth of a degree: so wide are slits between neighbours that were simplified by themselves."""
_DIGITS = 4
_NEAR = 0.002


@lru_cache(maxsize=512)
def area_shapes(area: str) -> Shapes:
    """The polygons of a governorate, by its id."""
    known = boundaries()
    number = next(at for at, one in enumerate(known.areas) if one.id == area)
    shapes = features(FILE)[1][known.area_of == number]
    return np.asarray(shapely.transform(shapes, world), dtype=object)


def whole_countries(ties: AreaTies) -> tuple[str, ...]:
    """Countries of which every governorate is drawn."""
    drawn = {area.id for area in ties.areas}
    missing = {area.country for area in boundaries().areas if area.id not in drawn}
    return tuple(sorted({area.country for area in ties.areas} - missing))


def country_rings(ties: AreaTies) -> Shapes:
    """The outlines of countries of which every governorate is drawn."""
    united = [
        _united(tuple(area.id for area in ties.areas if area.country == country)) for country in whole_countries(ties)
    ]
    return np.array(
        [shapely.get_exterior_ring(part) for part in shapely.get_parts(np.array(united, dtype=object))], dtype=object
    )


@lru_cache(maxsize=32)
def _united(areas: tuple[str, ...]) -> shapely.Geometry:
    grown = shapely.buffer(np.concatenate([area_shapes(area) for area in areas]), _SLIT, join_style="mitre")
    return shapely.buffer(shapely.union_all(grown), -_SLIT, join_style="mitre")


@lru_cache(maxsize=8)
def areas_for_browser(ties: AreaTies) -> dict[str, Any]:
    """What the browser draws and counts by: ``list`` of governorates (name, country, rings, middle and radius of the
    largest circle inside), ``borders`` of countries, ``ties`` (certainly in, possibly in, ``country:name`` without a
    boundary, whether nothing closer is known). Rings are flat lists: x, y, x, y …"""
    return {
        "list": [_area(area.id, area.name, area.country) for area in ties.areas],
        "borders": [_flat(ring) for ring in country_rings(ties)],
        "ties": [[list(tie.within), list(tie.maybe), tie.unmatched, int(tie.coarse)] for tie in ties.ties],
    }


def _area(id: str, name: str, country: str) -> dict[str, Any]:
    shapes = area_shapes(id)
    circle = shapely.maximum_inscribed_circle(max(shapes.tolist(), key=shapely.area), _NEAR)
    x, y = shapely.get_coordinates(circle)[0].tolist()
    rings = [_flat(ring) for ring in shapely.get_rings(shapes)]
    room = round(float(shapely.length(circle)), _DIGITS)
    return {
        "id": id, "name": name, "country": country, "x": round(x, _DIGITS), "y": round(y, _DIGITS), "room": room,
        "rings": rings,
    }  # fmt: skip


def _flat(ring: shapely.Geometry) -> list[float]:
    return [round(value, _DIGITS) for value in shapely.get_coordinates(ring).ravel().tolist()]
