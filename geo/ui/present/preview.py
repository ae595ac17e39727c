"""The picture that the page shows: drawn once for a view and its options, then kept."""

from __future__ import annotations

import streamlit as st

from geo.export.svg import svg_text
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import when_forgotten
from geo.scene.before_after import build_pair
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Scene
from geo.ui.server.kept_once import KeptOnce

MOST = 24
"""Pictures that are kept, of all persons together."""
_kept: KeptOnce[tuple[Scene, str]] = KeptOnce(MOST)
when_forgotten(lambda dataset_id: _kept.forget(lambda key: isinstance(key, tuple) and key[0].id == dataset_id))


def drawn_picture(dataset: Dataset, view: View, picture: Picture) -> tuple[Scene, str]:
    """The picture of a view, and the same as SVG."""
    return _kept.get((dataset, view, picture), lambda: _with_svg(build_scene(dataset, view, picture)))


def drawn_pair(dataset: Dataset, before: View, after: View, picture: Picture) -> tuple[Scene, str]:
    """Before and after, and the same as SVG."""
    return _kept.get((dataset, before, after, picture), lambda: _with_svg(build_pair(dataset, before, after, picture)))


def _with_svg(scene: Scene) -> tuple[Scene, str]:
    return scene, svg_text(scene, passing=True)


def show_preview(scene: Scene, svg: str) -> None:
    """The picture in its own shape."""
    with st.container(key="present_preview", border=False):
        st.image(svg, width="stretch", alt=scene.alt)
