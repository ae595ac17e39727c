"""The frame around every page: navigation, the shared filters, and the address that holds the view."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geo.database_errors import EngineError
from geo.errors import AtlasError
from geo.filter.view import View
from geo.query import Source
from geo.ui.components import banners
from geo.ui.components.database_error import tell_trouble
from geo.ui.components.page_styles import apply_look
from geo.ui.datasets import catalog, upload_store, uploads
from geo.ui.datasets.upload_store import hours
from geo.ui.state import session
from geo.ui.state.navigation import FRAMED, pages

BRAND = Path(__file__).parent / "brand"
MISSING = "atlas_missing_dataset"


def draw() -> None:
    """Run one page inside the frame."""
    st.set_page_config(page_title="Incident Atlas", layout="wide", initial_sidebar_state="auto")
    apply_look()
    st.logo(BRAND / f"{st.context.theme.type or 'light'}.svg", size="large")
    page = st.navigation(pages(), position="top")
    upload_store.touch()
    try:
        _draw(page)
    except EngineError as error:
        tell_trouble(error)
    if session.KEY in st.session_state:
        session.write_address()


def _draw(page: StreamlitPage) -> None:
    """The page with what stands around it. Raises EngineError where the dataset lies in a database that does not
    answer."""
    usual = _opened()
    source = _wanted(usual)
    current = _current(source, View(dataset=usual.facts.id, filter=source.opening))
    st.session_state[FRAMED] = source
    with st.sidebar:
        page.sidebar(source, current)
    _tell_missing()
    _tell_faults(source)
    banners.draw(source, current)
    page.run()


def _current(source: Source, defaults: View) -> session.Session:
    """The view of what is asked; of another dataset than before it begins anew."""
    current = session.current(defaults, source)
    if current.view.dataset != source.facts.id:
        current = session.change(dataset=source.facts.id, filter=defaults.filter, selection=None, camera=None)
    if not current.view.colour_is_there:
        current = session.change(color_by=defaults.color_by)
    return current


def _opened() -> Source:
    """Raises EngineError."""
    try:
        return catalog.opened()
    except AtlasError as error:
        st.title("This dataset cannot be opened")
        for fault in error.faults:
            st.text(fault.sentence())
        st.stop()


def _wanted(usual: Source) -> Source:
    """The dataset that the view or the link names, where it is here; else the one that the atlas opens with."""
    wanted = session.wanted_dataset(usual.facts.id)
    if wanted == usual.facts.id:
        return usual
    upload = catalog.uploaded(wanted)
    if upload is not None:
        return upload
    if not uploads.is_deleted(wanted):  # who has just deleted it need not be told
        st.session_state[MISSING] = wanted
    return usual


def _tell_missing() -> None:
    """Say kindly that a link's dataset is somebody's upload, and not here."""
    wanted = st.session_state.get(MISSING)
    if wanted is None:
        return
    if uploads.opened_upload(wanted) is not None:  # it has been brought again since
        del st.session_state[MISSING]
        return
    banners.apply_look()
    with st.container(key="missing_dataset", horizontal=True):
        st.text(
            f"The dataset “{wanted}” is not here. An upload is seen only in the browser that uploaded it, and for "
            f"{hours(upload_store.KEPT)} after its last use: upload the file again on the page Data. Meanwhile you see the "
            "atlas's own incidents."
        )
        st.button("Dismiss", key="missing_read", on_click=lambda: st.session_state.pop(MISSING, None))


def _tell_faults(source: Source) -> None:
    """Say that something of the file is not shown; which and why stands on the page about sources."""
    aside, faults = len(source.rejected), len(source.faults)
    if aside:
        total = aside + source.facts.count
        verb = "is" if aside == 1 else "are"
        st.warning(f"{aside:,} of {total:,} incidents {verb} rejected. The page Sources and method says which and why.")
    elif faults:
        st.warning(f"Faults in the dataset's files: {faults}. The page Sources and method says which.")


def framed() -> tuple[Source, session.Session]:
    """What the frame opened, for the page inside it. A page that is run without the frame starts it first."""
    source: Source | None = st.session_state.pop(FRAMED, None)
    if source is None:
        st.navigation(pages(), position="top")
        st.rerun()
    return source, st.session_state[session.KEY]
