"""Own layers for what draws them in a browser, the HTML player and the map: shapes as whole steps, with label and days."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely

from geo.export.player_basemap import UNIT, steps_of
from geo.layers.browser_columns import day_number
from geo.model.own_layer import OwnFeature, OwnLayer
from geo.scene.basemap_drawing import rings_of
from geo.scene.own_layers import single_parts
from geo.scene.projection import world
from geo.scene.scene_items import Points

FINE = 1 << 20
"""Steps to a pixel of the world for the map, which goes as close as a street."""
_TOLERANCE = 0.25 / (1 << 16)
KINDS = ("areas", "lines", "points")
"""What a layer can draw, the lowest first."""


def packed_layer(layer: OwnLayer) -> bytes:
    """A whole layer as JSON, for the map: ``unit`` and ``features``."""
    shapes = shapely.transform(layer.geometries, world)
    packed = [packed_feature(one, shape, _TOLERANCE, FINE) for one, shape in zip(layer.features, shapes, strict=True)]
    found = {"unit": FINE, "features": packed}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def kinds_of(layer: OwnLayer) -> list[str]:
    """Which of ``KINDS`` a layer draws."""
    found = {int(shapely.get_dimensions(part)) for one in layer.geometries for part in single_parts(one)}
    return [kind for kind, dimension in zip(KINDS, (2, 1, 0), strict=True) if dimension in found]


def packed_feature(feature: OwnFeature, shape: shapely.Geometry, tolerance: float, unit: int = UNIT) -> dict[str, Any]:
    """A feature with its shape, as much of it as is to be drawn (pixels of the world): label (``words``), days since
    1970-01-01 (``from``, ``to``; None for an open end), middles of points, steps of lines and of rings of areas, and where
    the label belongs (``at``)."""
    parts = single_parts(shape)
    points = shapely.get_coordinates([part for part in parts if part.geom_type == "Point"])
    by_kind: dict[int, list[Points]] = {1: [], 2: []}
    for part in parts:
        dimension = int(shapely.get_dimensions(part))
        if dimension:
            by_kind[dimension] += rings_of(shapely.simplify(part, tolerance, preserve_topology=False))
    return {
        "words": feature.label,
        "from": None if feature.start is None else day_number(feature.start),
        "to": None if feature.end is None else day_number(feature.end),
        "points": np.rint(points * unit).astype(int).ravel().tolist(),
        "lines": _steps(by_kind[1], unit),
        "areas": _steps(by_kind[2], unit),
        "at": _anchor(parts, points, unit),
    }


def _steps(courses: list[Points], unit: int) -> list[list[int]]:
    return steps_of(np.concatenate(courses), [len(one) for one in courses], unit) if courses else []


def _anchor(parts: list[shapely.Geometry], points: Points, unit: int) -> list[int]:
    """Where a label belongs: at the first point, in the largest area, at the middle of the longest line."""
    if len(points):
        place = points[0]
    else:
        largest = max(parts, key=lambda part: (part.area, part.length))
        inner = (
            shapely.point_on_surface(largest)
            if largest.area
            else shapely.line_interpolate_point(largest, 0.5, normalized=True)
        )
        place = shapely.get_coordinates(inner)[0]
    found: list[int] = np.rint(place * unit).astype(int).tolist()
    return found
