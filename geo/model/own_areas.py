"""Areas that a person brought, by which a map counts in place of governorates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BOUNDARY_SUFFIXES = (".geojson", ".json", ".gpkg", ".shp")
"""Kinds of file that own areas are read from."""


@dataclass(frozen=True, eq=False)
class OwnAreas:
    """The areas of a person's file, in its order."""

    file: str
    """How the file is called; it is named beside what it draws."""
    names: tuple[str, ...]
    """The name or code of each, no two the same."""
    shapes: npt.NDArray[np.object_]
    """Polygons, EPSG:4326."""
    people: tuple[int | None, ...] | None = None
    """How many people live in each, None where that is not known; None as a whole where the person named no population:
    then incidents are counted, and not told per 100,000 people."""

    def __post_init__(self) -> None:
        self.shapes.flags.writeable = False
