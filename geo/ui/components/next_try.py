"""Tries again by itself what a page could not do, until it works; then the page is drawn anew."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from geo.database_errors import EngineError
from geo.errors import AtlasError

_EVERY_S = 5.0


def next_try(attempt: Callable[[], object]) -> None:
    """A line that says so, and tries. ``attempt`` raises AtlasError or EngineError as long as it does not work."""
    _try(attempt, time.monotonic())


@st.fragment(run_every=_EVERY_S)
def _try(attempt: Callable[[], object], began: float) -> None:
    """A first try would only find, or wait for, what has just been found."""
    if time.monotonic() - began < _EVERY_S / 2:
        st.text("The next try follows by itself.")
        return
    try:
        attempt()
    except (AtlasError, EngineError):
        st.text(f"Tried again at {time.strftime('%H:%M:%S')}; the next try follows by itself.")
    else:
        st.rerun()
