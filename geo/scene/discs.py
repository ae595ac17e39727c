"""The discs within which true places lie, one flat coat, however many lie on one another; and lines."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import shapely

from geo.filter.view import View
from geo.layers.marks import Line
from geo.scene.basemap_drawing import rings_of
from geo.scene.projection import Projector
from geo.scene.scene_items import Box, Group, Paint, Path, Points
from geo.scene.visible_incidents import VisibleIncidents, colour_of
from geo.style.symbol_styles import DISC, strokes_of

Disc = tuple[float, float, float]
"""Middle and radius in layout pixels."""
Rings = tuple[Points, ...]


class _Patch(tuple[tuple[str, Rings, Rings], ...]):
    """By hue, bottom to top, what is seen of its area and of its outline; equal only to itself, as arrays have no value
    that can be looked up."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def discs_of(found: VisibleIncidents, projector: Projector) -> dict[str, list[Disc]]:
    """Middles and radii of the discs in layout pixels by the value that gives the hue, each once. One that its symbol
    would cover is left out."""
    marks = found.marks
    latitudes, which = np.unique(marks.position[:, 1], return_inverse=True)
    metres = np.array([projector.metres(latitude) for latitude in latitudes.tolist()])[which]
    radii = marks.radius / metres if len(metres) else np.zeros(0)
    made: dict[str, dict[Disc, None]] = {}
    drawn = np.flatnonzero((radii > found.radii) & found.has_symbol[marks.incident])
    kinds = np.column_stack([found.home, radii, found.values.numbers[marks.incident]])[drawn]
    _, first = np.unique(kinds, axis=0, return_index=True)
    for at in drawn[np.sort(first)].tolist():
        disc = (round(float(found.home[at][0]), 2), round(float(found.home[at][1]), 2), round(float(radii[at]), 2))
        made.setdefault(found.colours[int(marks.incident[at])], {})[disc] = None
    return {value: list(discs) for value, discs in made.items()}


def draw_discs(found: VisibleIncidents, view: View, projector: Projector) -> list[Group]:
    """The discs of each hue as one area with its outline; where two hues meet, the later one of the legend holds."""
    by_value = discs_of(found, projector)
    counts = _by_hue(by_value, found, view)
    drawn: dict[str, tuple[list[Points], list[Points]]] = {colour: ([], []) for colour in counts}
    for patch in _patches(by_value, found, view, projector):
        for colour, area, rim in patch:
            drawn[colour][0].extend(area)
            drawn[colour][1].extend(rim)
    return [
        Group(
            f"True places lie within: {count:,}",
            _paths(colour, tuple(drawn[colour][0]), tuple(drawn[colour][1]), projector.enlarged),
        )
        for colour, count in counts.items()
    ]


def draw_patches(found: VisibleIncidents, view: View, projector: Projector) -> list[Group]:
    """The same, each stretch of ground that discs cover together by itself; for films, in which most of them stay the
    same from day to day."""
    by_value = discs_of(found, projector)
    return [_patch_group(patch, projector.enlarged) for patch in _patches(by_value, found, view, projector)]


def _by_hue(by_value: dict[str, list[Disc]], found: VisibleIncidents, view: View) -> dict[str, int]:
    """The hues from bottom to top, each with how many discs its last value has."""
    counts: dict[str, int] = {}
    for value in sorted(by_value, key=found.values.names.index):
        colour = colour_of(value, view)
        counts.pop(colour, None)
        counts[colour] = len(by_value[value])
    return counts


def _paths(colour: str, area: Rings, rim: Rings, enlarged: float) -> tuple[Path, ...]:
    fill = Paint(fill=colour, fill_opacity=DISC.fill_opacity)
    ring = Paint(None, 1, colour, DISC.line_width * enlarged, DISC.line_opacity)
    return tuple(part for part in (Path(area, fill, closed=True), Path(rim, ring)) if part.parts)


@lru_cache(maxsize=4096)
def _patch_group(patch: _Patch, enlarged: float) -> Group:
    return Group("True places lie within", tuple(path for hue in patch for path in _paths(*hue, enlarged)))


def _patches(
    by_value: dict[str, list[Disc]], found: VisibleIncidents, view: View, projector: Projector
) -> list[_Patch]:
    """What is seen of the discs, by stretches of ground that they cover together."""
    hues = list(_by_hue(by_value, found, view))
    top: dict[Disc, int] = {}
    for value, some in by_value.items():
        hue = hues.index(colour_of(value, view))
        for disc in some:
            top[disc] = max(hue, top.get(disc, 0))  # of equal ones only the uppermost is seen
    discs = sorted((*disc, hue) for disc, hue in top.items())
    if not discs:
        return []
    together: dict[int, list[list[Disc]]] = {}
    for (x, y, r, hue), patch in zip(discs, _joined(np.array(discs)[:, :3]), strict=True):
        together.setdefault(patch, [[] for _ in hues])[hue].append((x, y, r))
    return [
        _patch(tuple((colour, tuple(some)) for colour, some in zip(hues, held, strict=True) if some), projector.box)
        for held in together.values()
    ]


def _joined(discs: Points) -> list[int]:
    """For each disc the number of the first one that it hangs together with, over others or by itself. Shape (n, 3):
    middle and radius."""
    x, y, r = discs.T
    boxes = shapely.box(x - r, y - r, x + r, y + r)
    one, other = shapely.STRtree(boxes).query(boxes)
    meet = np.hypot(x[one] - x[other], y[one] - y[other]) <= r[one] + r[other]
    one, other = one[meet], other[meet]
    first = np.arange(len(discs))
    while True:
        lower = first.copy()
        np.minimum.at(lower, one, first[other])
        lower = lower[lower]
        if (lower == first).all():
            return [int(number) for number in first]
        first = lower


Hues = tuple[tuple[str, tuple[Disc, ...]], ...]
"""Discs by hue, bottom to top."""


@lru_cache(maxsize=4096)
def _patch(hues: Hues, box: Box) -> _Patch:
    """What is seen in a box of the areas and outlines of discs. This and what it is made of is kept, because in a film
    most of it stays the same from day to day."""
    return _Patch((hues[at][0], *_seen(hues[at][1], hues[at + 1 :], box)) for at in range(len(hues)))


@lru_cache(maxsize=1024)
def _seen(discs: tuple[Disc, ...], above: Hues, box: Box) -> tuple[Rings, Rings]:
    """The rings of an area and the courses of its outline, as far as no hue above covers them."""
    area, covered = _area(discs), _covered(above)
    left, rim = shapely.difference(area, covered), shapely.difference(shapely.boundary(area), covered)
    return tuple(rings_of(shapely.clip_by_rect(left, *box))), tuple(rings_of(shapely.clip_by_rect(rim, *box)))


@lru_cache(maxsize=256)
def _covered(hues: Hues) -> shapely.Geometry:
    return shapely.union(_covered(hues[1:]), _area(hues[0][1])) if hues else shapely.Polygon()


@lru_cache(maxsize=256)
def _area(discs: tuple[Disc, ...]) -> shapely.Geometry:
    return shapely.union_all(_circles(discs))


def _circles(discs: Iterable[Disc]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Circles as fine as they are large."""
    x, y, r = np.array(list(discs)).T
    fine = np.where(r > 60, 32, 12)
    made = np.empty(len(x), dtype=object)
    for segments in np.unique(fine).tolist():
        some = fine == segments
        made[some] = shapely.buffer(shapely.points(x[some], y[some]), r[some], quad_segs=segments)
    return made


def draw_areas(found: VisibleIncidents, view: View, projector: Projector) -> list[Group]:
    """The outline of each area once, however many incidents lie somewhere in it; its hue is that of the last one."""
    by_path: dict[tuple[tuple[float, ...], ...], list[Line]] = {}
    for line in found.drawn_lines:
        if line.role == "area":
            by_path.setdefault(tuple(map(tuple, line.path)), []).append(line)
    groups = []
    for lines in by_path.values():
        colour = colour_of(found.colours[lines[-1].incident], view)
        counted = {line.incident for line in lines} & found.lines_only
        data = line_data(lines[0], counted, projector)
        groups.append(Group("Area", draw_course(lines[0], colour, projector), data=data))
    return groups


def draw_course(line: Line, colour: str, projector: Projector) -> tuple[Path, ...]:
    """The strokes of a line, the lowest first; none where it lies outside the picture."""
    drawn = shapely.LineString(projector.course(np.array(line.path)))
    course = tuple(rings_of(shapely.clip_by_rect(drawn, *projector.box)))
    by = projector.enlarged
    return tuple(
        Path(course, Paint(
            None, 1, colour, stroke.width * by, stroke.opacity,
            tuple(step * stroke.width * by for step in stroke.dash), stroke.round_caps,
        ))
        for stroke in strokes_of(line.role)
        if course
    )  # fmt: skip


def line_data(line: Line, counted: Iterable[int], projector: Projector) -> tuple[tuple[str, str], ...]:
    """What a line tells programs where no symbol stands for its incidents: a place on it, and how many they are."""
    count = len(list(counted))
    if not count:
        return ()
    left, top, right, bottom = projector.box
    course = np.array(line.path)
    x, y = projector.course(course).T
    inside = np.flatnonzero((x >= left) & (x <= right) & (y >= top) & (y <= bottom))
    longitude, latitude = course[inside[len(inside) // 2] if len(inside) else 0]
    return (("lon", f"{longitude:.6f}"), ("lat", f"{latitude:.6f}"), ("count", str(count)))
