"""The features of the basemap's files in memory, each file read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.basemap import DATA

Shapes = npt.NDArray[np.object_]
"""Geometries (shapely)."""
_GEOMETRY = ',"geometry":'


@lru_cache(maxsize=32)
def features(name: str) -> tuple[tuple[Mapping[str, Any], ...], Shapes]:
    """The properties and the geometries (EPSG:4326) of a file, in its order, by its name without ``.geojson``."""
    text = (DATA / f"{name}.geojson").read_text(encoding="utf-8")
    # A feature stands on a line of its own with its geometry last: only the properties are read as JSON, because lists of
    # thousands of positions take five times as long to make as all the rest.
    heads = (line.partition(_GEOMETRY)[0] for line in text.split("\n") if _GEOMETRY in line)
    properties = tuple(json.loads(head + "}")["properties"] for head in heads)
    return properties, np.asarray(shapely.get_parts(shapely.from_geojson(text)), dtype=object)
