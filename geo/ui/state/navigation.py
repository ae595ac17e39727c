"""The pages, and what the frame leaves for the one that it draws."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

PAGES = Path(__file__).parents[3] / "pages"
FRAMED = "atlas_framed"
"""Key of the session's state under which a page finds its source."""


def pages() -> list[StreamlitPage]:
    """The pages, in the order of the navigation; the first one opens."""
    return [
        st.Page(PAGES / "map.py", title="Map", default=True),
        st.Page(PAGES / "incidents.py", title="Incidents"),
        st.Page(PAGES / "actors.py", title="Actors"),
        st.Page(PAGES / "compare.py", title="Compare"),
        st.Page(PAGES / "present.py", title="Present"),
        st.Page(PAGES / "data.py", title="Data"),
        st.Page(PAGES / "sources.py", title="Sources and method"),
    ]
