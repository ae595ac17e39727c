"""What a person has asked of a picture on the page Present, kept while they are on other pages."""

from __future__ import annotations

import streamlit as st

from geo.scene.picture_options import Picture

_KEY = "present_kept_picture"


def kept_picture() -> Picture:
    """The picture that the controls described last; a plain one before."""
    picture: Picture = st.session_state.get(_KEY, Picture())
    return picture


def keep_picture(picture: Picture) -> Picture:
    """Remember what the controls say: they forget it when the person opens another page."""
    st.session_state[_KEY] = picture
    return picture
