"""The features of a basemap's file packed for drawing in Python: reading GeoJSON costs more than drawing it.

One file a GeoJSON file, compressed by zlib: a line of JSON with ``properties``, a list in the order of the features, and
``sizes``, the bytes of each geometry; then the geometries as WKB (EPSG:4326), one after the other.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Shapes = npt.NDArray[np.object_]
"""Geometries (shapely)."""


def packed(geojson: str) -> bytes:
    """A FeatureCollection as it is kept packed."""
    properties = [feature["properties"] for feature in json.loads(geojson)["features"]]
    shapes = [shapely.to_wkb(shape) for shape in shapely.get_parts(shapely.from_geojson(geojson))]
    head = {"properties": properties, "sizes": [len(shape) for shape in shapes]}
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(b"\n".join([line, b"".join(shapes)]), 9)


def unpacked(content: bytes) -> tuple[tuple[Mapping[str, Any], ...], Shapes]:
    """The properties and the geometries of what was packed, in its order."""
    line, _, raw = zlib.decompress(content).partition(b"\n")
    head = json.loads(line)
    edges = pairwise(accumulate(head["sizes"], initial=0))
    shapes = shapely.from_wkb(np.array([raw[first:last] for first, last in edges], dtype=object))
    return tuple(head["properties"]), np.asarray(shapes, dtype=object)
