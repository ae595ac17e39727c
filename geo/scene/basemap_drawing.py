"""The basemap drawn from the table of layers: areas and lines; names are placed by ``names``."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from geo.basemap import DETAIL_BOUNDS
from geo.basemap.packed_features import Shapes
from geo.filter.layer_distance import single_parts_of
from geo.scene.basemap_geometry import basemap_file, chosen, copies, drawn, in_box
from geo.scene.projection import Projector, world
from geo.scene.scene_items import Group, Paint, Path, Points
from geo.style.basemap_layers import DETAIL_FROM
from geo.style.layer_types import Fill, Layer, Line
from geo.style.tokens import Tokens
from geo.style.town_layers import shown_layers

_TOLERANCE = 0.18
_SHADES = 6
_EDGE = 1.5
_WORDS = {"region_land": "Land", "world_land": "Land", "region_sea": "Sea", "region_lines": "Borders",
          "world_borders": "Borders", "world_provinces": "Provinces"}  # fmt: skip


def visible(layer: Layer, zoom: float) -> bool:
    """Whether a layer is drawn at a zoom."""
    return layer.min_zoom <= zoom < layer.max_zoom


def covered(layer: Layer, projector: Projector) -> bool:
    """Whether the detailed drawing of the region hides this layer of the world everywhere in the picture."""
    if not layer.id.startswith("world-") or projector.camera.zoom < DETAIL_FROM:
        return False
    west, south, east, north = DETAIL_BOUNDS
    low, high = world(np.array([[west, north], [east, south]]))
    box = projector.world_box()
    return bool(box[0] >= low[0] and box[1] >= low[1] and box[2] <= high[0] and box[3] <= high[1])


def draw_basemap(
    projector: Projector, colours: Tokens, focus: tuple[str, ...], only: shapely.Geometry | None = None
) -> list[Group]:
    """Areas and lines from bottom to top, a group a layer; ``only`` cuts them to an area (layout pixels)."""
    groups = []
    for layer in shown_layers():
        if (
            not isinstance(layer, (Fill, Line))
            or not visible(layer, projector.camera.zoom)
            or covered(layer, projector)
        ):
            continue
        if only is not None and isinstance(layer, Line) and layer.blur:
            continue  # a glow around what is cut out would be half a glow
        found = list(_layer(layer, projector, colours, focus, only))
        if found:
            name = _WORDS.get(layer.file, layer.id.replace("-", " ").replace("region ", "").capitalize())
            groups.append(Group(name, tuple(found)))
    return groups


def _layer(
    layer: Fill | Line,
    projector: Projector,
    colours: Tokens,
    focus: tuple[str, ...],
    only: shapely.Geometry | None,
) -> Iterable[Path]:
    file = basemap_file(layer.file)
    box = projector.world_box(8.0)
    lines = isinstance(layer, Line)
    parts: list[tuple[str, Points]] = []
    for moved in copies(box):
        near = (box[0] - moved, box[1], box[2] - moved, box[3])
        members = in_box(file, chosen(layer.file, layer.where, layer.focus, focus), near)
        shapes = file.shapes[members]
        if lines:
            shapes = as_lines(shapes)
        placed = drawn(shapes, projector, moved, 6.0 * projector.enlarged, _TOLERANCE)
        if only is not None:
            placed = shapely.intersection(shapely.make_valid(placed), only.buffer(_EDGE) if lines else only)
        names = [str(file.properties[at].get("name", "")) for at in members]
        parts += [(name, ring) for name, one in zip(names, placed, strict=True) for ring in rings_of(one)]
    if not parts:
        return
    if isinstance(layer, Fill):
        yield from _areas(parts, Paint(fill=getattr(colours, layer.colour)))
    else:
        for paint in strokes(layer, projector, colours):
            yield Path(tuple(ring for _, ring in parts), paint)


def _areas(parts: list[tuple[str, Points]], paint: Paint) -> Iterable[Path]:
    """One shape a name, so that a country can be taken up by itself."""
    by_name: dict[str, list[Points]] = {}
    for name, ring in parts:
        by_name.setdefault(name, []).append(ring)
    for name, rings in by_name.items():
        yield Path(tuple(rings), paint, closed=True, name=name)


def as_lines(shapes: Shapes) -> Shapes:
    """Geometries with areas as their outlines."""
    areas = shapely.get_dimensions(shapes) == 2
    return np.where(areas, shapely.boundary(shapes), shapes) if areas.any() else shapes


def rings_of(geometry: shapely.Geometry) -> Iterable[Points]:
    """The courses of lines, the rings of areas; points are left out."""
    for part in shapely.get_parts(geometry):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            yield from (np.asarray(ring.coords)[:-1] for ring in (part.exterior, *part.interiors))
        elif part.geom_type in ("LineString", "LinearRing"):
            yield np.asarray(part.coords)
        elif part.geom_type.startswith(("Multi", "GeometryCollection")):
            yield from rings_of(part)


def rings_of_many(shapes: Shapes) -> tuple[Points, list[int]]:
    """The same of many geometries at once: the points of all courses, one after the other, and how many each has."""
    parts = single_parts_of(shapes)
    parts = parts[shapely.get_dimensions(parts) > 0]
    areas = shapely.get_dimensions(parts) == 2
    rings, of_area = shapely.get_rings(parts[areas], return_index=True)
    owner = np.concatenate([np.flatnonzero(areas)[of_area], np.flatnonzero(~areas)])
    order = np.argsort(owner, kind="stable")
    courses = np.concatenate([rings, parts[~areas]])[order]
    closed = areas[owner[order]]
    points, course = shapely.get_coordinates(courses, return_index=True)
    lengths = np.bincount(course, minlength=len(courses))
    kept = np.ones(len(points), dtype=np.bool_)
    kept[(np.cumsum(lengths) - 1)[closed]] = False  # a ring ends where it begins
    return points[kept], (lengths - closed).tolist()


def strokes(layer: Line, projector: Projector, colours: Tokens) -> Iterable[Paint]:
    """The strokes that make one line; a blurred one is several on top of each other, from wide to narrow."""
    by = projector.enlarged
    width = layer.width(projector.camera.zoom)
    colour = getattr(colours, layer.colour)
    dash = tuple(step * width * by for step in layer.dash)
    caps = layer.round_caps and not layer.dash
    if not layer.blur:
        yield Paint(None, 1, colour, width * by, layer.opacity, dash, caps)
        return
    reach, blur = width / 2 + 0.5, min(layer.blur + 1.0, width / 2 + 0.5)
    for step in range(_SHADES):
        half = reach - blur * (step + 0.5) / _SHADES
        if half > 0:
            yield Paint(None, 1, colour, 2 * half * by, layer.opacity / (_SHADES - step), (), caps)
