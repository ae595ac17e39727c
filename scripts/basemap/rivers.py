"""Names along rivers: for every whole zoom the calmest free stretches of a river's smoothed course.

The stretch is as long as the name and stored as a line; the name stands in its middle. So nothing is left
to chance when a map is drawn, and a tile's edge cannot cut a name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
import shapely.affinity
from shapely.geometry import LineString, MultiLineString, box
from shapely.ops import substring

from geo.style.basemap_layers import AREA_SIZES
from scripts.basemap.label_placement import Name, boxes, project, text_width
from scripts.basemap.output import TOWNS_BOX, feature

BANDS = ((5.0, 6.0), (6.0, 7.0), (7.0, 8.0), (8.0, 24.0))
"""First zoom and the zoom before which a set of river names is shown."""
FIRST_BAND = {"Euphrates": 5.0, "Tigris": 5.0}
APART = 420.0
"""Pixels between two names of one river, at the band's first zoom."""
STEEPEST = math.radians(70)
"""A name does not stand more upright than this."""
SHARPEST = math.radians(30)
"""Largest turn between two letters."""

Points = np.ndarray[Any, Any]


def features(rivers: gpd.GeoDataFrame, standing: list[Name]) -> list[dict[str, Any]]:
    """Label lines of all named rivers, in a fixed order."""
    face, size, spacing = AREA_SIZES["river"]
    out = []
    for first, until in BANDS:
        taken: list[tuple[float, float, float, float]] = []
        for name, group in rivers[rivers["name"] != ""].groupby("name", sort=True):
            if first < FIRST_BAND.get(str(name), 6.0):
                continue
            width = text_width(str(name), face, size(min(until, first + 1)), spacing)
            for course in _courses(group, first):
                for stretch in _stretches(course, width, first, standing, taken):
                    out.append(feature(_to_degrees(stretch, first), 4, name=str(name), z=first, until=_end(until)))
    return out


def _end(until: float) -> float | None:
    return until if until < 24 else None


def _courses(group: gpd.GeoDataFrame, zoom: float) -> Iterator[LineString]:
    """The river in pixels, without the wiggles that a name could not follow, long pieces first."""
    merged = shapely.line_merge(shapely.union_all(group.geometry.to_numpy())).intersection(TOWNS_BOX)
    parts = list(merged.geoms) if isinstance(merged, MultiLineString) else [merged]
    for part in sorted(parts, key=lambda line: -line.length):
        pixels = LineString([project(x, y, zoom) for x, y in part.coords])
        if pixels.length > 60:
            yield _smooth(pixels)


def _smooth(line: LineString, step: float = 4.0, reach: float = 30.0) -> LineString:
    """Even steps along the line, then a running mean weighted by a bell curve of ``reach`` pixels."""
    count = max(3, int(line.length / step))
    points = np.array([line.interpolate(i / count, normalized=True).coords[0] for i in range(count + 1)])
    half = int(2 * reach / step)
    bell = np.exp(-0.5 * (np.arange(-half, half + 1) * step / reach) ** 2)
    padded = np.pad(points, ((half, half), (0, 0)), mode="reflect", reflect_type="odd")
    smooth = [np.convolve(padded[:, axis], bell / bell.sum(), mode="valid") for axis in (0, 1)]
    return LineString(np.column_stack(smooth))


def _stretches(
    course: LineString,
    width: float,
    zoom: float,
    standing: list[Name],
    taken: list[tuple[float, float, float, float]],
) -> Iterator[LineString]:
    need = width + 10.0
    starts = np.arange(20.0, course.length - need - 20.0, 16.0)
    calm = sorted((_unrest(substring(course, s, s + need)), float(s)) for s in starts)
    for unrest, start in calm:
        stretch = substring(course, start, start + need)
        if unrest < 1.0 and _free(stretch, zoom, standing, taken):
            x, y = stretch.interpolate(0.5, normalized=True).coords[0]
            taken.append((x - APART / 2, y - APART / 2, x + APART / 2, y + APART / 2))
            yield stretch if stretch.coords[0][0] < stretch.coords[-1][0] else stretch.reverse()


def _unrest(stretch: LineString) -> float:
    """How far the stretch turns and how steep it runs, as a share of what is allowed; below 1 will do."""
    points: Points = np.array(stretch.coords)[::3]
    steps = np.diff(points, axis=0)
    angles = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
    turn = float(np.abs(np.diff(angles)).max(initial=0)) / SHARPEST
    whole = float(np.ptp(angles)) / math.radians(110)
    (x0, y0), (x1, y1) = points[0], points[-1]
    steep = math.atan2(abs(y1 - y0), abs(x1 - x0)) / STEEPEST
    return max(turn, whole, steep if steep >= 1 else 0.7 * steep)


def _free(
    stretch: LineString, zoom: float, standing: list[Name], taken: list[tuple[float, float, float, float]]
) -> bool:
    middle = stretch.interpolate(0.5, normalized=True)
    if any(a <= middle.x <= c and b <= middle.y <= d for a, b, c, d in taken):
        return False
    for later in (zoom, zoom + 0.9):
        scale = 2 ** (later - zoom)
        # The name keeps its length in pixels while the map grows: only the middle of the stretch carries it
        # then.
        need = stretch.length / scale
        part = substring(stretch, (stretch.length - need) / 2, (stretch.length + need) / 2)
        room = shapely.affinity.scale(part, scale, scale, origin=(0, 0)).buffer(10)
        for name in standing:
            if name.first <= later < name.until:
                for edges in boxes(name, (name.lon, name.lat), name.anchor, later):
                    if room.intersects(box(*edges)):
                        return False
    return True


def _to_degrees(line: LineString, zoom: float) -> LineString:
    world = 512 * 2**zoom
    return LineString(
        [
            (
                x / world * 360 - 180,
                math.degrees(2 * math.atan(math.exp((0.5 - y / world) * 2 * math.pi)) - math.pi / 2),
            )
            for x, y in list(line.simplify(0.4).coords)
        ]
    )
