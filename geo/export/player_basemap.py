"""The basemap of the HTML player around a view: areas, lines and names, packed as whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.basemap.packed_features import Shapes
from geo.basemap.town_map import TOWN_FILES, TOWN_ZOOM, TOWNS_FROM, town_map
from geo.scene.basemap_drawing import as_lines, rings_of_many
from geo.scene.basemap_geometry import BasemapFile, basemap_file, chosen, copies, in_box
from geo.scene.place_labels import name_of
from geo.scene.projection import WORLD
from geo.scene.scene_items import Box, Points
from geo.scene.scene_plan import ScenePlan
from geo.style.basemap_layers import LAYERS
from geo.style.layer_types import Dot, Fill, Label, Layer, Line, Stops
from geo.style.town_layers import shown_layers

_UNIT = 4096
"""Steps to a pixel of the world: a third of a pixel at the closest zoom without towns."""
_FINE = 1 << 16
"""The same where towns are drawn."""
_CLOSEST = 10.0
_AROUND = 1.6
"""How far beyond the view the basemap is packed, in widths and heights of it."""
_TOWNS_AROUND = 0.5
"""The same for towns, which are made of much more."""


def has_towns(plan: ScenePlan) -> bool:
    """Whether towns are packed: where the view itself shows them."""
    return town_map() is not None and plan.projector.camera.zoom >= TOWNS_FROM


def unit_of(plan: ScenePlan) -> int:
    """Steps to a pixel of the world in this player."""
    return _FINE if has_towns(plan) else _UNIT


def closest(plan: ScenePlan) -> float:
    """The closest zoom of this player, whatever its view."""
    return TOWN_ZOOM if has_towns(plan) else _CLOSEST


def _table(plan: ScenePlan) -> tuple[Layer, ...]:
    return shown_layers() if has_towns(plan) else LAYERS


def packed_area(plan: ScenePlan, around: float = _AROUND) -> Box:
    """How far the basemap is packed, in pixels of the world: beyond the view, never more than once around."""
    left, top, right, bottom = plan.projector.world_box()
    wide, high = (right - left) * around, (bottom - top) * around
    middle, reach = (left + right) / 2, max((right - left) / 2, WORLD / 2)  # more would show the same again
    west, east = max(left - wide, middle - reach), min(right + wide, middle + reach)
    return west, max(0.0, top - high), east, min(WORLD, bottom + high)


def layers(plan: ScenePlan, area: Box, zooms: list[float]) -> Iterable[dict[str, Any]]:
    """Areas and lines, in the order to draw them."""
    near, unit = packed_area(plan, _TOWNS_AROUND), unit_of(plan)
    for layer in _table(plan):
        if not isinstance(layer, (Fill, Line)) or layer.min_zoom > zooms[1] or layer.max_zoom <= zooms[0]:
            continue
        file = basemap_file(layer.file)
        box = near if layer.file in TOWN_FILES else area
        shapes = np.concatenate([shifted(file.shapes[found], by) for found, by in _seen(file, layer, plan, box)])
        if isinstance(layer, Line):
            shapes = as_lines(shapes)
        cut = shapely.clip_by_rect(shapely.simplify(shapes, 0.4 / 2 ** zooms[1]), *box)
        rings = [ring for ring in steps_of(*rings_of_many(cut), unit) if len(ring) > 2]
        if rings:
            yield {"zooms": [layer.min_zoom, layer.max_zoom], "rings": rings, **_look(layer, plan)}


def _seen(
    file: BasemapFile, layer: Fill | Line | Label, plan: ScenePlan, area: Box
) -> Iterable[tuple[npt.NDArray[np.int64], float]]:
    """Features of a layer in the packed area, for each copy of the world that it reaches, and by how much the copy is
    moved."""
    members = chosen(layer.file, layer.where, layer.focus, plan.focus)
    for moved in copies(area):
        yield in_box(file, members, (area[0] - moved, area[1], area[2] - moved, area[3])), moved


def shifted(shapes: Shapes, by: float) -> Shapes:
    """Shapes moved to the east (pixels of the world)."""
    return (
        shapes
        if by == 0
        else np.asarray(shapely.transform(shapes, lambda points: points + np.array([by, 0.0])), dtype=object)
    )


def _look(layer: Fill | Line, plan: ScenePlan) -> dict[str, Any]:
    colour = getattr(plan.colours, layer.colour)
    if isinstance(layer, Fill):
        return {"fill": True, "colour": colour}
    return {
        "fill": False,
        "colour": colour,
        "width": _stops(layer.width),
        "dash": list(layer.dash),
        "blur": layer.blur,
        "opacity": layer.opacity,
        "round": layer.round_caps and not layer.dash,
    }


def _stops(stops: Stops) -> dict[str, Any]:
    return {"at": [list(stop) for stop in stops.at], "base": stops.base}


def steps_of(points: Points, lengths: Sequence[int], unit: int) -> list[list[int]]:
    """Courses in whole steps from place to place, the first from the world's corner; where nothing moves is no step.

    ``points`` are those of all courses, one after the other, in pixels of the world; each course has at least one. ``unit``
    says how many steps go into such a pixel.
    """
    first = np.cumsum([0, *lengths], dtype=np.int64)
    whole = np.rint(points * unit).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    steps[first[:-1]] = whole[first[:-1]]
    moved = np.asarray(steps.any(axis=1))
    moved[first[:-1]] = True
    kept = (2 * np.concatenate([[0], np.cumsum(moved)])[first]).tolist()
    flat = steps[moved].ravel().tolist()
    return [flat[start:end] for start, end in pairwise(kept)]


def names(plan: ScenePlan, area: Box, zooms: list[float]) -> Iterable[dict[str, Any]]:
    """Layers of names, those that matter most first."""
    for layer in reversed(_table(plan)):
        if not isinstance(layer, Label) or layer.along_line:
            continue
        file = basemap_file(layer.file)
        dot = next((one for one in LAYERS if isinstance(one, Dot) and one.file == layer.file and not one.where), None)
        features = [
            _name(layer, dot if layer.gap else None, file.properties[at], file.shapes[at], plan, moved)
            for found, moved in _seen(file, layer, plan, area)
            for at in found
            if file.properties[at]["z"] <= zooms[1]
        ]
        if features:
            yield {
                "size": _stops(layer.size),
                "weight": layer.face.weight,
                "slant": layer.face.slant,
                "colour": getattr(plan.colours, layer.colour),
                "halo": getattr(plan.colours, layer.halo_in_focus or layer.halo),
                "haloWidth": layer.halo_width,
                "spacing": layer.spacing,
                "upper": layer.upper,
                "gap": layer.gap,
                "dotFill": plan.colours.dot_fill,
                "dotRim": plan.colours.label_airport if layer.file == "airports" else plan.colours.dot,
                "features": features,
            }


def _name(
    layer: Label, dot: Dot | None, properties: Mapping[str, Any], shape: shapely.Geometry, plan: ScenePlan, moved: float
) -> list[Any]:
    x, y = np.rint((shapely.get_coordinates(shape)[0] + [moved, 0.0]) * unit_of(plan)).astype(int).tolist()
    name = name_of(properties, plan.picture.names)
    anchor = properties.get("anchor", "") if layer.gap else ""
    return [x, y, name, properties["z"], properties.get("until", 24), anchor, dot and _dot(dot, properties)]


def _dot(dot: Dot, properties: Mapping[str, Any]) -> list[float]:
    """Radius, rim and core of a name's dot."""
    rank = properties.get("rank")
    radius, rim = ((values[None] if None in values else values[rank]) for values in (dot.radius, dot.rim_width))
    return [radius, rim, 1.3 if rank == 1 else 0.0]
