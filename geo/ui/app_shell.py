"""What surrounds every page: navigation, the shared filters, banners, and the address that holds the view."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geo.database_errors import EngineError
from geo.errors import AtlasError
from geo.filter.view import View
from geo.query import Source
from geo.ui.components import banners
from geo.ui.components.database_error import show_database_error
from geo.ui.components.dataset_error import show_dataset_error
from geo.ui.components.page_styles import apply_page_styles
from geo.ui.components.sidebar import sidebar
from geo.ui.components.sign_in import admitted, show_no_dataset, signed_in_as
from geo.ui.datasets import catalog, uploads
from geo.ui.datasets.layer_uploads import is_own
from geo.ui.datasets.time_words import hours
from geo.ui.datasets.upload_store import KEPT_FOR
from geo.ui.state import session
from geo.ui.state.navigation import pages

BRAND = Path(__file__).parent / "brand"
_MISSING = "atlas_missing_dataset"
"""Key of the session's state: the dataset that a link asked for in vain."""
_PAGE_SOURCE = "atlas_framed"
"""Key under which a page finds its source."""


def run_app() -> None:
    """Run one page with what surrounds it."""
    st.set_page_config(page_title="Incident Atlas", layout="wide", initial_sidebar_state="auto")
    apply_page_styles()
    st.logo(BRAND / f"{st.context.theme.type or 'light'}.svg", size="large")
    if not admitted():
        return
    page = st.navigation(pages(), position="top")
    uploads.touch()
    try:
        _draw(page)
    except EngineError as error:
        show_database_error(error)
    except AtlasError as error:
        show_dataset_error(error)
    if session.KEY in st.session_state:
        session.write_address()


def _draw(page: StreamlitPage) -> None:
    """The page with what stands around it. Raises EngineError where the dataset lies in a database that does not
    answer, AtlasError where its file can't be read, or was overwritten while a page read it."""
    default = catalog.opening_source()
    if default is None:
        show_no_dataset()
        return
    source = _requested_source(default)
    current = _current(source, View(dataset=default.facts.id, filter=source.opening))
    st.session_state[_PAGE_SOURCE] = source
    with st.sidebar:
        sidebar(source, current)
        signed_in_as()
    _show_missing()
    _show_faults(source)
    banners.draw_banners(source, current)
    page.run()


def _current(source: Source, defaults: View) -> session.Session:
    """The view of what is asked; of another dataset than before it begins anew."""
    current = session.current(defaults, source, is_own)
    if current.view.dataset != source.facts.id:
        current = session.change(dataset=source.facts.id, filter=defaults.filter, selection=None, camera=None)
    if not current.view.colour_is_there:
        current = session.change(color_by=defaults.color_by)
    return session.leave_out_layers(is_own)


def _requested_source(default: Source) -> Source:
    """The dataset that the view or the link names, where it is here and for this person; else the one that the atlas
    opens with."""
    wanted = session.requested_dataset(default.facts.id)
    if wanted == default.facts.id:
        return default
    listed = catalog.listed_source(wanted)
    if listed is not None:
        return listed
    upload = catalog.uploaded_source(wanted)
    if upload is not None:
        return upload
    if not uploads.is_deleted(wanted):  # who has just deleted it needs no banner
        st.session_state[_MISSING] = wanted
    return default


def _show_missing() -> None:
    """Say kindly that a link's dataset is somebody's upload, and not here."""
    wanted = st.session_state.get(_MISSING)
    if wanted is None:
        return
    if uploads.opened_upload(wanted) is not None or catalog.listed_source(wanted):  # it has come since
        del st.session_state[_MISSING]
        return
    banners.apply_banner_styles()
    with st.container(key="missing_dataset", horizontal=True):
        st.text(
            f"The dataset “{wanted}” is not here. An upload is seen only in the browser that uploaded it, and for "
            f"{hours(KEPT_FOR)} after its last use: upload the file again on the page Data. Meanwhile you see the "
            "atlas's own incidents."
        )
        st.button("Dismiss", key="missing_read", on_click=lambda: st.session_state.pop(_MISSING, None))


def _show_faults(source: Source) -> None:
    """Say that something of the file is not shown; which and why stands on the page about sources."""
    rejected, faults = len(source.rejected), len(source.faults)
    if rejected:
        total = rejected + source.facts.count
        verb = "is" if rejected == 1 else "are"
        st.warning(
            f"{rejected:,} of {total:,} incidents {verb} rejected. The page Sources and method says which and why."
        )
    elif faults:
        st.warning(f"Faults in the dataset's files: {faults}. The page Sources and method says which.")


def page_context() -> tuple[Source, session.Session]:
    """The source and the view for the page that is run. A page that is run by itself starts ``run_app`` first."""
    source: Source | None = st.session_state.pop(_PAGE_SOURCE, None)
    if source is None:
        st.navigation(pages(), position="top")
        st.rerun()
    return source, st.session_state[session.KEY]
