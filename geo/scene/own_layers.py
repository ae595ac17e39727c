"""Own layers in a picture: areas and lines under the incidents, points as squares, and their part of the legend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import shapely

from geo.basemap.packed_features import Shapes
from geo.filter.layer_distance import single_parts_of
from geo.filter.view import ShownLayer, View
from geo.model.own_layer import OwnLayer, layer_of
from geo.scene.basemap_drawing import rings_of
from geo.scene.legend import Entry, Section, Sign
from geo.scene.projection import WORLD, Projector, world
from geo.scene.scene_items import Box, Group, Item, Paint, Path, Points, Rect, Shape
from geo.style.own_layer_style import OWN_LAYER, layer_colour
from geo.style.tokens import Tokens

GROUP = HEADING = "Own layers"
"""Name of their group in a picture, and heading in its legend."""
OPEN_ENDED = "(no date on one side: open-ended)"
Days = tuple[date | None, date | None]
_TOLERANCE = 0.25
_MARGIN = 8.0
_LEAST_AREA = 900.0
"""Square pixels from which an area has room for a label."""
_LEAST_LINE = 50.0


@dataclass(frozen=True, slots=True, eq=False)
class PlacedFeature:
    """A feature as it lies in the picture: its place in the layer, the rings of its areas, the courses of its lines, the
    middles of its points, and where its label can stand; all in layout pixels."""

    at: int
    areas: tuple[Points, ...]
    lines: tuple[Points, ...]
    points: Points
    anchor: tuple[float, float] | None


def days_of(view: View) -> Days:
    """The first and last day that a view asks for; None for no bound."""
    return view.filter.start, view.filter.end


def draw_layers(view: View, projector: Projector, colours: Tokens, days: Days) -> list[Group]:
    """What a view shows of its own layers on some days, the lowest first. Raises MissingLayer."""
    drawn = []
    for shown, layer in layers_of(view):
        items = _drawn(layer, layer.shown(*days), layer_colour(shown.colour, view.theme.value), projector, colours)
        if items:
            drawn.append(Group(shown.name, items, f"Own layer: {shown.name}"))
    return [Group(GROUP, tuple(drawn))] if drawn else []


def layers_of(view: View) -> list[tuple[ShownLayer, OwnLayer]]:
    """The layers of a view with their features. Raises MissingLayer."""
    return [(one, layer_of(one.digest, one.name)) for one in view.layers]


@lru_cache(maxsize=256)
def _drawn(
    layer: OwnLayer, features: tuple[int, ...], colour: str, projector: Projector, colours: Tokens
) -> tuple[Item, ...]:
    """Kept, because in a film the same features are there day after day."""
    return tuple(_items(_only(features, layer, projector), colour, projector.enlarged, colours))


def _items(placed: Iterable[PlacedFeature], colour: str, by: float, colours: Tokens) -> Iterable[Item]:
    """Areas lie lowest, then lines, then points."""
    found = list(placed)
    fill = Paint(colour, OWN_LAYER.fill_opacity)
    rim = Paint(None, 1, colour, OWN_LAYER.outline_width * by, round_caps=True)
    stroke = Paint(None, 1, colour, OWN_LAYER.line_width * by, round_caps=True)
    for one in found:
        if one.areas:
            yield Path(one.areas, fill, closed=True)
            yield Path(one.areas, rim, closed=True)
    for one in found:
        if one.lines:
            yield Path(one.lines, stroke)
    for one in found:
        yield from (square(float(x), float(y), colour, colours.halo_focus, by) for x, y in one.points)


def square(x: float, y: float, colour: str, rim: str, by: float = 1.0) -> Rect:
    """The sign of a point."""
    side = OWN_LAYER.square * by
    return Rect(x - side / 2, y - side / 2, side, side, Paint(colour, 1, rim, OWN_LAYER.square_rim * by))


@lru_cache(maxsize=32)
def placed_features(layer: OwnLayer, projector: Projector) -> tuple[PlacedFeature, ...]:
    """What of a layer lies in the picture, once for each copy of the world that is seen, cut at its box and simplified
    to a quarter of a pixel: for drawing alone."""
    shapes = shapely.transform(layer.geometries, world)
    bounds = shapely.bounds(shapes)
    left, top, right, bottom = projector.world_box(_MARGIN)
    found = []
    for moved in moves(bounds, (left, top, right, bottom)):
        seen = (bounds[:, 0] + moved <= right) & (bounds[:, 2] + moved >= left)
        seen &= (bounds[:, 1] <= bottom) & (bounds[:, 3] >= top)
        for at in np.flatnonzero(seen).tolist():
            one = _placed(at, shapes[at], moved, projector)
            found += [one] if one is not None else []
    return tuple(sorted(found, key=lambda one: one.at))


def features_there(layer: OwnLayer, projector: Projector, days: Days) -> list[PlacedFeature]:
    """The features in the picture that were there on some days."""
    return _only(layer.shown(*days), layer, projector)


def _only(features: tuple[int, ...], layer: OwnLayer, projector: Projector) -> list[PlacedFeature]:
    some = set(features)
    return [one for one in placed_features(layer, projector) if one.at in some]


def moves(bounds: Points, box: Box) -> list[float]:
    """By how much the world must be moved so that what lies in bounds is seen in a box."""
    if not len(bounds):
        return []
    first = int(np.floor((box[0] - bounds[:, 2].max()) / WORLD))
    last = int(np.ceil((box[2] - bounds[:, 0].min()) / WORLD))
    return [WORLD * number for number in range(first, last + 1)]


def _placed(at: int, shape: shapely.Geometry, moved: float, projector: Projector) -> PlacedFeature | None:
    left, top, right, bottom = projector.box
    lies = shapely.transform(shape, lambda points: projector.from_world(points + np.array([moved, 0.0])))
    parts = single_parts_of(np.array([lies], dtype=object))
    kinds = shapely.get_dimensions(parts)
    points = shapely.get_coordinates(parts[kinds == 0])
    inside = (points >= [left, top]).all(axis=1) & (points <= [right, bottom]).all(axis=1)
    points = points[inside]
    drawn: dict[int, list[Points]] = {1: [], 2: []}
    for part, dimension in zip(parts[kinds > 0], kinds[kinds > 0].tolist(), strict=True):
        cut = shapely.clip_by_rect(part, left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN)
        kept = shapely.simplify(cut, _TOLERANCE, preserve_topology=False)
        drawn[dimension] += rings_of(kept)
    if not len(points) and not drawn[1] and not drawn[2]:
        return None
    room = single_parts_of(shapely.clip_by_rect(parts[kinds > 0], left, top, right, bottom))
    large = shapely.area(room) >= _LEAST_AREA
    long = (shapely.get_dimensions(room) == 1) & (shapely.length(room) >= _LEAST_LINE)
    return PlacedFeature(at, tuple(drawn[2]), tuple(drawn[1]), points, label_place(points, room[large | long]))


def label_place(points: Points, parts: Shapes) -> tuple[float, float] | None:
    """Where a label belongs: at the first point, in the largest area, at the middle of the longest line. ``parts`` are the
    areas and lines that it may stand at."""
    if len(points):
        return float(points[0, 0]), float(points[0, 1])
    if not len(parts):
        return None
    largest = max(parts.tolist(), key=lambda part: (part.area, part.length))
    if shapely.get_dimensions(largest) == 2:
        place = shapely.point_on_surface(largest)
    else:
        place = shapely.line_interpolate_point(largest, 0.5, normalized=True)
    return float(place.x), float(place.y)


def own_sections(view: View, projector: Projector, colours: Tokens, days: Days) -> list[Section]:
    """The legend of the layers of which something is in the picture."""
    entries = []
    for shown, layer in layers_of(view):
        placed = features_there(layer, projector, days)
        if not placed:
            continue
        colour = layer_colour(shown.colour, view.theme.value)
        entries.append(Entry(_sign(placed, colour, colours.paper_raised), shown.name))
        if layer.is_open:
            entries.append(Entry(lambda _x, _y: [], OPEN_ENDED, "", 16.0))
    return [Section(HEADING, tuple(entries))] if entries else []


def _sign(placed: list[PlacedFeature], colour: str, rim: str) -> Sign:
    """The sign of what a layer draws: an area, a line, a square, one over the other."""
    kinds = {kind for one in placed for kind in ("areas", "lines", "points") if len(getattr(one, kind))}

    def sign(x: float, y: float) -> list[Shape]:
        made: list[Shape] = []
        if "areas" in kinds:
            paint = Paint(colour, OWN_LAYER.fill_opacity, colour, OWN_LAYER.outline_width)
            made.append(Rect(x - 8, y - 5.5, 16, 11, paint))
        if "lines" in kinds:
            made.append(Path((np.array([[x - 8.0, y], [x + 8.0, y]]),), Paint(None, 1, colour, OWN_LAYER.line_width)))
        if "points" in kinds:
            made.append(square(x, y, colour, rim))
        return made

    return sign
