"""Which towns a basemap of towns is made for, and how far it reaches around them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.basemap.basemap_features import features
from geo.basemap.osm_extract import MERCATOR, Box
from geo.basemap.packed_features import Shapes
from geo.errors import AtlasError, Fault

REACH_KM = {1: 25.0, 2: 15.0, 3: 12.0, 4: 8.0}
"""Kilometres around a town by its rank on the map: 1 capital, 2 and 3 cities, 4 town. Smaller places have none, unless
they are named."""
USUAL_KM = 8.0
LEAST_KM, MOST_KM = 1.0, 60.0
_NEAR_M = 5000.0
"""Metres around what an extract holds within which the map of a town reaches: beyond, it may just have ended."""
_STEP_M = 1000.0


@dataclass(frozen=True, slots=True)
class Town:
    """A place with the distance around it that is drawn (kilometres)."""

    name: str
    longitude: float
    latitude: float
    km: float

    def place(self) -> shapely.Geometry:
        """Where it lies, in Web Mercator."""
        return in_mercator(shapely.Point(self.longitude, self.latitude))

    def area(self) -> shapely.Geometry:
        """What is drawn around it, in Web Mercator."""
        return shapely.buffer(self.place(), self.km * 1000 / math.cos(math.radians(self.latitude)), quad_segs=24)


def towns_in(box: Box | None, names: Sequence[str], km: float | None) -> list[Town]:
    """The towns of the map in a box, or those of some names. Raises AtlasError for a name that is not there."""
    if km is not None and not LEAST_KM <= km <= MOST_KM:
        allowed = f"{LEAST_KM:g} to {MOST_KM:g} kilometres"
        raise AtlasError([_fault("--km", f"{km:g}", "is no distance around a town", allowed, "Choose one.")])
    properties, shapes = features("places")
    spots = shapely.get_coordinates(shapes)
    west, south, east, north = box or (-180.0, -90.0, 180.0, 90.0)
    inside = (spots[:, 0] >= west) & (spots[:, 0] <= east) & (spots[:, 1] >= south) & (spots[:, 1] <= north)
    found = [
        Town(str(one["name"]), float(x), float(y), km or REACH_KM.get(int(one["rank"]), USUAL_KM))
        for one, (x, y), here in zip(properties, spots, inside, strict=True)
        if here and (one["name"] in names if names else one["rank"] in REACH_KM)
    ]
    unknown = [name for name in names if name not in {town.name for town in found}]
    if unknown:
        known = [str(properties[at]["name"]) for at in np.flatnonzero(inside)[:6]]
        allowed = "names of towns on the map that lie in the extract" + (
            f", such as {', '.join(known)}" if known else ""
        )
        remedy = "Correct the name, or give a box: --box WEST,SOUTH,EAST,NORTH."
        raise AtlasError([_fault("--around", name, "is no such town", allowed, remedy) for name in unknown])
    return found


def in_mercator(shape: shapely.Geometry) -> shapely.Geometry:
    """A geometry in degrees (EPSG:4326) in Web Mercator."""
    return gpd.GeoSeries([shape], crs=4326).to_crs(MERCATOR).iloc[0]


def box_around(shape: shapely.Geometry) -> Box:
    """The box in degrees around a geometry in Web Mercator."""
    west, south, east, north = gpd.GeoSeries([shape], crs=MERCATOR).to_crs(4326).total_bounds.tolist()
    return west, south, east, north


def parse_box(words: str) -> Box:
    """``44.2,33.1,44.6,33.5``. Raises AtlasError."""
    try:
        west, south, east, north = (float(word) for word in words.split(","))
    except ValueError:
        west = south = east = north = math.nan
    if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):
        allowed = "WEST,SOUTH,EAST,NORTH in degrees, such as 44.2,33.1,44.6,33.5"
        raise AtlasError([_fault("--box", words, "is no box", allowed, "Correct it.")])
    return west, south, east, north


def reached(area: shapely.Geometry, shapes: Shapes) -> shapely.Geometry:
    """As much of an area as the extract reaches: what lies near something of it (Web Mercator)."""
    courses = shapely.segmentize(shapely.simplify(shapes, _STEP_M / 2), _STEP_M)
    spots = np.unique(np.rint(shapely.get_coordinates(courses) / _STEP_M), axis=0) * _STEP_M
    near = shapely.buffer(shapely.points(spots), _NEAR_M, quad_segs=4)
    areas = shapes[shapely.get_dimensions(shapes) == 2]
    return shapely.intersection(area, shapely.union_all(np.concatenate([near, areas])))


def _fault(option: str, value: str, problem: str, allowed: str, remedy: str) -> Fault:
    return Fault(option, None, None, "", f"“{value}”", problem, allowed, remedy)
