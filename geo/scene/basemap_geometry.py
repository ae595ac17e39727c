"""The geometry of the basemap in memory, in pixels of the world, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.basemap import DETAIL_BOUNDS
from geo.basemap.basemap_features import features
from geo.basemap.packed_features import Shapes
from geo.extent import extent
from geo.scene.projection import WORLD, Projector, world
from geo.scene.scene_items import Box
from geo.style.layer_types import Focus, Where

_OF_TWO = ("world_borders", "region_lines")


@dataclass(frozen=True, slots=True, eq=False)
class BasemapFile:
    """One file: its features' properties and geometries, in pixels of the world at zoom 0."""

    name: str
    properties: tuple[Mapping[str, Any], ...]
    shapes: Shapes
    bounds: npt.NDArray[np.float64]


@lru_cache(maxsize=32)
def basemap_file(name: str) -> BasemapFile:
    """A file of the basemap by the name that the table of layers uses."""
    properties, shapes = features(name)
    shapes = shapely.transform(shapes, world)
    return BasemapFile(name, properties, shapes, shapely.bounds(shapes))


@lru_cache(maxsize=256)
def chosen(name: str, where: tuple[Where, ...], part: Focus, focus: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """Positions of the features of a file that conditions and focus leave."""
    kept = np.ones(len(basemap_file(name).properties), dtype=np.bool_)
    for condition in where:
        kept &= _one_of(name, condition.name, condition.values) != condition.negated
    if part != "all":
        names = ("a", "b") if name in _OF_TWO else ("iso",)
        inside = np.logical_or.reduce([_one_of(name, one, focus) for one in names])
        kept &= inside if part == "in" else ~inside
    return np.flatnonzero(kept)


def _one_of(name: str, property: str, values: Iterable[Any]) -> npt.NDArray[np.bool_]:
    """Which features of a file have one of some values."""
    places, codes = _codes(name, property)
    return np.isin(codes, [places[value] for value in values if value in places])


@lru_cache(maxsize=64)
def _codes(name: str, property: str) -> tuple[Mapping[Any, int], npt.NDArray[np.int64]]:
    """The different values of a property in a file, numbered, and the number of each feature's; None where it has
    none."""
    found = [properties.get(property) for properties in basemap_file(name).properties]
    places = {value: at for at, value in enumerate(dict.fromkeys(found))}
    return places, np.array([places[value] for value in found], dtype=np.int64)


def in_box(file: BasemapFile, members: npt.NDArray[np.int64], box: Box) -> npt.NDArray[np.int64]:
    """Those of the members whose bounds touch a box of the world."""
    if not len(members):
        return members
    left, top, right, bottom = file.bounds[members].T
    touch = (left <= box[2]) & (right >= box[0]) & (top <= box[3]) & (bottom >= box[1])
    found: npt.NDArray[np.int64] = members[touch]
    return found


def copies(box: Box) -> list[float]:
    """By how much the world must be moved to be seen in a box: it repeats to both sides."""
    first, last = int(np.floor(box[0] / WORLD)), int(np.floor((box[2] - 1e-9) / WORLD))
    return [WORLD * number for number in range(first, last + 1)]


def drawn(shapes: Shapes, projector: Projector, moved: float, margin: float, tolerance: float) -> Shapes:
    """Geometries of the world as they lie in the picture: projected, cut at its box, simplified (pixels)."""
    moved_to = np.array([moved, 0.0])
    placed = shapely.transform(shapes, lambda points: projector.from_world(points + moved_to))
    left, top, right, bottom = projector.box
    cut = shapely.clip_by_rect(placed, left - margin, top - margin, right + margin, bottom + margin)
    return np.asarray(shapely.simplify(cut, tolerance, preserve_topology=False), dtype=object)


@lru_cache(maxsize=8)
def country(codes: tuple[str, ...]) -> shapely.Geometry:
    """The area of countries in pixels of the world, by ISO 3166-1 alpha-2 codes; the detailed drawing of those
    that lie in it as a whole. What lies on both sides of the antimeridian is joined there: it reaches beyond the
    world's width."""
    parts = shapely.get_parts(np.array([part for code in codes for part in _pieces(code)], dtype=object))
    boxes = shapely.bounds(parts)
    longitudes = boxes[:, [0, 2]] / WORLD * 360.0 - 180.0
    found = extent(np.column_stack([longitudes[:, 0], boxes[:, 1] * 0, longitudes[:, 1], boxes[:, 1] * 0]))
    west = -180.0 if found is None else found[0]
    beyond = longitudes[:, 1] < west
    moved = [
        shapely.transform(part, lambda at: at + np.array([WORLD, 0.0])) if far else part
        for part, far in zip(parts, beyond, strict=True)
    ]
    return shapely.union_all(moved)


def _pieces(code: str) -> Shapes:
    whole = _of(code, "world_land")
    west, south, east, north = DETAIL_BOUNDS
    low, high = world(np.array([[west, north], [east, south]]))
    left, top, right, bottom = shapely.total_bounds(whole)
    inside = low[0] <= left and low[1] <= top and right <= high[0] and bottom <= high[1]
    return _of(code, "region_land") if inside else whole


def _of(code: str, name: str) -> Shapes:
    file = basemap_file(name)
    return file.shapes[[at for at, properties in enumerate(file.properties) if properties.get("iso") == code]]
