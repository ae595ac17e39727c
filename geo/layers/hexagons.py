"""Incidents counted by hexagon: which cell a place is in, which places are known closely enough, the classes of counts.

The grid lies on the whole world (Web Mercator, ``geo.scene.projection.world``) and follows nothing but whole zoom
levels: a place stays in its cell wherever the camera is, and cells split as it comes nearer. Corners point north and
south; rows are shifted by half a hexagon in turn. ``geo/web/map/hexagons.js`` does the same in the browser;
``tests/hexagon_cases.json`` holds both together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.hexagon_grid import ACROSS, EQUATOR_M, ROW, WORLD
from geo.layers.grouping import Floats, Ints

WIDTH = WORLD / ACROSS
MOST_CLASSES = 6

Flags = npt.NDArray[np.bool_]


def level_of(zoom: float) -> int:
    """The whole zoom level whose grid a map shows: the nearest one."""
    return max(0, math.floor(zoom + 0.5))


def width_km(level: int, latitude: float) -> float:
    """Width of a hexagon on the ground at a latitude."""
    return EQUATOR_M * math.cos(math.radians(latitude)) / (ACROSS << level) / 1000


def is_close_enough(radius: Floats, latitude: Floats, level: int) -> Flags:
    """Whether places known to a radius (metres) count in a cell: where the radius is no longer than a hexagon is wide."""
    found: Flags = radius <= EQUATOR_M * np.cos(np.radians(latitude)) / (ACROSS << level)
    return found


def cells_of(points: Floats, level: int) -> Ints:
    """The cell of each point (pixels of the world at zoom 0, shape (n, 2)) as one number: row times columns plus column."""
    columns = ACROSS << level
    u = points[:, 0] * (columns / WORLD)
    v = points[:, 1] * (columns / WORLD) / ROW
    above = np.floor(v)
    best, far = _nearest(u, v, above)
    other, farther = _nearest(u, v, above + 1)
    below = farther < far
    row = np.where(below, above + 1, above).astype(np.int64)
    column = np.where(below, other, best).astype(np.int64) % columns
    found: Ints = row * columns + column
    return found


def _nearest(u: Floats, v: Floats, row: Floats) -> tuple[Floats, Floats]:
    """Of one row the cell nearest to each point, and the square of how far its middle is (widths)."""
    shift = 0.5 * np.mod(row, 2)
    column = np.floor(u - shift + 0.5)
    across, down = u - shift - column, (v - row) * ROW
    return column, across * across + down * down


def middles_of(cells: Ints, level: int) -> Floats:
    """Middles of cells in pixels of the world at zoom 0, shape (n, 2)."""
    columns = ACROSS << level
    row, column = np.divmod(cells, columns)
    side = WORLD / columns
    return np.column_stack([(column + 0.5 * (row % 2)) * side, row * (ROW * side)])


def corners(level: int) -> Floats:
    """Corners around a middle in pixels of the world at zoom 0, shape (6, 2): clockwise from the top."""
    reach = WIDTH / (1 << level) / math.sqrt(3)
    turn = np.arange(6) * (np.pi / 3)
    found: Floats = np.column_stack([np.sin(turn), -np.cos(turn)]) * reach
    return found


def class_bounds(most: int) -> tuple[int, ...]:
    """The least count of each class, for counts up to ``most``: 1, 2, 5, 10, 20 … or every second, third … of them, so
    that there are at most six classes."""
    series: list[int] = []
    at = 0
    while (bound := (1, 2, 5)[at % 3] * 10 ** (at // 3)) <= most:
        series.append(bound)
        at += 1
    return tuple(series[:: max(1, -(-len(series) // MOST_CLASSES))])


def area_bounds(most: int) -> tuple[int, ...]:
    """The same for governorates, which differ less than hexagons do: each count up to six, else round bounds that go by
    the square, 1, 20, 100, 200, 400, 600 for counts up to 850."""
    if most <= MOST_CLASSES:
        return tuple(range(1, most + 1))
    found = [1]
    for step in range(1, MOST_CLASSES):
        bound = _round(most * step * step / MOST_CLASSES**2)
        if bound > found[-1]:
            found.append(bound)
    return tuple(found)


def _round(value: float) -> int:
    """The nearest of 1, 2, 3, 4, 5, 6, 8, 10, 15, 20 …; of two the lower."""
    power = 10 ** math.floor(math.log10(max(value, 1)))
    steps = (part * power // 2 for part in (2, 3, 4, 6, 8, 10, 12, 16, 20) if part != 3 or power > 1)
    return int(min(steps, key=lambda bound: (abs(bound - value), bound)))


def class_words(bounds: tuple[int, ...]) -> list[str]:
    """The classes in words: ``1–4``, ``5–19``, ``20 or more``."""
    ends = [*(bound - 1 for bound in bounds[1:]), 0][: len(bounds)]
    return [
        f"{low:,} or more" if not high else (f"{low:,}" if low == high else f"{low:,}–{high:,}")
        for low, high in zip(bounds, ends, strict=True)
    ]


def class_of(counts: Ints, bounds: tuple[int, ...]) -> Ints:
    """The number of each count's class."""
    found: Ints = np.searchsorted(np.array(bounds, dtype=np.int64), counts, side="right").astype(np.int64) - 1
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Cells that hold something, by number, and how many incidents each holds."""

    cells: Ints
    counts: Ints

    @property
    def most(self) -> int:
        """The highest count."""
        return int(self.counts.max(initial=0))


def counted(points: Floats, level: int) -> Counts:
    """Points (pixels of the world at zoom 0, one an incident) by cell."""
    cells, counts = np.unique(cells_of(points, level), return_counts=True)
    return Counts(cells.astype(np.int64), counts.astype(np.int64))
