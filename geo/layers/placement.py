"""Where the symbols of the shown incidents stand: at their place, beside it with a leader line, or as one counted
symbol.

Everything follows from what is shown: the marks that pass filter and window, at this camera, in this box. Lengths are
layout pixels. No symbol stands farther from its place than its own diameter; with a leader line than three diameters.
``geo/web/map/placement.js`` does the same in the browser; ``tests/placement_cases.json`` holds both together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from geo.layers.displacement import Displaced, beside, displace, fits_in
from geo.layers.grouping import Floats, Ints, Neighbours, counted_radius, grouped

MOST_SPREAD, MOST_SIGNS = 7, 4
"""Marks of one group, and signs of one area, that are still drawn one by one; more are one counted symbol."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Placeable:
    """Marks that pass the filter, in the order of the dataset: true place and radius of the symbol in pixels, position
    of the incident, number of the value that gives the hue, whether it is the sign of an area, rank of its site."""

    x: Floats
    y: Floats
    r: Floats
    incident: Ints
    colour: Ints
    area: np.ndarray[tuple[int], np.dtype[np.bool_]]
    rank: Ints


@dataclass(frozen=True, slots=True)
class Single:
    """One mark drawn as itself. ``count`` is 1, or 0 where its incident is counted at another of its symbols;
    ``members`` are the marks that it stands for."""

    mark: int
    x: float
    y: float
    leader: bool
    count: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Several incidents as one symbol: its anchor's mark, middle and radius, how many incidents are counted here, the
    marks that it stands for, and the incidents by number of the value that gives the hue."""

    mark: int
    x: float
    y: float
    r: float
    leader: bool
    count: int
    members: tuple[int, ...]
    shares: tuple[tuple[int, int], ...]
    area: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """All symbols of a map. Marks beyond the box are in none of them."""

    singles: tuple[Single, ...]
    counted: tuple[Counted, ...]

    @property
    def symbols(self) -> tuple[Single | Counted, ...]:
        """All symbols."""
        return (*self.counted, *self.singles)

    @property
    def count(self) -> int:
        """How many incidents the symbols stand for, each counted once."""
        return sum(one.count for one in self.symbols)

    def moved(self, by: int) -> Placement:
        """The same with every mark's number so much higher."""
        return Placement(
            tuple(replace(one, mark=one.mark + by, members=_plus(one.members, by)) for one in self.singles),
            tuple(replace(one, mark=one.mark + by, members=_plus(one.members, by)) for one in self.counted),
        )


def _plus(members: tuple[int, ...], by: int) -> tuple[int, ...]:
    return tuple(member + by for member in members)


def site_groups(lonlat: Floats) -> Ints:
    """A number per mark; marks within about ten metres of each other share it. Shape (n, 2), degrees (EPSG:4326)."""
    if len(lonlat) == 0:
        return np.zeros(0, dtype=np.int64)
    lon, lat = np.rint(np.asarray(lonlat, dtype=np.float64) * 1e4).astype(np.int64).T
    _, groups = np.unique(lon * 10_000_000 + lat, return_inverse=True)  # latitudes are within a million either way
    return np.asarray(groups, dtype=np.int64).ravel()


def site_ranks(sites: Ints) -> Ints:
    """The rank of each mark's site, over the whole dataset: most marks first, of equals the one that comes first.

    It does not depend on what is shown, so that the anchor of a counted symbol stays while time moves.
    """
    _, first, inverse, count = np.unique(sites, return_index=True, return_inverse=True, return_counts=True)
    ranks = np.empty(len(first), dtype=np.int64)
    ranks[np.lexsort((first, -count))] = np.arange(len(first))
    found: Ints = ranks[inverse.ravel()]
    return found


def place(marks: Placeable, box: Box, enlarged: float = 1.0) -> Placement:
    """Place the symbols. ``enlarged`` says how many layout pixels a pixel of the screen is."""
    left, top, right, bottom = box
    inside = (marks.x >= left) & (marks.x <= right) & (marks.y >= top) & (marks.y <= bottom)
    return _Placing(marks, np.flatnonzero(inside), box, enlarged).run()


class _Placing:
    """One run: groups in order of rank, each spread or counted, then the signs of areas beside them."""

    def __init__(self, marks: Placeable, shown: Ints, box: Box, enlarged: float) -> None:
        self.marks, self.shown, self.box, self.enlarged = marks, shown, box, enlarged
        self.carries = np.zeros(len(marks.x), dtype=np.int64)
        if len(shown):
            _, first = np.unique(marks.incident[shown], return_index=True)
            self.carries[shown[first]] = 1
        self.near = Neighbours(enlarged)
        self.singles: list[Single] = []
        self.counted: list[Counted] = []

    def run(self) -> Placement:
        groups = self._groups()
        sites = [group for group in groups if not self.marks.area[group[0]]]
        areas = [group for group in groups if self.marks.area[group[0]]]
        for number, group in enumerate(sites):
            self.near.add(number, [self._disc(group)])
        spreads = displace(self.marks.x, self.marks.y, self.marks.r, self.marks.rank,
                         [g if 2 <= len(g) <= MOST_SPREAD else g[:0] for g in sites], self.enlarged)  # fmt: skip
        for number, (group, found) in enumerate(zip(sites, spreads, strict=True)):
            self._site(number, group, found)
        for number, group in enumerate(areas, len(sites)):
            self._area(number, group)
        self.singles.sort(key=lambda one: one.mark)
        return Placement(tuple(self.singles), tuple(self.counted))

    def _groups(self) -> list[Ints]:
        """Marks of each group, the anchor's first, in order of rank; marks of one site in order of the dataset."""
        marks, shown = self.marks, self.shown
        if not len(shown):
            return []
        keys = marks.rank[shown] * 2 + marks.area[shown]
        _, first, unit, count = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
        anchors = shown[first]
        site = ~marks.area[anchors]
        anchor = np.arange(len(anchors))
        at = np.flatnonzero(site)
        anchor[at] = at[grouped(marks.x[anchors[at]], marks.y[anchors[at]], marks.r[anchors[at]], count[at],
                                self.enlarged)]  # fmt: skip
        group = anchor[unit.ravel()]
        order = np.lexsort((shown, unit.ravel() != group, group))
        edges = np.flatnonzero(np.diff(group[order])) + 1
        return [shown[part] for part in np.split(order, edges)]

    def _disc(self, group: Ints) -> tuple[float, float, float]:
        """The disc of a group that is one symbol."""
        anchor = int(group[0])
        radius = float(self.marks.r[anchor]) if len(group) == 1 else counted_radius(len(group), self.enlarged)
        return float(self.marks.x[anchor]), float(self.marks.y[anchor]), radius

    def _site(self, number: int, group: Ints, found: Displaced | None) -> None:
        if found is not None and fits_in(found.discs, self.box) and not self.near.meets(found.discs, number):
            self.near.replace(number, found.discs)
            self._spread(group, found)
        else:
            self._one(group, self._disc(group), leader=False)

    def _area(self, number: int, group: Ints) -> None:
        """Signs of one area: each by itself where there is room, else one; beside the symbols that it would meet."""
        marks = self.marks
        if 2 <= len(group) <= MOST_SIGNS:
            found = displace(marks.x, marks.y, marks.r, marks.rank, [group], self.enlarged)[0]
            if found is not None and fits_in(found.discs, self.box) and not self.near.meets(found.discs, number):
                self.near.add(number, found.discs)
                self._spread(group, found)
                return
        home = self._disc(group)
        disc = beside(home, self.box, lambda one: self.near.meets([one], number))
        self.near.add(number, [disc])
        away = float(np.hypot(disc[0] - home[0], disc[1] - home[1]))
        self._one(group, disc, leader=away > disc[2] + 2 * self.enlarged)

    def _spread(self, group: Ints, found: Displaced) -> None:
        for mark, (x, y, _), leader in zip(group.tolist(), found.discs, found.leaders, strict=True):
            self.singles.append(Single(mark, x, y, leader, int(self.carries[mark]), (mark,)))

    def _one(self, group: Ints, disc: tuple[float, float, float], *, leader: bool) -> None:
        """A group as one symbol: counted where it stands for several incidents, else the symbol of its incident."""
        counted = group[self.carries[group] == 1]
        if len(counted) > 1:
            values, numbers = np.unique(self.marks.colour[counted], return_counts=True)
            shares = tuple(zip(values.tolist(), numbers.tolist(), strict=True))
            self.counted.append(
                Counted(int(group[0]), *disc, leader, len(counted), tuple(sorted(group.tolist())), shares,
                        bool(self.marks.area[group[0]]))
            )  # fmt: skip
            return
        mark = int(counted[0]) if len(counted) else int(group[0])
        moved = len(group) == 1 or bool(self.marks.area[mark])
        x, y = (disc[0], disc[1]) if moved else (float(self.marks.x[mark]), float(self.marks.y[mark]))
        self.singles.append(Single(mark, x, y, leader, len(counted), tuple(sorted(group.tolist()))))
