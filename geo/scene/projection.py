"""From longitude and latitude (WGS 84) to layout pixels: Web Mercator, tiles of 512 pixels, turned by the
bearing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.filter.view import Camera
from geo.scene.scene_items import Box, Points

WORLD = 512.0
EQUATOR_M = 40_075_016.686
_EDGE = 85.0511287798


def world(lonlat: Points) -> Points:
    """Pixels of the world at zoom 0, shape (n, 2)."""
    latitude = np.radians(np.clip(lonlat[:, 1], -_EDGE, _EDGE))
    x = WORLD * (lonlat[:, 0] + 180.0) / 360.0
    y = WORLD * (np.pi - np.log(np.tan(np.pi / 4 + latitude / 2))) / (2 * np.pi)
    return np.column_stack([x, y])


def unworld(points: Points) -> Points:
    """The inverse of ``world``."""
    longitude = points[:, 0] / WORLD * 360.0 - 180.0
    latitude = np.degrees(2 * np.arctan(np.exp(np.pi - 2 * np.pi * points[:, 1] / WORLD)) - np.pi / 2)
    return np.column_stack([longitude, latitude])


@dataclass(frozen=True, slots=True)
class Projector:
    """One camera over one box of the picture.

    ``enlarged`` says how many layout pixels a pixel of the screen becomes: lines, names and symbols grow
    with it.
    """

    camera: Camera
    box: Box
    enlarged: float = 1.0

    def named_as(self, enlarged: float) -> Projector:
        """The same map as one of a screen that is so much enlarged: with larger names, and fewer of them."""
        zoom = self.camera.zoom + float(np.log2(self.enlarged / enlarged))
        return Projector(self.camera.model_copy(update={"zoom": zoom}), self.box, enlarged)

    @property
    def scale(self) -> float:
        """Layout pixels to a pixel of the world at zoom 0."""
        return float(2.0**self.camera.zoom * self.enlarged)

    @property
    def middle(self) -> Points:
        """Middle of the box in layout pixels."""
        left, top, right, bottom = self.box
        return np.array([(left + right) / 2, (top + bottom) / 2])

    def _centre(self) -> Points:
        centre: Points = world(np.array([[self.camera.longitude, self.camera.latitude]]))[0]
        return centre

    def _turn(self) -> Points:
        angle = np.radians(self.camera.bearing)
        cos, sin = np.cos(angle), np.sin(angle)
        return np.array([[cos, sin], [-sin, cos]])

    def from_world(self, points: Points) -> Points:
        """Layout pixels of pixels of the world."""
        return (points - self._centre()) * self.scale @ self._turn().T + self.middle

    def to_world(self, points: Points) -> Points:
        """Pixels of the world of layout pixels."""
        return (points - self.middle) @ self._turn() / self.scale + self._centre()

    def __call__(self, lonlat: Points) -> Points:
        """Layout pixels of longitudes and latitudes; the copy of the world nearest to the middle."""
        if not len(lonlat):
            return np.zeros((0, 2))
        return self.from_world(self.nearest(world(np.asarray(lonlat, dtype=np.float64))))

    def course(self, lonlat: Points) -> Points:
        """Layout pixels of a line as a whole: its places stay together, on the copy of the world nearest to the
        middle. Longitudes may run beyond 180."""
        return self.from_world(self.near(world(np.asarray(lonlat, dtype=np.float64))))

    def nearest(self, points: Points) -> Points:
        """Pixels of the world, each on the copy of the world nearest to where the camera looks."""
        away = points[:, 0] - self._centre()[0]
        moved: Points = points - np.column_stack([WORLD * np.round(away / WORLD), np.zeros(len(points))])
        return moved

    def near(self, points: Points) -> Points:
        """Pixels of the world moved together, by whole worlds, to where the camera looks."""
        if not len(points):
            return points
        away = (points[:, 0].min() + points[:, 0].max()) / 2 - self._centre()[0]
        moved: Points = points - np.array([WORLD * np.round(away / WORLD), 0.0])
        return moved

    def world_box(self, margin: float = 0.0) -> Box:
        """The box, with a margin in layout pixels, as a box of the world (it holds the turned one)."""
        left, top, right, bottom = self.box
        x0, x1, y0, y1 = left - margin, right + margin, top - margin, bottom + margin
        corners = self.to_world(np.array([[x0, y0], [x1, y0], [x0, y1], [x1, y1]]))
        low, high = corners.min(axis=0), corners.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def metres(self, latitude: float) -> float:
        """Metres on the ground that a layout pixel covers at a latitude."""
        return float(EQUATOR_M * np.cos(np.radians(latitude)) / (WORLD * self.scale))


def fitting(lonlat: Points, width: float, height: float, *, padding: float, least: float, most: float) -> Camera:
    """The camera, north up, that shows all points within a box of that many pixels; ``least`` and ``most``
    bound its zoom. Longitudes may run beyond 180; latitudes beyond Web Mercator's are brought to its edge."""
    points = world(lonlat)
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.maximum([width - 2 * padding, height - 2 * padding], 1.0)
    zoom = float(np.log2(room / np.maximum(high - low, 1e-9)).min())
    longitude, latitude = unworld(((low + high) / 2)[None, :])[0]
    return Camera(longitude=float(longitude), latitude=float(latitude), zoom=min(most, max(least, zoom)))
