"""Where symbols step aside so that incidents at one site, or close together, are all seen.

Two offsets per mark, in pixels right and down. The first parts marks at the very same place and always holds. The
second parts places that overlap on a map of a whole country and fades out as one zooms in, where they no longer do.
Neither depends on dates or filters: a symbol never moves while the timeline does.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

REFERENCE_ZOOM = 6.0
"""Zoom (tiles of 512 px) at which overlapping places are parted."""
NEAR_FADE = (7.5, 9.0)
"""Zooms between which the second offset shrinks to nothing."""
MOST_PLACES = 800
"""Above this many places they are left where they are: nobody can tell that many apart by eye."""
MOST_RING = 40
"""Incidents at one place that are fanned out; further ones share the last ring and are listed beside the map."""

_GOLDEN_ANGLE = np.pi * (3.0 - np.sqrt(5.0))
_GAP = 1.5
_ROUNDS = 80


def world_pixels(lonlat: Floats, zoom: float) -> Floats:
    """Web-Mercator pixels, shape (n, 2), of longitudes and latitudes (EPSG:4326, degrees) at a zoom."""
    scale = 512.0 * 2.0**zoom
    lat = np.radians(np.clip(lonlat[:, 1], -85.05, 85.05))
    x = (lonlat[:, 0] + 180.0) / 360.0
    y = (1.0 - np.log(np.tan(np.pi / 4 + lat / 2)) / np.pi) / 2.0
    pixels: Floats = np.column_stack([x, y]) * scale
    return pixels


def site_groups(lonlat: Floats) -> Ints:
    """A number per mark; marks within about ten metres of each other share it."""
    if len(lonlat) == 0:
        return np.zeros(0, dtype=np.int64)
    _, groups = np.unique(np.round(lonlat, 4), axis=0, return_inverse=True)
    return np.asarray(groups, dtype=np.int64).ravel()


def site_offsets(groups: Ints, radii: Floats) -> Floats:
    """Fan out the marks of each place, the first ones nearest; a place with one mark keeps it at (0, 0)."""
    offsets = np.zeros((len(groups), 2))
    order = np.argsort(groups, kind="stable")
    sizes = np.bincount(groups) if len(groups) else np.zeros(0, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    for group in np.flatnonzero(sizes > 1):
        members = order[starts[group] : starts[group + 1]]
        offsets[members] = _fan(len(members), float(radii[members].max()))
    rounded: Floats = np.round(offsets)
    return rounded


def _fan(count: int, radius: float) -> Floats:
    """Offsets, shape (count, 2): side by side for two, a sunflower for more."""
    if count == 2:
        return np.array([[-radius - 0.5, 0.0], [radius + 0.5, 0.0]])
    rank = np.minimum(np.arange(count), MOST_RING) + 0.5
    distance = radius * 1.18 * np.sqrt(rank)
    angle = np.arange(count) * _GOLDEN_ANGLE
    fan: Floats = np.clip(np.column_stack([distance * np.cos(angle), distance * np.sin(angle)]), -120, 120)
    return fan


def near_offsets(lonlat: Floats, groups: Ints, offsets: Floats, radii: Floats) -> Floats:
    """Part places that overlap at the reference zoom, each moved as little as possible; shape (n, 2), whole pixels."""
    count = int(groups.max()) + 1 if len(groups) else 0
    if not 1 < count <= MOST_PLACES:
        return np.zeros((len(groups), 2))
    home = np.zeros((count, 2))
    home[groups] = world_pixels(lonlat, REFERENCE_ZOOM)
    reach = np.zeros(count)
    np.maximum.at(reach, groups, radii + np.hypot(offsets[:, 0], offsets[:, 1]))
    moved = _relax(home, reach) - home
    near: Floats = np.clip(np.round(moved), -120, 120)[groups]
    return near


def _relax(home: Floats, reach: Floats) -> Floats:
    """Push overlapping circles apart and let them drift home between pushes, for a fixed number of rounds."""
    place = home + 1e-3 * np.column_stack([np.cos(np.arange(len(home))), np.sin(np.arange(len(home)))])
    needed = reach[:, None] + reach[None, :] + _GAP
    for round_ in range(_ROUNDS):
        between = place[:, None, :] - place[None, :, :]
        distance = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(distance, np.inf)
        overlap = np.maximum(needed - distance, 0.0)
        push = (between / distance[..., None] * overlap[..., None]).sum(axis=1) * 0.5
        pull = (home - place) * (0.05 if round_ < _ROUNDS - 20 else 0.0)
        place = place + push * 0.6 + pull
    return place


def near_factor(zoom: float) -> float:
    """How much of the second offset holds at a zoom: 1 far out, 0 close up."""
    first, last = NEAR_FADE
    return float(np.clip((last - zoom) / (last - first), 0.0, 1.0))
