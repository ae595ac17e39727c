"""The camera of a picture: the view's own where it has one, else one that shows everything."""

from __future__ import annotations

import hashlib
import json

import numpy as np

from geo.basemap import MAX_ZOOM, MIN_ZOOM
from geo.basemap.town_map import town_map
from geo.count.opening_bounds import opening_bounds
from geo.filter.view import Camera, Size, View
from geo.model.dataset import Dataset
from geo.scene.basemap_geometry import country
from geo.scene.picture_options import Picture
from geo.scene.projection import Projector, fitting, unworld
from geo.scene.scene_items import Box

SCREEN = Size(width=1280, height=720)
"""The map's size on screen where nobody says it: a camera alone doesn't tell how much was to be seen."""
_PADDING = 34.0


def projector_for(dataset: Dataset, view: View, picture: Picture, box: Box, focus: tuple[str, ...]) -> Projector:
    """The camera over the box of the map. All that the screen showed is in it, and more where the box has another
    shape; a cropped picture shows less instead, the largest part of the screen that has the box's shape.

    The extent is kept, the sizes of names and symbols are the picture's own, so that they can be read there.
    """
    width, height = box[2] - box[0], box[3] - box[1]
    by = picture.type_sizes.symbols
    if view.camera is None:
        camera = _whole(dataset, picture, width / by, height / by, _PADDING / by, focus)
        return Projector(camera, box, by)
    screen = picture.viewport or SCREEN
    sides = (width / screen.width, height / screen.height)
    grown = (max(sides) if picture.cropped else min(sides)) / by
    zoom = view.camera.zoom + float(np.log2(grown))
    camera = view.camera.model_copy(update={"zoom": max(0.0, zoom), "pitch": 0.0})
    return Projector(camera, box, by)


def _whole(
    dataset: Dataset, picture: Picture, width: float, height: float, padding: float, focus: tuple[str, ...]
) -> Camera:
    """What the map opens on: the country that the dataset is about, or all that it places."""
    if picture.cut_out:
        left, top, right, bottom = country(focus).bounds
        points = unworld(np.array([[left, top], [right, bottom]]))
    else:
        west, south, east, north = opening_bounds(dataset)
        points = np.array([[west, south], [east, north]])
    return fitting(points, width, height, padding=padding, least=MIN_ZOOM, most=MAX_ZOOM)


def view_id(dataset: Dataset, view: View, picture: Picture) -> str:
    """Eight hex digits that tell this picture from every other of any dataset."""
    parts = [dataset.version, view.model_dump(mode="json"), picture.model_dump(mode="json")]
    towns = town_map()
    parts += [towns.digest] if towns else []
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:8]
