"""The frame around every page: navigation, the shared filters, and the address that holds the view."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geo.errors import AtlasError
from geo.count.span import dense_span
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.ui import datasets, notices, session, stage
from geo.ui.look import apply_look

PAGES = Path(__file__).parents[2] / "pages"
BRAND = Path(__file__).parent / "brand"
FRAMED = "atlas_framed"


def pages() -> list[StreamlitPage]:
    """The pages, in the order of the navigation; the first one opens."""
    return [
        st.Page(PAGES / "map.py", title="Map", default=True),
        st.Page(PAGES / "incidents.py", title="Incidents"),
        st.Page(PAGES / "actors.py", title="Actors"),
        st.Page(PAGES / "sources.py", title="Sources and method"),
    ]


def draw() -> None:
    """Run one page inside the frame."""
    st.set_page_config(page_title="Incident Atlas", layout="wide", initial_sidebar_state="auto")
    apply_look()
    st.logo(BRAND / f"{st.context.theme.type or 'light'}.svg", size="large")
    page = st.navigation(pages(), position="top")
    try:
        dataset = datasets.opened()
    except AtlasError as error:
        st.title("This dataset cannot be opened")
        for fault in error.faults:
            st.text(fault.sentence())
        st.stop()
    first, last = dense_span(dataset)
    defaults = View(dataset=dataset.id, filter=Filter(start=first, end=last))
    current = session.current(defaults, dataset)
    shown = datasets.as_known_on(dataset, current.view.filter.as_known_on)
    st.session_state[FRAMED] = shown
    with st.sidebar:
        stage.sidebar(shown, current)
    _tell_faults(dataset)
    notices.draw(dataset, shown, current)
    page.run()
    session.write_address()


def _tell_faults(dataset: Dataset) -> None:
    """Say that something of the file is not shown; which and why stands on the page about sources."""
    aside, faults = len(dataset.set_aside), len(dataset.faults)
    if aside:
        total = aside + len(dataset.incidents)
        verb = "is" if aside == 1 else "are"
        st.warning(f"{aside} of {total} incidents {verb} set aside. The page Sources and method says which and why.")
    elif faults:
        st.warning(f"Faults in the dataset's files: {faults}. The page Sources and method says which.")


def framed() -> tuple[Dataset, session.Session]:
    """What the frame opened, for the page inside it. A page that is run without the frame starts it first."""
    dataset: Dataset | None = st.session_state.pop(FRAMED, None)
    if dataset is None:
        st.navigation(pages(), position="top")
        st.rerun()
    return dataset, st.session_state[session.KEY]
