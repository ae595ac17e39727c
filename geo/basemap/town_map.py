"""A detailed basemap of towns, which ``python -m geo basemap`` makes from an OpenStreetMap extract: one GeoPackage.

``ATLAS_BASEMAP`` names it. Without it there is none, and nothing of it is drawn. It is read once for the life of the
process; its layers stand beside the files of ``geo/basemap/data`` under the names of ``TOWN_FILES``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.basemap import MAX_ZOOM
from geo.basemap.packed_features import Shapes
from geo.errors import UnreadableFile

SETTING = "ATLAS_BASEMAP"
"""The variable of the environment that names the file."""
TOWN_ZOOM = 14.0
"""Closest zoom of the map where there are towns: what they are drawn of is simplified for it."""
TOWNS_FROM = 9.0
"""From this zoom on towns are drawn."""
TOWN_FILES: Mapping[str, str] = {
    "town_land": "MultiPolygon",
    "town_built": "MultiPolygon",
    "town_airports": "MultiPolygon",
    "town_water": "MultiPolygon",
    "town_rivers": "MultiLineString",
    "town_runways": "MultiLineString",
    "town_streets": "MultiLineString",
    "town_bridges": "MultiLineString",
}
"""The layers of the file, and the geometry of each (EPSG:4326)."""
FORMAT = "incident_atlas_town_map"
"""Entry of the file's metadata that says that it is such a file, and in which form."""
VERSION = "1"
CREDIT = "© OpenStreetMap contributors"
LICENCE = "Open Database License 1.0 (ODbL)"


@dataclass(frozen=True, slots=True)
class TownMap:
    """A file that was opened: its metadata, and a hash of its content."""

    path: Path
    digest: str
    """The first 12 hex digits of the SHA-256 of the file."""
    extract: str
    """Name of the extract that it was made of."""
    extract_day: str
    """Day of the extract, ``2026-11-28``; empty where the file doesn't say it."""
    has_runways: bool
    """Whether it has runways of its own, which are drawn in place of the atlas's."""

    def features(self, name: str) -> tuple[tuple[Mapping[str, Any], ...], Shapes]:
        """The properties and the geometries (EPSG:4326) of one of ``TOWN_FILES``, in the file's order."""
        import pyogrio

        meta, _, shapes, values = pyogrio.raw.read(self.path, layer=name)
        columns = [column.tolist() for column in values]
        fields = meta["fields"].tolist()
        properties = tuple(dict(zip(fields, row, strict=True)) for row in zip(*columns, strict=True))
        found = np.asarray(shapely.from_wkb(shapes), dtype=object)
        return properties or tuple({} for _ in found), found

    def geojson(self, name: str) -> bytes:
        """The same as a FeatureCollection, for the browser."""
        properties, shapes = self.features(name)
        parts = [
            f'{{"type":"Feature","properties":{json.dumps(told, ensure_ascii=False)},"geometry":{shape}}}'
            for told, shape in zip(properties, shapely.to_geojson(shapes).tolist(), strict=True)
        ]
        return f'{{"type":"FeatureCollection","features":[{",".join(parts)}]}}'.encode()


@cache
def town_map() -> TownMap | None:
    """The file that the environment names; None where it names none. Raises UnreadableFile."""
    named = os.environ.get(SETTING, "").strip()
    return open_town_map(Path(named)) if named else None


def closest_zoom() -> float:
    """Closest zoom of the map: nearer where there are towns. Raises UnreadableFile."""
    return MAX_ZOOM if town_map() is None else TOWN_ZOOM


def open_town_map(path: Path) -> TownMap:
    """A file that ``python -m geo basemap`` has written. Raises UnreadableFile."""
    import pyogrio

    shown = f"{SETTING}, {path.name}"
    again = f"Make it with: python -m geo basemap EXTRACT -o {path.name}"
    if not path.is_file():
        raise UnreadableFile(shown, f"there is no such file in {path.absolute().parent}", f"{again}.")
    try:
        layers = {str(name) for name in pyogrio.list_layers(path)[:, 0]}
        about = pyogrio.read_info(path, layer="town_land")["dataset_metadata"] or {} if "town_land" in layers else {}
        runways = pyogrio.read_info(path, layer="town_runways")["features"] if "town_runways" in layers else 0
        content = path.read_bytes()
    except (OSError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError):
        raise UnreadableFile(shown, "can't be read", f"{again}.") from None
    if about.get(FORMAT) != VERSION or not layers.issuperset(TOWN_FILES):
        raise UnreadableFile(shown, "is no basemap of towns of this version of the atlas", f"{again}.")
    digest = hashlib.sha256(content).hexdigest()[:12]
    return TownMap(path, digest, about.get("extract", ""), about.get("extract_day", ""), runways > 0)
