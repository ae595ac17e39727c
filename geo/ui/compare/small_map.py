"""Small maps of the page Compare: the picture that every export is made of, one camera for both sides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from geo.basemap import MAX_ZOOM, MIN_ZOOM
from geo.count.opening_bounds import opening_bounds
from geo.export.svg import svg_text
from geo.filter.filter import Filter
from geo.filter.view import Camera, Size, View
from geo.model.dataset import Dataset
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from geo.scene.projection import fitting
from geo.scene.scene_items import Scene
from geo.style.attribution import ATTRIBUTION
from geo.ui.compare.place_counts import Counted, counted_places, counted_scene, ground_scene
from geo.ui.components.widgets import widget
from geo.ui.datasets.cache_keys import HASH_FUNCS
from geo.ui.datasets.selection import selected
from geo.ui.datasets.uploads import picture_owner
from geo.ui.server.addresses import blob_address
from geo.ui.server.blob_cache import BLOBS

_PADDING = 16.0
MOST_PLACED = 1500
"""Incidents of a side up to which each has its symbol; beyond, places are counted on both sides."""
SIZE = Size(width=560, height=430)
_SMALLER = 0.95
"""Zoom levels that the small frame takes from what the large one would show."""


def small_maps(dataset: Dataset, views: Sequence[View]) -> list[tuple[str, str] | None]:
    """The pictures of what each view's filter leaves, as SVG with the line beneath; None for a side without incidents.
    Where a side has too many for a symbol each, both are drawn as counted places, on one scale."""
    chosen = [selected(dataset, view.filter) for view in views]
    if max(one.placed_count for one in chosen) <= MOST_PLACED:
        return [(_drawn(dataset, _placed(dataset, view)), ATTRIBUTION) if one.count else None
                for view, one in zip(views, chosen, strict=True)]  # fmt: skip
    found = [_places(dataset, view.filter) for view in views]
    most = max(one.most for one in found)
    return [
        (
            _counted(dataset, view, _camera(dataset, view), most),
            f"{_scale_words(one, selection.count, most)} {ATTRIBUTION}",
        )
        if selection.count
        else None
        for view, one, selection in zip(views, found, chosen, strict=True)
    ]


def _scale_words(found: Counted, count: int, most: int) -> str:
    left = count - found.drawn
    rest = f" Not drawn: {left:,} without such a place." if left else ""
    return f"A circle is a place, its area the number of incidents; the largest of both sides has {most:,}.{rest}"


def small_map(picture: tuple[str, str] | None, key: str, alt: str) -> None:
    """Put a small map onto the page."""
    if picture is None:
        return
    drawn, caption = picture
    name = BLOBS.put(drawn.encode(), "image/svg+xml", picture_owner())
    data = {"address": blob_address(name), "alt": alt, "caption": caption, **dict(SIZE)}
    widget("picture", key, data)


def _placed(dataset: Dataset, view: View) -> View:
    return view.model_copy(update={"camera": _camera(dataset, view), "selection": None})


def _camera(dataset: Dataset, view: View) -> Camera:
    """Where the person's map looks, or what it opens on."""
    if view.camera:
        zoom = max(0.0, view.camera.zoom - _SMALLER)
        return view.camera.model_copy(update={"zoom": zoom, "pitch": 0.0, "bearing": 0.0})
    west, south, east, north = opening_bounds(dataset)
    corners = np.array([[west, south], [east, north]])
    return fitting(corners, SIZE.width, SIZE.height, padding=_PADDING, least=MIN_ZOOM, most=MAX_ZOOM)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=HASH_FUNCS)
def _drawn(dataset: Dataset, view: View) -> str:
    scene = build_scene(dataset, view, Picture(bare=True, size=SIZE, viewport=SIZE, inset=False))
    return svg_text(scene, passing=True)


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=HASH_FUNCS)
def _ground(dataset: Dataset, view: View, camera: Camera) -> Scene:
    return ground_scene(dataset, view, camera, SIZE)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=HASH_FUNCS)
def _places(dataset: Dataset, filter: Filter) -> Counted:
    return counted_places(dataset, selected(dataset, filter).ids)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=HASH_FUNCS)
def _counted(dataset: Dataset, view: View, camera: Camera, most: int) -> str:
    plain = view.model_copy(update={"filter": Filter(), "camera": None, "selection": None})
    scene = _ground(dataset, plain, camera)
    return svg_text(counted_scene(scene, view.theme, camera, SIZE, _places(dataset, view.filter), most), passing=True)
