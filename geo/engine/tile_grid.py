"""The grid of the map: Web Mercator (EPSG:3857) cut into a quadtree, by plain arithmetic."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from geo.engine.storage_layout import DEEPEST_LEVEL, NO_NUMBER
from geo.model.vocabularies import LocationPrecision

SPLIT = 5
"""A tile is split into 2^5 by 2^5 cells."""
MAX_LATITUDE = 85.0511287798066
EARTH_AROUND_KM = 40_075.016686

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]

_AT_LEAST_KM = {
    str(LocationPrecision.COUNTRY): 250.0,
    str(LocationPrecision.ADMIN1): 50.0,
    str(LocationPrecision.ADMIN2): 15.0,
}
"""Half the width of what is known, where an incident is told of a stretch of land, at the least."""


def grid_of(lon: Floats, lat: Floats) -> tuple[Ints, Ints]:
    """The cell of the deepest level that holds a position (degrees, EPSG:4326); ``NO_NUMBER`` where there is none."""
    size = 2**DEEPEST_LEVEL
    none = np.isnan(lon) | np.isnan(lat)
    phi = np.radians(np.clip(np.where(none, 0.0, lat), -MAX_LATITUDE, MAX_LATITUDE))
    x = (np.where(none, 0.0, lon) + 180.0) / 360.0 * size
    y = (1.0 - np.arcsinh(np.tan(phi)) / math.pi) / 2.0 * size
    cells = [np.clip(np.floor(axis), 0, size - 1).astype(np.int32) for axis in (x, y)]
    return np.where(none, NO_NUMBER, cells[0]), np.where(none, NO_NUMBER, cells[1])


def finest_level(lat: Floats, radius_km: Floats, precision: npt.NDArray[np.object_]) -> Ints:
    """The deepest level whose cells are no smaller than the disc in which an incident is known to have been.

    So what is known to a governorate only never falls into one small cell.
    """
    least = np.array([_AT_LEAST_KM.get(str(word), 0.0) for word in precision], dtype=np.float64)
    across = 2 * np.maximum(np.nan_to_num(radius_km, nan=0.0), least)
    around = EARTH_AROUND_KM * np.cos(np.radians(np.nan_to_num(lat, nan=0.0)))
    deepest = np.full(len(across), DEEPEST_LEVEL, dtype=np.int32)
    wide = across > 0
    level = np.floor(np.log2(np.maximum(around[wide] / across[wide], 1.0)))
    deepest[wide] = np.clip(level, 0, DEEPEST_LEVEL).astype(np.int32)
    return deepest


def check_tile(z: int, x: int, y: int) -> None:
    """Raises ValueError for a tile that the grid doesn't have."""
    if not (0 <= z <= DEEPEST_LEVEL and 0 <= x < 2**z and 0 <= y < 2**z):
        raise ValueError(f"there is no tile {z}/{x}/{y}: z is 0 to {DEEPEST_LEVEL}, x and y are 0 to 2^z - 1")


def cell_level(z: int) -> int:
    """The level of a tile's cells."""
    return min(z + SPLIT, DEEPEST_LEVEL)
