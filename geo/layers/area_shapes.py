"""The governorates of a map by area as shapes, in pixels of the world at zoom 0, and what of them goes to the browser."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from geo.admin1.boundaries import boundaries
from geo.basemap.packed_features import Shapes
from geo.count.area_ties import AreaTies
from geo.model.own_areas import OwnAreas
from geo.scene.projection import world

_SLIT = 0.015
"""A hundredth of a degree: so wide are slits between neighbours that were simplified by themselves."""
_FINE = 0.003
"""Pixels at zoom 0 by which a person's own boundary may be simpler: less than one on the screen up to zoom 8."""
_DIGITS = 4
_NEAR = 0.002


def area_shapes(ties: AreaTies, number: int) -> Shapes:
    """The polygons of a governorate or of a person's own area, by its place in ``AreaTies.areas``."""
    return _own_shapes(ties.own)[number] if ties.own else _governorate_shapes(ties.areas[number].id)


@lru_cache(maxsize=512)
def _governorate_shapes(area: str) -> Shapes:
    return np.asarray(shapely.transform(boundaries().polygons_of(area), world), dtype=object)


@lru_cache(maxsize=4)
def _own_shapes(own: OwnAreas) -> tuple[Shapes, ...]:
    """Simpler than the file has them, where that is not seen; neighbours stay neighbours."""
    shapes = shapely.coverage_simplify(shapely.transform(own.shapes, world), _FINE)
    whole = np.where(shapely.is_empty(shapes), shapely.transform(own.shapes, world), shapes)
    return tuple(shapely.get_parts(np.array([one], dtype=object)) for one in whole)


def whole_countries(ties: AreaTies) -> tuple[str, ...]:
    """Countries of which every governorate is drawn."""
    if ties.own:
        return ()
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
    grown = shapely.buffer(np.concatenate([_governorate_shapes(area) for area in areas]), _SLIT, join_style="mitre")
    return shapely.buffer(shapely.union_all(grown), -_SLIT, join_style="mitre")


@lru_cache(maxsize=8)
def areas_for_browser(ties: AreaTies) -> dict[str, Any]:
    """What the browser draws and counts by: ``list`` of governorates (name, country, rings, middle and radius of the
    largest circle inside; per 100,000 people also how many live there), ``borders`` of countries, ``ties`` (certainly in,
    possibly in, ``country:name`` without a boundary, whether nothing closer is known, ``country:name`` without a boundary
    that counts by its place), ``noun`` and ``basis`` of the
    legend, ``perPeople``. Rings are flat lists: x, y, x, y …"""
    return {
        "list": [_area(ties, number) for number in range(len(ties.areas))],
        "borders": [_flat(ring) for ring in country_rings(ties)],
        "ties": [[list(tie.within), list(tie.maybe), tie.unmatched, int(tie.coarse), tie.placed] for tie in ties.ties],
        "noun": ties.noun,
        "basis": ties.basis,
        "perPeople": ties.per_people,
    }


def _area(ties: AreaTies, number: int) -> dict[str, Any]:
    area, shapes = ties.areas[number], area_shapes(ties, number)
    circle = shapely.maximum_inscribed_circle(max(shapes.tolist(), key=shapely.area), _NEAR)
    x, y = shapely.get_coordinates(circle)[0].tolist()
    rings = [_flat(ring) for ring in shapely.get_rings(shapes)]
    room = round(float(shapely.length(circle)), _DIGITS)
    people = {"people": area.people} if ties.per_people else {}
    return {
        "id": area.id, "name": area.name, "country": area.country, "x": round(x, _DIGITS), "y": round(y, _DIGITS),
        "room": room, "rings": rings, **people,
    }  # fmt: skip


def _flat(ring: shapely.Geometry) -> list[float]:
    return [round(value, _DIGITS) for value in shapely.get_coordinates(ring).ravel().tolist()]
