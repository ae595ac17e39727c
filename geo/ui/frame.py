"""The frame around every page: navigation, the shared filters, and the address that holds the view."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geo.count.span import dense_span
from geo.errors import AtlasError
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.load import named
from geo.model.dataset import Dataset
from geo.ui import datasets, desks, notices, session, stage, uploads
from geo.ui.desks import hours
from geo.ui.look import apply_look
from geo.ui.navigation import FRAMED, pages

BRAND = Path(__file__).parent / "brand"
MISSING = "atlas_missing_dataset"


def draw() -> None:
    """Run one page inside the frame."""
    st.set_page_config(page_title="Incident Atlas", layout="wide", initial_sidebar_state="auto")
    apply_look()
    st.logo(BRAND / f"{st.context.theme.type or 'light'}.svg", size="large")
    page = st.navigation(pages(), position="top")
    desks.touch()
    shipped = _opened()
    dataset = _wanted(shipped)
    if dataset is shipped and _is_counted(page):
        return
    first, last = dense_span(dataset)
    defaults = View(dataset=shipped.id, filter=Filter(start=first, end=last))
    current = session.current(defaults, dataset)
    if current.view.dataset != dataset.id:
        current = session.change(dataset=dataset.id, filter=defaults.filter, selection=None, camera=None)
    if not current.view.colour_is_there:
        current = session.change(color_by=defaults.color_by)
    shown = datasets.prepared(dataset, current.view.filter)
    st.session_state[FRAMED] = shown
    with st.sidebar:
        stage.sidebar(shown, current)
    _tell_missing()
    _tell_faults(dataset)
    notices.draw(dataset, shown, current)
    page.run()
    session.write_address()


def _opened() -> Dataset:
    try:
        return datasets.opened()
    except AtlasError as error:
        st.title("This dataset cannot be opened")
        for fault in error.faults:
            st.text(fault.sentence())
        st.stop()
    except Exception as error:
        if not named.names_database():
            raise
        _tell_database(error)
        st.stop()


def _tell_database(error: Exception) -> None:
    """What is wrong with the database; anything else is a fault of ours."""
    from geo.engine import EngineError
    from geo.ui.engine.frame import tell_trouble

    if not isinstance(error, EngineError):
        raise error
    tell_trouble(error)


def _is_counted(page: StreamlitPage) -> bool:
    """Draw a page of a dataset that is too large to be read, where the atlas was pointed at one."""
    if not named.names_database():
        return False
    from geo.ui.engine import frame as counted
    from geo.ui.engine.opened import large

    engine = large()
    if engine is not None:
        counted.draw(engine, page)
    return engine is not None


def _wanted(shipped: Dataset) -> Dataset:
    """The dataset that the view or the link names, where it is here; else the one that the atlas opens with."""
    wanted = session.wanted_dataset(shipped.id)
    if wanted == shipped.id:
        return shipped
    upload = uploads.opened_upload(wanted)
    if upload is not None:
        return upload
    if not uploads.is_deleted(wanted):  # who has just deleted it need not be told
        st.session_state[MISSING] = wanted
    return shipped


def _tell_missing() -> None:
    """Say kindly that a link's dataset is somebody's upload, and not here."""
    wanted = st.session_state.get(MISSING)
    if wanted is None:
        return
    if uploads.opened_upload(wanted) is not None:  # it has been brought again since
        del st.session_state[MISSING]
        return
    notices.apply_look()
    with st.container(key="missing_dataset", horizontal=True):
        st.text(
            f"The dataset “{wanted}” is not here. An upload is seen only in the browser that uploaded it, and for "
            f"{hours(desks.KEPT)} after its last use: upload the file again on the page Data. Meanwhile you see the "
            "atlas's own incidents."
        )
        st.button("Dismiss", key="missing_read", on_click=lambda: st.session_state.pop(MISSING, None))


def _tell_faults(dataset: Dataset) -> None:
    """Say that something of the file is not shown; which and why stands on the page about sources."""
    aside, faults = len(dataset.set_aside), len(dataset.faults)
    if aside:
        total = aside + len(dataset.incidents)
        verb = "is" if aside == 1 else "are"
        st.warning(f"{aside} of {total} incidents {verb} rejected. The page Sources and method says which and why.")
    elif faults:
        st.warning(f"Faults in the dataset's files: {faults}. The page Sources and method says which.")


def framed() -> tuple[Dataset, session.Session]:
    """What the frame opened, for the page inside it. A page that is run without the frame starts it first."""
    dataset: Dataset | None = st.session_state.pop(FRAMED, None)
    if dataset is None:
        st.navigation(pages(), position="top")
        st.rerun()
    return dataset, st.session_state[session.KEY]
