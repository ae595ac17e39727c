"""The first-level divisions that the basemap has as polygons: Natural Earth, the countries around Iraq, simplified."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.basemap.basemap_features import features
from geo.basemap.packed_features import Shapes

FILE = "region_provinces"
MARGIN_KM = 2.0
"""How far off a boundary of the basemap may be: it was simplified twice, by 0.006 and 0.01 degrees."""
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Admin1Area:
    """A governorate or province."""

    id: str
    """Its code of ISO 3166-2 as Natural Earth has it; where two share one, with the name behind it."""
    name: str
    name_ar: str
    country: str
    """ISO 3166-1 alpha-2."""


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Areas and their polygons (EPSG:4326); an area may have several."""

    areas: tuple[Admin1Area, ...]
    polygons: Shapes
    area_of: Ints
    """Place in ``areas`` of each polygon."""
    margin_km: float = MARGIN_KM
    """How far off a boundary may be."""
    widened: dict[int, Any] = field(default_factory=dict, repr=False)
    """By place in ``areas`` what ``containment`` has worked out: the area with all within the margin."""

    @cached_property
    def tree(self) -> shapely.STRtree:
        """The polygons, to be searched."""
        return shapely.STRtree(self.polygons)

    @cached_property
    def edges(self) -> shapely.STRtree:
        """Every stretch of every boundary, to be searched."""
        rings = shapely.get_rings(self.polygons)
        corners, ring = shapely.get_coordinates(rings, return_index=True)
        inside = ring[1:] == ring[:-1]
        ends = np.stack([corners[:-1][inside], corners[1:][inside]], axis=1)
        return shapely.STRtree(shapely.linestrings(ends))

    @cached_property
    def by_id(self) -> dict[str, Admin1Area]:
        """Every area by its id."""
        return {area.id: area for area in self.areas}

    def polygons_of(self, area: str) -> Shapes:
        """The polygons of the area of an id; raises KeyError for one that is not here."""
        found: Shapes = self.polygons[self.area_of == self.areas.index(self.by_id[area])]
        return found


@cache
def boundaries() -> Boundaries:
    """The areas of the basemap, read when they are first asked for."""
    properties, polygons = features(FILE)
    keys = [(str(one["iso"]), str(one["name"])) for one in properties]
    codes: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    first: dict[tuple[str, str], dict[str, str]] = {}
    for key, one in zip(keys, properties, strict=True):
        codes[one["code"]].add(key)
        # A code with a tilde is Natural Earth's own, for a part of an area that has a proper one.
        if key not in first or first[key]["code"].endswith("~"):
            first[key] = dict(one)
    areas = tuple(
        Admin1Area(
            one["code"] if len(codes[one["code"]]) == 1 else f"{one['code']} {one['name']}",
            one["name"], one.get("name_ar") or "", one["iso"],
        )
        for one in first.values()
    )  # fmt: skip
    place = {key: number for number, key in enumerate(first)}
    return Boundaries(areas, polygons, np.array([place[key] for key in keys], dtype=np.int64))
