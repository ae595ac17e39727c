"""Own layers of the HTML player: their shapes packed as the basemap's are, with label and days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import shapely

from geo.export.player_basemap import UNIT, steps_of
from geo.layers.browser_columns import day_number
from geo.model.own_layer import OwnLayer
from geo.scene.basemap_drawing import rings_of
from geo.scene.build_scene import ScenePlan
from geo.scene.own_layers import layers_of, moves, single_parts
from geo.scene.projection import world
from geo.scene.scene_items import Box, Points
from geo.style.own_layer_style import OWN_LAYER, layer_colour


def own_layers(plan: ScenePlan, area: Box, zooms: list[float]) -> Iterable[dict[str, Any]]:
    """The layers of the view, the lowest first. Raises MissingLayer."""
    for shown, layer in layers_of(plan.view):
        yield {
            "colour": layer_colour(shown.colour, plan.view.theme.value),
            "rim": plan.colours.halo_focus,
            "square": OWN_LAYER.square,
            "squareRim": OWN_LAYER.square_rim,
            "line": OWN_LAYER.line_width,
            "outline": OWN_LAYER.outline_width,
            "fill": OWN_LAYER.fill_opacity,
            "label": OWN_LAYER.label_size,
            "gap": OWN_LAYER.label_gap,
            "halo": OWN_LAYER.halo_width,
            "features": list(_features(layer, plan, area, 0.4 / 2 ** zooms[1])),
        }


def _features(layer: OwnLayer, plan: ScenePlan, area: Box, tolerance: float) -> Iterable[dict[str, Any]]:
    shapes = shapely.transform(layer.geometries, world)
    there = set(layer.shown(*plan.days))
    for moved in moves(shapely.bounds(shapes), area):
        for at, shape in enumerate(shapes):
            packed = _packed(shape, moved, area, tolerance) if at in there else None
            if packed:
                one = layer.features[at]
                yield {"words": one.label, "from": _day(one.start), "to": _day(one.end), **packed}


def _packed(shape: shapely.Geometry, moved: float, area: Box, tolerance: float) -> dict[str, Any] | None:
    lies = shapely.transform(shape, lambda points: points + np.array([moved, 0.0]))
    cut = shapely.clip_by_rect(lies, *area)
    if cut.is_empty:
        return None
    parts = single_parts(cut)
    points = shapely.get_coordinates([part for part in parts if part.geom_type == "Point"])
    by_kind: dict[int, list[Points]] = {1: [], 2: []}
    for part in parts:
        dimension = int(shapely.get_dimensions(part))
        if dimension:
            by_kind[dimension] += rings_of(shapely.simplify(part, tolerance, preserve_topology=False))
    return {
        "points": np.rint(points * UNIT).astype(int).ravel().tolist(),
        "lines": _steps(by_kind[1]),
        "areas": _steps(by_kind[2]),
        "at": _anchor(parts, points),
    }


def _steps(courses: list[Points]) -> list[list[int]]:
    return steps_of(np.concatenate(courses), [len(one) for one in courses]) if courses else []


def _anchor(parts: list[shapely.Geometry], points: Points) -> list[int]:
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
    found: list[int] = np.rint(place * UNIT).astype(int).tolist()
    return found


def _day(day: date | None) -> int | None:
    return None if day is None else day_number(day)
