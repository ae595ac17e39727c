"""A made-up extract in the form of Geofabrik's free Shapefiles: a town on a river, where Baghdad lies on the map."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
from shapely import LineString, MultiPolygon, Point, Polygon, box

CENTRE = (44.36, 33.32)
"""Longitude and latitude of the bridge: the river runs north, the motorway east."""
X, Y = CENTRE
RIVER = box(X - 0.004, Y - 0.12, X + 0.004, Y + 0.12)
TOWN = box(X - 0.06, Y - 0.04, X + 0.06, Y + 0.04)
AIRPORT = box(X - 0.15, Y - 0.07, X - 0.11, Y - 0.03)

Rows = list[tuple[Any, dict[str, Any]]]


def layers() -> dict[str, Rows]:
    """The layers, with an area that crosses itself, one that has no area, and a street without a geometry among them."""
    plain = {"bridge": "F", "tunnel": "F"}
    crossing = Polygon([(X + 0.08, Y), (X + 0.1, Y + 0.02), (X + 0.1, Y), (X + 0.08, Y + 0.02)])
    flat = Polygon([(X, Y), (X + 0.01, Y), (X + 0.02, Y)])
    return {
        "gis_osm_roads_free_1": [
            (LineString([(X - 0.2, Y), (X - 0.004, Y)]), {"fclass": "motorway", **plain}),
            (LineString([(X - 0.004, Y), (X + 0.004, Y)]), {"fclass": "motorway", "bridge": "T", "tunnel": "F"}),
            (LineString([(X + 0.004, Y), (X + 0.2, Y)]), {"fclass": "motorway", **plain}),
            (LineString([(X + 0.03, Y - 0.05), (X + 0.03, Y + 0.05)]), {"fclass": "secondary", **plain}),
            (LineString([(X + 0.04, Y - 0.05), (X + 0.04, Y + 0.05)]), {"fclass": "residential", **plain}),
            (LineString([(X, Y + 0.02), (X + 0.02, Y + 0.02)]), {"fclass": "primary", "bridge": "F", "tunnel": "T"}),
            (None, {"fclass": "trunk", **plain}),  # has no place: it lies in no town
        ],
        "gis_osm_waterways_free_1": [
            (LineString([(X, Y - 0.2), (X, Y + 0.2)]), {"fclass": "river"}),
            (LineString([(X + 0.05, Y - 0.1), (X + 0.05, Y + 0.1)]), {"fclass": "drain"}),
        ],
        "gis_osm_water_a_free_1": [(RIVER, {"fclass": "riverbank"}), (crossing, {"fclass": "water"}), (flat, {"fclass": "water"})],
        "gis_osm_landuse_a_free_1": [
            (TOWN, {"fclass": "residential"}),
            (box(X - 0.1, Y + 0.05, X - 0.08, Y + 0.07), {"fclass": "forest"}),
        ],
        "gis_osm_transport_a_free_1": [
            (MultiPolygon([AIRPORT]), {"fclass": "airport"}),
            (Point(X, Y).buffer(0.001), {"fclass": "helipad"}),
        ],
    }  # fmt: skip


def frame_of(rows: Rows) -> gpd.GeoDataFrame:
    """The rows of a layer as a table in degrees."""
    return gpd.GeoDataFrame([told for _, told in rows], geometry=[shape for shape, _ in rows], crs=4326)


def write_extract(folder: Path, found: Mapping[str, Rows] | None = None, crs: int | None = 4326) -> Path:
    """The layers as Shapefiles in a zip, in a reference system (EPSG); None leaves it unsaid."""
    work = folder / "shapes"
    work.mkdir(parents=True)
    for name, rows in (layers() if found is None else found).items():
        frame = frame_of(rows)
        if crs is not None:
            frame = frame.to_crs(crs)
        frame.to_file(work / f"{name}.shp", engine="pyogrio", encoding="utf-8")
        if crs is None:
            (work / f"{name}.prj").unlink()
    path = folder / "made-up-latest-free.shp.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for file in sorted(work.iterdir()):
            packed.writestr(zipfile.ZipInfo(file.name, (2026, 11, 28, 0, 0, 0)), file.read_bytes())
    return path
