"""What the map shows when nobody has said where to look."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache

import shapely
from shapely.geometry import shape

from geo.basemap import DATA
from geo.model.dataset import Dataset

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees (EPSG:4326)."""

WORLD: Bounds = (-150.0, -50.0, 160.0, 72.0)
_MOSTLY = 0.7
_MARGIN = 0.08


def opening_bounds(dataset: Dataset) -> Bounds:
    """The country where most placed incidents lie, whole; all placed incidents where there is no such country; the
    world where nothing is placed."""
    placed = dataset.incidents[dataset.incidents.geometry.notna()]
    if placed.empty:
        return WORLD
    counts = Counter(code for codes in placed["country"] for code in codes)
    code, most = counts.most_common(1)[0] if counts else ("", 0)
    if most >= _MOSTLY * len(placed) and code in _countries():
        return _countries()[code]
    west, south, east, north = (float(value) for value in placed.total_bounds)
    margin = max(0.2, _MARGIN * max(east - west, north - south))
    return west - margin, south - margin, east + margin, north + margin


@cache
def _countries() -> dict[str, Bounds]:
    """Bounds of each country's largest piece of land, by ISO 3166-1 alpha-2 code (Natural Earth)."""
    features = json.loads((DATA / "world_land.geojson").read_text(encoding="utf-8"))["features"]
    largest: dict[str, shapely.Geometry] = {}
    for feature in features:
        code = feature["properties"].get("iso")
        for part in shapely.get_parts(shape(feature["geometry"])):
            if code and (code not in largest or part.area > largest[code].area):
                largest[code] = part
    return {code: _bounds(part) for code, part in largest.items()}


def _bounds(geometry: shapely.Geometry) -> Bounds:
    west, south, east, north = geometry.bounds
    return west, south, east, north
