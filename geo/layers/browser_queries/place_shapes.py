"""Places that are more than a point (a governorate, a route), as the map draws them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import shape

from geo.engine import Engine

MOST_OUTLINED = 300
"""Shapes of a tile whose outline is sent along."""
_TOLERANCE = 0.005
"""Degrees by which an outline may be simpler than the land: less than a pixel where whole areas are seen."""


def drawn_shapes(engine: Engine, codes: npt.NDArray[np.int64]) -> dict[int, Any]:
    """By code, where the sign stands and the outline; of very many, the signs alone."""
    found = [int(code) for code in codes if code >= 0]
    outlined = len(found) <= MOST_OUTLINED
    return {code: {**_drawn(engine, code), **({} if outlined else {"outline": []})} for code in found}


@lru_cache(maxsize=4096)
def _drawn(engine: Engine, code: int) -> dict[str, Any]:
    geometry = geometry_of(engine, code)
    inner = geometry.representative_point()
    lines = shapely.get_parts(geometry.simplify(_TOLERANCE))
    paths = [part.exterior if part.geom_type == "Polygon" else part for part in lines if part.geom_type != "Point"]
    outline = [shapely.get_coordinates(path).round(4).tolist() for path in paths if path.geom_type != "MultiPoint"]
    return {"sign": [round(inner.x, 5), round(inner.y, 5)], "outline": outline}


def geometry_of(engine: Engine, code: int) -> shapely.Geometry:
    """A stored geometry (EPSG:4326)."""
    return shape(engine.shape(code))
