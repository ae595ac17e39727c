"""Own layers of the HTML player: those of the view, as far as it can be moved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import shapely

from geo.export.packed_layers import packed_feature
from geo.export.player_basemap import shifted, unit_of
from geo.model.own_layer import OwnLayer
from geo.scene.own_layers import layers_of, moves
from geo.scene.projection import world
from geo.scene.scene_items import Box
from geo.scene.scene_plan import ScenePlan
from geo.style.own_layer_style import layer_colour


def own_layers(plan: ScenePlan, area: Box, zooms: list[float]) -> Iterable[dict[str, Any]]:
    """The layers of the view, the lowest first. Raises MissingLayer."""
    for shown, layer in layers_of(plan.view):
        yield {
            "colour": layer_colour(shown.colour, plan.view.theme.value),
            "rim": plan.colours.halo_focus,
            "features": list(_features(layer, plan, area, 0.4 / 2 ** zooms[1])),
        }


def _features(layer: OwnLayer, plan: ScenePlan, area: Box, tolerance: float) -> Iterable[dict[str, Any]]:
    shapes = shapely.transform(layer.geometries, world)
    there = layer.shown(*plan.days)
    for by in moves(shapely.bounds(shapes), area):
        cut = shapely.clip_by_rect(shifted(shapes[list(there)], by), *area)
        for at, shape in zip(there, cut, strict=True):
            if not shape.is_empty:
                yield packed_feature(layer.features[at], shape, tolerance, unit_of(plan))
