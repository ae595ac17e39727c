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
from geo.scene.scene_items import Group, Paint, Path
from geo.scene.visible_incidents import VisibleIncidents, colour_of
from geo.style.symbol_styles import DISC, strokes_of


def discs_of(found: VisibleIncidents, projector: Projector) -> dict[str, list[tuple[float, float, float]]]:
    """Middles and radii of the discs in layout pixels by the value that gives the hue, each once. One that its symbol
    would cover is left out."""
    marks = found.marks
    latitudes, which = np.unique(marks.position[:, 1], return_inverse=True)
    metres = np.array([projector.metres(latitude) for latitude in latitudes.tolist()])[which]
    radii = marks.radius / metres if len(metres) else np.zeros(0)
    made: dict[str, dict[tuple[float, float, float], None]] = {}
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
    areas = {value: _area(tuple(discs)) for value, discs in by_value.items()}
    width = DISC.line_width * projector.enlarged
    groups = []
    for value, area, rim in _flat(areas, found, view):
        colour = colour_of(value, view)
        fill = Paint(fill=colour, fill_opacity=DISC.fill_opacity)
        ring = Paint(None, 1, colour, width, DISC.line_opacity)
        parts = [
            Path(tuple(rings_of(shapely.clip_by_rect(area, *projector.box))), fill, closed=True),
            Path(tuple(rings_of(shapely.clip_by_rect(rim, *projector.box))), ring),
        ]
        name = f"True places lie within: {len(by_value[value]):,}"
        groups.append(Group(name, tuple(part for part in parts if part.parts)))
    return groups


@lru_cache(maxsize=64)
def _area(discs: tuple[tuple[float, float, float], ...]) -> shapely.Geometry:
    """Discs as one area; kept, because in a film most hues have the same discs from day to day."""
    return shapely.union_all(_circles(discs))


def _circles(discs: Iterable[tuple[float, float, float]]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Circles as fine as they are large."""
    x, y, r = np.array(list(discs)).T
    fine = np.where(r > 60, 32, 12)
    made = np.empty(len(x), dtype=object)
    for segments in np.unique(fine).tolist():
        some = fine == segments
        made[some] = shapely.buffer(shapely.points(x[some], y[some]), r[some], quad_segs=segments)
    return made


def _flat(
    areas: dict[str, shapely.Geometry], found: VisibleIncidents, view: View
) -> list[tuple[str, shapely.Geometry, shapely.Geometry]]:
    """Each value with what of its area and of its outline no later one covers; values of one hue together."""
    merged: dict[str, tuple[str, shapely.Geometry]] = {}
    for value in sorted(areas, key=found.values.names.index):
        colour = colour_of(value, view)
        earlier = merged.pop(colour, None)
        merged[colour] = (value, areas[value] if earlier is None else shapely.union(earlier[1], areas[value]))
    covered: shapely.Geometry = shapely.Polygon()
    flat = []
    for value, area in reversed(list(merged.values())):
        rim = shapely.difference(shapely.boundary(area), covered)
        flat.append((value, shapely.difference(area, covered), rim))
        covered = shapely.union(covered, area)
    return flat[::-1]


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
