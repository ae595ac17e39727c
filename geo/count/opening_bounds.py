"""The part of the world that the map opens on."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import shapely

from geo.basemap.basemap_features import features
from geo.extent import EVERYWHERE, Bounds, extent, roomy
from geo.model.coded import coded_column
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import kept_by_dataset

_MOSTLY = 0.7
_MARGIN = 0.08
_LEAST = 4.0
"""Degrees: a single place is shown with what lies around it."""
_WIDE, _FILLED = 16.0, 0.2
"""A country wider than so many degrees is shown whole only where the incidents reach over this share of it."""
_NEAR = 0.3
"""Degrees by which an incident may lie off the land that it belongs to: coasts are drawn roughly."""


@kept_by_dataset
def opening_bounds(dataset: Dataset) -> Bounds:
    """A box that holds every placed incident: with the land around them where most lie in one country, else with a
    margin; the world where nothing is placed. It crosses the antimeridian where that is shorter."""
    geometry = dataset.incidents.geometry.to_numpy()
    placed = ~shapely.is_missing(geometry)
    parts = shapely.get_parts(np.array([*{id(shape): shape for shape in geometry[placed]}.values(), None])[:-1])
    boxes = shapely.bounds(parts[~shapely.is_empty(parts)])
    found = extent(boxes)
    if found is None:
        return EVERYWHERE
    counts = coded_column(dataset.incidents, "country").at(placed).words()
    code, most = counts.most_common(1)[0] if counts else ("", 0)
    around = _land(code, boxes, found) if most >= _MOSTLY * placed.sum() else None
    return roomy(found, _MARGIN, _LEAST) if around is None else around


def _land(code: str, boxes: npt.NDArray[np.float64], found: Bounds) -> Bounds | None:
    """The pieces of a country's land on which incidents lie, together with all incidents; None where there are none, or
    where the incidents would be lost in them."""
    pieces = _pieces().get(code)
    if pieces is None:
        return None
    west, south, east, north = (boxes[:, side] for side in range(4))
    touched = [
        bool(
            (
                (west <= piece[2] + _NEAR)
                & (east >= piece[0] - _NEAR)
                & (south <= piece[3] + _NEAR)
                & (north >= piece[1] - _NEAR)
            ).any()
        )
        for piece in pieces
    ]
    land = extent(pieces[touched])
    if land is None:
        return None
    longest = max(land[2] - land[0], land[3] - land[1])
    reach = max(found[2] - found[0], found[3] - found[1])
    if longest > _WIDE and reach < _FILLED * longest:
        return None
    both = extent(np.vstack([boxes, pieces[touched]]))
    return roomy(both or land, 0.0, min(_LEAST, 1.5 * longest))


@cache
def _pieces() -> dict[str, npt.NDArray[np.float64]]:
    """Bounds of every piece of a country's land, by ISO 3166-1 alpha-2 code (Natural Earth)."""
    found: dict[str, list[npt.NDArray[np.float64]]] = {}
    for properties, land in zip(*features("world_land"), strict=True):
        code = properties.get("iso")
        if code:
            found.setdefault(code, []).append(shapely.bounds(shapely.get_parts(land)))
    return {code: np.vstack(boxes) for code, boxes in found.items()}
