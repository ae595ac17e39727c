"""What a page says where the file of its dataset can't be read, or the server can't write: the sentence, and another try."""

from __future__ import annotations

import streamlit as st

from geo.disk.disk_errors import CannotWrite
from geo.errors import AtlasError
from geo.ui.components.next_try import next_try
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.datasets import catalog, uploads
from geo.ui.server import first_view
from geo.ui.state import session


def show_dataset_error(error: AtlasError) -> None:
    """What is wrong with the file and what to do; the next try comes by itself. From an upload a way leads back."""
    first_view.forget()
    full = isinstance(error, CannotWrite)
    with reference_page("The server cannot write" if full else "This dataset cannot be opened"):
        for place, fault in enumerate(error.faults):
            text_line(_words(error) if full else fault.sentence(), "count", f"fault_{place}")
        text_line("Your view is kept in the address of this page.", "muted", "fault_kept")
        upload = session.requested_dataset("")
        if upload in uploads.own_uploads().uploads:
            st.button("Open it again", key="file_again")
            st.button("Show the atlas's own incidents", key="file_own", on_click=_begin_anew)
        else:
            next_try(catalog.default_source)


def _begin_anew() -> None:
    st.session_state.pop(session.KEY, None)
    st.query_params.clear()


def _words(error: AtlasError) -> str:
    """The same without the server's folders."""
    reason = error.reason if isinstance(error, CannotWrite) else ""
    return f"This page could not be made: on the server, {reason}. Tell whoever looks after it."
