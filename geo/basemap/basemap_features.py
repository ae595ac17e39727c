"""The features of the basemap's files in memory, each file read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from geo.basemap import PACKED
from geo.basemap.packed_features import Shapes, unpacked


@lru_cache(maxsize=32)
def features(name: str) -> tuple[tuple[Mapping[str, Any], ...], Shapes]:
    """The properties and the geometries (EPSG:4326) of a file, in its order, by its name without ``.geojson``."""
    return unpacked((PACKED / f"{name}.bin").read_bytes())
