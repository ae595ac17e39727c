"""What a page says where the file of its dataset can't be read, or was overwritten while it was open."""

from __future__ import annotations

import streamlit as st

from geo.errors import AtlasError
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.datasets import uploads
from geo.ui.server import first_view
from geo.ui.state import session


def show_file_error(error: AtlasError) -> None:
    """What is wrong with the file and what to do; the next run opens it again. From an upload a way leads back."""
    first_view.forget()
    with reference_page("This dataset cannot be opened"):
        for place, fault in enumerate(error.faults):
            text_line(fault.sentence(), "count", f"file_fault_{place}")
        st.button("Open it again", key="file_again")
        if session.requested_dataset("") in uploads.own_uploads().uploads:
            st.button("Show the atlas's own incidents", key="file_own", on_click=_begin_anew)


def _begin_anew() -> None:
    st.session_state.pop(session.KEY, None)
    st.query_params.clear()
