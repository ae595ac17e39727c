"""What every step of the build shares: the frames, the tolerances, and how a file is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from geo.basemap.packed_features import packed

REGION = (33.0, 21.0, 61.0, 42.5)
"""Frame of the detailed drawing (west, south, east, north; degrees, EPSG:4326): the towns' frame and a
margin."""
TOWNS = (36.0, 24.0, 58.0, 40.0)
"""Frame within which towns, roads and governorates are drawn."""
REGION_BOX = box(*REGION)
TOWNS_BOX = box(*TOWNS)
REGION_DIGITS, WORLD_DIGITS = 3, 2
"""Decimals of a coordinate: 0.001° is 110 m, a pixel at zoom 9; 0.01° is a pixel at zoom 6."""
IRAQ_BOX = box(38.7, 29.0, 48.7, 37.5)


def write(path: Path, features: Iterable[Mapping[str, Any]]) -> int:
    """Write features as compact GeoJSON, one feature a line so that a change can be read; returns bytes."""
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return len(text.encode())


def pack(data: Path, folder: Path) -> None:
    """Write each GeoJSON file of a folder again as Python draws from it."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(data.glob("*.geojson")):
        (folder / f"{path.stem}.bin").write_bytes(packed(path.read_text(encoding="utf-8")))


def feature(geometry: BaseGeometry, digits: int, /, **properties: object) -> dict[str, Any]:
    """A GeoJSON feature with rounded coordinates and only those properties that say something."""
    stated = {key: value for key, value in properties.items() if value not in (None, "", False)}
    return {"type": "Feature", "properties": stated, "geometry": _rounded(geometry, digits)}


def snapped(geometry: BaseGeometry, digits: int) -> BaseGeometry:
    """The geometry on the grid of its file's decimals, still valid."""
    return shapely.set_precision(geometry, 10.0**-digits)


def _rounded(geometry: BaseGeometry, digits: int) -> dict[str, Any]:
    mapping: dict[str, Any] = json.loads(shapely.to_geojson(geometry))
    mapping["coordinates"] = _round(mapping["coordinates"], digits)
    return mapping


def _round(value: Any, digits: int) -> Any:
    if isinstance(value, (int, float)):
        rounded = round(float(value), digits)
        return int(rounded) if rounded.is_integer() else rounded
    return [_round(part, digits) for part in value]
