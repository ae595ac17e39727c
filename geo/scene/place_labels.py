"""Labels of places on the map: where the table puts them, moved or left out where they would lie on something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from babel import Locale

from geo.scene.basemap_drawing import visible
from geo.scene.basemap_geometry import basemap_file, chosen, copies, country, in_box
from geo.scene.font_metrics import has_arabic
from geo.scene.line_names import BASELINE, PAD, along_line
from geo.scene.occupied import OccupiedBoxes, box_within
from geo.scene.picture_options import PlaceNames
from geo.scene.projection import Projector
from geo.scene.scene_items import Box, Circle, Group, Paint, Points, Text
from geo.scene.text_layout import line
from geo.style.layer_types import Dot, Label, Stops
from geo.style.tokens import Tokens
from geo.style.town_layers import shown_layers

_LINE_HEIGHT = 1.2
_SIDES: dict[str, tuple[float, float]] = {"left": (1, 0), "right": (-1, 0), "top": (0, 1), "bottom": (0, -1)}
_DOT_ROOM = 6.0
_STEPS = (0.8, 1.6, 2.4)
"""In sizes of the name."""
CAPITALS = 0.86
"""Size of a name in capitals, of that of one in small letters, at which both look as large."""
_TUCKED = 3.0
"""Pixels by which a name stands nearer to a symbol that covers its dot than it would to the dot."""


def draw_names(
    projector: Projector,
    colours: Tokens,
    focus: tuple[str, ...],
    names: PlaceNames,
    occupied: OccupiedBoxes,
    only: shapely.Geometry | None = None,
    least: float = 0.0,
) -> tuple[list[Group], list[Group]]:
    """Dots, which lie under the symbols, and names, which stand above them, from bottom to top. The last of the table, which
    matter most, choose their place first. No name is smaller than ``least`` (layout pixels), or ``CAPITALS`` of it in
    capitals; where there is a least size, none lies over a part of a symbol either."""
    placed: dict[tuple[str, int], list[Text]] = {}
    for layer in reversed(shown_layers()):
        if isinstance(layer, Label) and visible(layer, projector.camera.zoom):
            for at, point, properties in _features(layer, projector, focus, only):
                words = name_of(properties, names)
                inside = layer.halo_in_focus and properties.get("iso") in focus
                look = replace(layer, halo=layer.halo_in_focus) if inside else layer
                look = _not_smaller(look, least, projector)
                text = _placed(words, look, point, properties, projector, colours, occupied, least > 0)
                if text:
                    placed[(layer.id, at)] = text
                    occupied.solid += [_grown(one.box) for one in text]
    return _dots(projector, colours, focus, placed, only), _groups(placed)


def _not_smaller(layer: Label, least: float, projector: Projector) -> Label:
    """The layer with names of a least size, and with as much less room between their letters as they are larger."""
    size = layer.size(projector.camera.zoom)
    wanted = least * (CAPITALS if layer.upper else 1.0) / projector.enlarged
    if size >= wanted:
        return layer
    return replace(layer, size=Stops(((0, wanted),)), spacing=layer.spacing * size / wanted)


def name_of(properties: Mapping[str, Any], names: PlaceNames) -> str:
    """A place's name in the language asked for, English where there is none (countries: CLDR)."""
    name = str(properties["name"])
    if names is not PlaceNames.ARABIC:
        return name
    if properties.get("kind") == "country":
        return str(Locale("ar").territories.get(str(properties.get("iso")), name))
    return str(properties.get("name_ar") or name)


def _groups(placed: Mapping[tuple[str, int], list[Text]]) -> list[Group]:
    groups = []
    for layer in shown_layers():
        lines = [text for (name, _), texts in placed.items() if name == layer.id for text in texts]
        if lines:
            groups.append(Group(f"Names: {layer.id.removesuffix('-focus').replace('-', ' ')}", tuple(lines)))
    return groups


def _dots(
    projector: Projector,
    colours: Tokens,
    focus: tuple[str, ...],
    placed: Mapping[tuple[str, int], list[Text]],
    only: shapely.Geometry | None,
) -> list[Group]:
    """Dots of the places whose names were placed."""
    named = {(layer.file, at) for layer in shown_layers() for name, at in placed if layer.id == name}
    groups = []
    for layer in shown_layers():
        if not isinstance(layer, Dot):
            continue
        circles = tuple(
            _dot(layer, point, found, projector, colours)
            for at, point, found in _features(layer, projector, focus, only)
            if (layer.file, at) in named
        )
        if circles:
            groups.append(Group(f"Dots: {layer.id.removeprefix('dot-')}", circles))
    return groups


def _dot(layer: Dot, point: Points, properties: Mapping[str, Any], projector: Projector, colours: Tokens) -> Circle:
    radius, rim = (_by_rank(values, properties) * projector.enlarged for values in (layer.radius, layer.rim_width))
    paint = Paint(getattr(colours, layer.fill), 1, getattr(colours, layer.rim), rim)
    return Circle(float(point[0]), float(point[1]), radius + rim / 2, paint)


def _by_rank(values: Mapping[int | None, float], properties: Mapping[str, Any]) -> float:
    if None in values:
        return values[None]
    return values.get(properties.get("rank"), min(values.values()))


def _features(
    layer: Label | Dot, projector: Projector, focus: tuple[str, ...], only: shapely.Geometry | None
) -> list[tuple[int, Points, Mapping[str, Any]]]:
    """Features that are named at this zoom, with their place or course in the picture."""
    file = basemap_file(layer.file)
    zoom = projector.camera.zoom
    box = projector.world_box()
    found = []
    for moved in copies(box):
        near = (box[0] - moved, box[1], box[2] - moved, box[3])
        for at in in_box(file, chosen(layer.file, layer.where, layer.focus, focus), near):
            properties = file.properties[at]
            if not properties["z"] <= zoom or int(zoom) >= properties.get("until", 24):
                continue
            course = projector.from_world(shapely.get_coordinates(file.shapes[at]) + np.array([moved, 0.0]))
            point = course if len(course) > 1 else course[0]
            if only is None or shapely.contains_xy(only, *course.mean(axis=0)):
                found.append((int(at), point, properties))
    return found


def _placed(
    words: str,
    layer: Label,
    point: Points,
    properties: Mapping[str, Any],
    projector: Projector,
    colours: Tokens,
    occupied: OccupiedBoxes,
    keep_clear: bool,
) -> list[Text]:
    """The lines of one name where they fit, or none. One that must ``keep_clear`` of symbols is left out rather than lie
    over a part of one."""
    if layer.along_line:
        return along_line(words, layer, point, projector, colours, occupied)
    anchor = properties.get("anchor") if layer.gap else None
    if anchor and occupied.walled(float(point[0]), float(point[1]), _DOT_ROOM * projector.enlarged):
        return []
    sides = [anchor, *(side for side in _SIDES if side != anchor)] if anchor else [None]
    away = (0.0, 9.0) if anchor else (0.0,)
    tries = [_lines(words, layer, point, side, projector, colours, more) for more in away for side in sides]
    cover = occupied.over(float(point[0]), float(point[1])) if anchor else None
    if cover is not None:
        middle, more = np.array(cover[:2]), cover[2] / projector.enlarged
        tries += [_lines(words, layer, middle, side, projector, colours, more - _TUCKED) for side in sides]
    elif keep_clear and not anchor:
        tries += _aside(words, layer, point, str(properties.get("iso")), projector, colours)
    free = [
        lines
        for lines in tries
        if all(box_within(text.box, projector.box, PAD) and occupied.free(text.box) for text in lines)
    ]
    if not free:
        return []
    best = min(free, key=lambda lines: sum(occupied.hidden(text.box) for text in lines))
    needed = not keep_clear and (anchor or layer.id.startswith("country"))
    return best if needed or not sum(occupied.hidden(text.box) for text in best) else []


def _aside(
    words: str, layer: Label, point: Points, iso: str, projector: Projector, colours: Tokens
) -> Iterator[list[Text]]:
    """Where the name of the country that the map is about may stand within it; other names stay or go."""
    if layer.id != "country-name-focus":
        return
    size, land = layer.size(projector.camera.zoom) * projector.enlarged, country((iso,))
    for reach in _STEPS:
        for x, y in _SIDES.values():
            lines = _lines(words, layer, point + np.array([1.6 * x, y]) * reach * size, None, projector, colours, 0.0)
            corners = np.array(
                [(text.box[across], text.box[down]) for text in lines for across in (0, 2) for down in (1, 3)]
            )
            if shapely.contains_xy(land, projector.near(projector.to_world(corners))).all():
                yield lines


def _lines(
    words: str, layer: Label, point: Points, side: str | None, projector: Projector, colours: Tokens, more: float
) -> list[Text]:
    by = projector.enlarged
    size = layer.size(projector.camera.zoom) * by
    rows = (words.upper() if layer.upper else words).split("\n")
    spacing = 0.0 if has_arabic(words) else layer.spacing * size
    dx, dy = _SIDES.get(side or "", (0.0, 0.0))
    reach = layer.gap * layer.size(projector.camera.zoom) / layer.size(7.0) * by + more * by
    x = float(point[0]) + dx * reach
    height = _LINE_HEIGHT * size * len(rows)
    y = float(point[1]) + dy * (reach - 1.5 + height / 2 * 0.8)
    top = y - height / 2
    return [
        line(
            row,
            x,
            top + _LINE_HEIGHT * size * (number + 0.5) + BASELINE * size,
            size,
            getattr(colours, layer.colour),
            face=layer.face,
            anchor={1: 0.0, -1: 1.0}.get(int(dx), 0.5),
            halo=getattr(colours, layer.halo),
            halo_width=layer.halo_width * by,
            spacing=spacing,
        )
        for number, row in enumerate(rows)
    ]


def _grown(box: Box) -> Box:
    return box[0] - PAD, box[1] - PAD, box[2] + PAD, box[3] + PAD
