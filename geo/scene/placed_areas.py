"""Where the governorates of a map by area lie in a picture, and where in each there is room for its number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from geo.basemap.packed_features import Shapes
from geo.count.area_ties import AreaTies
from geo.layers.area_shapes import area_shapes, country_rings
from geo.scene.basemap_drawing import rings_of
from geo.scene.basemap_geometry import copies, drawn
from geo.scene.projection import Projector
from geo.scene.scene_items import Points

_MARGIN = 6.0
_TOLERANCE = 0.18
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
    """What lies in the picture, of some countries only where any are named; a person's own areas in any case."""
    some = [at for at, area in enumerate(ties.areas) if not countries or ties.own or area.country in countries]
    found = (_placed(at, ties, projector) for at in some)
    return tuple(one for one in found if one)


@lru_cache(maxsize=16)
def country_outlines(ties: AreaTies, projector: Projector) -> tuple[Points, ...]:
    """The outlines of countries of which all governorates are drawn."""
    lines = country_rings(ties)
    return tuple(
        ring for moved in _copies(projector) for one in _drawn(lines, projector, moved) for ring in rings_of(one)
    )


def _placed(number: int, ties: AreaTies, projector: Projector) -> PlacedArea | None:
    parts = np.array(
        [_drawn(area_shapes(ties, number), projector, moved) for moved in _copies(projector)], dtype=object
    ).ravel()
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
