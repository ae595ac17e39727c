"""The values of the picture's controls: from the picture that is kept, or from one that a person opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from geo.filter.view import Size
from geo.scene.picture_options import Picture
from geo.ui.state.picture_state import kept_picture

_NEXT = "present_taken_up"
DAY = "present_day"
_WORDS = {
    "title": "present_title",
    "subtitle": "present_subtitle",
    "source_line": "present_source",
    "alt": "present_alt",
}
_OTHERS = {
    "names": "present_names", "text_size": "present_text_size", "legend": "present_legend",
    "inset": "present_inset", "cut_out": "present_cut_out", "accessed": "present_accessed",
}  # fmt: skip
SHAPE, WIDTH, HEIGHT = "present_shape", "present_width", "present_height"
OWN_SIZE = "Size of your own"
CALLOUTS, LABEL = "present_callouts", "present_label_"
TEXT_SIZES = (0.5, 0.75, 0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


def set_controls_next_run(picture: Picture, others: Mapping[str, Any]) -> None:
    """In the run that follows the controls stand as a picture says; ``others`` are the values of other controls."""
    st.session_state[_NEXT] = _values(picture) | dict(others)


def set_controls() -> None:
    """Set the controls before they are drawn; the first thing that the page does."""
    values: dict[str, Any] | None = st.session_state.pop(_NEXT, None)
    if values is not None:
        st.session_state.update(values)
    for key, value in _values(kept_picture()).items():
        st.session_state.setdefault(key, value)


def _values(picture: Picture) -> dict[str, Any]:
    """The values of the controls by their keys."""
    words = {key: getattr(picture, name) or "" for name, key in _WORDS.items()}
    others = {key: getattr(picture, name) for name, key in _OTHERS.items()}
    others["present_text_size"] = min(TEXT_SIZES, key=lambda factor: abs(factor - picture.text_size))
    size = picture.size or Size(width=1600, height=900)
    shape = {SHAPE: picture.preset if picture.size is None else OWN_SIZE, WIDTH: size.width, HEIGHT: size.height}
    labels = {f"{LABEL}{callout.incident}": callout.label or "" for callout in picture.callouts}
    return words | others | shape | labels | {CALLOUTS: [callout.incident for callout in picture.callouts]}
