"""The box of longitudes and latitudes that holds places on a globe, and stays within what Web Mercator can show.

``geo/web/core/extent.js`` works out the same for the browser; ``tests/extent_cases.json`` holds both.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees (EPSG:4326). West lies in -180 to 180, east is not less than west: it is beyond
180 where the box crosses the antimeridian."""

MERCATOR_EDGE = 85.0
"""Degrees of latitude up to which a camera looks: Web Mercator ends a little beyond, and grows without end there."""
EVERYWHERE: Bounds = (-150.0, -50.0, 160.0, 72.0)
"""What is shown where nothing is placed: the inhabited world."""


def extent(boxes: npt.NDArray[np.float64]) -> Bounds | None:
    """The narrowest box that holds all boxes (rows of west, south, east, north in degrees; a point is a box without a
    size). Rows that are not finite are left aside; None where none is left.

    Places on both sides of 180° are held by a box across it, where that is narrower than the way round the globe.
    Latitudes beyond ``MERCATOR_EDGE`` are brought to it.
    """
    boxes = np.asarray(boxes, dtype=np.float64).reshape(-1, 4)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if not len(boxes):
        return None
    south, north = np.clip([boxes[:, 1].min(), boxes[:, 3].max()], -MERCATOR_EDGE, MERCATOR_EDGE).tolist()
    west, east = _arc(boxes[:, 0], boxes[:, 2])
    return west, south, east, north


def roomy(box: Bounds, share: float, least: float) -> Bounds:
    """A box with a margin on every side: a share of its longer side, and so much that no side is shorter than ``least``
    degrees. Never more than once round the globe, never beyond ``MERCATOR_EDGE``."""
    west, south, east, north = box
    margin = share * max(east - west, north - south)
    across = min(360.0, max(least, east - west + 2 * margin))
    along = max(least, north - south + 2 * margin)
    middle, height = (west + east) / 2, (south + north) / 2
    low, high = max(-MERCATOR_EDGE, height - along / 2), min(MERCATOR_EDGE, height + along / 2)
    left = _around(middle - across / 2)
    return left, low, left + across, high


def _arc(west: npt.NDArray[np.float64], east: npt.NDArray[np.float64]) -> tuple[float, float]:
    """The shortest arc that holds all arcs: what is left when the widest gap between them is taken out."""
    width = np.maximum(east - west, 0.0)
    if width.max() >= 360.0:
        return -180.0, 180.0
    inside = (west >= -180.0) & (west <= 180.0)
    start = np.where(inside, west, (west + 180.0) % 360.0 - 180.0)
    order = np.argsort(start, kind="stable")
    start = start[order]
    end = np.maximum.accumulate(start + width[order])
    gaps = np.append(start[1:] - end[:-1], start[0] + 360.0 - end[-1])
    # Of gaps of the same width the one at 180° is taken: most maps are cut there.
    widest = len(gaps) - 1 if gaps[-1] >= gaps.max() else int(gaps.argmax())
    if gaps[widest] <= 0:
        return -180.0, 180.0
    if widest == len(gaps) - 1:
        return float(start[0]), float(end[-1])
    first = float(start[widest + 1])
    last = max(float(end[-1]), float(end[widest]) + 360.0)
    return first, last


def _around(longitude: float) -> float:
    """A longitude within -180 to 180; what lies there already isn't touched by the arithmetic."""
    return longitude if -180.0 <= longitude <= 180.0 else (longitude + 180.0) % 360.0 - 180.0
