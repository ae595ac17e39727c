"""Which shown sites become one group because their symbols would cover each other, and which symbols meet."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from geo.style.symbol_styles import COUNTED

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Disc = tuple[float, float, float]
"""Middle and radius in layout pixels."""

GAP = 1.0
"""Pixels of the screen that stay free between symbols."""
_PASSES = 3
_ROUNDS = 4
_CELL = 32.0


@lru_cache(maxsize=65_536)
def counted_radius(count: int, enlarged: float = 1.0) -> float:
    """Radius in layout pixels of the symbol that stands for so many marks."""
    return enlarged * (COUNTED.radius + COUNTED.tenfold * math.log10(count))


def _counted_radii(counts: Ints, enlarged: float) -> Floats:
    return enlarged * (COUNTED.radius + COUNTED.tenfold * np.log10(counts))


def grouped(x: Floats, y: Floats, own: Floats, count: Ints, enlarged: float) -> Ints:
    """The anchor of each site (its own number where it is one), for sites in order of rank.

    A site takes every later one whose symbol would meet its own and whose place lies within the diameter of the
    counted symbol that they make. Groups take groups in the same way until nothing changes.
    """
    anchor = np.arange(len(x))
    reach = np.zeros(len(x))
    count = count.copy()
    alive = np.arange(len(x))
    for _ in range(_ROUNDS):
        taken, total, far = _round(x[alive], y[alive], own[alive], count[alive], reach[alive], enlarged)
        anchor = alive[taken][np.searchsorted(alive, anchor)]
        count[alive], reach[alive] = total, far
        stays = taken == np.arange(len(alive))
        if stays.all():
            break
        alive = alive[stays]
    return anchor


def _round(x: Floats, y: Floats, own: Floats, count: Ints, reach: Floats, enlarged: float) -> tuple[Ints, Ints, Floats]:
    """Who takes whom (the anchor of each), and count and reach of the anchors afterwards. The reach is how far the
    farthest member's place can be from the anchor's."""
    radius = np.where(count == 1, own, _counted_radii(count, enlarged))
    widest = float(radius.max(initial=0.0))
    cells = _Cells(x, y, _CELL * enlarged)
    # A site has few others near it: numbers of Python take a third of the time of small arrays.
    places, radii, alone = list(zip(x.tolist(), y.tolist(), strict=True)), radius.tolist(), own.tolist()
    number, far = count.tolist(), reach.tolist()
    anchor, counts, reached = list(range(len(places))), number.copy(), far.copy()
    free = [True] * len(places)
    gap = GAP * enlarged
    for at, (left, top) in enumerate(places):
        if not free[at]:
            continue
        free[at] = False
        for _ in range(_PASSES):
            total = counts[at]
            mine = alone[at] if total == 1 else counted_radius(total, enlarged)
            won = []
            for one in cells.within(left, top, mine + widest + gap, free):
                dx, dy = places[one][0] - left, places[one][1] - top
                away = math.sqrt(dx * dx + dy * dy)
                if away < mine + radii[one] + gap:
                    edge = away + far[one]
                    if edge <= 2 * counted_radius(total + number[one], enlarged) - enlarged:
                        won.append((one, edge))
            if not won:
                break
            for one, edge in won:
                free[one] = False
                anchor[one] = at
                counts[at] += number[one]
                reached[at] = max(reached[at], edge)
    return np.array(anchor, dtype=np.int64), np.array(counts, dtype=np.int64), np.array(reached)


class _Cells:
    """Points by square cells, so that those near a place are in a few of them."""

    def __init__(self, x: Floats, y: Floats, cell: float) -> None:
        self._cell = cell
        self._left, self._top = (float(x.min()), float(y.min())) if len(x) else (0.0, 0.0)
        column = ((x - self._left) // cell).astype(np.int64)
        row = ((y - self._top) // cell).astype(np.int64)
        self._columns = int(column.max(initial=0)) + 1
        self._lines = int(row.max(initial=0)) + 1
        self._points: list[list[int]] = [[] for _ in range(self._columns * self._lines)]
        for number, key in enumerate((row * self._columns + column).tolist()):
            self._points[key].append(number)

    def within(self, x: float, y: float, reach: float, free: Sequence[bool]) -> Iterator[int]:
        """Free points that may lie within a reach, and some more. A point that is not free is never asked for again."""
        first = max(0, int((x - reach - self._left) // self._cell))
        last = min(self._columns - 1, int((x + reach - self._left) // self._cell))
        top = max(0, int((y - reach - self._top) // self._cell))
        bottom = min(self._lines - 1, int((y + reach - self._top) // self._cell))
        for row in range(top, bottom + 1):
            for key in range(row * self._columns + first, row * self._columns + last + 1):
                if self._points[key]:
                    found = self._points[key] = [one for one in self._points[key] if free[one]]
                    yield from found


class Neighbours:
    """Discs by the group that they belong to; tells which would be met."""

    def __init__(self, enlarged: float) -> None:
        self._cell = _CELL * enlarged
        self._cells: dict[tuple[int, int], list[tuple[float, float, float, int]]] = {}
        self._where: dict[int, list[tuple[int, int]]] = {}
        self._widest = 0.0

    def add(self, group: int, discs: Sequence[Disc]) -> None:
        """Put a group's discs down."""
        for x, y, r in discs:
            cell = (int(x // self._cell), int(y // self._cell))
            self._cells.setdefault(cell, []).append((x, y, r, group))
            self._where.setdefault(group, []).append(cell)
            self._widest = max(self._widest, r)

    def replace(self, group: int, discs: Sequence[Disc]) -> None:
        """Put a group's discs in place of those that it had."""
        for cell in self._where.pop(group, []):
            self._cells[cell] = [one for one in self._cells[cell] if one[3] != group]
        self.add(group, discs)

    def meets(self, discs: Sequence[Disc], group: int) -> bool:
        """Whether one of the discs overlaps one of another group."""
        return any(self._meets(disc, group) for disc in discs)

    def _meets(self, disc: Disc, group: int) -> bool:
        x, y, r = disc
        reach = r + self._widest
        for column in range(int((x - reach) // self._cell), int((x + reach) // self._cell) + 1):
            for row in range(int((y - reach) // self._cell), int((y + reach) // self._cell) + 1):
                for ox, oy, other, number in self._cells.get((column, row), ()):
                    if number != group and (ox - x) ** 2 + (oy - y) ** 2 < (r + other) ** 2:
                        return True
        return False
