"""Own layers for what draws them in a browser, the HTML player and the map: shapes as whole steps, with label and days."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely

from geo.basemap.packed_features import Shapes
from geo.export.player_basemap import steps_of
from geo.filter.layer_distance import single_parts_of
from geo.layers.browser_columns import day_number
from geo.model.own_layer import OwnFeature, OwnLayer
from geo.scene.basemap_drawing import rings_of_many
from geo.scene.own_layers import label_place
from geo.scene.projection import world

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
    found = shapely.get_dimensions(single_parts_of(layer.geometries))
    return [kind for kind, dimension in zip(KINDS, (2, 1, 0), strict=True) if dimension in found]


def packed_feature(feature: OwnFeature, shape: shapely.Geometry, tolerance: float, unit: int) -> dict[str, Any]:
    """A feature with its shape, as much of it as is to be drawn (pixels of the world): label (``words``), days since
    1970-01-01 (``from``, ``to``; None for an open end), middles of points, steps of lines and of rings of areas, and where
    the label belongs (``at``)."""
    parts = single_parts_of(np.array([shape], dtype=object))
    kinds = shapely.get_dimensions(parts)
    points = shapely.get_coordinates(parts[kinds == 0])
    drawn = shapely.simplify(parts, tolerance, preserve_topology=False)
    return {
        "words": feature.label,
        "from": None if feature.start is None else day_number(feature.start),
        "to": None if feature.end is None else day_number(feature.end),
        "points": np.rint(points * unit).astype(int).ravel().tolist(),
        "lines": _steps(drawn[kinds == 1], unit),
        "areas": _steps(drawn[kinds == 2], unit),
        "at": np.rint(np.array(label_place(points, parts)) * unit).astype(int).tolist(),
    }


def _steps(shapes: Shapes, unit: int) -> list[list[int]]:
    return steps_of(*rings_of_many(shapes), unit)
