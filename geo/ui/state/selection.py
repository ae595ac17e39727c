"""What the shared filter leaves, for pages that are written in Python; and the ways between pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from geo.count import Summary, summary
from geo.filter.apply import Selection, select
from geo.filter.filter import Filter
from geo.model.dataset import Dataset
from geo.ui.datasets import catalog
from geo.ui.state import session
from geo.ui.state.navigation import pages


@dataclass(frozen=True, slots=True)
class Shown:
    """The selection of a filter, with the line that says how much it is."""

    filter: Filter
    selection: Selection
    summary: Summary


def shown(dataset: Dataset, asked: Filter) -> Shown:
    """What a filter leaves of a dataset."""
    selection = chosen(dataset, asked)
    return Shown(asked, selection, summary(selection, asked, dataset))


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=catalog.IDENTITY)
def chosen(dataset: Dataset, asked: Filter) -> Selection:
    """The selection of a filter, kept."""
    return select(dataset, asked)


def go_later(page: str, **changes: Any) -> None:
    """From a callback: change the view, and open another page in the run that follows."""
    session.change(**changes)
    st.session_state[session.GO] = page


def follow() -> None:
    """Open the page that a callback asked for; the first thing that a page does."""
    wanted = st.session_state.pop(session.GO, None)
    page = next((page for page in pages() if page.title == wanted), None)
    if page is not None:
        st.switch_page(page)


def change_filter(**changes: Any) -> None:
    """Change parts of the shared filter."""
    current: session.Session = st.session_state[session.KEY]
    session.change(filter=current.view.filter.model_copy(update=changes))
