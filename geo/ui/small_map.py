"""Small maps of the page Compare: the picture that every export is made of, one camera for both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from geo.basemap import MAX_ZOOM, MIN_ZOOM
from geo.export.svg import svg_text
from geo.filter.apply import select
from geo.filter.view import Camera, Size, View
from geo.layers.frame import opening_bounds
from geo.model.dataset import Dataset
from geo.scene.build import build_scene
from geo.scene.options import Picture
from geo.scene.projection import fitting
from geo.style.attribution import ATTRIBUTION
from geo.ui import datasets
from geo.ui.plates import plate
from geo.ui.server import SHELF, addresses
from geo.ui.sheet import words

_PADDING = 16.0
MOST_PLACED = 3000
SIZE = Size(width=560, height=430)
_SMALLER = 0.95
"""Zoom levels that the small frame takes from what the large one would show."""


def small_map(dataset: Dataset, view: View, key: str, alt: str) -> None:
    """Draw what a view's filter leaves, where its camera looks; nothing where it would be a picture of dots only."""
    if select(dataset, view.filter).placed_count > MOST_PLACED:
        words(f"More than {MOST_PLACED:,} incidents: too many for a small map.", "muted", key)
        return
    drawn = _drawn(dataset, view.model_copy(update={"camera": _camera(dataset, view), "selection": None}))
    name = SHELF.put(drawn.encode(), "image/svg+xml")
    data = {"address": f"{addresses()['shelf']}/{name}", "alt": alt, "caption": ATTRIBUTION, **dict(SIZE)}
    plate("picture", key, data)


def _camera(dataset: Dataset, view: View) -> Camera:
    """Where the person's map looks, or what it opens on."""
    if view.camera:
        zoom = max(0.0, view.camera.zoom - _SMALLER)
        return view.camera.model_copy(update={"zoom": zoom, "pitch": 0.0, "bearing": 0.0})
    west, south, east, north = opening_bounds(dataset)
    corners = np.array([[west, south], [east, north]])
    return fitting(corners, SIZE.width, SIZE.height, padding=_PADDING, least=MIN_ZOOM, most=MAX_ZOOM)


_KEYS: dict[str | type[Any], Callable[[Any], Any]] = {
    **datasets.IDENTITY,
    View: lambda view: view.model_dump_json(),
}


@st.cache_data(show_spinner=False, max_entries=32, hash_funcs=_KEYS)
def _drawn(dataset: Dataset, view: View) -> str:
    return svg_text(build_scene(dataset, view, Picture(bare=True, size=SIZE, viewport=SIZE, inset=False)))
