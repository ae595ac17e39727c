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


@lru_cache(maxsize=32)
def features(name: str) -> tuple[tuple[Mapping[str, Any], ...], Shapes]:
    """The properties and the geometries (EPSG:4326) of a file, in its order, by its name without ``.geojson``."""
    text = (DATA / f"{name}.geojson").read_text(encoding="utf-8")
    properties = tuple(feature["properties"] for feature in json.loads(text)["features"])
    return properties, np.asarray(shapely.get_parts(shapely.from_geojson(text)), dtype=object)
