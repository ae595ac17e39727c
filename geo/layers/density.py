"""Incidents as a smooth surface: on a fine grid, each spread over the same distance on the screen.

The value at a place is the number of incidents around it, each the less the farther away it is (Gaussian): one
incident by itself is 1 where it stands. The grid is that of the hexagons, seven squares to a hexagon, so the surface
follows whole zoom levels as they do. ``geo/web/map/density.js`` does the same in the browser; ``tests/hexagon_cases.json``
holds both together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely

from geo.hexagon_grid import ACROSS, FINE, WORLD
from geo.layers.grouping import Floats
from geo.layers.hexagons import width_km

SIGMA = 2.3
"""The Gaussian's standard deviation in squares: 14 pixels."""
LEAST = 0.25
"""Where the surface begins, in incidents."""
LEAST_TOP = 10
"""The value that has the last colour is no smaller: a few incidents are never as dark as many."""
STEPS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Values at the middles of squares, rows downwards; the first square's middle and the side of one in pixels of the
    world at zoom 0."""

    values: Floats
    left: float
    top: float
    side: float


def reach_km(level: int, latitude: float) -> float:
    """How far from its place an incident is felt at half: the radius that the legend tells."""
    return width_km(level, latitude) / FINE * SIGMA * math.sqrt(2 * math.log(2))


def weights() -> Floats:
    """Of the Gaussian, from ``FINE`` squares before a place to as many behind it."""
    away = np.arange(-FINE, FINE + 1)
    found: Floats = np.exp(-(away * away) / (2 * SIGMA * SIGMA))
    return found


def surface(points: Floats, level: int) -> Surface | None:
    """The surface of points (pixels of the world at zoom 0, one an incident); None for none."""
    if not len(points):
        return None
    side = WORLD / ((ACROSS * FINE) << level)
    squares = np.floor(points / side).astype(np.int64)
    low = squares.min(axis=0) - FINE - 1
    across, down = (squares.max(axis=0) - low + FINE + 2).tolist()
    place = squares - low
    held = np.bincount(place[:, 1] * across + place[:, 0], minlength=across * down).reshape(down, across)
    values = held.astype(np.float64)
    for axis in (0, 1):
        values = _spread(values, axis)
    return Surface(values, float((low[0] + 0.5) * side), float((low[1] + 0.5) * side), side)


def _spread(values: Floats, axis: int) -> Floats:
    total = np.zeros_like(values)
    length = values.shape[axis]
    for away, weight in zip(range(-FINE, FINE + 1), weights().tolist(), strict=True):
        here, there = slice(max(0, away), length + min(0, away)), slice(max(0, -away), length + min(0, -away))
        into, of = (
            ((here, slice(None)), (there, slice(None))) if axis == 0 else ((slice(None), here), (slice(None), there))
        )
        total[into] += weight * values[of]
    return total


def steps(most: int) -> tuple[float, ...]:
    """Values at which the colour changes, where a hexagon holds ``most`` incidents at most: even steps of the cube root,
    so that single incidents are seen and the highest places still stand out."""
    top = max(most, LEAST_TOP)
    first = math.cbrt(LEAST / top)
    return tuple(top * (first + (1 - first) * at / STEPS) ** 3 for at in range(STEPS))


def outlines(found: Surface, value: float) -> list[Floats]:
    """Closed lines around all that reaches a value, in pixels of the world at zoom 0."""
    values = found.values
    above = values >= value
    if not above.any():
        return []
    segments = _crossings(values, above, value)
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments)))
    lines = [shapely.get_coordinates(one) for one in shapely.get_parts(merged)]
    return [line * found.side + (found.left, found.top) for line in lines]


_PAIRS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 5: ((3, 0), (1, 2)), 6: ((0, 2),), 7: ((3, 2),),
    8: ((2, 3),), 9: ((2, 0),), 10: ((0, 1), (2, 3)), 11: ((2, 1),), 12: ((1, 3),), 13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip
"""Marching squares: by which corners (1 top left, 2 top right, 4 bottom right, 8 bottom left) reach the value, which
sides (0 top, 1 right, 2 bottom, 3 left) a line joins."""


def _crossings(values: Floats, above: np.ndarray[tuple[int, int], np.dtype[np.bool_]], value: float) -> Floats:
    """Stretches of the outline within squares of four values, shape (n, 2, 2): column and row."""
    a, b, c, d = values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]
    corners = (above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1])
    case = np.sum([corner.astype(np.int64) << at for at, corner in enumerate(corners)], axis=0)
    row, column = np.nonzero((case > 0) & (case < 15))
    case, (a, b, c, d) = case[row, column], (part[row, column] for part in (a, b, c, d))
    with np.errstate(divide="ignore", invalid="ignore"):
        top, bottom = (value - a) / (b - a), (value - d) / (c - d)
        left, right = (value - a) / (d - a), (value - b) / (c - b)
    sides = (
        np.column_stack([column + top, row]), np.column_stack([column + 1, row + right]),
        np.column_stack([column + bottom, row + 1]), np.column_stack([column, row + left]),
    )  # fmt: skip
    parts = []
    for number, pairs in _PAIRS.items():
        some = case == number
        parts += [np.stack([sides[one][some], sides[other][some]], axis=1) for one, other in pairs]
    return np.concatenate(parts)
