"""The pages, and the ways between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geo.ui.access.current_person import is_administrator
from geo.ui.state import session

PAGES = Path(__file__).parents[3] / "pages"
PAGE_NAMES = tuple(sorted(path.stem for path in PAGES.glob("*.py")))
"""As addresses name the pages."""
_REQUESTED = "atlas_go"
"""Key of the session's state: the page to open in the run that follows."""


def pages() -> list[StreamlitPage]:
    """The pages, in the order of the navigation; the first one opens."""
    found = [
        st.Page(PAGES / "map.py", title="Map", default=True),
        st.Page(PAGES / "incidents.py", title="Incidents"),
        st.Page(PAGES / "actors.py", title="Actors"),
        st.Page(PAGES / "compare.py", title="Compare"),
        st.Page(PAGES / "trends.py", title="Trends"),
        st.Page(PAGES / "present.py", title="Present"),
        st.Page(PAGES / "data.py", title="Data"),
        st.Page(PAGES / "sources.py", title="Sources and method"),
    ]
    if is_administrator():
        found.append(st.Page(PAGES / "about.py", title="About this server"))
    return found


def request_page(title: str) -> None:
    """From a callback: open the page of that title in the run that follows."""
    st.session_state[_REQUESTED] = title


def change_and_open(title: str, **changes: Any) -> None:
    """From a callback: change the view, and open another page in the run that follows."""
    session.change(**changes)
    request_page(title)


def open_requested_page() -> None:
    """Open the page that a callback asked for; the first thing that a page does."""
    title = st.session_state.pop(_REQUESTED, None)
    if title is None:
        return
    page = next((page for page in pages() if page.title == title), None)
    if page is not None:
        st.switch_page(page)
