"""What a page says where a database does not answer: what is wrong, what to do, and that it is asked again."""

from __future__ import annotations

import time

import streamlit as st

from geo.database_errors import EngineError, Trouble
from geo.filter.filter import Filter
from geo.ui.components.reference_page import sheet, words
from geo.ui.datasets import catalog
from geo.ui.map import page

_AGAIN_S = 5
_TITLES = {
    Trouble.ADDRESS: "The address of the database cannot be read",
    Trouble.DRIVER: "Something that this database needs is missing",
    Trouble.UNREACHABLE: "The database cannot be reached",
    Trouble.REFUSED: "The database refuses",
    Trouble.EMPTY: "The dataset is not in the database",
    Trouble.LAYOUT: "The dataset must be loaded again",
    Trouble.SLOW: "The database takes too long",
    Trouble.TOO_MANY: "More incidents than can be held at once",
}


def title_of(error: EngineError) -> str:
    """What is wrong, in a few words."""
    return _TITLES.get(error.trouble, "The database gives an error")


def tell_trouble(error: EngineError) -> None:
    """What is wrong with the database and what to do; the next try comes by itself."""
    if error.trouble is Trouble.EMPTY:
        _connect_anew()
    page.forget()
    with sheet(title_of(error)):
        words(error.sentence(), "count", "trouble")
        words("Your view is kept in the address of this page.", "muted", "trouble_kept")
        _try_again()


def _connect_anew() -> None:
    from geo.query.opening import forget

    forget()


@st.fragment(run_every=_AGAIN_S)
def _try_again() -> None:
    try:
        catalog.opened().summary(Filter())
    except EngineError:
        st.text(f"Asked again at {time.strftime('%H:%M:%S')}; the next try follows by itself.")
    else:
        st.rerun()
