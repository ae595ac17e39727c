"""In which areas a place certainly lies, and which it may lie in.

The rule. A place is its geometry and all that lies within its radius; several points are several places. It lies in an
area *for certain* where no other area is nearer than radius and margin (``Boundaries.margin_km``) together, and what lies beyond the area's
own boundary is sea. Else it lies *possibly* in each area that is nearer than that. A drawn point at sea belongs to an
area for certain only up to the margin off its coast: so far off the drawn line may be, and piers and small islands are
not drawn. A district or governorate that is drawn as an area shares its boundary with others: it is taken without a strip
of ``MARGIN_KM``, since boundaries of different makers never fit exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.admin1.boundaries import MARGIN_KM, Boundaries, Ints, boundaries
from geo.basemap import DETAIL_BOUNDS
from geo.basemap.basemap_features import features
from geo.basemap.packed_features import Shapes

_KM = 111.195
"""Kilometres of a degree of latitude."""
_AT_ONCE = 20_000
_CORNERS = 32
_FEW = 300
"""Places up to which it takes longer to lay out the boundaries than to look at each place closely."""
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lying:
    """Places of areas in ``Boundaries.areas``, sorted."""

    within: tuple[int, ...] = ()
    """Where one of the places certainly lies."""
    touched: tuple[int, ...] = ()
    """Where one of the others may lie."""


def lying(
    shapes: Shapes, radius_km: Floats, shared: Bools, known: Boundaries | None = None
) -> tuple[tuple[Lying, ...], Ints]:
    """Where geometries (EPSG:4326, none missing) lie: the different answers, and the number of each one's. ``known`` are
    the areas, those of the basemap where none are given.

    ``radius_km`` is not a number where nobody knows how far off a place may be: then nothing is certain. ``shared``
    marks areas that share their boundary with others.
    """
    parts, owner = _parts(shapes)
    km, inner = radius_km[owner], shared[owner]
    group, first = _distinct(parts, km, inner)
    sure, pairs = _lying(known or boundaries(), parts[first], km[first], inner[first])
    return _answers(len(shapes), owner, group, sure, pairs)


def _parts(shapes: Shapes) -> tuple[Shapes, Ints]:
    """Several points as single ones, all else as it is; and whose each is."""
    several = np.flatnonzero(shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOINT)
    if not len(several):
        return shapes, np.arange(len(shapes))
    single, of = shapely.get_parts(shapes[several], return_index=True)
    others = np.setdiff1d(np.arange(len(shapes)), several)
    return np.concatenate([shapes[others], single]), np.concatenate([others, several[of]])


def _distinct(parts: Shapes, km: Floats, inner: Bools) -> tuple[Ints, Ints]:
    """The number of each different place, and where each number first stands."""
    points = shapely.get_type_id(parts) == shapely.GeometryType.POINT
    keys: Any = np.zeros(len(parts), dtype=np.int64)
    keys[~points] = pd.factorize(shapely.to_wkb(parts[~points]))[0] + 1
    frame = pd.DataFrame({"x": shapely.get_x(parts), "y": shapely.get_y(parts), "key": keys, "km": km, "inner": inner})
    group = frame.groupby(list(frame.columns), sort=False, dropna=False).ngroup().to_numpy(dtype=np.int64)
    return group, np.unique(group, return_index=True)[1]


def _lying(known: Boundaries, parts: Shapes, km: Floats, inner: Bools) -> tuple[Bools, Ints]:
    """Of different places: which lie in one area for certain, and pairs of a place and an area that it touches."""
    reach = np.where(inner, 0.0, np.nan_to_num(km) + known.margin_km)
    points = shapely.get_type_id(parts) == shapely.GeometryType.POINT
    far = np.zeros(len(parts), dtype=np.bool_)
    far[points] = ~_near_an_edge(known, parts[points], reach[points])
    sure = np.zeros(len(parts), dtype=np.bool_)
    found = [_touching(known, parts, np.flatnonzero(far))]
    sure[found[0][0]] = True
    close = np.flatnonzero(~far)
    for low in range(0, len(close), _AT_ONCE):
        some = close[low : low + _AT_ONCE]
        grown = _without_strip(parts[some], _buffered(parts[some], reach[some]), inner[some])
        place, area = _touching(known, grown, np.arange(len(some)))
        found.append(np.stack([some[place], area]))
        alone = np.flatnonzero(np.bincount(place, minlength=len(some)) == 1)
        only = np.full(len(some), -1, dtype=np.int64)
        only[place] = area
        single, drawn = some[alone], inner[some[alone]]
        bare = np.where(drawn, grown[alone], parts[single])
        whole = np.where(drawn, grown[alone], _buffered(parts[single], np.nan_to_num(km[single])))
        sure[single] = [_nowhere_else(known, *place) for place in zip(only[alone].tolist(), bare, whole, strict=True)]
    return sure & ~(np.isnan(km) & ~inner), _sorted(known, *np.concatenate(found, axis=1))


def _near_an_edge(known: Boundaries, points: Shapes, km: Floats) -> Bools:
    """Whether a boundary may be nearer than a distance: by degrees of the longer sort, so never too few."""
    if len(points) < _FEW:
        return np.ones(len(points), dtype=np.bool_)
    near = np.zeros(len(points), dtype=np.bool_)
    degrees = km / _KM / _narrowing(points, km)
    near[known.edges.query(points, predicate="dwithin", distance=degrees)[0]] = True
    return near


def _touching(known: Boundaries, shapes: Shapes, which: Ints) -> Ints:
    """Pairs of a shape's number and an area that it touches, each once, sorted."""
    place, polygon = known.tree.query(shapes[which], predicate="intersects")
    return _sorted(known, which[place], known.area_of[polygon])


def _sorted(known: Boundaries, place: Ints, area: Ints) -> Ints:
    """Pairs in order, each once."""
    many = len(known.areas)
    once = np.unique(place * many + area)
    return np.stack([once // many, once % many])


def _narrowing(shapes: Shapes, km: Floats) -> Floats:
    """By what degrees of longitude are shorter than those of latitude, at the end of a shape's reach."""
    bounds = shapely.bounds(shapes)
    farthest = np.maximum(np.abs(bounds[:, 1]), np.abs(bounds[:, 3])) + km / _KM
    return np.asarray(np.cos(np.radians(np.minimum(farthest, 89.0))), dtype=np.float64)


def _buffered(shapes: Shapes, km: Floats) -> Shapes:
    """Shapes with all that lies within a distance: never less."""
    narrow = _narrowing(shapes, np.abs(km))
    if (shapely.get_type_id(shapes) == shapely.GeometryType.POINT).all():
        return _discs(shapes, km / _KM, narrow)
    round_ = shapely.buffer(_stretched(shapes, narrow), km / _KM, quad_segs=16)
    return _stretched(round_, 1.0 / narrow)


def _discs(points: Shapes, degrees: Floats, narrow: Floats) -> Shapes:
    """Discs around points, with corners just outside of the circle."""
    corners = shapely.get_coordinates(points)[:, None, :]
    turn = np.linspace(0.0, 2.0 * np.pi, _CORNERS + 1)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1) / np.cos(np.pi / _CORNERS)
    reach = np.stack([degrees / narrow, degrees], axis=1)[:, None, :]
    return np.asarray(shapely.polygons(corners + circle * reach), dtype=object)


def _stretched(shapes: Shapes, factor: Floats) -> Shapes:
    """Shapes with their longitudes times a factor."""
    corners, of = shapely.get_coordinates(shapes, return_index=True)
    corners[:, 0] *= factor[of]
    return np.asarray(shapely.set_coordinates(shapes.copy(), corners), dtype=object)


def _without_strip(parts: Shapes, grown: Shapes, inner: Bools) -> Shapes:
    """Shapes as they are grown; those that share their boundary without a strip along it, or, where nothing is left, a
    point inside."""
    if not inner.any():
        return grown
    shrunk = _buffered(parts[inner], np.full(int(inner.sum()), -MARGIN_KM))
    left = np.where(shapely.is_empty(shrunk), shapely.point_on_surface(parts[inner]), shrunk)
    taken = grown.copy()
    taken[inner] = left
    return taken


def _nowhere_else(known: Boundaries, area: int, bare: Any, whole: Any) -> bool:
    """Whether a place that touches one area lies in it, and what of its reach lies beyond is sea."""
    own = _with_margin(known, area)
    if not shapely.covers(own, bare):
        return False
    beyond = shapely.difference(whole, own)
    if shapely.is_empty(beyond):
        return True
    # Outside of the detailed drawing nothing tells sea from land.
    return bool(shapely.covers(shapely.box(*DETAIL_BOUNDS), beyond) and not shapely.intersects(_land(), beyond))


def _with_margin(known: Boundaries, area: int) -> Any:
    if area not in known.widened:
        own = known.polygons[known.area_of == area]
        grown = shapely.union_all(_buffered(own, np.full(len(own), known.margin_km)))
        shapely.prepare(grown)
        known.widened[area] = grown
    return known.widened[area]


@lru_cache(maxsize=1)
def _land() -> Any:
    land = shapely.union_all(features("region_land")[1])
    shapely.prepare(land)
    return land


def _answers(count: int, owner: Ints, group: Ints, sure: Bools, pairs: Ints) -> tuple[tuple[Lying, ...], Ints]:
    """What places give together for whose they are."""
    answers, of_place = _alike(sure, pairs)
    if len(owner) == count:
        code = np.empty(count, dtype=np.int64)
        code[owner] = of_place[group]
        return answers, code
    return _joined(count, owner, of_place[group], answers)


def _alike(sure: Bools, pairs: Ints) -> tuple[tuple[Lying, ...], Ints]:
    """The different answers of places, and the number of each place's. Pairs are sorted by place, then by area."""
    place, area = pairs
    first = np.searchsorted(place, np.arange(len(sure)))
    rank = np.arange(len(place)) - first[place]
    table = np.full((len(sure), int(rank.max(initial=-1)) + 2), -1, dtype=np.int64)
    table[:, 0] = sure
    table[place, rank + 1] = area
    frame = pd.DataFrame(table)
    group = frame.groupby(list(frame.columns), sort=False).ngroup().to_numpy(dtype=np.int64)
    found = []
    for surely, *held in table[np.unique(group, return_index=True)[1]].tolist():
        areas = tuple(area for area in held if area >= 0)
        found.append(Lying(areas, ()) if surely else Lying((), areas))
    return tuple(found), group


def _joined(count: int, owner: Ints, of_part: Ints, answers: tuple[Lying, ...]) -> tuple[tuple[Lying, ...], Ints]:
    """Where incidents lie that have several places."""
    numbers = {one: number for number, one in enumerate(answers)}
    code = np.empty(count, dtype=np.int64)
    code[owner] = of_part
    several = np.flatnonzero(np.bincount(owner, minlength=count) > 1)
    order = np.argsort(owner, kind="stable")
    ends = np.searchsorted(owner[order], several, side="right")
    for whose, first, last in zip(several, np.searchsorted(owner[order], several), ends, strict=True):
        held = [answers[number] for number in of_part[order[first:last]]]
        within = {area for one in held for area in one.within}
        touched = {area for one in held for area in one.touched} - within
        both = Lying(tuple(sorted(within)), tuple(sorted(touched)))
        code[whose] = numbers.setdefault(both, len(numbers))
    return tuple(numbers), code
