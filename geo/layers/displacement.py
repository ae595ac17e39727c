"""Displaces a few symbols that would cover each other: side by side around their places."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.layers.grouping import GAP, Disc, Floats, Ints

_ROUNDS = 80
_CALM = 30
"""Last rounds in which nothing pulls the symbols home, so that none overlaps at the end."""
_MOST = 7
SOFT = 0.6
"""Pixels of the screen by which a symbol on a ring is taken as smaller than its radius: its edge is soft, and six around
one place must not stand farther from it than what is painted is wide."""
_ANGLES = 16
_MOST_KEPT = 5_000
"""Groups above which those of earlier pictures are given up."""


@dataclass(frozen=True, slots=True)
class Displaced:
    """Where the symbols of one group stand, in the group's order, and which of them need a leader line."""

    discs: list[Disc]
    leaders: list[bool]


_KEPT: dict[tuple[bytes, bytes, bytes, bool, float], Displaced | None] = {}
"""Groups by places and radii, by whether they are of one site, and by the enlargement: in a film most stay the same from
day to day."""


def displace(
    x: Floats, y: Floats, r: Floats, site: Ints, groups: Sequence[Ints], enlarged: float
) -> list[Displaced | None]:
    """Each group (numbers of marks) spread; None where it is empty or its symbols find no room within three diameters
    of their places."""
    keys = [(x[group].tobytes(), y[group].tobytes(), r[group].tobytes(), bool((site[group] == site[group[:1]]).all()),
             enlarged) for group in groups]  # fmt: skip
    known = _KEPT.copy()  # several threads draw
    new = {key: group for key, group in zip(keys, groups, strict=True) if len(group) and key not in known}
    made = dict(zip(new, _displaced(x, y, r, list(new.values()), [key[3] for key in new], enlarged), strict=True))
    if len(known) > _MOST_KEPT:
        _KEPT.clear()
    _KEPT.update(made)
    known.update(made)
    return [known.get(key) for key in keys]


def _displaced(
    x: Floats, y: Floats, r: Floats, groups: Sequence[Ints], of_one_site: Sequence[bool], enlarged: float
) -> list[Displaced | None]:
    found: list[Displaced | None] = [None] * len(groups)
    apart: list[int] = []
    for at, group in enumerate(groups):
        if of_one_site[at]:
            offsets = ring(r[group].tolist(), enlarged)
            places = [(float(x[group[0]]) + dx, float(y[group[0]]) + dy) for dx, dy in offsets]
            found[at] = _checked(x[group], y[group], r[group], places, 2.0, -enlarged, enlarged)
        else:
            apart.append(at)
    for at, places in zip(apart, _pushed(x, y, r, [groups[at] for at in apart], enlarged), strict=True):
        group = groups[at]
        found[at] = _checked(x[group], y[group], r[group], places, 1.0, 2 * enlarged, enlarged)
    return found


def _checked(
    x: Floats, y: Floats, r: Floats, places: list[tuple[float, float]], times: float, more: float, by: float
) -> Displaced | None:
    """The places with their leader lines: from so many radii and pixels away on."""
    discs: list[Disc] = []
    leaders = []
    for hx, hy, own, (px, py) in zip(x.tolist(), y.tolist(), r.tolist(), places, strict=True):
        away = math.sqrt((px - hx) ** 2 + (py - hy) ** 2)
        if away > 6 * own - 3 * by:
            return None
        discs.append((px, py, own))
        leaders.append(away > times * own + more + 1e-6)
    for at, one in enumerate(discs):
        for other in discs[:at]:
            if math.sqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) < one[2] + other[2] - 1.5 * by:
                return None
    return Displaced(discs, leaders)


def ring(radii: list[float], enlarged: float = 1.0) -> list[tuple[float, float]]:
    """Offsets of two to seven symbols around one place: two side by side, else a ring on which each touches the next,
    the first at the top and on clockwise; of seven the largest (of equals the first) in the middle."""
    if len(radii) == 2:
        half = (radii[0] + radii[1] + GAP * enlarged) / 2
        return [(-half, 0.0), (half, 0.0)]
    radii = [radius - SOFT * enlarged for radius in radii]
    if len(radii) < _MOST:
        return _around(radii, 0.0)
    middle = max(range(len(radii)), key=lambda at: (radii[at], -at))
    rest = [radius for at, radius in enumerate(radii) if at != middle]
    places = _around(rest, radii[middle] + max(rest))
    return [*places[:middle], (0.0, 0.0), *places[middle:]]


def _around(radii: list[float], least: float) -> list[tuple[float, float]]:
    """Symbols on a ring, each touching the next, at least so far from its middle."""
    sums = [radii[at] + radii[(at + 1) % len(radii)] for at in range(len(radii))]
    low, high = max(sums) / 2, sum(radii)
    for _ in range(60):
        middle = (low + high) / 2
        if sum(2 * math.asin(min(1.0, one / (2 * middle))) for one in sums) > 2 * math.pi:
            low = middle
        else:
            high = middle
    reach = max(high, least)
    steps = [2 * math.asin(min(1.0, one / (2 * reach))) for one in sums]
    slack = max(0.0, 2 * math.pi - sum(steps)) / len(steps)
    angle = -math.pi / 2
    places = []
    for step in steps:
        places.append((reach * math.cos(angle), reach * math.sin(angle)))
        angle += step + slack
    return places


def _pushed(
    x: Floats, y: Floats, r: Floats, groups: Sequence[Ints], enlarged: float
) -> list[list[tuple[float, float]]]:
    """Symbols of several sites pushed apart from their places, all groups at once."""
    if not groups:
        return []
    size = np.array([len(group) for group in groups])
    used = np.arange(_MOST)[None, :] < size[:, None]
    home = np.zeros((len(groups), _MOST, 2))
    radius = np.zeros((len(groups), _MOST))
    every = np.concatenate(groups)
    home[used] = np.column_stack([x[every], y[every]])
    radius[used] = r[every]
    angle = 2 * np.pi * np.arange(_MOST)[None, :] / size[:, None] - np.pi / 2
    at = home + 0.5 * enlarged * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    needed = radius[:, :, None] + radius[:, None, :] + GAP * enlarged
    needed[~(used[:, :, None] & used[:, None, :] & ~np.eye(_MOST, dtype=np.bool_)[None])] = -1.0
    for number in range(_ROUNDS):
        between = at[:, :, None, :] - at[:, None, :, :]
        away = np.maximum(np.sqrt((between * between).sum(axis=-1)), 1e-9)
        push = np.maximum(needed - away, 0.0) / away * 0.3
        pull = 0.1 if number < _ROUNDS - _CALM else 0.0
        at = at + (between * push[..., None]).sum(axis=2) + (home - at) * pull
    return [[(float(px), float(py)) for px, py in one[: len(group)]] for one, group in zip(at, groups, strict=True)]


def beside(disc: Disc, box: tuple[float, float, float, float], meets: Callable[[Disc], bool]) -> Disc:
    """The nearest free place for a symbol within two diameters, looked for in steps of half a radius from the top on
    clockwise; its own place where it is free or where there is none."""
    x, y, r = disc
    if not meets(disc):
        return disc
    for step in range(1, 9):
        for turn in range(_ANGLES):
            angle = 2 * math.pi * turn / _ANGLES - math.pi / 2
            moved = (x + step * r / 2 * math.cos(angle), y + step * r / 2 * math.sin(angle), r)
            if fits_in([moved], box) and not meets(moved):
                return moved
    return disc


def fits_in(discs: Sequence[Disc], box: tuple[float, float, float, float]) -> bool:
    """Whether all discs lie in a box as a whole."""
    left, top, right, bottom = box
    return all(left <= x - r and x + r <= right and top <= y - r and y + r <= bottom for x, y, r in discs)
