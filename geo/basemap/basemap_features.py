"""The features of the basemap's files in memory, each file read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from geo.basemap import PACKED
from geo.basemap.packed_features import Shapes, unpacked
from geo.basemap.town_map import TOWN_FILES, town_map


@lru_cache(maxsize=32)
def features(name: str) -> tuple[tuple[Mapping[str, Any], ...], Shapes]:
    """The properties and the geometries (EPSG:4326) of a file, in its order, by its name without ``.geojson``, or of a layer
    of the basemap of towns, which has none where there is no such basemap. Raises UnreadableFile."""
    if name in TOWN_FILES:
        towns = town_map()
        return ((), np.empty(0, dtype=object)) if towns is None else towns.features(name)
    return unpacked((PACKED / f"{name}.bin").read_bytes())
