"""Where the governorates of a map by area lie in a picture, and where in each there is room for its number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from geo.admin1.boundaries import FILE, boundaries
from geo.basemap.packed_features import Shapes
from geo.count.area_ties import AreaTies
from geo.scene.basemap_drawing import rings_of
from geo.scene.basemap_geometry import basemap_file, copies, drawn
from geo.scene.projection import Projector
from geo.scene.scene_items import Points

_MARGIN = 6.0
_TOLERANCE = 0.18
_SLIT = 0.015
"""Pixels of the world at zoom 0: a hundredth of a degree."""
_NEAR = 1.0
"""How closely the middle of the room is looked for (layout pixels)."""


@dataclass(frozen=True, slots=True, eq=False)
class PlacedArea:
    """A governorate of which something is in the picture; lengths are layout pixels."""

    number: int
    """Its place in ``AreaTies.areas``."""
    rings: tuple[Points, ...]
    """Outlines and holes, cut a little beyond the frame."""
    x: float
    y: float
    room: float
    """Middle and radius of the largest circle that fits into what is seen of it."""


@lru_cache(maxsize=16)
def placed_areas(ties: AreaTies, projector: Projector, countries: tuple[str, ...] = ()) -> tuple[PlacedArea, ...]:
    """What lies in the picture, of some countries only where any are named."""
    some = [at for at, area in enumerate(ties.areas) if not countries or area.country in countries]
    found = (_placed(at, ties.areas[at].id, projector) for at in some)
    return tuple(one for one in found if one)


@lru_cache(maxsize=16)
def country_outlines(ties: AreaTies, projector: Projector, countries: tuple[str, ...]) -> tuple[Points, ...]:
    """The outlines of countries of which all governorates are drawn, around these."""
    ids = tuple(area.id for area in ties.areas if area.country in countries)
    if not ids:
        return ()
    lines = np.array([shapely.get_exterior_ring(part) for part in shapely.get_parts(_united(ids))], dtype=object)
    return tuple(
        ring for moved in _copies(projector) for one in _drawn(lines, projector, moved) for ring in rings_of(one)
    )


def _placed(number: int, area: str, projector: Projector) -> PlacedArea | None:
    parts = np.array([_drawn(_shapes(area), projector, moved) for moved in _copies(projector)], dtype=object).ravel()
    seen = shapely.clip_by_rect(parts, *projector.box)
    seen = shapely.get_parts(shapely.make_valid(seen[shapely.area(seen) > 0]))
    seen = seen[shapely.area(seen) > 0]
    if not len(seen):
        return None
    circle = shapely.maximum_inscribed_circle(max(seen.tolist(), key=shapely.area), _NEAR)
    (x, y), _ = shapely.get_coordinates(circle).tolist()
    return PlacedArea(
        number, tuple(ring for one in parts for ring in rings_of(one)), x, y, float(shapely.length(circle))
    )


def _copies(projector: Projector) -> list[float]:
    return copies(projector.world_box(_MARGIN))


def _drawn(shapes: Shapes, projector: Projector, moved: float) -> Shapes:
    return drawn(shapes, projector, moved, _MARGIN * projector.enlarged, _TOLERANCE)


@lru_cache(maxsize=512)
def _shapes(area: str) -> Shapes:
    """The polygons of a governorate in pixels of the world."""
    known = boundaries()
    number = next(at for at, one in enumerate(known.areas) if one.id == area)
    return np.asarray(basemap_file(FILE).shapes[known.area_of == number], dtype=object)


@lru_cache(maxsize=8)
def _united(areas: tuple[str, ...]) -> shapely.Geometry:
    """Together, without the slits that are left between them where each was simplified by itself."""
    grown = shapely.buffer(np.concatenate([_shapes(area) for area in areas]), _SLIT, join_style="mitre")
    return shapely.buffer(shapely.union_all(grown), -_SLIT, join_style="mitre")
