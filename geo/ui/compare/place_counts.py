"""Small maps of many incidents: a circle for each place, its area the number of incidents, one scale for both sides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import shapely

from geo.filter.filter import Filter
from geo.filter.view import Camera, Size, Theme, View
from geo.layers.marks import WIDE
from geo.model.dataset import Dataset
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from geo.scene.projection import Projector
from geo.scene.scene_items import Circle, Group, Paint, Scene
from geo.style.tokens import tokens

LARGEST = 24.0
"""Radius of the circle of the most incidents, in pixels of the picture."""
_LEAST = 1.6
_NOBODY = Filter(start=date(1, 1, 1), end=date(1, 1, 1))
"""Leaves no incident: what is drawn is the ground alone."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The places of a side: longitude, latitude and number of incidents, the most first."""

    places: pd.DataFrame
    drawn: int
    """Incidents that have such a place; a route or an area is none."""

    @property
    def most(self) -> int:
        """The most incidents of one place."""
        return int(self.places["count"].max()) if len(self.places) else 0


def counted_places(dataset: Dataset, ids: tuple[str, ...]) -> Counted:
    """The places of incidents and how many there are at each. An incident at several sites counts at each of them."""
    frame = dataset.incidents[["geometry", "location_precision"]].loc[list(ids)]
    frame = frame[frame.geometry.notna() & ~frame["location_precision"].isin([str(word) for word in WIDE])]
    frame = frame[shapely.get_dimensions(frame.geometry.to_numpy()) == 0]
    parts, owners = shapely.get_parts(frame.geometry.to_numpy(), return_index=True)
    lonlat = shapely.get_coordinates(parts)
    table = pd.DataFrame({"longitude": lonlat[:, 0], "latitude": lonlat[:, 1]}).round(4)
    places = table.groupby(["longitude", "latitude"]).size().rename("count").reset_index()
    return Counted(places.sort_values("count", ascending=False, kind="stable"), len(np.unique(owners)))


def ground_scene(dataset: Dataset, view: View, camera: Camera, size: Size) -> Scene:
    """The ground alone, the same for both sides."""
    empty = view.model_copy(update={"filter": _NOBODY, "camera": camera, "selection": None})
    return build_scene(dataset, empty, Picture(bare=True, size=size, viewport=size, inset=False))


def counted_scene(scene: Scene, theme: Theme, camera: Camera, size: Size, found: Counted, most: int) -> Scene:
    """The ground with a circle for each place; ``most`` is the number of the largest circle of either side."""
    look = tokens(theme.value)
    paint = Paint(fill=look.ink, fill_opacity=0.28, stroke=look.ink, stroke_width=0.8, stroke_opacity=0.9)
    at = Projector(camera, (0.0, 0.0, scene.width, scene.height), scene.width / size.width)(
        found.places[["longitude", "latitude"]].to_numpy()
    )
    radii = np.maximum(_LEAST, LARGEST * np.sqrt(found.places["count"].to_numpy() / max(1, most)))
    inside = (at > -LARGEST).all(axis=1) & (at < [scene.width + LARGEST, scene.height + LARGEST]).all(axis=1)
    circles = tuple(
        Circle(float(x), float(y), float(r), paint) for (x, y), r in zip(at[inside], radii[inside], strict=True)
    )  # the largest first, so that no small one is hidden
    return replace(scene, groups=(*scene.groups, Group("places", circles)))
